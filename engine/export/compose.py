"""Composes recipe, model and label decoding into the one ONNX graph that is the model."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from engine.contract.data import Input, Task
from engine.export.decision import class_type, decision_part
from engine.export.parts import IR_VERSION, ML_OPSET, OPSET, GraphPart
from engine.export.recipe_graph import FEATURES, INTERNAL, recipe_nodes
from engine.prepare.recipe import Recipe
from engine.search.learners.base import Fitted
from registry.errors import AssayError

MOST_BYTES = 2**31 - 1
"""Protobuf's limit for one message."""


class Target(Protocol):
    """What composing needs to know of the target."""

    @property
    def classes(self) -> Sequence[int | str | bool]:
        """Original class values by class number; empty for regression."""


def compose(
    recipe: Recipe,
    inputs: Sequence[Input],
    fitted: Fitted,
    task: Task,
    target: Target,
    *,
    interval_half_width: float | None = None,
    threshold: float = 0.5,
) -> onnx.ModelProto:
    """One graph from raw columns to original labels, checked with strict shape inference.

    Inputs are [N,1] each, named by `inputs`. Classification gives `label` [N] and float32
    `probabilities` [N,K], where a binary label is `round(p1, 6) >= threshold`. Regression gives
    float32 `prediction` [N,1] and `interval` [N,2], `interval_half_width` to either side. Opset
    21, ai.onnx.ml 3, IR version 10. Raises AssayError `export.too_large` above 2 GB.
    """
    front = recipe_nodes(recipe, inputs)
    model = fitted.graph(front.output or FEATURES)
    if task is Task.REGRESSION:
        if interval_half_width is None:
            raise ValueError("a regression graph needs the interval's half width")
        back, outputs = _regression(model.output, interval_half_width)
    else:
        back, outputs = _classification(model.output, tuple(target.classes), threshold)
    parts = (front, model, back)
    graph = helper.make_graph(
        [node for part in parts for node in part.nodes],
        "assay",
        front.inputs,
        outputs,
        [tensor for part in parts for tensor in part.initializers],
    )
    _name_nodes(graph)
    proto = helper.make_model(
        graph,
        producer_name="assay",
        producer_version=_own_version(),
        ir_version=IR_VERSION,
        opset_imports=[
            helper.make_opsetid("", OPSET),
            helper.make_opsetid("ai.onnx.ml", ML_OPSET),
        ],
    )
    if proto.ByteSize() > MOST_BYTES:
        raise AssayError(
            "export.too_large",
            "The model is larger than the 2 GB that one ONNX file may have.",
            "Search with fewer or smaller trees.",
        )
    _check(proto)
    return proto


def _classification(
    probabilities: str, classes: tuple[int | str | bool, ...], threshold: float
) -> tuple[GraphPart, list[onnx.ValueInfoProto]]:
    part = decision_part(probabilities, classes, threshold, "label")
    part.nodes.append(helper.make_node("Identity", [probabilities], ["probabilities"]))
    return part, [
        helper.make_tensor_value_info("label", class_type(classes), ["N"]),
        helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", len(classes)]),
    ]


def _regression(value: str, half_width: float) -> tuple[GraphPart, list[onnx.ValueInfoProto]]:
    width = f"{INTERNAL}interval/half_width"
    low, high = f"{INTERNAL}interval/low", f"{INTERNAL}interval/high"
    part = GraphPart(
        nodes=[
            helper.make_node("Identity", [value], ["prediction"]),
            helper.make_node("Sub", [value, width], [low]),
            helper.make_node("Add", [value, width], [high]),
            helper.make_node("Concat", [low, high], ["interval"], axis=1),
        ],
        initializers=[numpy_helper.from_array(np.array(half_width, dtype=np.float32), width)],
        output="prediction",
    )
    return part, [
        helper.make_tensor_value_info("prediction", TensorProto.FLOAT, ["N", 1]),
        helper.make_tensor_value_info("interval", TensorProto.FLOAT, ["N", 2]),
    ]


def _name_nodes(graph: onnx.GraphProto) -> None:
    """Name every node after its first output, which is unique: profiles report by node name."""
    for node in graph.node:
        node.name = f"{INTERNAL}node/{node.output[0].removeprefix(INTERNAL)}"


def _check(model: onnx.ModelProto) -> None:
    """Check the model as ONNX's own checker does, shapes included."""
    onnx.checker.check_model(model)
    # Inference would copy a forest of a hundred megabytes several times, and node attributes do
    # not change shapes: it sees the same graph only where that is cheap.
    if model.ByteSize() < 64 * 2**20:
        onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=False)


def _own_version() -> str:
    try:
        return version("assay")
    except PackageNotFoundError:
        # Run from a checkout that is not installed.
        return "0"
