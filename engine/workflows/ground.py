"""What a report is held against: a project's registry and files, or an exported bundle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from engine.contract.data import Snapshot
from engine.workflows.columns import snapshot_of
from engine.workflows.recorded import Read
from registry.errors import AssayError
from registry.guards import read_manifest, require_as_logged
from registry.labels import label_of
from registry.manifest import Manifest
from registry.outside_json import read_json, read_recorded
from registry.project import Project
from registry.reports.parts import Report
from registry.reports.report import build_report
from registry.reports.stood import UNKNOWN, LogStood, stood_at
from registry.resolve import resolve_version
from registry.tables import AuditEvent, DatasetSnapshot, Run
from registry.version_rows import evidence


@dataclass(frozen=True)
class Held:
    """A piece of evidence as it is held: checked against its digest."""

    kind: str
    digest: str
    payload: Any


@dataclass(frozen=True)
class Ground:
    """Everything that a report on one version is held against.

    `due` is the report as it would be made now; `knows_file` says whether a report's file, by its
    SHA-256, is one that was written from here, and `stood` how the log did at the checkpoint of
    the report that is held against it.
    """

    place: str
    version: str
    label: str
    manifest: Manifest
    snapshot: Snapshot
    read: Read
    evidence: tuple[Held, ...]
    due: Report
    knows_file: Callable[[str], bool]
    stood: LogStood = UNKNOWN


def project_ground(project: Project, said: Report) -> Ground:
    """The project's own records, each as the log last said of it.

    Raises AssayError `version.unknown`, `record.tampered`, `evidence.changed`, `manifest.changed`.
    """
    with project.registry.read() as session:
        row = resolve_version(session, said.version_id)
        require_as_logged(session, row)
        run = session.get_one(Run, row.run_id)
        written = session.exec(
            select(AuditEvent.payload).where(col(AuditEvent.action) == "report.written")
        ).all()
        return Ground(
            place="project",
            version=row.id,
            label=label_of(session, row),
            manifest=read_manifest(project.artifacts, row),
            snapshot=snapshot_of(session.get_one(DatasetSnapshot, run.dataset_id)),
            read=project.artifacts.read_bytes,
            evidence=tuple(
                held_evidence(one.kind, one.digest, one.payload_json)
                for one in evidence(session, row)
            ),
            due=build_report(session, project.artifacts, row, said.generated_by),
            knows_file=frozenset(_written(payload) for payload in written).__contains__,
            stood=stood_at(session, said.checkpoint_root),
        )


def held_evidence(kind: str, digest: str, text: str) -> Held:
    """Evidence whose text has its digest. Raises AssayError `evidence.changed`."""
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
        raise AssayError(
            "evidence.changed", f"The '{kind}' evidence is not what its digest was taken of."
        )
    try:
        return Held(kind, digest, read_recorded(text))
    except ValueError as error:
        raise AssayError(
            "evidence.changed", f"The '{kind}' evidence is no JSON that Assay wrote: {error}."
        ) from error


def _written(payload: bytes) -> str:
    """The SHA-256 of the file that an event speaks of."""
    try:
        return str(read_json(payload)["details"]["sha256"])
    except (ValueError, KeyError, TypeError):
        return ""
