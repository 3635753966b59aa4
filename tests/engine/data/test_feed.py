"""Model inputs: exact types, missing marks, and the same rules for training and scoring."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from engine.contract.data import Column, Input, Kind, Role
from engine.data.feed import feed_from_table, text_columns, to_feed
from engine.data.kinds import apply_overrides, infer_columns
from engine.data.options import SourceOptions
from engine.data.sources import read_source
from engine.export.recipe_graph import graph_inputs

LOW = np.iinfo(np.int64).min


def one(values: object, kind: Kind) -> np.ndarray:
    table = pa.table({"v": values})
    column = Column(
        name="v", storage=str(table["v"].type), kind=kind, inferred_kind=kind, reason=""
    )
    return to_feed(table, [column])["v"]


def test_numbers_are_float32_with_nan_for_missing():
    values = one([1, None, 2**24 + 1], Kind.NUMERIC)
    assert (values.dtype, values.shape) == (np.float32, (3, 1))
    assert np.array_equal(values[:, 0], np.float32([1, np.nan, 2**24]), equal_nan=True)
    assert one([0.1, None, 1e300], Kind.NUMERIC)[:, 0].tolist()[2] == float("inf")
    # Rounded once: through float64 this would become 2**60 instead of the next float32.
    near = 2**60 + 2**36 + 1
    assert one([near], Kind.NUMERIC)[0, 0] == np.float32(2**60 + 2**37)


def test_truths_are_float32_zero_and_one():
    expected = np.float32([1, 0, np.nan])
    for values in ([True, False, None], ["True", "false", None], [1, 0, None], ["1", "0", None]):
        assert np.array_equal(one(values, Kind.BOOLEAN)[:, 0], expected, equal_nan=True)


def test_missing_categories_are_the_empty_text_and_never_a_word():
    values = one(["a", None, "nan", "None", ""], Kind.CATEGORICAL)
    assert (values.dtype, values.shape) == (np.dtype(object), (5, 1))
    assert values[:, 0].tolist() == ["a", "", "nan", "None", ""]
    assert one([1.0, float("nan"), 2.5, None], Kind.CATEGORICAL)[:, 0].tolist() == [
        "1",
        "",
        "2.5",
        "",
    ]
    assert one([7, None], Kind.CATEGORICAL)[:, 0].tolist() == ["7", ""]
    assert one([True, None], Kind.CATEGORICAL)[:, 0].tolist() == ["true", ""]
    assert one(pa.array([None, None], pa.string()), Kind.CATEGORICAL)[:, 0].tolist() == ["", ""]


def test_times_are_unix_microseconds():
    values = one(["1969-12-31", None, "1970-01-02"], Kind.DATETIME)
    assert values.dtype == np.int64
    assert values[:, 0].tolist() == [-86_400_000_000, LOW, 86_400_000_000]
    zoned = one(["1970-01-01T01:00:00.000001+01:00", None], Kind.DATETIME)
    assert zoned[:, 0].tolist() == [1, LOW]
    days = one(pa.array([-1, None], pa.date32()), Kind.DATETIME)
    assert days[:, 0].tolist() == [-86_400_000_000, LOW]


def test_dictionaries_chunks_and_no_rows_are_fine():
    chunks = pa.chunked_array([["a", None], [], ["b"]]).dictionary_encode()
    assert one(chunks, Kind.CATEGORICAL)[:, 0].tolist() == ["a", "", "b"]
    for kind in (Kind.NUMERIC, Kind.BOOLEAN, Kind.CATEGORICAL, Kind.DATETIME):
        assert one(pa.array([], pa.string()), kind).shape == (0, 1)


def test_only_feature_columns_are_fed():
    table = pa.table({"a": [1, 2], "b": [3, 4], "c": ["x", "y"], "d": ["t", "u"]})
    a, b, c, d = infer_columns(table)
    columns = [
        a,
        b.model_copy(update={"role": Role.PROTECTED}),
        c,
        d.model_copy(update={"kind": Kind.TEXT}),
    ]
    assert set(to_feed(table, columns)) == {"a", "c"}


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        (["1", "2,5"], Kind.NUMERIC, "row 2: '2,5'"),
        (["2024-01-01", "2023-02-29"], Kind.DATETIME, "row 2: '2023-02-29'"),
        (["2024-01-01", "soon"], Kind.DATETIME, "row 2: 'soon'"),
        ([None, "2024-01-01T10:00Z", "2024-01-01"], Kind.DATETIME, "row 3: '2024-01-01'"),
        ([1, 2], Kind.DATETIME, "dates or times"),
        (pa.array([1, 2], pa.timestamp("us")), Kind.NUMERIC, "must hold numbers"),
        ([0, 1, 2], Kind.BOOLEAN, "row 3: '2'"),
        (["yes", "no"], Kind.BOOLEAN, "row 1: 'yes'"),
    ],
)
def test_values_that_do_not_fit_are_named(refused, values, kind, words):
    error = refused("data.unconvertible", one, values, kind)
    assert "'v'" in error.message
    assert words in error.message


def test_all_missing_columns_are_named_and_others_ignored(refused):
    inputs = [
        Input(column=name, graph_name=name, kind=Kind.NUMERIC) for name in ("a", "b", "income")
    ]
    error = refused("data.missing_columns", feed_from_table, pa.table({"a": [1]}), inputs)
    assert "'b', 'income'" in error.message
    feed, ignored = feed_from_table(pa.table({"a": [1], "x": [2], "y": [3]}), inputs[:1])
    assert (list(feed), ignored) == (["a"], ("x", "y"))


def test_a_file_to_score_keeps_the_spelling_of_categories(write):
    train = read_source(write("n,code,size\n1,1.50,3\n2,x,4\n3,007,5\n"))
    columns = apply_overrides(
        train.table, infer_columns(train.table), {"size": Kind.CATEGORICAL}, {}
    )
    inputs = graph_inputs(columns)
    options = SourceOptions(as_text=text_columns(inputs), purpose="score")
    table = read_source(write("size,code,n\n3,1.50,9.5\n4,,2\n", "new.csv"), options).table
    feed, _ = feed_from_table(table, inputs)
    assert feed["code"][:, 0].tolist() == ["1.50", ""]
    assert feed["size"][:, 0].tolist() == ["3", "4"]
    assert feed["n"][:, 0].tolist() == [9.5, 2.0]


@pytest.mark.parametrize("name", ["adult", "hotel_rates", "titanic", "credit_default"])
def test_scoring_the_training_file_gives_the_same_inputs(shared_datasets, tmp_path, name):
    table = pq.read_table(shared_datasets / f"{name}.parquet")
    path = tmp_path / f"{name}.csv"
    pa.csv.write_csv(table, path)
    train = read_source(path).table
    columns = infer_columns(train)
    inputs = graph_inputs(columns)
    options = SourceOptions(as_text=text_columns(inputs), purpose="score")
    scored, _ = feed_from_table(read_source(path, options).table, inputs)
    trained = to_feed(train, columns)
    assert list(scored) == list(trained)
    for column, values in trained.items():
        equal_nan = values.dtype == np.float32
        assert np.array_equal(values, scored[column], equal_nan=equal_nan), column
