"""Re-perform: compute every number of a report again, and hold each statement against it."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from pathlib import Path

from engine.contract.requests import ReperformRequest
from engine.contract.results import EvidenceAgain, LeafAgain, ReperformResult, Statement
from engine.jobs.context import JobContext
from engine.workflows.bundle_files import bundle_ground
from engine.workflows.found import tell_log, with_people
from engine.workflows.ground import Ground, Held, project_ground
from engine.workflows.recompute import COMPUTED, Again, flat, leaves, recompute
from engine.workflows.recorded import numbers, read_recorded
from registry.errors import AssayError
from registry.principals import find_principal
from registry.project import Project
from registry.reports.embedded import LARGEST_FILE, embedded_in, read_embedded
from registry.reports.judge import EvidenceStanding, Judged, Verdict, judge
from registry.reports.parts import Report
from registry.reports.payloads import number_text, value_text
from registry.reports.report import own_version
from registry.reports.visible import differing
from registry.roles import Right, require_right
from registry.small_file import require_file

MOST_LEAVES = 50
MOST_SHOWN = 200
PAGES = "What the pages show"


def run(request: ReperformRequest, context: JobContext) -> ReperformResult:
    """Read the report's file, compute its evidence again, and judge each statement.

    Who asked vouches for the result afterwards: the log gets to know what was found, by its digest,
    unless it was held against a bundle. Raises AssayError
    `file.missing`, `report.no_data`, `role.missing`, `bundle.*`, and as `project_ground` does.
    """
    began = time.monotonic()
    content = _content(Path(request.report))
    context.progress("read", f"Reading {Path(request.report).name}", 0.02)
    if request.bundle is None:
        with Project.open(context.project_path) as project:
            with project.registry.read() as session:
                require_right(session, find_principal(session, context.actor), Right.CHECK)
            said = read_embedded(embedded_in(content), project.artifacts.read_bytes)
            ground = project_ground(project, said)
            found = reperform(request, content, said, ground, context, began)
            result = with_people(project, found)
            tell_log(project, context, result)
            return result
    bundle = bundle_ground(Path(request.bundle))
    said = read_embedded(embedded_in(content), bundle.read)
    return reperform(request, content, said, bundle, context, began)


def reperform(
    request: ReperformRequest,
    content: bytes,
    said: Report,
    ground: Ground,
    context: JobContext,
    began: float,
) -> ReperformResult:
    """Hold a report against its ground."""
    if said.version_id != ground.version:
        raise AssayError(
            "report.other_version",
            f"The report is on {said.label} ({said.version_id}), the bundle on {ground.label}.",
            "Give the bundle of the same version.",
        )
    digest = hashlib.sha256(content).hexdigest()
    logged = ground.knows_file(digest)
    statements = [_file_row(digest, logged, ground), *_visible(content, said)]
    recorded = read_recorded(ground.manifest, ground.snapshot, ground.read)
    context.progress("evaluate", "Measuring on held-out rows again", 0.15)
    again = {one.kind: one for one in recompute(recorded, context)}
    context.progress("compare", "Comparing", 0.95)
    found = [_again(held, again) for held in ground.evidence]
    standings = {
        held.digest: _standing(held, one) for held, one in zip(ground.evidence, found, strict=True)
    }
    judged = judge(said, ground.due, standings, logged=logged, stood=ground.stood)
    shown = [*statements, *(one for one in judged if _is_number(one))]
    counts = Counter(one.verdict for one in shown)
    wrong = counts[Verdict.WRONG] + sum(len(one.wrong) for one in found)
    return ReperformResult(
        version=ground.version,
        label=ground.label,
        manifest_root=ground.manifest.root,
        report=Path(request.report).name,
        report_sha256=digest,
        held_against=ground.place,
        passed=wrong == 0,
        recomputed=counts[Verdict.RECOMPUTED],
        as_recorded=counts[Verdict.AS_RECORDED],
        overtaken=counts[Verdict.OVERTAKEN],
        wrong=wrong,
        statements=tuple(Statement(**one.model_dump(mode="json")) for one in shown),
        evidence=tuple(found),
        seconds=round(time.monotonic() - began, 3),
    )


def _content(file: Path) -> bytes:
    require_file(file)
    if file.stat().st_size > LARGEST_FILE:
        raise AssayError("report.no_data", f"{file.name} is larger than a report is.")
    return file.read_bytes()


def _is_number(one: Judged) -> bool:
    """A statement with a figure in it; one that is wrong is shown whatever it says."""
    figures = any(letter.isdigit() for letter in one.said + one.due)
    return figures or one.verdict is Verdict.WRONG


def _file_row(digest: str, logged: bool, ground: Ground) -> Judged:
    note = (
        ""
        if logged
        else f"No report with this content was written from this {ground.place}: it was changed "
        "afterwards, or comes from elsewhere."
    )
    verdict = Verdict.AS_RECORDED if logged else Verdict.WRONG
    return Judged(
        section=0,
        block="The file",
        label="SHA-256",
        said=digest,
        due=digest if logged else "",
        verdict=verdict,
        note=note,
    )


def _visible(content: bytes, said: Report) -> list[Judged]:
    """Whether what a reader sees is what the report's own data say: the file is made anew."""
    mine = f"Assay {own_version()}" == said.generator
    if content.startswith(b"%PDF-"):
        from registry.reports.pdf import render_pdf

        if render_pdf(said) == content:
            return [_pages("as its data", "as its data", Verdict.AS_RECORDED)]
        note = "They are not the pages that its data give."
        if not mine:
            note += f" It was written by {said.generator}: look at it with that one."
        return [_pages("other pages", "the pages of its data", Verdict.WRONG, note)]
    from registry.reports.html import render_html

    page, made = content.decode("utf-8"), render_html(said)
    rows = [
        Judged(
            section=0,
            block=place[:MOST_SHOWN],
            label="seen on the page",
            said=shown[:MOST_SHOWN],
            due=due[:MOST_SHOWN],
            verdict=Verdict.WRONG,
            note="The page shows something else than its data say.",
        )
        for place, shown, due in differing(page, made)
    ]
    if not rows and mine and page != made:
        note = "The texts are those of its data; the mark-up or the style around them is not."
        rows = [_pages("other mark-up", "the mark-up of its data", Verdict.WRONG, note)]
    return rows or [_pages("as its data", "as its data", Verdict.AS_RECORDED)]


