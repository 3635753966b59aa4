"""Held-out results by group: by value, and by ranges of a number or a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from engine.contract.data import Task
from engine.evaluate.groups import GroupTable, by_group


def told(values: list[object], kind: pa.DataType | None = None, ranges: bool = True) -> GroupTable:
    column = pa.chunked_array([pa.array(values, type=kind)])
    truth = np.arange(len(values)) % 2
    return by_group(Task.BINARY, column, "age", truth, np.zeros_like(truth), ranges=ranges)


def named(table: GroupTable) -> list[str]:
    return [one.group for one in table.groups]


def test_many_numbers_are_told_in_quarters_named_by_their_ends_from_the_lowest() -> None:
    table = told([*range(18, 98), None, None])
    assert named(table) == ["18 to 37", "38 to 57", "58 to 77", "78 to 97", "(missing)"]
    assert [one.rows for one in table.groups] == [20, 20, 20, 20, 2]
    assert (table.binned, table.left_out) == (True, 0)


def test_few_numbers_are_groups_by_value_and_so_is_what_is_no_number() -> None:
    few = told([3, 3, 3, 1, 1, 2, None])
    assert named(few) == ["3", "1", "(missing)", "2"]
    assert not few.binned
    words = told([f"town {n:02}" for n in range(30)])
    assert (len(words.groups), words.left_out, words.binned) == (20, 10, False)
    assert not told(list(range(30)), ranges=False).binned


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ([n / 10 for n in range(40)], "0 to 0.9"),
        ([Decimal(n) / 10 for n in range(40)], "0.0 to 0.9"),
        ([1_000_000.1 + n for n in range(40)], "1000000.1 to 1000009.1"),
        ([date(1980, 1, 1) + timedelta(days=n) for n in range(40)], "1980-01-01 to 1980-01-10"),
        ([datetime(1980, 1, 1) + timedelta(days=n) for n in range(40)], "1980-01-01 to 1980-01-10"),
        ([2**62 + n * 2**40 for n in range(40)], f"{2**62} to {2**62 + 9 * 2**40}"),
    ],
)
def test_every_kind_of_number_and_time_has_ends_as_people_write_them(
    values: list[object], first: str
) -> None:
    assert named(told(values))[0] == first


def test_a_value_that_fills_a_quarter_is_a_group_of_its_own() -> None:
    table = told([0] * 60 + list(range(1, 41)))
    assert named(table) == ["0", "1 to 15", "16 to 40"]
    assert sum(one.rows for one in table.groups) == 100


def test_values_that_are_not_finite_stay_where_they_can_be_told() -> None:
    table = told([*map(float, range(40)), float("nan"), float("inf"), float("-inf")])
    assert named(table)[0].startswith("-inf to ")
    assert named(table)[-2].endswith(" to inf")
    assert named(table)[-1] == "(missing)"
