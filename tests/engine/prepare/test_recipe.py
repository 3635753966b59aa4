"""The recipe: what each kind of column becomes, what is left out, and that JSON holds all of it."""

from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.data import Column, Kind, Role
from engine.data.feed import to_feed
from engine.data.kinds import infer_columns
from engine.prepare.calendar import date_parts
from engine.prepare.plans import OneHotPlan, RankPlan
from engine.prepare.recipe import Recipe, fit_recipe, fit_transform
from registry.errors import AssayError

NAN = float("nan")


def column(name: str, kind: Kind, role: Role = Role.FEATURE) -> Column:
    return Column(name=name, storage="", kind=kind, role=role, inferred_kind=kind, reason="given")


def test_each_kind_is_encoded_as_documented():
    table = pa.table(
        {
            "n": [1.5, None, float("inf")],
            "c": ["b", None, "b"],
            "d": ["1969-12-31", None, "2024-02-29T23:00"],
            "b": [True, None, False],
        }
    )
    columns = [
        column("n", Kind.NUMERIC),
        column("c", Kind.CATEGORICAL),
        column("d", Kind.DATETIME),
        column("b", Kind.BOOLEAN),
    ]
    recipe, matrix = fit_transform(table, columns)
    assert recipe.feature_names == (
        "n",
        "b",
        "c = b",
        "c = (missing)",
        "d (year)",
        "d (month)",
        "d (day)",
        "d (weekday)",
        "d (hour)",
        "d (days_since_1970)",
    )
    assert recipe.sources == (0, 3, 1, 1, 2, 2, 2, 2, 2, 2)
    assert (matrix.dtype, matrix.flags.c_contiguous) == (np.float32, True)
    expected = [
        [1.5, 1, 1, 0, 1969, 12, 31, 2, 0, -1],
        [NAN, NAN, 0, 1, *[NAN] * 6],
        [NAN, 0, 1, 0, 2024, 2, 29, 3, 23, 19782],
    ]
    assert np.array_equal(matrix, np.float32(expected), equal_nan=True)


def test_unseen_and_missing_levels_are_all_zeros_where_training_saw_no_missing():
    table = pa.table({"c": ["a", "b", "a"]})
    recipe = fit_recipe(table, [column("c", Kind.CATEGORICAL)])
    new = to_feed(pa.table({"c": ["z", None, "b"]}), [column("c", Kind.CATEGORICAL)])
    assert recipe.transform(new).tolist() == [[0, 0], [0, 0], [0, 1]]


def test_many_levels_become_frequency_ranks():
    values = [f"l{i:02}" for i in range(30) for _ in range(40 - i)] + [None]
    columns = [column("c", Kind.CATEGORICAL)]
    recipe = fit_recipe(pa.table({"c": values}), columns)
    assert isinstance(recipe.plans[0], RankPlan)
    matrix = recipe.transform(to_feed(pa.table({"c": ["l00", "l29", "new", None]}), columns))
    assert np.array_equal(matrix[:, 0], np.float32([0, 29, 30, NAN]), equal_nan=True)


def test_levels_beyond_the_cap_share_the_code_of_unseen_ones():
    values = [f"l{i}" for i in range(5200)] + [f"l{i}" for i in range(5100)]
    columns = [column("c", Kind.CATEGORICAL)]
    recipe = fit_recipe(pa.table({"c": values}), columns)
    plan = recipe.plans[0]
    assert isinstance(plan, RankPlan)
    assert len(plan.levels) == 5000
    matrix = recipe.transform(to_feed(pa.table({"c": ["l5199", "new"]}), columns))
    assert matrix[:, 0].tolist() == [5000, 5000]


@pytest.mark.parametrize(("levels", "plan"), [(20, OneHotPlan), (21, RankPlan)])
def test_twenty_levels_are_the_last_that_get_a_column_each(levels, plan):
    table = pa.table({"c": [f"l{i % levels}" for i in range(100)] + [None]})
    recipe = fit_recipe(table, [column("c", Kind.CATEGORICAL)])
    assert isinstance(recipe.plans[0], plan)


def test_the_order_of_rows_does_not_change_the_recipe():
    values = [f"l{i % 37}" for i in range(999)]
    columns = [column("c", Kind.CATEGORICAL)]
    shuffled = np.random.default_rng(0).permutation(np.array(values, dtype=object))
    assert fit_recipe(pa.table({"c": values}), columns) == fit_recipe(
        pa.table({"c": shuffled}), columns
    )


def test_what_is_left_out_is_said_with_its_reason():
    table = pa.table({name: [1, 2] for name in "abcdef"})
    columns = [
        column("a", Kind.NUMERIC),
        column("b", Kind.TEXT),
        column("c", Kind.IDENTIFIER),
        column("d", Kind.IGNORED),
        column("e", Kind.NUMERIC, Role.NONE),
        column("f", Kind.NUMERIC, Role.PROTECTED),
    ]
    recipe = fit_recipe(table, columns)
    assert recipe.columns == ("a",)
    reasons = {item.column: item.reason for item in recipe.left_out}
    assert list(reasons) == ["b", "c", "d", "e", "f"]
    assert "protected" in reasons["f"]
    with pytest.raises(AssayError, match="No column is left") as caught:
        fit_recipe(table, columns[1:])
    assert caught.value.code == "data.no_features"


@settings(max_examples=300, deadline=None)
@given(st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)))
def test_date_parts_are_those_of_the_calendar(moment):
    micros = (moment - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)
    parts = date_parts(np.array([micros]))[0]
    days = (moment.date() - dt.date(1970, 1, 1)).days
    expected = [moment.year, moment.month, moment.day, moment.weekday(), moment.hour, days]
    assert parts.tolist() == expected


@pytest.mark.parametrize(
    "name",
    [
        "adult",
        "bank_marketing",
        "california_housing",
        "covertype_15k",
        "credit_default",
        "diamonds",
        "dry_bean",
        "german_credit",
        "higgs_7k",
        "hotel_rates",
        "telco_churn",
        "titanic",
    ],
)
def test_shared_data_sets_are_encoded_and_json_holds_the_recipe(shared_datasets, name):
    table = pq.read_table(shared_datasets / f"{name}.parquet")
    columns = infer_columns(table)
    half = table.slice(0, table.num_rows // 2)
    recipe = fit_recipe(half, columns)
    again = Recipe.model_validate_json(recipe.model_dump_json())
    assert again == recipe
    feed = to_feed(table, columns)
    started = time.perf_counter()
    matrix = again.transform(feed)
    seconds = time.perf_counter() - started
    assert matrix.shape == (table.num_rows, len(recipe.feature_names))
    assert len(recipe.sources) == matrix.shape[1]
    assert not np.isinf(matrix).any()
    assert seconds < 1 + table.num_rows * len(columns) / 1e6
