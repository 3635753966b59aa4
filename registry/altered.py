"""Which governed rows are not as the audit log says: views show no state of such a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection
from sqlmodel import Session, select

from registry import audit
from registry.digests import UnreadableError, stored_digests, table_of
from registry.errors import AssayError
from registry.reading import recalled_each
from registry.tables import AuditObject, Record

_NONE = ""
"""The digest of no row."""
ALTERED = "altered"
"""What views say in place of the state of a row that was changed behind the log's back."""


def altered(session: Session, record: type[Record], ids: Sequence[str]) -> frozenset[str]:
    """Of these rows, the ids of those whose digest is not the last that the log holds.

    The index of the log is trusted here; `registry.audit_verify` trusts nothing.
    """
    if not ids:
        return frozenset()

    def find(fresh: Sequence[str]) -> dict[str, bool]:
        outside = _altered(session, record, fresh)
        return {key: key in outside for key in fresh}

    told = recalled_each(session, (altered, record), ids, find)
    return frozenset(key for key, outside in told.items() if outside)


def _altered(session: Session, record: type[Record], ids: Sequence[str]) -> frozenset[str]:
    connection = session.connection()
    try:
        return differing(connection, record, ids)
    except (UnreadableError, AssayError):
        # One row or event that cannot be read spoils the batch: each is looked at for itself.
        return frozenset(key for key in ids if _is_altered(connection, record, key))


def _is_altered(connection: Connection, record: type[Record], key: str) -> bool:
    try:
        return bool(differing(connection, record, [key]))
    except (UnreadableError, AssayError):
        return True


def differing(connection: Connection, record: type[Record], ids: Sequence[str]) -> frozenset[str]:
    """As `altered`, but raising UnreadableError or AssayError for what cannot be read."""
    return frozenset(key for _, key in differing_rows(connection, {record: ids}))


def differing_rows(
    connection: Connection, wanted: Mapping[type[Record], Sequence[str]]
) -> frozenset[tuple[str, str]]:
    """The same for rows of several tables: each as the table's name and the row's id."""
    names = {record: table_of(record).name for record in wanted}
    keys = [(names[record], key) for record, ids in wanted.items() for key in ids]
    logged = audit.last_digests(connection, keys)
    found = set[tuple[str, str]]()
    for record, ids in wanted.items():
        stored = stored_digests(connection, record, ids)
        rows = ((names[record], key) for key in ids)
        # What is not found is not as logged either, whatever hides it.
        found |= {row for row in rows if stored.get(row[1], _NONE) != logged.get(row)}
    return frozenset(found)


def taken_away(session: Session, record: type[Record], held: Collection[str]) -> frozenset[str]:
    """The ids of rows that the log speaks of and the table, which holds these, has no more.

    For tables of which nothing is ever deleted: what is gone says nothing, and would not be missed.
    """
    query = select(AuditObject.object_id).where(AuditObject.table_name == table_of(record).name)
    return frozenset(session.exec(query).all()) - frozenset(held)
