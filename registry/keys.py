"""Keys of records: UUIDv7, so that they sort by the time they were made."""

from __future__ import annotations

import re

from uuid6 import uuid7

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_key() -> str:
    """A new UUIDv7 as 36 lower-case characters."""
    return str(uuid7())


def is_key(text: str) -> bool:
    """Whether a text has the form of a record's key."""
    return _KEY.fullmatch(text) is not None
