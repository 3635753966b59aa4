"""Keys of records: UUIDv7, so that they sort by the time they were made."""

from __future__ import annotations

from uuid6 import uuid7


def new_key() -> str:
    """A new UUIDv7 as 36 lower-case characters."""
    return str(uuid7())
