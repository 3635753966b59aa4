"""The recipe as ONNX nodes: raw columns as inputs, the same float32 matrix bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from engine.contract.data import Column, Input, Kind
from engine.data.feed import feature_columns
from engine.export.calendar_graph import date_nodes
from engine.export.parts import GraphPart
from engine.prepare.plans import DatetimePlan, NumericPlan, OneHotPlan, RankPlan
from engine.prepare.recipe import Recipe

FEATURES: Final = "assay/features"
OUTPUT_NAMES: Final = frozenset(
    {
        "label",
        "probabilities",
        "prediction",
        "interval",
        "raw_score",
        "reasons",
        "reasons_base",
        "guard",
    }
)
INTERNAL: Final = "assay/"
_TYPES: Final = {
    Kind.NUMERIC: TensorProto.FLOAT,
    Kind.BOOLEAN: TensorProto.FLOAT,
    Kind.CATEGORICAL: TensorProto.STRING,
    Kind.DATETIME: TensorProto.INT64,
}


def graph_inputs(columns: Sequence[Column]) -> tuple[Input, ...]:
    """The graph's inputs for the feature columns among `columns`, in their order.

    An input has its column's name. Names of the graph's outputs, and names like the graph's
    internal ones, get `__column` appended, as often as it takes to be unique.
    """
    used = feature_columns(columns)
    taken = {column.name for column in used}
    inputs = []
    for column in used:
        name = column.name
        if name in OUTPUT_NAMES or name.startswith(INTERNAL):
            name = f"{name}__column"
            while name in taken:
                name = f"{name}__column"
            taken.add(name)
        inputs.append(
            Input(column=column.name, graph_name=name, kind=column.kind, storage=column.storage)
        )
    return tuple(inputs)


def recipe_nodes(recipe: Recipe, inputs: Sequence[Input]) -> GraphPart:
    """Nodes that compute `assay/features`, float32 [N, F], from the inputs of the recipe's columns.

    Needs opset 21 and ai.onnx.ml 3. Strings are compared whole and never normalised, so no locale
    matters. Raises KeyError where an input for one of the recipe's columns is missing.
    """
    names = {item.column: item.graph_name for item in inputs}
    part = GraphPart(
        nodes=[],
        initializers=[],
        inputs=[
            helper.make_tensor_value_info(names[column], _TYPES[kind], ["N", 1])
            for column, kind in zip(recipe.columns, recipe.kinds, strict=True)
        ],
        output=FEATURES,
    )
    blocks = [
        block
        for block in (
            _numeric_block(part, recipe, names),
            *_rank_blocks(part, recipe, names),
            _one_hot_block(part, recipe, names),
            _date_block(part, recipe, names),
        )
        if block is not None
    ]
    _concat(part, blocks, FEATURES)
    return part


def _numeric_block(part: GraphPart, recipe: Recipe, names: dict[str, str]) -> str | None:
    plans = [plan for plan in recipe.plans if isinstance(plan, NumericPlan)]
    if not plans:
        return None
    raw = _concat(part, [names[plan.column] for plan in plans], f"{INTERNAL}numeric/raw")
    nan = _constant(part, f"{INTERNAL}numeric/nan", np.float32(np.nan))
    part.nodes += [
        helper.make_node("IsInf", [raw], [f"{INTERNAL}numeric/infinite"]),
        helper.make_node(
            "Where", [f"{INTERNAL}numeric/infinite", nan, raw], [f"{INTERNAL}numeric"]
        ),
    ]
    return f"{INTERNAL}numeric"


def _rank_blocks(part: GraphPart, recipe: Recipe, names: dict[str, str]) -> list[str]:
    blocks = []
    for plan in recipe.plans:
        if not isinstance(plan, RankPlan):
            continue
        output = f"{INTERNAL}rank/{plan.source}"
        part.nodes.append(
            helper.make_node(
                "LabelEncoder",
                [names[plan.column]],
                [output],
                domain="ai.onnx.ml",
                keys_strings=[*plan.levels, ""],
                values_floats=[*(float(i) for i in range(len(plan.levels))), float("nan")],
                default_float=float(len(plan.levels)),
            )
        )
        blocks.append(output)
    return blocks


def _one_hot_block(part: GraphPart, recipe: Recipe, names: dict[str, str]) -> str | None:
    hot = []
    for plan in recipe.plans:
        if not isinstance(plan, OneHotPlan):
            continue
        output = f"{INTERNAL}one_hot/{plan.source}"
        part.nodes.append(
            helper.make_node(
                "OneHotEncoder",
                [names[plan.column]],
                [output],
                domain="ai.onnx.ml",
                cats_strings=list(plan.levels),
                zeros=1,
            )
        )
        hot.append(output)
    if not hot:
        return None
    # Each is [N, 1, levels]: joined along the levels, then the middle axis goes.
    joined = _concat(part, hot, f"{INTERNAL}one_hot/joined", axis=2)
    axes = _constant(part, f"{INTERNAL}one_hot/axes", np.array([1], dtype=np.int64))
    part.nodes.append(helper.make_node("Squeeze", [joined, axes], [f"{INTERNAL}one_hot"]))
    return f"{INTERNAL}one_hot"


def _date_block(part: GraphPart, recipe: Recipe, names: dict[str, str]) -> str | None:
    plans = [plan for plan in recipe.plans if isinstance(plan, DatetimePlan)]
    if not plans:
        return None
    times = _concat(part, [names[plan.column] for plan in plans], f"{INTERNAL}date/raw")
    return date_nodes(part, times, len(plans), INTERNAL + "date")


def _concat(part: GraphPart, values: Sequence[str], output: str, axis: int = 1) -> str:
    part.nodes.append(helper.make_node("Concat", list(values), [output], axis=axis))
    return output


def _constant(part: GraphPart, name: str, value: np.ndarray | np.generic) -> str:
    tensor: onnx.TensorProto = numpy_helper.from_array(np.asarray(value), name)
    part.initializers.append(tensor)
    return name
