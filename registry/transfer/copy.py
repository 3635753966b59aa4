"""Copying a whole registry into an empty database, and showing that the copy is the same."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlmodel import col

from registry.audit_verify import AuditReport, verify_connection
from registry.checkpoint import Checkpoint, stored_checkpoint
from registry.database import Registry
from registry.digests import time_text
from registry.engines import file_identity, parse_url
from registry.errors import AssayError
from registry.schema import SchemaState
from registry.tables import AuditCheckpoint, AuditEvent, utcnow
from registry.transfer.database import new_database
from registry.transfer.rows import content_digest, fits, read_rows, table_forms, write_rows
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
    `registry.copy_differs`, and what the databases refuse. A database that holds just this copy
    already, of one that was killed before it could say so, is done.
    """
    with source.read_connection() as reading:
        return copy_rows(reading, url)


def copy_rows(reading: Connection, url: str) -> Copied:
    """The same from a transaction of the source, which sees one moment of it."""
    forms = table_forms()
    made = made_before(reading, url, ())
    if made is not None:
        return made
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
    return _copied(url, copied, pinned, content)


def made_before(reading: Connection, url: str, then: Sequence[str]) -> Copied | None:
    """The copy that another database holds already: verified, of this very log, and after it with
    the events that `then` says and no more; None where it holds anything else, or nothing.

    A log that verifies up to the same root is about the same rows: each is as its last event says.
    """
    registry, forms = Registry(url), table_forms()
    try:
        if registry.schema() is not SchemaState.CURRENT:
            return None
        report = require_verified(reading)
        with registry.read_connection() as connection:
            if _identity(connection) == _identity(reading) or not fits(connection, forms):
                return None
            told = Checkpoint(
                log=report.log,
                size=report.size,
                root=report.root,
                previous_root=report.root,
                at=time_text(utcnow()),
            )
            found = verify_connection(connection, None, told)
            number = col(AuditEvent.sequence)
            query = select(AuditEvent.action).where(number > report.size)  # type: ignore[call-overload]
            query = query.order_by(number).limit(len(then) + 1)
            since = connection.execute(query).scalars().all()
            if not found.passed or found.log != report.log or list(since) != list(then):
                return None
            return _copied(url, found, last_checkpoint(reading), content_digest(connection, forms))
    except AssayError:
        return None
    finally:
        registry.close()


def _identity(connection: Connection) -> object:
    """What tells a database from every other, by whatever address it was reached."""
    if connection.dialect.name == "sqlite":
        return file_identity(connection.engine.url)
    database = "SELECT oid FROM pg_database WHERE datname = current_database()"
    query = f"SELECT pg_postmaster_start_time(), ({database})"
    return tuple(connection.exec_driver_sql(query).one())


def _copied(url: str, copied: AuditReport, pinned: Checkpoint | None, content: str) -> Copied:
    return Copied(
        database=parse_url(url).render_as_string(),
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
