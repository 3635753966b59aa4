"""Import: a CSV or Parquet file becomes a fingerprinted snapshot in the artifact store."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlmodel import Session, col, select

from engine.contract.requests import ImportRequest
from engine.contract.results import ImportResult
from engine.data.snapshot import make_snapshot, name_of
from engine.jobs.context import JobContext
from engine.workflows.columns import columns_json, roles_of
from registry.batches import add_source, require_unchanged, sha256_of
from registry.canonical import canonical_json
from registry.principals import find_principal
from registry.project import Project
from registry.roles import Right, require_right
from registry.tables.dataset import DatasetSnapshot
from registry.tables.model import Artifact

MEDIA_TYPE = "application/vnd.apache.parquet"


def run(request: ImportRequest, context: JobContext) -> ImportResult:
    """Read, type and store the file; what the newest snapshot of that name is already is not
    stored again. Columns keep the roles that they have in that one."""
    project = Project.open(context.project_path)
    project.require_writable()
    with project.registry.read() as session:
        require_right(session, find_principal(session, context.actor), Right.IMPORT)
        newest = _newest(session, name_of(request))
        before = roles_of(newest) if newest is not None else {}
    source = Path(request.source).expanduser()
    context.progress("read", f"Reading {source.name}", 0.1)
    digest = sha256_of(source) if source.is_file() else ""
    with tempfile.TemporaryDirectory(dir=context.folder) as directory:
        snapshot, file = make_snapshot(request, Path(directory), before)
        require_unchanged(source, digest)
        context.progress("store", "Storing the snapshot", 0.7)
        stored = project.artifacts.put_file(file)
    for warning in snapshot.warnings:
        context.warn(warning)
    columns = columns_json(snapshot.columns)
    reading = canonical_json(snapshot.reading.model_dump(mode="json"))
    with project.registry.transact(context.actor, "dataset.imported") as session:
        actor = find_principal(session, context.actor)
        newest = _newest(session, snapshot.name)
        if newest is not None and _same(newest, stored.sha256, snapshot.source, columns, reading):
            add_source(session, newest.id, source, digest, actor.id)
            return ImportResult(dataset=newest.id, snapshot=snapshot)
        dataset = DatasetSnapshot(
            name=snapshot.name,
            source=snapshot.source,
            reading_json=reading,
            rows=snapshot.rows,
            columns_json=columns,
            fingerprint=snapshot.fingerprint,
            artifact_sha256=stored.sha256,
            bytes=stored.bytes,
            created_by=actor.id,
        )
        session.add(dataset)
        add_source(session, dataset.id, source, digest, actor.id)
        session.add(
            Artifact(
                sha256=stored.sha256,
                bytes=stored.bytes,
                media_type=MEDIA_TYPE,
                name=f"{snapshot.name}.parquet",
                role="data",
                dataset_id=dataset.id,
                created_by=actor.id,
            )
        )
        return ImportResult(dataset=dataset.id, snapshot=snapshot)


def _newest(session: Session, name: str) -> DatasetSnapshot | None:
    """What a snapshot's name stands for."""
    return session.exec(
        select(DatasetSnapshot)
        .where(col(DatasetSnapshot.name) == name)
        .order_by(col(DatasetSnapshot.id).desc())
    ).first()


def _same(row: DatasetSnapshot, sha256: str, source: str, columns: str, reading: str) -> bool:
    found = (row.artifact_sha256, row.source, row.columns_json, row.reading_json)
    return found == (sha256, source, columns, reading)
