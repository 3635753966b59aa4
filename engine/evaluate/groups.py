"""Held-out results by group of each protected column: who is served worse."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import norm

from engine.arrays import Array
from engine.contract.data import Contract, Task
from registry.compared import SMALL_GROUP

MOST_GROUPS = 20
MOST_VALUES = 10
"""A number or a time with more values than this is told by ranges, not by value."""
QUARTERS = (0.25, 0.5, 0.75)
MISSING = "(missing)"
_Z = float(norm.ppf(0.975))


class Rate(Contract):
    """A share of rows with its 95 % Wilson score interval."""

    value: float
    low: float
    high: float


class GroupRow(Contract):
    """One group. Binary: `selected` is the share predicted as the second class.

    `error` is the share of wrong labels; for regression `mean_absolute_error` and
    `mean_error` (prediction minus truth) stand in its place.
    """

    group: str
    rows: int
    small: bool
    error: Rate | None = None
    selected: Rate | None = None
    mean_absolute_error: float | None = None
    mean_error: float | None = None


class GroupTable(Contract):
    """The groups of one protected column, largest first.

    Where `binned` they are ranges of a number or a time, the lowest first: the quarters of the
    held-out rows, each named by its smallest and largest value.
    """

    column: str
    groups: tuple[GroupRow, ...]
    left_out: int = 0
    binned: bool = False


class GroupTables(Contract):
    """The tables of all protected columns, as they are recorded."""

    tables: tuple[GroupTable, ...]


def wilson(hits: int, rows: int) -> Rate:
    """A share with its 95 % score interval (Wilson, JASA 22, 1927)."""
    share = hits / rows
    spread = _Z * math.sqrt(share * (1 - share) / rows + _Z**2 / (4 * rows**2))
    scale = 1 + _Z**2 / rows
    middle = share + _Z**2 / (2 * rows)
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Rate(value=share, low=max(low, 0.0), high=min(high, 1.0))


def by_group(
    task: Task,
    values: pa.ChunkedArray,
    column: str,
    truth: Array,
    said: Array,
    *,
    ranges: bool = False,
) -> GroupTable:
    """Results by value of one column; `values`, `truth` and `said` have one entry a row.

    `truth` and `said` are class codes for classification, values for regression. The largest 20
    groups are listed, missing values as a group of their own. With `ranges`, more than 10 numbers
    or times are told by quarters instead.
    """
    found = _quarters(values) if ranges else None
    if found is None:
        texts = pc.fill_null(pc.cast(values, pa.string()), MISSING)
        told, codes = np.unique(np.asarray(texts.to_pylist(), dtype=object), return_inverse=True)
        names = [str(one) for one in told]
        order = np.argsort(-np.bincount(codes), kind="stable")
    else:
        names, codes = found
        order = np.arange(len(names))
    rows = tuple(
        _group(task, names[code], truth[codes == code], said[codes == code])
        for code in order[:MOST_GROUPS]
    )
    return GroupTable(
        column=column,
        groups=rows,
        left_out=max(len(order) - MOST_GROUPS, 0),
        binned=found is not None,
    )


def _quarters(values: pa.ChunkedArray) -> tuple[list[str], Array] | None:
    """The names of the quarters and each row's; None where there are few values, or no numbers."""
    numbers = _as_numbers(values)
    if numbers is None:
        return None
    known = ~np.isnan(numbers)
    if len(np.unique(numbers[known])) <= MOST_VALUES:
        return None
    # At values that occur, so that no bound is between two of them.
    edges = np.unique(np.quantile(numbers[known], QUARTERS, method="inverted_cdf"))
    bins = np.searchsorted(edges, numbers, side="left")
    bins[~known] = len(edges) + 1
    present, codes = np.unique(bins, return_inverse=True)
    names = [
        MISSING if one > len(edges) else _range(values, numbers, bins == one) for one in present
    ]
    return names, codes


def _as_numbers(values: pa.ChunkedArray) -> Array | None:
    """Numbers, or times in their unit, as float64 with NaN for missing; None for other types."""
    kind = values.type
    if pa.types.is_temporal(kind):
        width = pa.int32() if kind.bit_width == 32 else pa.int64()
        values = pc.cast(pc.cast(values, width), pa.int64())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        return None
    return np.asarray(pc.cast(values, pa.float64(), safe=False).to_numpy(), dtype=np.float64)


def _range(values: pa.ChunkedArray, numbers: Array, held: Array) -> str:
    """The smallest and the largest value among some rows, as people write them."""
    at = np.flatnonzero(held)
    ends = (at[np.argmin(numbers[at])], at[np.argmax(numbers[at])])
    low, high = (_written(values[int(end)].as_py()) for end in ends)
    return low if low == high else f"{low} to {high}"


def _written(value: object) -> str:
    """A number in six digits where that is the number itself; a time of midnight as its day."""
    if isinstance(value, float):
        short = f"{value:.6g}"
        return short if float(short) == value else str(value)
    return str(value).removesuffix(" 00:00:00")


def _group(task: Task, name: str, truth: Array, said: Array) -> GroupRow:
    rows = len(truth)
    if task is Task.REGRESSION:
        return GroupRow(
            group=name,
            rows=rows,
            small=rows < SMALL_GROUP,
            mean_absolute_error=float(np.abs(said - truth).mean()),
            mean_error=float((said - truth).mean()),
        )
    selected = wilson(int((said == 1).sum()), rows) if task is Task.BINARY else None
    return GroupRow(
        group=name,
        rows=rows,
        small=rows < SMALL_GROUP,
        error=wilson(int((said != truth).sum()), rows),
        selected=selected,
    )
