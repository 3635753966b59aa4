"""From probabilities to labels in the graph: what `engine.metrics.decide` does in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from engine.export.parts import GraphPart

MILLION = 1e6
"""Probabilities are decided on to six decimals, so that exact ties stay ties in any arithmetic."""


def least_millionths(threshold: float) -> float:
    """The least whole number m for which m / 1e6, the nearest float64 to it, is >= threshold."""
    least = float(np.ceil(threshold * MILLION))
    while (least - 1) / MILLION >= threshold:
        least -= 1
    while least / MILLION < threshold:
        least += 1
    return least


def decision_part(
    probabilities: str,
    classes: tuple[int | str | bool, ...],
    threshold: float,
    output: str,
) -> GraphPart:
    """Nodes from float32 `probabilities` [N,K] to `output` [N], the class that each row gets.

    Two classes: the second where `round(p1, 6) >= threshold`. More: the first of the largest
    `round(p, 6)`. Rounding is half to even, in float64.
    """
    prefix = "assay/decision"
    constants = {
        "million": np.array(MILLION),
        "threshold": np.array(least_millionths(threshold)),
        "second": np.array(1, dtype=np.int64),
        "classes": class_values(classes),
    }
    names = {name: f"{prefix}/{name}" for name in constants}
    nodes = [
        helper.make_node("Cast", [probabilities], [f"{prefix}/double"], to=TensorProto.DOUBLE),
        helper.make_node("Mul", [f"{prefix}/double", names["million"]], [f"{prefix}/scaled"]),
        helper.make_node("Round", [f"{prefix}/scaled"], [f"{prefix}/millionths"]),
    ]
    if len(classes) == 2:
        nodes += [
            helper.make_node(
                "Gather",
                [f"{prefix}/millionths", names["second"]],
                [f"{prefix}/second_class"],
                axis=1,
            ),
            helper.make_node(
                "GreaterOrEqual",
                [f"{prefix}/second_class", names["threshold"]],
                [f"{prefix}/reached"],
            ),
            helper.make_node(
                "Cast", [f"{prefix}/reached"], [f"{prefix}/index"], to=TensorProto.INT64
            ),
        ]
    else:
        del constants["threshold"], constants["second"]
        nodes.append(
            helper.make_node(
                "ArgMax", [f"{prefix}/millionths"], [f"{prefix}/index"], axis=1, keepdims=0
            )
        )
    nodes.append(helper.make_node("Gather", [names["classes"], f"{prefix}/index"], [output]))
    return GraphPart(
        nodes=nodes,
        initializers=[
            numpy_helper.from_array(value, names[name]) for name, value in constants.items()
        ],
        output=output,
    )


def class_values(classes: tuple[int | str | bool, ...]) -> NDArray[Any]:
    """The classes as the array that `label` is gathered from: bool, int64 or strings."""
    if all(isinstance(value, bool) for value in classes):
        return np.array(classes, dtype=np.bool_)
    if all(isinstance(value, int) and not isinstance(value, bool) for value in classes):
        return np.array(classes, dtype=np.int64)
    return np.array([str(value) for value in classes], dtype=object)


def class_type(classes: tuple[int | str | bool, ...]) -> int:
    """The ONNX element type of `label`."""
    kinds = {"b": TensorProto.BOOL, "i": TensorProto.INT64, "O": TensorProto.STRING}
    return int(kinds[class_values(classes).dtype.kind])
