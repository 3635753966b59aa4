"""How one raw column becomes encoded columns: one plan type a way of encoding, as data."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from engine.contract.data import Contract

DAY_US: Final = 86_400_000_000
HOUR_US: Final = 3_600_000_000
DATE_PARTS: Final = ("year", "month", "day", "weekday", "hour", "days_since_1970")


class NumericPlan(Contract):
    """The float32 value itself; infinities count as missing, because most learners refuse them."""

    type: Literal["numeric"] = "numeric"
    source: int
    column: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the encoded columns."""
        return (self.column,)


class RankPlan(Contract):
    """A code per level, most frequent first: for categories with many levels.

    A level's code is its position in `levels`; unseen levels, and those that training saw too
    rarely to keep, share the code `len(levels)`; missing is NaN.
    """

    type: Literal["rank"] = "rank"
    source: int
    column: str
    levels: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the encoded columns."""
        return (f"{self.column} (frequency rank)",)


class OneHotPlan(Contract):
    """A 0/1 column per level; the empty string stands for missing where training saw missing.

    Unseen levels are all zeros, and so is missing where training saw none.
    """

    type: Literal["one_hot"] = "one_hot"
    source: int
    column: str
    levels: tuple[str, ...] = Field(min_length=1)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the encoded columns."""
        return tuple(f"{self.column} = {level or '(missing)'}" for level in self.levels)


class DatetimePlan(Contract):
    """Year, month, day, weekday (Monday 0), hour and whole days since 1970-01-01, all in UTC."""

    type: Literal["datetime"] = "datetime"
    source: int
    column: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the encoded columns."""
        return tuple(f"{self.column} ({part})" for part in DATE_PARTS)


Plan = Annotated[NumericPlan | RankPlan | OneHotPlan | DatetimePlan, Field(discriminator="type")]
