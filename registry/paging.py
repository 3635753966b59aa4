"""Lists by page: what is asked for, and the part of the list that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from pydantic import Field
from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from registry.tables import Principal
from registry.views import View

V = TypeVar("V")

FIRST_ROWS = 50
MOST_ROWS = 500
MOST_WORDS = 8
WORD_CHARACTERS = 200


class Word(View):
    """A word that every row of the list has to hold somewhere, in either case.

    `states` are states that read so in the language of who asks.
    """

    text: str = Field(min_length=1, max_length=WORD_CHARACTERS)
    states: tuple[str, ...] = ()


class Asked(View):
    """Which rows of a list: those that hold all words and stand in one of the states, if any.

    `after` is where the page before ended, empty for the first page.
    """

    words: tuple[Word, ...] = Field(default=(), max_length=MOST_WORDS)
    states: tuple[str, ...] = ()
    limit: int = Field(default=FIRST_ROWS, ge=1, le=MOST_ROWS)
    after: str = Field(default="", max_length=WORD_CHARACTERS)


FIRST = Asked()
"""The first page of everything."""


class Page(View, Generic[V]):
    """Part of a list. `after` asks for the next part, empty at the end.

    `total` counts all rows that were asked for; it is told with the first page alone.
    """

    items: tuple[V, ...]
    total: int | None
    after: str

    @property
    def left(self) -> int:
        """How many rows come after a first page."""
        return max(0, (self.total or 0) - len(self.items))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of what a person typed; what is longer than a list can be asked for is cut."""
    return tuple(Word(text=word[:WORD_CHARACTERS]) for word in text.split()[:MOST_WORDS])


def matching_states(word: Word, states: Sequence[str]) -> list[str]:
    """The states whose name, with blanks for underscores, holds the word."""
    said = word.text.casefold()
    return [
        one for one in states if one in word.states or said in one or said in one.replace("_", " ")
    ]


def by_people(column: Mapped[str], word: Word) -> ColumnElement[bool]:
    """That the column names a principal whose name holds the word."""
    named = select(col(Principal.id)).where(
        col(Principal.name).icontains(word.text, autoescape=True)
    )
    return column.in_(named)


def any_of(*conditions: ColumnElement[bool] | None) -> ColumnElement[bool]:
    """That one of the conditions holds, those left out that are None."""
    return or_(*(one for one in conditions if one is not None))


def ids_after(
    session: Session,
    column: Mapped[str],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
    after: str,
) -> list[str]:
    """The first ids below `after`, the highest first; from the highest where it is empty."""
    query = select(column).where(*conditions)
    if after:
        query = query.where(column < after)
    return list(session.exec(query.order_by(column.desc()).limit(limit)).all())


def count_of(
    session: Session, column: Mapped[str], conditions: Sequence[ColumnElement[bool]]
) -> int:
    """How many rows there are under these conditions."""
    return session.exec(select(func.count(column)).where(*conditions)).one()


def read_ids(
    session: Session,
    column: Mapped[str],
    conditions: Sequence[ColumnElement[bool]],
    asked: Asked,
) -> tuple[list[str], int | None, str]:
    """The ids of a page, the newest first; how many there are in all; and where the page ends."""
    ids = ids_after(session, column, conditions, asked.limit + 1, asked.after)
    more, ids = len(ids) > asked.limit, ids[: asked.limit]
    total = None
    if not asked.after:
        total = count_of(session, column, conditions) if more else len(ids)
    return ids, total, ids[-1] if more else ""
