"""Lists by page: what is asked for, and the part of the list that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from pydantic import Field
from sqlalchemy import ColumnElement, False_, false, func, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from registry.tables import Principal
from registry.views.base import View

V = TypeVar("V")

FIRST_ROWS = 50
MOST_ROWS = 500
MOST_WORDS = 8
WORD_CHARACTERS = 200
_SECOND = "2:"


class Word(View):
    """A word that every row of the list has to hold somewhere, in either case.

    `codes` are stored values, such as states, that read so in the language of who asks.
    """

    text: str = Field(min_length=1, max_length=WORD_CHARACTERS)
    codes: tuple[str, ...] = ()


class Asked(View):
    """Which rows of a list: those that hold all words and stand in one of the states, if any.

    `after` is where the page before ended, empty for the first page. `also` is the id of a row that
    is wanted with the first page, whether it is on it or not.
    """

    words: tuple[Word, ...] = Field(default=(), max_length=MOST_WORDS)
    states: tuple[str, ...] = ()
    limit: int = Field(default=FIRST_ROWS, ge=1, le=MOST_ROWS)
    after: str = Field(default="", max_length=WORD_CHARACTERS)
    also: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether some rows are left out, wherever they stand."""
        return bool(self.words or self.states)


FIRST = Asked()
"""The first page of everything."""


class Page(View, Generic[V]):
    """Part of a list. `after` asks for the next part, empty at the end.

    `total` counts all rows that were asked for, with the first page alone: not of a search that
    finds more than a page, which would have to find all to count them.
    """

    items: tuple[V, ...]
    total: int | None
    after: str

    @property
    def left(self) -> int:
        """How many rows come after a first page."""
        return max(0, (self.total or 0) - len(self.items))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of what a person typed; what is longer than a list can be asked for is cut.

    What no database holds as text stands in no row, and is left out.
    """
    plain = text.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    return tuple(Word(text=word[:WORD_CHARACTERS]) for word in plain.split()[:MOST_WORDS])


def matching_states(word: Word, states: Sequence[str]) -> list[str]:
    """The states whose name, with blanks for underscores, holds the word."""
    said = word.text.casefold()
    return [
        one for one in states if one in word.codes or said in one or said in one.replace("_", " ")
    ]


def among(
    session: Session, column: Mapped[Any], ids: SelectOfScalar[Any]
) -> ColumnElement[bool] | None:
    """That the column is one of these; None where there are none, so that no row is tried."""
    return column.in_(ids) if session.exec(ids.limit(1)).first() is not None else None


def by_people(session: Session, column: Mapped[str], word: Word) -> ColumnElement[bool] | None:
    """That the column names a principal whose name holds the word; None where nobody's does."""
    held = col(Principal.name).icontains(word.text, autoescape=True)
    return among(session, column, select(Principal.id).where(held))


def one_of(column: Mapped[str], values: Sequence[str]) -> ColumnElement[bool] | None:
    """That the column is one of the values; None without any."""
    return column.in_(values) if values else None


def any_of(*conditions: ColumnElement[bool] | None) -> ColumnElement[bool]:
    """That one of the conditions holds, those left out that are None; never without any."""
    return or_(false(), *(one for one in conditions if one is not None))


def ids_after(
    session: Session,
    column: Mapped[str],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
    after: str,
) -> list[str]:
    """The first ids below `after`, the highest first; from the highest where it is empty."""
    if any(isinstance(one, False_) for one in conditions):
        return []
    query = select(column).where(*conditions)
    if after:
        query = query.where(column < after)
    return list(session.exec(query.order_by(column.desc()).limit(limit)).all())


def count_of(
    session: Session, column: Mapped[str], conditions: Sequence[ColumnElement[bool]]
) -> int:
    """How many rows there are under these conditions."""
    return session.exec(select(func.count(column)).where(*conditions)).one()


def _total(
    session: Session,
    column: Mapped[str],
    conditions: Sequence[ColumnElement[bool]],
    asked: Asked,
) -> int | None:
    """All rows of a list that goes on; None where only some are searched for."""
    return None if asked.narrowed else count_of(session, column, conditions)


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
        total = _total(session, column, conditions, asked) if more else len(ids)
    return with_wanted(session, column, ids, asked), total, ids[-1] if more else ""


def read_parts(
    session: Session,
    column: Mapped[str],
    parts: tuple[ColumnElement[bool], ColumnElement[bool]],
    conditions: Sequence[ColumnElement[bool]],
    asked: Asked,
) -> tuple[list[str], int | None, str]:
    """As `read_ids`, of a list in two parts, the newest first in each: `after` says in which.

    Each row is of one part or the other.
    """
    first, second = ([part, *conditions] for part in parts)
    wanted, ids = asked.limit + 1, list[str]()
    in_second = asked.after.startswith(_SECOND)
    if not in_second:
        ids = ids_after(session, column, first, wanted, asked.after)
    of_first = len(ids)
    if of_first < wanted:
        after = asked.after.removeprefix(_SECOND) if in_second else ""
        ids += ids_after(session, column, second, wanted - of_first, after)
    more, ids = len(ids) > asked.limit, ids[: asked.limit]
    total = None
    if not asked.after:
        total = _total(session, column, conditions, asked) if more else len(ids)
    end = ""
    if more:
        # Where the first part ends just here, the next page begins with the second.
        end = ids[-1] if of_first >= len(ids) else f"{_SECOND}{ids[-1]}"
    return with_wanted(session, column, ids, asked), total, end


def with_wanted(
    session: Session, column: Mapped[str], ids: Sequence[str], asked: Asked
) -> list[str]:
    """The ids of a page and that of the row which is wanted with it, where there is one."""
    if asked.after or not asked.also or asked.also in ids:
        return list(ids)
    return [*ids, *session.exec(select(column).where(column == asked.also)).all()]
