"""From the end of an id, which a person types, to one record."""

from __future__ import annotations

import re
from typing import TypeVar

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.tables import Record

LEAST = 6
"""How many characters tell one record: ids of one day begin alike, and differ at their ends."""
# Nothing else is in an id; SQLite takes a pattern to end at a NUL, and so to fit every id.
_END = re.compile(rf"[0-9a-f-]{{{LEAST},}}")

TOLD = 8

R = TypeVar("R", bound=Record)


def short_id(whole: str) -> str:
    """The end of an id, by which acts, holds, roles, waivers and comments are told everywhere."""
    return whole[-TOLD:]


def only_by_end(session: Session, table: type[R], text: str) -> R | None:
    """The record with that id, or the only one whose id ends so; None where there is none."""
    end = text.strip().lower()
    if not _END.fullmatch(end):
        return None
    found = session.exec(select(table).where(col(table.id).endswith(end)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def find_by_end(
    session: Session, table: type[R], text: str, code: str, noun: str, listing: str
) -> R:
    """The record with that id, or the only one whose id ends so.

    Raises AssayError with the code where there is none or several: of what, in words, and which
    command lists them.
    """
    found = only_by_end(session, table, text)
    if found is not None:
        return found
    raise AssayError(
        code,
        f"There is no one {noun} '{text}'.",
        f"'{listing}' lists them; give an id, or its last {LEAST} characters at least.",
    )