def _pages(said: str, due: str, verdict: Verdict, note: str = "") -> Judged:
    return Judged(
        section=0, block=PAGES, label="text", said=said, due=due, verdict=verdict, note=note
    )


def _again(held: Held, again: dict[str, Again]) -> EvidenceAgain:
    """A piece of evidence beside what was computed. Figures and brought evidence are not."""
    made = again.get(held.kind)
    if made is None or made.payload is None:
        why = made.why_not if made else ""
        if held.kind in COMPUTED and not why:
            why = "It did not come out again."
        return EvidenceAgain(kind=held.kind, digest=held.digest, computed=False, note=why)
    count, wrong = leaves(held.kind, held.payload, made.payload)
    return EvidenceAgain(
        kind=held.kind,
        digest=held.digest,
        computed=True,
        compared=count,
        wrong=tuple(
            LeafAgain(path=one.path, recorded=str(one.recorded), again=str(one.again))
            for one in wrong[:MOST_LEAVES]
        ),
    )


def _standing(held: Held, one: EvidenceAgain) -> EvidenceStanding:
    payload = numbers(held.payload)
    paths: dict[str, str] = {}
    for path, value in flat(payload):
        if isinstance(value, int | float) and not isinstance(value, bool):
            for text in _shown_as(value):
                paths.setdefault(text, f"{held.kind}: {path}")
    wrong = {
        before: after
        for leaf in one.wrong
        for before, after in zip(
            _shown_as(numbers(leaf.recorded)), _shown_as(numbers(leaf.again)), strict=False
        )
        if before != after
    }
    return EvidenceStanding(held.kind, one.computed, wrong, paths)


def _shown_as(value: object) -> tuple[str, ...]:
    """How a report may write a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return (value_text(value), str(value))
    return (number_text(value), number_text(value, 3), number_text(value, 2), value_text(value))
