"""Builds the audit report of a version: 22 sections in order, each complete, partial or missing."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from sqlmodel import Session

from registry.artifacts import ArtifactStore
from registry.reports import (
    control_sections,
    decision_sections,
    governance_sections,
    making_sections,
    testing_sections,
)
from registry.reports.exception_blocks import exception_blocks
from registry.reports.narrative_blocks import narrative_blocks
from registry.reports.outline import LAYOUT, OUTLINE, Outline
from registry.reports.parts import (
    SCORE,
    Block,
    Facts,
    Owed,
    Paragraph,
    Report,
    Section,
    Standing,
    score,
)
from registry.reports.payloads import payload_blocks
from registry.reports.source import Source, gather
from registry.tables import ModelVersion, utcnow

Content = tuple[list[Block], list[Owed]]

BUILDERS: dict[int, Callable[[Source], Content]] = {
    1: governance_sections.cover,
    2: making_sections.purpose,
    3: making_sections.development,
    4: making_sections.data,
    5: control_sections.oversight,
    7: testing_sections.testing,
    8: control_sections.security,
    9: testing_sections.performance,
    12: testing_sections.explainability,
    13: testing_sections.implementation,
    14: control_sections.challenge,
    15: decision_sections.decisions,
    16: governance_sections.history,
    17: control_sections.standards,
    20: making_sections.inventory,
    21: governance_sections.logging,
    22: governance_sections.integrity,
}
"""Sections with content of their own; the others show their evidence as it is."""
BESIDE = frozenset({5, 17})
"""Sections whose own content stands beside what is asked for: it alone leaves them MISSING."""


def build_report(
    session: Session, artifacts: ArtifactStore, row: ModelVersion, generated_by: str
) -> Report:
    """The report on one version as the registry stands now.

    Reads only. A section without evidence or record says what is missing and who owes it.
    """
    source = gather(session, artifacts, row)
    sections = [_section(source, outline) for outline in OUTLINE]
    sections[0] = _counted(sections)
    return Report(
        version_id=source.version.id,
        label=source.version.label,
        model=source.model.name,
        number=source.version.number,
        state=source.version.state,
        tier=source.model.materiality_tier,
        owner=source.model.owner,
        intended_use=source.model.intended_use,
        manifest_root=source.version.manifest_root or "",
        checkpoint_root=source.checkpoint.root if source.checkpoint else "",
        statement=governance_sections.four_eyes(source),
        generator=f"Assay {own_version()}",
        generated_at=utcnow(),
        generated_by=generated_by,
        layout=LAYOUT,
        sections=tuple(sections),
    )


def _section(source: Source, outline: Outline) -> Section:
    build = BUILDERS.get(outline.number)
    blocks, owed = build(source) if build else _as_it_is(source, outline)
    blocks = [*blocks, *source.figures.get(outline.number, ())]
    written, unsaid = narrative_blocks(source, outline.number)
    blocks, owed = [*blocks, *written], [*owed, *unsaid]
    kinds = source.references(*outline.kinds)
    evidence = tuple({one.digest: one for one in (*kinds, *source.resolve(blocks))}.values())
    if not blocks and not owed:
        owed = [Owed(what=outline.lacking, who=source.who(outline.owes))]
    # Waivers and incidents are no evidence of what a section asks for: what is owed stays so.
    blocks += exception_blocks(source.exceptions, source.version.requests, outline.number)
    there = blocks if outline.number not in BESIDE else kinds or written
    standing = Standing.PARTIAL if owed else Standing.EVIDENCED
    dates = [one.date for one in evidence]
    return Section(
        number=outline.number,
        title=outline.title,
        annex_iv=outline.annex_iv,
        theme=outline.theme,
        owner=source.who(outline.owes),
        date=max(dates) if dates else (source.version.created_at if blocks else None),
        evidence=evidence,
        owed=tuple(owed),
        blocks=tuple(blocks),
        standing=standing if there else Standing.MISSING,
    )


def _as_it_is(source: Source, outline: Outline) -> Content:
    blocks: list[Block] = []
    for row in source.evidence(*outline.kinds):
        blocks += source.cited(payload_blocks(row.payload), kinds=(row.kind,))
    return blocks, []


def _counted(sections: list[Section]) -> Section:
    """The cover, with how many sections have what they should."""
    missing = [one for one in sections if one.standing is Standing.MISSING]
    partial = [one for one in sections if one.standing is Standing.PARTIAL]
    full = len(sections) - len(missing) - len(partial)
    count = Facts(
        rows=(
            ("completeness score", f"{score(sections)} %"),
            ("sections with all their evidence", f"{full} of {len(sections)}"),
            ("sections with a part of it", str(len(partial))),
            ("sections MISSING", f"{len(missing)}: {_numbers(missing)}" if missing else "0"),
        )
    )
    cover = sections[0]
    blocks = (cover.blocks[0], count, Paragraph(text=SCORE), *cover.blocks[1:])
    return cover.model_copy(update={"blocks": blocks})


def _numbers(sections: list[Section]) -> str:
    return ", ".join(f"{one.number} {one.title}" for one in sections)


def own_version() -> str:
    """The version of Assay that runs."""
    try:
        return version("assay")
    except PackageNotFoundError:
        # Run from a checkout that is not installed.
        return "(not installed)"
