"""Which governed rows are not as the audit log says: views show no state of such a row."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlmodel import Session

from registry import audit
from registry.digests import UnreadableError, stored_digests, table_of
from registry.errors import AssayError
from registry.tables import Record

ALTERED = "altered"
"""What views say in place of the state of a row that was changed behind the log's back."""


def altered(session: Session, record: type[Record], ids: Sequence[str]) -> frozenset[str]:
    """Of these rows, the ids of those whose digest is not the last that the log holds.

    The index of the log is trusted here; `registry.audit_verify` trusts nothing.
    """
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
    name = table_of(record).name
    logged = audit.last_digests(connection, [(name, key) for key in ids])
    stored = stored_digests(connection, record, ids)
    return frozenset(key for key in ids if stored.get(key) != logged.get((name, key)))
