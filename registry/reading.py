"""A session that sees one moment of the registry, and so need not ask the same thing twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, col, select

from registry.tables.base import Record

FoundT = TypeVar("FoundT")
RecordT = TypeVar("RecordT", bound=Record)

MOST_KEPT = 10_000
"""How many rows are held at most: a walk over all of a large registry must not fill the memory."""


class Reading(Session):
    """A session of `Registry.read`.

    It holds the rows that it read, so that one asked for by its id again is not queried again
    (SQLAlchemy's own map lets go of what nobody refers to), and what `recalled` was told.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept: list[object] = []
        self.found: dict[Hashable, Any] = {}


@event.listens_for(Reading, "loaded_as_persistent")
def _keep(session: Reading, row: object) -> None:
    if len(session.kept) < MOST_KEPT:
        session.kept.append(row)


def recalled(session: Session, key: Hashable, find: Callable[[], FoundT]) -> FoundT:
    """What `find` finds, asked for once by this key in a session of one moment.

    A session that writes finds it anew each time, for what it wrote may change it. Who calls must
    not change what comes back.
    """
    if not isinstance(session, Reading):
        return find()
    if key not in session.found:
        session.found[key] = find()
    found: FoundT = session.found[key]
    return found


def recalled_each(
    session: Session,
    key: Hashable,
    wanted: Sequence[str],
    find: Callable[[Sequence[str]], Mapping[str, FoundT]],
) -> dict[str, FoundT]:
    """The same for what is found of each of many: `find` is asked for those not found before.

    What it leaves out is left out here.
    """
    if not isinstance(session, Reading):
        return dict(find(wanted))
    known: dict[str, FoundT | None] = session.found.setdefault(key, {})
    fresh = [one for one in dict.fromkeys(wanted) if one not in known]
    if fresh:
        known.update(dict.fromkeys(fresh))
        known.update(find(fresh))
    return {one: found for one in wanted if (found := known[one]) is not None}


def rows_by_id(session: Session, record: type[RecordT], ids: Iterable[str]) -> dict[str, RecordT]:
    """Rows by their ids, in one query for those that the session does not hold; absent ones not."""
    wanted = tuple(dict.fromkeys(ids))
    held = ((key, session.identity_map.get(identity_key(record, key))) for key in wanted)
    rows: dict[str, RecordT] = {key: row for key, row in held if row is not None}
    fresh = [key for key in wanted if key not in rows]
    if fresh:
        found = session.exec(select(record).where(col(record.id).in_(fresh))).all()
        rows |= {row.id: row for row in found}
    return {key: rows[key] for key in wanted if key in rows}
