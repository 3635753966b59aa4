"""The rows that a version consists of: its files, its evidence, and what was written about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, or_, select

from registry.errors import AssayError
from registry.evidence_kinds import CHECKS
from registry.outside_json import read_recorded
from registry.reading import recalled
from registry.rules import EvidenceItem
from registry.tables import (
    Artifact,
    Attestation,
    Evidence,
    ModelVersion,
    Narrative,
    Run,
)


def version_files(session: Session, version: ModelVersion) -> Sequence[Artifact]:
    """The records of the files of a version, of its run and of its data."""
    run = session.get_one(Run, version.run_id)
    return session.exec(
        select(Artifact)
        .where(
            or_(
                col(Artifact.version_id) == version.id,
                col(Artifact.run_id) == run.id,
                col(Artifact.dataset_id) == run.dataset_id,
            )
        )
        .order_by(col(Artifact.id))
    ).all()


def evidence(session: Session, version: ModelVersion) -> Sequence[Evidence]:
    """A version's evidence, the oldest first."""
    query = select(Evidence).where(Evidence.version_id == version.id).order_by(col(Evidence.id))
    return recalled(session, (evidence, version.id), lambda: tuple(session.exec(query).all()))


def reviewed_evidence(session: Session, version: ModelVersion) -> tuple[Evidence, ...]:
    """The evidence that a review of the version is about, the oldest first.

    All of it, but for the checks that were made once approval had been asked for: somebody who
    reproduces what lies before them must not void it. A version is asked for once in its life.
    """
    rows = evidence(session, version)
    later = {word.evidence_id for word in vouched(session, rows) if word.request_id is not None}
    return tuple(row for row in rows if not (row.id in later and row.kind in CHECKS))


def vouched(session: Session, rows: Sequence[Evidence]) -> Sequence[Attestation]:
    """Who vouches for these pieces of evidence."""
    checks = [row.id for row in rows if row.kind in CHECKS]
    if not checks:
        return ()
    return session.exec(select(Attestation).where(col(Attestation.evidence_id).in_(checks))).all()


def evidence_items(rows: Iterable[Evidence]) -> tuple[EvidenceItem, ...]:
    """Evidence as policies read it.

    Raises AssayError `evidence.changed` where a payload is not what its digest was taken of.
    """
    return tuple(EvidenceItem(row.kind, row.digest, payload_of(row)) for row in rows)


def payload_of(row: Evidence) -> dict[str, Any]:
    """What a piece of evidence says; empty where that is no JSON object.

    Raises AssayError `evidence.changed` where it is not what its digest was taken of.
    """
    if hashlib.sha256(row.payload_json.encode("utf-8")).hexdigest() != row.digest:
        raise AssayError(
            "evidence.changed",
            f"The '{row.kind}' evidence {row.id} is not what its digest was taken of.",
            "Run 'assay audit verify' to see everything that was changed.",
        )
    payload = read_recorded(row.payload_json)
    return payload if isinstance(payload, dict) else {}


def narratives(session: Session, version: ModelVersion) -> Sequence[Narrative]:
    """What people wrote in a version's report, by topic and revision."""
    query = (
        select(Narrative)
        .where(Narrative.version_id == version.id)
        .order_by(col(Narrative.topic), col(Narrative.revision))
    )
    return recalled(session, (narratives, version.id), lambda: tuple(session.exec(query).all()))
