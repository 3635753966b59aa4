"""Erasing the name of somebody who left, and telling beforehand what else holds it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL
from sqlmodel import Session, col, select

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import propose
from registry.database import Registry
from registry.digests import STREAMED, table_of
from registry.erasure_acts import (
    obstacles,
    require_unnamed,
    said_in,
    touched_by,
    versions_of,
)
from registry.labels import label_of
from registry.personal_names import handle_of
from registry.principals import find_anybody
from registry.signatures.ed25519 import Signer
from registry.tables import GOVERNED, AuditEvent, ModelVersion, Principal
from registry.transfer.rows import Kind, kind_of
from registry.views.base import View
from registry.written_names import named_in

WRITTEN = (
    "report.written", "card.written", "bom.written", "version.bundled", "version.exported",
)  # fmt: skip
"""The actions of files that print names and lie outside the project."""
LARGEST_FILE = 8_000_000
BY_CHANCE = 5
"""A name of so many letters or fewer stands in a large file of random bytes now and then."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DATABASE = b"SQLite format 3\0"
"""How every SQLite file begins (https://sqlite.org/fileformat2.html, section 1.3)."""


class WrittenAbout(View):
    """A file that was written, by its digest; where it lies, nobody here knows."""

    action: str
    at: datetime
    version: str
    digest: str


class Obstacle(View):
    """Something that stands against an erasure now, and what to do about it."""

    message: str
    hint: str


class NameTraces(View):
    """What says a name besides its own place. None of it is changed by an erasure.

    `texts` are places of records in which people typed it; `files` are files of the project's
    folder; `written` are files that Assay wrote about versions that the person had a hand in.
    `obstacles` is all for which the name cannot be erased now; empty where it can. `handle` is what
    takes its place.
    """

    principal: str
    handle: str
    obstacles: tuple[Obstacle, ...]
    texts: tuple[str, ...]
    files: tuple[str, ...]
    written: tuple[WrittenAbout, ...]


def erase_principal(
    registry: Registry, actor: str, name: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """Erase somebody's name for good, as an administrator; a second person has to agree.

    A handle takes its place in all views, and who did what stays told by the same id. Raises
    AssayError `principal.unknown`, `principal.erased`, `erasure.active`, `erasure.in_the_log`,
    `erasure.reason` or `hold.in_force`, and what `propose` raises.
    """
    with registry.read() as session:
        principal = find_anybody(session, name)
        require_unnamed(reason, principal.name)
        subject = {"principal": principal.id}
    return propose(registry, actor, ActKind.ERASE_PRINCIPAL, subject, reason=reason, signer=signer)


def name_traces(registry: Registry, folder: Path, actor: str, name: str) -> NameTraces:
    """What else says a name, for who thinks of erasing it. Reads all records: it takes its time.

    Raises AssayError `principal.unknown`.
    """
    with registry.read() as session:
        principal = find_anybody(session, name)
        find_anybody(session, actor)
        return NameTraces(
            principal=principal.name,
            handle=handle_of(principal.id),
            obstacles=tuple(
                Obstacle(message=one.message, hint=one.hint)
                for one in obstacles(session, principal)
            ),
            texts=tuple(_texts(session, principal.name)),
            files=tuple(_files(folder, principal.name, registry.url)),
            written=tuple(_written(session, principal)),
        )


def _texts(session: Session, name: str) -> Iterator[str]:
    """Columns of records that say the name: people typed it there."""
    for record in GOVERNED:
        table = table_of(record)
        columns = [
            one
            for one in table.columns
            if kind_of(one.type) is Kind.TEXT and one.name in record.digest_fields
        ]
        query = select(table.c.id, *columns)
        for row in session.execute(query, execution_options=STREAMED):
            for column, value in zip(columns, row[1:], strict=True):
                if isinstance(value, str) and named_in(value, name):
                    yield f"{table.name} {row[0]}, {column.name}"


def _files(folder: Path, name: str, url: URL) -> Iterator[str]:
    """Files of jobs and settings, and every other registry: copies, and one that was left for one.

    Stored data are not looked into, nor the registry in use, which is what is erased from; nor, for
    a short name, files that are no text, for it stands in them by chance.
    """
    jobs, used = folder / "jobs", _used(url)
    for file in sorted([*folder.glob("*"), *jobs.rglob("*")]):
        if not file.is_file() or file.resolve() in used:
            continue
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST_FILE + 1)
        except OSError:
            continue
        if content.startswith(_DATABASE) or (
            len(content) <= LARGEST_FILE
            and (len(name) > BY_CHANCE or _is_text(content))
            and named_in(_decoded(content), name)
        ):
            yield str(file.relative_to(folder))


def _is_text(content: bytes) -> bool:
    """Whether a file is one that people read: UTF-16 says so at its start, others have no NUL."""
    return content.startswith(_UTF_16) or b"\0" not in content


def _decoded(content: bytes) -> str:
    return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8", "replace")


def _used(url: URL) -> frozenset[Path]:
    """The files of an SQLite registry and of its write-ahead log; none of one on PostgreSQL."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return frozenset()
    file = Path(url.database).resolve()
    return frozenset(file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm"))


def _written(session: Session, principal: Principal) -> Iterator[WrittenAbout]:
    touched = touched_by(session, principal)
    versions = versions_of(session, touched)
    query = select(AuditEvent).where(col(AuditEvent.action).in_(WRITTEN))
    for event in session.exec(query.order_by(col(AuditEvent.sequence))):
        details = said_in(event.payload)[0]
        version = str(details.get("version", ""))
        if version not in versions and event.actor != principal.id:
            continue
        row = session.get(ModelVersion, version)
        yield WrittenAbout(
            action=event.action,
            at=event.at,
            version=label_of(session, row) if row else version,
            digest=str(details.get("sha256", details.get("graph_digest", ""))),
        )
