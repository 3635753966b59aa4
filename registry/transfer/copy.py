"""Copying a whole registry into an empty database, and showing that the copy is the same."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlmodel import col

from registry.audit_verify import AuditReport, verify_connection
from registry.checkpoint import Checkpoint, stored_checkpoint
from registry.database import Registry
from registry.engines import parse_url
from registry.errors import AssayError
from registry.tables import AuditCheckpoint
from registry.transfer.database import new_database
from registry.transfer.rows import content_digest, read_rows, table_forms, write_rows
from registry.views.base import View


class Copied(View):
    """A copy that was verified. `checkpoint` is the size of the source's last one, 0 without."""

    database: str
    log: str
    events: int
    root: str
    checkpoint: int
    rows: int
    content: str


def copy_registry(source: Registry, url: str) -> Copied:
    """Copy all rows and the log into an empty database, in one transaction of each.

    The copy is verified, against the source's last checkpoint too, before it is committed. Stored
    files are not a matter of the database and are not looked at. Raises AssayError
    `registry.tampered` for a source that does not verify, `registry.not_empty`,
    `registry.copy_differs`, and what the databases refuse.
    """
    with source.read_connection() as reading:
        return copy_rows(reading, url)


def copy_rows(reading: Connection, url: str) -> Copied:
    """The same from a transaction of the source, which sees one moment of it."""
    target, forms = parse_url(url), table_forms()
    report = require_verified(reading)
    with new_database(url) as writing:
        for form in forms:
            for batch in read_rows(reading, form):
                write_rows(writing, form, batch)
        pinned = last_checkpoint(reading)
        copied = verify_connection(writing, None, pinned)
        content = content_digest(writing, forms)
        if not _same(report, copied) or content != content_digest(reading, forms):
            raise AssayError(
                "registry.copy_differs",
                "The copy is not the same as the registry: nothing was kept of it.",
                "Repeat it; if it stays so, the disk or the memory may be at fault.",
            )
    return Copied(
        database=target.render_as_string(),
        log=copied.log,
        events=copied.size,
        root=copied.root,
        checkpoint=pinned.size if pinned else 0,
        rows=copied.rows,
        content=content,
    )


def require_verified(connection: Connection) -> AuditReport:
    """How the log and every row verify; AssayError `registry.tampered` where they do not."""
    report = verify_connection(connection, None)
    if not report.passed:
        first = report.findings[0]
        raise AssayError(
            "registry.tampered",
            f"The registry does not verify ({first.place}: {first.message}), so no copy is made "
            "that would pass for it.",
            "Run `assay audit verify`: it says everything that was changed.",
        )
    return report


def last_checkpoint(connection: Connection, events: int | None = None) -> Checkpoint | None:
    """The newest checkpoint that the log holds, or held when it had so many events."""
    query = select(AuditCheckpoint.__table__).order_by(col(AuditCheckpoint.size).desc()).limit(1)  # type: ignore[attr-defined]
    if events is not None:
        query = query.where(col(AuditCheckpoint.size) <= events)
    row = connection.execute(query).one_or_none()
    return None if row is None else stored_checkpoint(row)


def _same(report: AuditReport, copied: AuditReport) -> bool:
    return copied.passed and (report.log, report.size, report.root, report.rows) == (
        copied.log,
        copied.size,
        copied.root,
        copied.rows,
    )
