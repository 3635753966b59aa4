"""A session that sees one moment of the registry, and so need not ask the same thing twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import event
from sqlmodel import Session

FoundT = TypeVar("FoundT")

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
