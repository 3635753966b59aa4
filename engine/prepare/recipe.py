"""The feature recipe: raw columns to one float32 matrix, by steps that export exactly to ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.contract.data import Column, Contract, Kind, Role
from engine.data.feed import Feed, column_values, feature_columns, to_feed
from engine.prepare.calendar import date_parts
from engine.prepare.plans import DatetimePlan, NumericPlan, OneHotPlan, Plan, RankPlan
from registry.errors import AssayError

ONE_HOT_LEVELS: Final = 20
RANKED_LEVELS: Final = 5000


class LeftOut(Contract):
    """A column that no model sees, and why."""

    column: str
    reason: str


class Recipe(Contract):
    """How raw columns become encoded columns, fitted on training rows. JSON holds all of it.

    Encoded columns stand in the order of `plans`: numeric and boolean, then frequency ranks, then
    one-hot, then dates, each in the order of the raw columns.
    """

    columns: tuple[str, ...]
    """Raw columns in input order; a plan's `source` is an index into them."""
    kinds: tuple[Kind, ...]
    plans: tuple[Plan, ...]
    left_out: tuple[LeftOut, ...] = ()

    @cached_property
    def feature_names(self) -> tuple[str, ...]:
        """Names of the F encoded columns; they may repeat where raw names imitate them."""
        return tuple(name for plan in self.plans for name in plan.names)

    @cached_property
    def sources(self) -> tuple[int, ...]:
        """Index into `columns` of each of the F encoded columns."""
        return tuple(plan.source for plan in self.plans for _ in plan.names)

    def transform(self, feed: Feed) -> npt.NDArray[np.float32]:
        """The encoded matrix [N, F], C-contiguous float32 with NaN for missing.

        `feed` holds one array [N, 1] for each of `columns` (see `engine.data.feed`).
        """
        rows = len(feed[self.columns[0]])
        matrix = np.empty((rows, len(self.sources)), dtype=np.float32)
        start = 0
        for plan in self.plans:
            end = start + len(plan.names)
            _encode(plan, feed[plan.column][:, 0], matrix[:, start:end])
            start = end
        return matrix


def fit_recipe(table: pa.Table, columns: Sequence[Column]) -> Recipe:
    """The recipe for the feature columns among `columns`, fitted on the rows of `table`.

    Give training rows only, and leave the target out of `columns`. Raises AssayError
    `data.no_features` where no column can be used.
    """
    used = feature_columns(columns)
    left_out = tuple(
        LeftOut(column=column.name, reason=_why_left_out(column))
        for column in columns
        if column not in used
    )
    if not used:
        reasons = "; ".join(f"'{item.column}': {item.reason}" for item in left_out[:10])
        raise AssayError(
            "data.no_features",
            f"No column is left to predict from ({reasons or 'there is only the target'}).",
            "Give a column another kind or role, or bring more columns.",
        )
    plans = [_plan(table, index, column) for index, column in enumerate(used)]
    order = (NumericPlan, RankPlan, OneHotPlan, DatetimePlan)
    return Recipe(
        columns=tuple(column.name for column in used),
        kinds=tuple(column.kind for column in used),
        plans=tuple(sorted(plans, key=lambda plan: order.index(type(plan)))),
        left_out=left_out,
    )


def fit_transform(
    table: pa.Table, columns: Sequence[Column]
) -> tuple[Recipe, npt.NDArray[np.float32]]:
    """The fitted recipe and the encoded matrix [N, F] of the rows that it was fitted on."""
    recipe = fit_recipe(table, columns)
    return recipe, recipe.transform(to_feed(table, columns))


def _plan(table: pa.Table, source: int, column: Column) -> Plan:
    if column.kind in (Kind.NUMERIC, Kind.BOOLEAN):
        return NumericPlan(source=source, column=column.name)
    if column.kind is Kind.DATETIME:
        return DatetimePlan(source=source, column=column.name)
    texts = column_values(table.column(column.name), column.name, column.kind)[:, 0]
    counts = pc.value_counts(pa.array(texts, pa.string()))
    found = zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True)
    # Ties are broken by the text itself, so that the order of rows does not matter.
    levels = [level for level, _ in sorted(found, key=lambda item: (-item[1], item[0]))]
    present = [level for level in levels if level != ""]
    if len(present) > ONE_HOT_LEVELS:
        return RankPlan(source=source, column=column.name, levels=tuple(present[:RANKED_LEVELS]))
    return OneHotPlan(source=source, column=column.name, levels=tuple(levels))


def _encode(plan: Plan, values: npt.NDArray[np.generic], out: npt.NDArray[np.float32]) -> None:
    rows = len(values)
    if isinstance(plan, NumericPlan):
        out[:, 0] = np.where(np.isinf(values), np.float32(np.nan), values)
    elif isinstance(plan, DatetimePlan):
        out[:] = date_parts(values.astype(np.int64, copy=False))
    elif isinstance(plan, RankPlan):
        codes: dict[str, float] = {level: float(i) for i, level in enumerate(plan.levels)}
        codes[""] = float("nan")
        unseen = float(len(plan.levels))
        found = (codes.get(value, unseen) for value in values.tolist())
        out[:, 0] = np.fromiter(found, dtype=np.float32, count=rows)
    else:
        positions = {level: i for i, level in enumerate(plan.levels)}
        where = (positions.get(value, -1) for value in values.tolist())
        hot = np.fromiter(where, dtype=np.int64, count=rows)
        out[:] = hot[:, None] == np.arange(len(plan.levels))


def _why_left_out(column: Column) -> str:
    if column.role is Role.PROTECTED:
        return "protected: kept for fairness checks, not for predictions"
    if column.role is Role.NONE:
        return "its role is none"
    if column.kind is Kind.TEXT:
        return "free text is not used for training in this version"
    if column.kind is Kind.IDENTIFIER:
        return f"identifier ({column.reason})"
    return f"ignored ({column.reason})"
