"""Held-out results by group of each protected column: who is served worse."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import norm

from engine.arrays import Array
from engine.contract.data import Contract, Task

SMALL_GROUP = 30
MOST_GROUPS = 20
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
    """The groups of one protected column, largest first."""

    column: str
    groups: tuple[GroupRow, ...]
    left_out: int = 0


def wilson(hits: int, rows: int) -> Rate:
    """A share with its 95 % score interval (Wilson, JASA 22, 1927)."""
    share = hits / rows
    spread = _Z * math.sqrt(share * (1 - share) / rows + _Z**2 / (4 * rows**2))
    scale = 1 + _Z**2 / rows
    middle = share + _Z**2 / (2 * rows)
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Rate(value=share, low=max(low, 0.0), high=min(high, 1.0))


def by_group(
    task: Task, values: pa.ChunkedArray, column: str, truth: Array, said: Array
) -> GroupTable:
    """Results by value of one column; `values`, `truth` and `said` have one entry a row.

    `truth` and `said` are class codes for classification, values for regression. The largest 20
    groups are listed, missing values as a group of their own.
    """
    texts = pc.fill_null(pc.cast(values, pa.string()), "(missing)")
    names, codes = np.unique(np.asarray(texts.to_pylist(), dtype=object), return_inverse=True)
    order = np.argsort(-np.bincount(codes), kind="stable")
    rows = tuple(
        _group(task, str(names[code]), truth[codes == code], said[codes == code])
        for code in order[:MOST_GROUPS]
    )
    return GroupTable(column=column, groups=rows, left_out=max(len(order) - MOST_GROUPS, 0))


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
