"""Targets and splits: which task a column means, what is refused, and what is set aside."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.contract.data import Task
from engine.data.split import split_rows
from engine.data.target import TargetEncoding, encode_target

INF = float("inf")


@pytest.mark.parametrize(
    ("values", "task", "class_type", "classes"),
    [
        ([True, False] * 20, Task.BINARY, "bool", (False, True)),
        (["yes", "no"] * 20, Task.BINARY, "string", ("no", "yes")),
        ([1, 2] * 20, Task.BINARY, "int64", (1, 2)),
        ([1.0, 0.0, None] * 20, Task.BINARY, "int64", (0, 1)),
        (["b", "é", "a"] * 20, Task.MULTICLASS, "string", ("a", "b", "é")),
        ([3, 1, 2] * 20, Task.MULTICLASS, "int64", (1, 2, 3)),
        (list(range(15)) * 2, Task.REGRESSION, None, ()),
        (list(range(21)) * 20, Task.REGRESSION, None, ()),
        ([0.5, 1.5] * 20, Task.REGRESSION, None, ()),
        ([1.0, 2.0, 3.0] * 20, Task.REGRESSION, None, ()),
    ],
)
def test_the_task_follows_from_the_values(values, task, class_type, classes):
    found = encode_target(pa.table({"y": values}), "y")
    encoding = found.encoding
    assert (encoding.task, encoding.class_type, encoding.classes) == (task, class_type, classes)
    assert TargetEncoding.model_validate_json(encoding.model_dump_json()) == encoding
    known = [value for value in values if value is not None]
    if classes:
        assert [classes[code] for code in found.values[found.rows]] == known
    else:
        assert found.values[found.rows].tolist() == known


def test_rows_without_a_target_are_left_out_and_counted():
    found = encode_target(pa.table({"y": ["a", None, "b", "", "a", "b"]}), "y")
    assert found.rows.tolist() == [0, 2, 4, 5]
    assert found.values.tolist() == [0, -1, 1, -1, 0, 1]
    assert "2 of 6 rows" in found.warnings[0]


def test_a_task_can_be_asked_for(refused):
    table = pa.table({"n": [1, 2, 3] * 9, "f": [0.5, 1.5, 2.5] * 9, "s": ["a", "b", "c"] * 9})
    assert encode_target(table, "n", Task.REGRESSION).values.dtype == np.float64
    refused("data.task_mismatch", encode_target, table, "n", Task.BINARY)
    refused("data.task_mismatch", encode_target, table, "f", Task.MULTICLASS)
    refused("data.task_mismatch", encode_target, table, "s", Task.REGRESSION)


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        (["a"] * 30, "data.one_class", "'a'"),
        ([4.5] * 30, "data.one_class", "4.5"),
        (pa.array([None] * 30, pa.string()), "data.target_all_missing", "'y'"),
        ([f"c{i % 1001}" for i in range(3003)], "data.too_many_classes", "1001 classes"),
        ([f"c{i}" for i in range(300)], "data.too_many_classes", "hardly repeats"),
        (["a", "b"] * 20 + ["odd"], "data.lone_class", "'odd'"),
        ([0.5, INF, 2.5, -INF], "data.infinite_target", "2 infinite"),
        (pa.array([1, 2] * 20, pa.timestamp("us")), "data.target_type", "timestamp"),
    ],
)
def test_targets_that_cannot_be_predicted_are_refused(refused, values, code, words):
    assert words in refused(code, encode_target, pa.table({"y": values}), "y").message


def test_a_misspelt_target_is_answered_with_near_names(refused):
    table = pa.table({"income": [1], "age": [2]})
    assert "'income'" in refused("data.no_such_target", encode_target, table, "Incom").hint


def test_unknown_classes_and_missing_values_cannot_be_encoded(refused):
    encoding = encode_target(pa.table({"y": ["a", "b"] * 9}), "y").encoding
    error = refused("data.unknown_class", encoding.encode, pa.chunked_array([["a", "z"]]))
    assert "row 2" in error.message
    refused("data.missing_target", encoding.encode, pa.chunked_array([["a", None]]))


def test_the_split_is_stratified_seeded_and_complete():
    target = encode_target(pa.table({"y": ["a"] * 80 + [None] * 7 + ["b"] * 18 + ["c"] * 2}), "y")
    split = split_rows(target, 0.2, seed=3)
    again = split_rows(target, 0.2, seed=3)
    other = split_rows(target, 0.2, seed=4)
    assert np.array_equal(split.held_out, again.held_out)
    assert not np.array_equal(split.held_out, other.held_out)
    both = np.sort(np.concatenate([split.train, split.held_out]))
    assert np.array_equal(both, target.rows)
    assert np.bincount(target.values[split.held_out]).tolist() == [16, 4, 1]
    assert np.bincount(target.values[split.train]).tolist() == [64, 14, 1]


def test_a_regression_split_takes_its_share():
    target = encode_target(pa.table({"y": np.linspace(0, 1, 1000)}), "y")
    split = split_rows(target, 0.25, seed=0)
    assert (len(split.train), len(split.held_out)) == (750, 250)
    assert 0.4 < target.values[split.held_out].mean() < 0.6


@pytest.mark.parametrize("rows", [2, 19])
def test_too_few_rows_are_refused(refused, rows):
    target = encode_target(pa.table({"y": np.arange(rows) + 0.5}), "y")
    error = refused("data.too_few_rows", split_rows, target, 0.2, 0)
    assert "at least 20" in error.message


@pytest.mark.parametrize(
    ("name", "column", "task"),
    [
        ("adult", "income", Task.BINARY),
        ("bank_marketing", "y", Task.BINARY),
        ("telco_churn", "Churn", Task.BINARY),
        ("credit_default", "default", Task.BINARY),
        ("german_credit", "class", Task.BINARY),
        ("higgs_7k", "signal", Task.BINARY),
        ("titanic", "survived", Task.BINARY),
        ("covertype_15k", "Cover_Type", Task.MULTICLASS),
        ("dry_bean", "Class", Task.MULTICLASS),
        ("california_housing", "median_house_value", Task.REGRESSION),
        ("diamonds", "price", Task.REGRESSION),
        ("hotel_rates", "avg_price_per_room", Task.REGRESSION),
    ],
)
def test_shared_data_sets_have_the_tasks_that_they_are_listed_with(
    shared_datasets, name, column, task
):
    table = pq.read_table(shared_datasets / f"{name}.parquet")
    target = encode_target(table, column)
    assert target.encoding.task is task
    split = split_rows(target, 0.2, seed=0)
    assert abs(len(split.held_out) / table.num_rows - 0.2) < 0.01
