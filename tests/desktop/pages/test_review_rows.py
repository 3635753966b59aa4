"""The tables of the Review page, for evidence of every task."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.review_rows import (
    GROUP_COLUMNS,
    error_text,
    group_rows,
    importance_rows,
    stage_text,
)
from desktop.plots.description import Interval
from desktop.plots.evidence import GroupResult, GroupTable, Importance
from registry.views.requests import RequestRow


def group(name: str, *, share: Interval | None = None, error: Interval | None = None) -> GroupTable:
    result = GroupResult(
        group=name,
        rows=120,
        small=False,
        error=share,
        selected=None,
        mean_absolute_error=error,
        mean_error=None,
    )
    return GroupTable("race", (result,), 0)


def request(stage: int, stages: tuple[str, ...]) -> RequestRow:
    return RequestRow(
        id="1",
        version_id="2",
        version="income/1",
        status="open",
        stage=stage,
        stages=stages,
        policy="strict",
        requested_by="ana",
        requested_at=datetime(2026, 1, 1, tzinfo=UTC),
        closed_at=None,
    )


@pytest.mark.parametrize(
    ("stage", "stages", "words"),
    [
        (1, ("review",), "review"),
        (2, ("validation", "sign_off"), "sign_off, 2 of 2"),
        (1, (), "1"),
    ],
)
def test_a_stage_is_told_with_their_number_where_there_are_several(
    stage: int, stages: tuple[str, ...], words: str
) -> None:
    assert stage_text(request(stage, stages)) == words


def test_a_class_groups_error_is_a_share_with_an_interval_and_a_numbers_is_in_its_unit() -> None:
    (share,) = group_rows((group("a", share=Interval(0.131, 0.12, 0.142)),))
    (error,) = group_rows((group("a", error=Interval(12.5)),))
    assert error_text(share) == "13.1 %"
    assert error_text(error) == "12.50"
    interval = next(column for column in GROUP_COLUMNS if column.key == "interval")
    assert interval.text(share) == "12.0 % to 14.2 %"
    assert interval.text(error) == "–"  # noqa: RUF001 - the dash of tables


@given(st.lists(st.floats(0, 1e6), max_size=30))
def test_the_columns_that_move_most_come_first_and_no_more_than_five(amounts: list[float]) -> None:
    found = Importance(tuple((f"c{place}", amount) for place, amount in enumerate(amounts)), (), 10)
    rows = importance_rows(found)
    assert [row.amount for row in rows] == sorted(amounts, reverse=True)[:5]
    assert all(0 <= row.share <= 1 + 1e-9 for row in rows)
