"""Parquet files: types made plain, index columns, and broken files."""

from __future__ import annotations

import datetime as dt
import decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.data.options import SourceOptions
from engine.data.sources import read_source


@pytest.fixture
def stored(tmp_path):
    def make(**columns: pa.Array):
        path = tmp_path / "data.parquet"
        pq.write_table(pa.table({**columns, "other": pa.array(range(len(columns["v"])))}), path)
        return path

    return make


UTC = dt.UTC
BERLIN = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("written", "kind", "values"),
    [
        (pa.array([1, None], pa.int8()), pa.int64(), [1, None]),
        (pa.array([1, 2**63 - 1], pa.uint64()), pa.int64(), [1, 2**63 - 1]),
        (pa.array([1, 2**63], pa.uint64()), pa.string(), ["1", str(2**63)]),
        (pa.array([0.5, float("nan")], pa.float32()), pa.float64(), [0.5, None]),
        (pa.array([decimal.Decimal("1.25"), None]), pa.float64(), [1.25, None]),
        (pa.array(["a", None], pa.large_string()), pa.string(), ["a", None]),
        (pa.array(["a", None]).dictionary_encode(), pa.string(), ["a", None]),
        (pa.array([None, None]), pa.string(), [None, None]),
        (pa.array([dt.time(1, 2), None]), pa.string(), ["01:02:00.000000", None]),
        (pa.array([dt.timedelta(seconds=1.5)]), pa.float64(), [1.5]),
        (pa.array([dt.date(1969, 1, 2)], pa.date64()), pa.date32(), [dt.date(1969, 1, 2)]),
        (
            pa.array([dt.datetime(2024, 1, 1, 12)], pa.timestamp("ns")),
            pa.timestamp("us"),
            [dt.datetime(2024, 1, 1, 12)],
        ),
        (
            pa.array([dt.datetime(2024, 1, 1, 12, tzinfo=BERLIN)], pa.timestamp("ms", "+01:00")),
            pa.timestamp("us", tz="UTC"),
            [dt.datetime(2024, 1, 1, 11, tzinfo=UTC)],
        ),
    ],
)
def test_types_become_plain(stored, written, kind, values):
    table = read_source(stored(v=written)).table
    assert table.schema.field("v").type == kind
    assert table["v"].to_pylist() == values


def test_text_stays_as_it_was_written(stored):
    table = read_source(stored(v=pa.array(["", "NA", " 5"]))).table
    assert table["v"].to_pylist() == ["", "NA", " 5"]
    marked = read_source(stored(v=pa.array(["", "NA", " 5"])), SourceOptions(missing_marks=("NA",)))
    assert marked.table["v"].to_pylist() == ["", None, " 5"]


def test_an_unnamed_pandas_index_is_dropped_and_a_named_one_kept(tmp_path):
    path = tmp_path / "frame.parquet"
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}, index=[5, 7])
    frame.to_parquet(path)
    source = read_source(path)
    assert source.table.column_names == ["a", "b"]
    assert "row index" in source.notes[0]
    frame.rename_axis("key").to_parquet(path)
    assert read_source(path).table.column_names == ["a", "b", "key"]


@pytest.mark.parametrize(
    "values",
    [pa.array([[1], [2]]), pa.array([{"x": 1}, {"x": 2}]), pa.array([b"a", b"b"])],
)
def test_unsupported_types_are_named(stored, refused, values):
    error = refused("data.unsupported_type", read_source, stored(v=values))
    assert f"'v' ({str(values.type)[:4]}" in error.message


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_parquet_file_cut_short_is_refused(stored, refused, kept):
    path = stored(v=pa.array(range(5000)))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "cut short" in refused("data.corrupt_parquet", read_source, path).message


def test_a_corrupt_parquet_file_is_refused_whatever_byte_is_wrong(stored, refused):
    path = stored(v=pa.array([f"text {i}" for i in range(5000)]))
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes(len(content) - 200) + content[-100:])
    refused("data.corrupt_parquet", read_source, path)


def test_other_files_named_parquet_are_refused(write, refused):
    words = refused("data.corrupt_parquet", read_source, write("a,b\n1,2\n", "x.parquet")).message
    assert "not a Parquet file" in words
    zipped = write(b"PK\x03\x04" + bytes(50), "x.parquet")
    assert "ZIP" in refused("data.corrupt_parquet", read_source, zipped).message
    refused("data.corrupt_parquet", read_source, write("a", "x.parquet"))


def test_no_rows_no_columns_and_repeated_names_are_refused(stored, tmp_path, refused):
    refused("data.header_only", read_source, stored(v=pa.array([], pa.int64())))
    path = tmp_path / "none.parquet"
    pq.write_table(pa.table({}), path)
    refused("data.empty_file", read_source, path)
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    pq.write_table(twice, path)
    refused("data.duplicate_columns", read_source, path)
    pq.write_table(pa.table({"a": [1, 2]}), path)
    refused("data.one_column", read_source, path)
