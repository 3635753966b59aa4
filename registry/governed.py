"""The session in which governed records change: it sees every change and lets none by unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, UniqueConstraint, event, inspect
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from registry import audit
from registry.canonical import is_canonical
from registry.digests import UnreadableError, check_values, stored_digests, table_of
from registry.errors import AssayError
from registry.tables.base import Record

INDEXED_BYTES = 2000
"""UTF-8 bytes of a text that stands in an index: PostgreSQL takes 2,704 for all of its columns."""
_SHOWN = 60
_Key = tuple[type[Record], str]
_READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|REPLACE|TRUNCATE)\b(?!\s+OF\b)", re.IGNORECASE)


class Ledger:
    """The governed rows that a session touched, each with the digest that it had before.

    Only what the session flushes may write: bulk and text statements never pass through its unit
    of work and are refused, whichever way they come.
    """

    def __init__(self, session: Session, connection: Connection) -> None:
        self._connection = connection
        self._before: dict[_Key, str | None] = {}
        self._writing = False
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "after_transaction_create", self._refuse_savepoint)
        event.listen(connection, "before_cursor_execute", self._guard)

    def changes(self) -> list[audit.Change]:
        """What the session changed, by digests of the database's own rows; rows left equal not."""
        after: dict[_Key, str] = {}
        for record, ids in _by_table(self._before).items():
            stored = stored_digests(self._connection, record, ids)
            after |= {(record, key): digest for key, digest in stored.items()}
        return [
            audit.Change(table_of(key[0]).name, key[1], before, after.get(key))
            for key, before in self._before.items()
            if before != after.get(key)
        ]

    def open(self) -> None:
        """Let the log itself be written from now on: the session's work is over."""
        self._writing = True

    def _before_flush(self, session: Session, *_: object) -> None:
        touched: list[_Key] = []
        for row in [*session.new, *session.deleted, *session.dirty]:
            if row in session.dirty and not session.is_modified(row):
                continue
            touched.append(_accept(row, fresh=row in session.new, gone=row in session.deleted))
        unseen = [key for key in dict.fromkeys(touched) if key not in self._before]
        if unseen:
            self._before |= self._as_logged(unseen)
        self._writing = True

    def _after_flush(self, *_: object) -> None:
        self._writing = False

    def _as_logged(self, keys: list[_Key]) -> dict[_Key, str | None]:
        """The digests in the database, after checking them against the log's last ones."""
        logged = audit.last_digests(
            self._connection, [(table_of(record).name, key) for record, key in keys]
        )
        before: dict[_Key, str | None] = {}
        for record, ids in _by_table(keys).items():
            name = table_of(record).name
            try:
                stored = stored_digests(self._connection, record, ids)
            except UnreadableError as error:
                raise _tampered(name, str(error)) from error
            for key in ids:
                if stored.get(key) != logged.get((name, key)):
                    raise _tampered(name, f"{name} {key}")
                before[record, key] = stored.get(key)
        return before

    def _refuse_savepoint(self, _session: Session, transaction: SessionTransaction) -> None:
        if transaction.nested:
            raise AssayError(
                "record.ungoverned", "A governed transaction is one whole: it has no savepoints."
            )

    def _guard(self, _connection: Connection, _cursor: object, statement: str, *_: Any) -> None:
        reads = _READS.match(statement) and not (
            statement.lstrip()[:4].upper() == "WITH" and _WRITES.search(statement)
        )
        if not self._writing and not reads:
            raise AssayError(
                "record.ungoverned",
                f"Refused in a governed transaction: {statement.split(maxsplit=1)[0]} by a "
                "statement. Records change through the session's objects, which the audit log "
                "sees.",
                "Use session.add and session.delete.",
            )


def _accept(row: object, *, fresh: bool, gone: bool) -> _Key:
    """The row's key, after checking what a table class with table=True does not check."""
    if not isinstance(row, Record):
        raise AssayError(
            "record.reserved", f"{type(row).__name__} is written by the audit log alone."
        )
    record = type(row)
    name = table_of(record).name
    identity = inspect(row).identity
    if identity is not None and identity[0] != row.id:
        raise AssayError("record.key", f"The key of {name} {identity[0]} cannot change.")
    if record.append_only and not fresh:
        raise AssayError(
            "record.immutable",
            f"{name} {row.id} cannot be {'deleted' if gone else 'changed'}: it is kept as it was.",
        )
    if not gone:
        _check_values(row, record, name)
    return record, row.id


def _check_values(row: Record, record: type[Record], name: str) -> None:
    try:
        check_values(row)
    except (TypeError, ValueError) as error:
        raise AssayError("record.value", f"A record cannot be stored: {error}.") from error
    for field in table_of(record).columns.keys():  # noqa: SIM118 - keys, not columns
        value = getattr(row, field)
        if not isinstance(value, str):
            continue
        if field.endswith("_json") and not is_canonical(value):
            raise AssayError(
                "record.value",
                f"{name}.{field} is not canonical JSON.",
                "Write it with registry.canonical.canonical_json.",
            )
        if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise AssayError(
                "record.value",
                f"{name}.{field} holds a character that a database cannot store: {value!r}.",
            )
        if len(value.encode("utf-8")) > INDEXED_BYTES and field in _indexed(record):
            raise AssayError(
                "record.value",
                f"{name}.{field} has {len(value.encode('utf-8')):,} bytes; at most "
                f"{INDEXED_BYTES:,} can be stored: {value[:_SHOWN]!r}...",
                "Give it a shorter name.",
            )


@cache
def _indexed(record: type[Record]) -> frozenset[str]:
    """The columns of a record that stand in an index as they are."""
    table = table_of(record)
    expressions = (one for index in table.indexes for one in index.expressions)
    unique = (
        one
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        for one in constraint.columns
    )
    return frozenset(one.name for one in (*expressions, *unique) if isinstance(one, Column))


def _by_table(keys: Iterable[_Key]) -> dict[type[Record], list[str]]:
    grouped: dict[type[Record], list[str]] = {}
    for record, key in keys:
        grouped.setdefault(record, []).append(key)
    return grouped


def _tampered(table: str, place: str) -> AssayError:
    return AssayError(
        "record.tampered",
        f"{place} was changed behind the audit log's back: the log holds another digest for it, "
        f"so nothing more is written over this record of {table}.",
        "Run `assay audit verify`: it says everything that was changed.",
    )
