"""Linear models as NumPy arrays and their ONNX rendering, in float64 as in the libraries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from engine.export.parts import GraphPart, PartBuilder

Values = NDArray[np.float64]

STEEPEST = 30.0
"""Logits of one-against-rest classifiers are cut here, so that a row's probabilities never all
underflow; a sigmoid differs from 0 or 1 by 1e-13 there."""

FLOOR = 1e-6
"""Least probability of modified Huber before normalising; without one, a row beyond every margin
jumps between a class and all classes on a rounding error."""


class LinearLink(StrEnum):
    """From S raw outputs to the prediction."""

    IDENTITY = "identity"
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"
    ONE_AGAINST_REST = "one_against_rest"
    MODIFIED_HUBER = "modified_huber"


@dataclass(frozen=True)
class Linear:
    """Raw outputs `Z @ weights + intercept` for complete columns Z [N,F].

    `weights` [F,S] and `intercept` [S] are float64; S is 1 for binary and regression, else K.
    With `unit_rows` every row is divided by its Euclidean length first.
    """

    weights: Values
    intercept: Values
    link: LinearLink
    unit_rows: bool = False


def linked(raw: Values, link: LinearLink) -> Values:
    """Probabilities [N,K] for raw outputs [N,S]; values [N] for the identity."""
    if link is LinearLink.IDENTITY:
        return raw[:, 0]
    if link is LinearLink.SOFTMAX:
        powers = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))
    if link is LinearLink.MODIFIED_HUBER:
        scores = np.clip((raw + 1) / 2, FLOOR, 1 - FLOOR if raw.shape[1] == 1 else 1)
    else:
        scores = 1 / (1 + np.exp(-np.clip(raw, -STEEPEST, STEEPEST)))
    if raw.shape[1] == 1:
        return np.hstack([1 - scores, scores])
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))


def unit_rows(Z: Values) -> Values:
    """Rows of Z [N,F] divided by their Euclidean length; rows of zeros stay."""
    lengths = np.sqrt((Z * Z).sum(axis=1, keepdims=True))
    return Z / np.where(lengths == 0, 1.0, lengths)


def linear_part(model: Linear, complete: str, prefix: str) -> GraphPart:
    """Nodes reading complete float32 columns; output float32 [N,K], or [N,1] for the identity."""
    part = PartBuilder(prefix)
    value = part.node("Cast", complete, to=TensorProto.DOUBLE)
    if model.unit_rows:
        square = part.node("Mul", value, value)
        length = part.node(
            "Sqrt", part.node("ReduceSum", square, part.constant(np.array([1])), keepdims=1)
        )
        empty = part.node("Equal", length, part.constant(0.0))
        value = part.node("Div", value, part.node("Where", empty, part.constant(1.0), length))
    product = part.node("MatMul", value, part.constant(model.weights))
    raw = part.node("Add", product, part.constant(model.intercept))
    output = part.node("Cast", _link(part, raw, model), to=TensorProto.FLOAT)
    return part.done(output)


def _link(part: PartBuilder, raw: str, model: Linear) -> str:
    one = part.constant(1.0)
    binary = len(model.intercept) == 1
    if model.link is LinearLink.IDENTITY:
        return raw
    if model.link is LinearLink.SOFTMAX:
        return part.node("Softmax", raw, axis=1)
    if model.link is LinearLink.MODIFIED_HUBER:
        half = part.node("Div", part.node("Add", raw, one), part.constant(2.0))
        high = part.constant(1 - FLOOR if binary else 1.0)
        scores = part.node("Clip", half, part.constant(FLOOR), high)
    else:
        cut = part.node("Clip", raw, part.constant(-STEEPEST), part.constant(STEEPEST))
        scores = part.node("Sigmoid", cut)
    if binary:
        return part.node("Concat", part.node("Sub", one, scores), scores, axis=1)
    total = part.node("ReduceSum", scores, part.constant(np.array([1])), keepdims=1)
    return part.node("Div", scores, total)
