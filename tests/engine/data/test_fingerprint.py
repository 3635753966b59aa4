"""The fingerprint: blind to layout, and to nothing else."""

from __future__ import annotations

import itertools
import math

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.fingerprint import fingerprint, fingerprint_batches, fingerprint_parquet

CELLS = {
    "i": st.none() | st.integers(-(2**63), 2**63 - 1),
    "f": st.none() | st.floats(width=64),
    "s": st.none() | st.text(st.characters(codec="utf-8"), max_size=8),
    "b": st.none() | st.booleans(),
    "t": st.none() | st.integers(-(2**62), 2**62),
}
TYPES = {
    "i": pa.int64(),
    "f": pa.float64(),
    "s": pa.string(),
    "b": pa.bool_(),
    "t": pa.timestamp("us"),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=30)


def table_of(rows: list[dict[str, object]]) -> pa.Table:
    return pa.table({name: pa.array([r[name] for r in rows], TYPES[name]) for name in TYPES})


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, cuts=st.lists(st.integers(0, 30), max_size=5))
def test_how_rows_are_cut_and_encoded_does_not_matter(rows, cuts):
    table = table_of(rows)
    edges = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    pieces = [table.slice(a, b - a) for a, b in itertools.pairwise(edges)]
    again = pa.concat_tables(pieces)
    encoded = again.set_column(2, "s", again["s"].dictionary_encode())
    large = again.set_column(2, "s", again["s"].cast(pa.large_string()))
    assert fingerprint(table) == fingerprint(again) == fingerprint(encoded) == fingerprint(large)


@settings(max_examples=200, deadline=None)
@given(rows=ROWS, data=st.data())
def test_one_changed_cell_changes_the_fingerprint(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(sorted(CELLS)))
    new = data.draw(CELLS[name])
    old = rows[at][name]
    changed = [*rows[:at], {**rows[at], name: new}, *rows[at + 1 :]]
    both_nan = all(isinstance(cell, float) and math.isnan(cell) for cell in (old, new))
    same = both_nan or (
        type(old) is type(new)
        and old == new
        and (not isinstance(old, float) or math.copysign(1, old) == math.copysign(1, new))
    )
    assert (fingerprint(table_of(rows)) == fingerprint(table_of(changed))) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pa.array([None, "a"]), pa.array(["", "a"])),
        (pa.array([None, "a"]), pa.array(["null", "a"])),
        (pa.array(["ab", "c"]), pa.array(["a", "bc"])),
        (pa.array([1, 2]), pa.array([1.0, 2.0])),
        (pa.array([1, 2]), pa.array([1, 2], pa.int32())),
        (pa.array([1, 0]), pa.array([True, False])),
        (pa.array([0, 1]), pa.array([None, 1])),
        (pa.array([1, 2], pa.timestamp("us")), pa.array([1, 2])),
        (pa.array([1, 2], pa.timestamp("us")), pa.array([1, 2], pa.timestamp("us", "UTC"))),
        (pa.array([1, 2]), pa.array([2, 1])),
        (pa.array([1, 2]), pa.array([1, 2, None])),
        (pa.array([None, None], pa.int64()), pa.array([None, None], pa.string())),
    ],
)
def test_types_nulls_and_order_count(one, other):
    assert fingerprint(pa.table({"v": one})) != fingerprint(pa.table({"v": other}))


def test_names_and_order_of_columns_count():
    table = pa.table({"a": [1, 2], "b": [1, 2]})
    assert fingerprint(table) != fingerprint(table.rename_columns(["b", "a"]))
    other = pa.table({"a": [1, 2], "b": [3, 4]})
    assert fingerprint(other) != fingerprint(other.select(["b", "a"]))


def test_the_format_stays_as_published():
    table = pa.table({"n": [1, None], "s": ["ä", None], "f": [0.5, float("nan")]})
    assert fingerprint(table) == (
        "6f4fc3920ccf99fac06a6b864129c05cf7a1d2bd9471aaa6d3d8e82280d1b675"
    )


def test_batches_and_files_give_the_table_s_fingerprint(tmp_path):
    table = pa.table({"n": list(range(100_000)), "s": [str(i % 7) for i in range(100_000)]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=999, compression="none")
    whole = fingerprint(table)
    assert fingerprint_parquet(str(tmp_path / "a.parquet")) == whole
    assert fingerprint_batches(table.schema, table.to_batches(max_chunksize=7)) == whole
