"""What was found suspicious about a version's data, and what people answered to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from registry.artifacts import ArtifactStore
from registry.canonical import canonical_json
from registry.database import Registry
from registry.errors import AssayError
from registry.evidence import record_evidence
from registry.queries import name_of
from registry.resolve import resolve_version
from registry.tables import ModelVersion
from registry.version_rows import evidence, payload_of
from registry.views.base import View
from registry.views.versions import VersionView

QUALITY, RESOLUTION = "quality", "resolution"
GRAVEST = (
    "gives_away", "conflicts", "duplicates", "merged_numbers", "mostly_missing", "rare_class",
)  # fmt: skip
"""What was checked for, by what it can do to the figures of a model: what gives the target away
makes all of them worthless."""
NOTE = "note"
"""The severity of what is only told."""
LONGEST = 4000


class Answer(StrEnum):
    """What can be said to a finding."""

    ACCEPTED = "accepted"
    HANDLED = "handled"
    MISTAKEN = "mistaken"


MEANING: dict[Answer, str] = {
    Answer.ACCEPTED: "it is so, and the model may be used all the same",
    Answer.HANDLED: "it is dealt with elsewhere, such as by how the model is used",
    Answer.MISTAKEN: "it is not so, or does not matter here",
}


class FindingView(View):
    """One finding with the last answer to it; `answer` is empty where nobody answered.

    `quality` is the digest of the evidence that it stands in.
    """

    id: str
    check: str
    severity: str
    column: str
    count: int
    detail: str
    quality: str
    answer: str
    reason: str
    answered_by: str
    answered_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether nobody answered it; a note needs no answer, and what is no note is a warning."""
        return self.severity != NOTE and not self.answer


def findings(session: Session, version: ModelVersion) -> tuple[FindingView, ...]:
    """The findings about a version's data, as its quality evidence lists them.

    Raises AssayError `evidence.changed` where that is not what its digest was taken of.
    """
    rows = evidence(session, version)
    answers = {
        (said.get("quality"), said.get("finding")): (row, said)
        for row in rows
        if row.kind == RESOLUTION and (said := payload_of(row))
    }
    found = []
    for row in rows:
        if row.kind != QUALITY:
            continue
        for one in listed(payload_of(row)):
            answered = answers.get((row.digest, one["id"]))
            found.append(
                FindingView(
                    **one,
                    quality=row.digest,
                    answer=str(answered[1].get("answer", "")) if answered else "",
                    reason=str(answered[1].get("reason", "")) if answered else "",
                    answered_by=name_of(session, answered[0].created_by) if answered else "",
                    answered_at=answered[0].created_at if answered else None,
                )
            )
    return tuple(found)


def readable_findings(session: Session, version: ModelVersion) -> tuple[FindingView, ...]:
    """The same, and none where the evidence was changed: that it was is said with the evidence."""
    try:
        return findings(session, version)
    except AssayError:
        return ()


def open_findings(found: Iterable[FindingView]) -> tuple[FindingView, ...]:
    """Those of them that wait for an answer, the gravest first."""
    order = {name: place for place, name in enumerate(GRAVEST)}
    waiting = [one for one in found if one.open]
    return tuple(sorted(waiting, key=lambda one: order.get(one.check, len(order))))


def open_words(details: Sequence[str]) -> str:
    """What the open findings of `details`, the gravest first, are told as; '' of none."""
    if not details:
        return ""
    if len(details) == 1:
        return f"The data have 1 open finding: {details[0]}"
    return f"The data have {len(details)} open findings, the gravest: {details[0]}"


def listed(payload: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The findings of a quality payload that have the form of one."""
    rows = payload.get("findings")
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            continue
        count = row.get("count")
        yield {
            **{
                name: str(row.get(name, ""))
                for name in ("id", "check", "severity", "column", "detail")
            },
            "count": count if isinstance(count, int) else 0,
        }


def answer_finding(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    version: str,
    finding: str,
    answer: Answer | str,
    reason: str,
) -> VersionView:
    """Answer a finding, before the version is submitted; a later answer takes an earlier one's
    place, and both are kept.

    Who answers has a hand in the version from then on. Raises AssayError `finding.unknown`,
    `finding.answer`, `finding.reason` or `evidence.frozen`.
    """
    with registry.read() as session:
        row = resolve_version(session, version)
        found = {one.id: one for one in findings(session, row)}
        version_id = row.id
    if finding not in found:
        known = ", ".join(found) or "none"
        raise AssayError(
            "finding.unknown",
            f"The version has no finding '{finding[:80]}'.",
            f"Its findings are: {known}.",
        )
    if answer not in set(Answer):
        raise AssayError(
            "finding.answer",
            f"'{answer}' is no answer to a finding.",
            f"Say one of: {', '.join(f'{one} ({MEANING[one]})' for one in Answer)}.",
        )
    if not reason.strip() or len(reason) > LONGEST:
        raise AssayError(
            "finding.reason",
            f"An answer needs a reason (1 to {LONGEST:,} characters).",
            "Say why in a sentence: reviewers read it.",
        )
    content = canonical_json(
        {
            "quality": found[finding].quality,
            "finding": finding,
            "answer": str(answer),
            "reason": reason.strip(),
        }
    )
    return record_evidence(registry, artifacts, actor, version_id, RESOLUTION, content)
