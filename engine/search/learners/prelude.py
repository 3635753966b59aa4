"""What comes before learners that need complete, or comparable, numbers: in NumPy and the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from engine.export.parts import GraphPart
from engine.search.learners.base import Matrix

DEVIATIONS = np.float32(1e4)
"""Standardised values are cut here: a value ten thousand deviations out is not a number to trust,
and sums of such numbers would lose the digits that parity needs."""

_LARGEST = np.float32(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Prelude:
    """Fills missing values with training medians and, with `scale`, standardises.

    All arrays are float32 [F]. Every step is one IEEE operation per value, so NumPy and ONNX
    Runtime agree bit for bit.
    """

    median: NDArray[np.float32]
    mean: NDArray[np.float32] | None = None
    scale: NDArray[np.float32] | None = None

    def apply(self, X: Matrix) -> Matrix:
        """The float32 matrix [N,F] without missing or infinite values."""
        filled: Matrix = np.where(np.isnan(X), self.median, X)
        if self.mean is None or self.scale is None:
            return np.clip(filled, -_LARGEST, _LARGEST)
        with np.errstate(over="ignore"):
            standard: Matrix = (filled - self.mean) / self.scale
        return np.clip(standard, -DEVIATIONS, DEVIATIONS)

    def part(self, features: str, prefix: str) -> GraphPart:
        """Nodes that do what `apply` does."""
        constants: dict[str, Any] = {"median": self.median}
        limit = _LARGEST
        nodes = [
            helper.make_node("IsNaN", [features], [f"{prefix}/missing"]),
            helper.make_node(
                "Where", [f"{prefix}/missing", f"{prefix}/median", features], [f"{prefix}/filled"]
            ),
        ]
        last = f"{prefix}/filled"
        if self.mean is not None and self.scale is not None:
            constants |= {"mean": self.mean, "scale": self.scale}
            limit = DEVIATIONS
            nodes += _binary("Sub", last, f"{prefix}/mean", f"{prefix}/centred")
            nodes += _binary("Div", f"{prefix}/centred", f"{prefix}/scale", f"{prefix}/standard")
            last = f"{prefix}/standard"
        constants |= {"low": np.array(-limit), "high": np.array(limit)}
        complete = f"{prefix}/complete"
        nodes.append(
            helper.make_node("Clip", [last, f"{prefix}/low", f"{prefix}/high"], [complete])
        )
        return GraphPart(
            nodes=nodes,
            initializers=[
                numpy_helper.from_array(value, f"{prefix}/{name}")
                for name, value in constants.items()
            ],
            output=complete,
        )


def fit_prelude(X: Matrix, *, standardise: bool) -> Prelude:
    """A prelude from training rows X [N,F]; a column without any value is filled with 0."""
    known = np.where(np.isfinite(X), X, np.nan)
    empty = np.isnan(known).all(axis=0)
    known[:, empty] = 0
    median = np.nanmedian(known, axis=0).astype(np.float32)
    if not standardise:
        return Prelude(median)
    filled = np.where(np.isnan(known), median, known).astype(np.float64)
    mean = filled.mean(axis=0).astype(np.float32)
    with np.errstate(over="ignore", under="ignore"):
        scale = filled.std(axis=0).astype(np.float32)
    scale[~np.isfinite(scale) | (scale < np.finfo(np.float32).tiny)] = 1
    return Prelude(median, mean, scale)


def _binary(kind: str, left: str, right: str, output: str) -> list[onnx.NodeProto]:
    return [helper.make_node(kind, [left, right], [output])]
