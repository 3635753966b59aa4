"""Records where data came from and what was scored, by the digests of the files themselves."""

from __future__ import annotations

from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.guards import require_as_logged
from registry.principals import find_principal
from registry.project import Project
from registry.reading import recalled
from registry.roles import Right, require_right
from registry.tables import DatasetSource, ModelVersion, PredictionBatch, Principal
from registry.views.base import View

LONGEST_PATH = 4096


class BatchView(View):
    """A table that was scored; `state` is the version's at that time."""

    id: str
    state: str
    source: str
    source_sha256: str
    output: str
    output_sha256: str
    rows: int
    scored_at: datetime
    created_by: str


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes in hex; AssayError `file.unreadable` where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise AssayError(
            "file.unreadable", f"'{file}' could not be read: {error.strerror}."
        ) from error


def require_unchanged(file: Path, sha256: str) -> None:
    """Raise AssayError `file.changed` where a file is not what it was when it was hashed."""
    if sha256_of(file) != sha256:
        raise AssayError(
            "file.changed",
            f"'{file}' changed while it was being read.",
            "Wait until whoever writes it is done, and repeat this.",
        )


def add_source(
    session: Session, dataset_id: str, file: Path, sha256: str, principal_id: str
) -> None:
    """Say within a transaction from which bytes a snapshot was imported; once for each file."""
    known = session.exec(
        select(DatasetSource).where(
            DatasetSource.dataset_id == dataset_id, DatasetSource.sha256 == sha256
        )
    ).first()
    if known is None:
        session.add(
            DatasetSource(
                dataset_id=dataset_id,
                sha256=sha256,
                bytes=file.stat().st_size,
                created_by=principal_id,
            )
        )


def record_batch(
    project: Project,
    actor: str,
    version: str,
    *,
    source: Path,
    source_sha256: str,
    output: Path,
    rows: int,
) -> str:
    """Record that a registered version scored a file; gives the batch's id.

    Raises AssayError `registry.read_only`, `role.missing`, `record.tampered`,
    `principal.unknown`, and `file.unreadable` for an output that is gone.
    """
    project.registry.require_writable()
    output_sha256 = sha256_of(output)
    with project.registry.transact(actor, "batch.scored") as session:
        row = session.get_one(ModelVersion, version)
        principal = find_principal(session, actor)
        require_right(session, principal, Right.SCORE, row.model_id)
        require_as_logged(session, row)
        batch = PredictionBatch(
            version_id=row.id,
            state=row.state,
            source=str(source)[:LONGEST_PATH],
            source_sha256=source_sha256,
            output=str(output)[:LONGEST_PATH],
            output_sha256=output_sha256,
            rows=rows,
            created_by=principal.id,
        )
        session.add(batch)
        return batch.id


def batches_of(session: Session, version_id: str, count: int) -> tuple[PredictionBatch, ...]:
    """The last batches that a version scored, the newest first."""
    query = (
        select(PredictionBatch)
        .where(PredictionBatch.version_id == version_id)
        .order_by(col(PredictionBatch.id).desc())
        .limit(count)
    )
    key = (batches_of, version_id, count)
    return recalled(session, key, lambda: tuple(session.exec(query).all()))


def batch_views(session: Session, version_id: str, count: int) -> tuple[BatchView, ...]:
    """The same, with names in place of principals."""
    rows = batches_of(session, version_id, count)
    ids = {row.created_by for row in rows}
    people = session.exec(select(Principal).where(col(Principal.id).in_(ids))).all()
    names = {one.id: one.name for one in people}
    fields = set(BatchView.model_fields) - {"created_by"}
    return tuple(
        BatchView(**row.model_dump(include=fields), created_by=names[row.created_by])
        for row in rows
    )
