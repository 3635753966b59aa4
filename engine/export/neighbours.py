"""Nearest neighbours, computed exactly and alike in NumPy and in ONNX."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from engine.export.parts import GraphPart, PartBuilder

Values = NDArray[np.float64]

STEPS = np.float32(1024)
FARTHEST = np.float32(512)
MOST_COLUMNS = 4096
"""Standardised values lie on a grid of 1/1024 deviation, cut at 512 deviations. Squared distances
are then integers below 2**53 for up to 4,096 columns, so that float64 holds them exactly in
whatever order they are added, and equal distances are equal everywhere."""

_CHUNK = 1000


@dataclass(frozen=True)
class Neighbours:
    """Stored training rows and how many of them vote, each by its inverse distance.

    `rows` [M,F] are grid integers as float64; `values` [M] class numbers or target values;
    `classes` is 0 for regression. Among equally distant rows the earlier ones count. Where a row
    has neighbours at distance 0, they alone vote, as in scikit-learn's weights="distance".
    """

    rows: Values
    values: Values
    count: int
    classes: int

    def predict(self, Z: NDArray[np.float32]) -> Values:
        """Probabilities [N,K] or values [N] for standardised columns Z [N,F]."""
        return np.concatenate(
            [self._chunk(Z[at : at + _CHUNK]) for at in range(0, max(1, len(Z)), _CHUNK)]
        )

    def _chunk(self, Z: NDArray[np.float32]) -> Values:
        queries = on_grid(Z)
        left = np.hstack(
            [queries, (queries**2).sum(axis=1, keepdims=True), np.ones((len(queries), 1))]
        )
        squared = left @ _stored(self.rows)
        farthest = np.partition(squared, self.count - 1, axis=1)[:, [self.count - 1]]
        chosen = squared <= farthest
        tied = np.flatnonzero(chosen.sum(axis=1) > self.count)
        level = squared[tied] == farthest[tied]
        nearer = chosen[tied] & ~level
        room = self.count - nearer.sum(axis=1, keepdims=True)
        chosen[tied] = nearer | (level & (np.cumsum(level, axis=1) <= room))
        index = np.nonzero(chosen)[1].reshape(len(Z), self.count)
        nearest = np.take_along_axis(squared, index, axis=1)
        same = nearest == 0
        inverse = 1 / np.sqrt(np.where(same, 1.0, nearest))
        weights = np.where(same.any(axis=1, keepdims=True), same, inverse)
        total = weights.sum(axis=1)
        values = self.values[index]
        if not self.classes:
            return np.asarray((weights * values).sum(axis=1) / total)
        votes = [(weights * (values == k)).sum(axis=1) / total for k in range(self.classes)]
        return np.column_stack(votes)


def on_grid(Z: NDArray[np.float32]) -> Values:
    """Grid integers, as float64, of standardised columns."""
    grid = np.rint(np.clip(Z, -FARTHEST, FARTHEST) * STEPS)
    return np.asarray(grid, dtype=np.float64)


def neighbours_part(model: Neighbours, standard: str, prefix: str) -> GraphPart:
    """Nodes reading standardised float32 columns; output float32 [N,K], or [N,1]."""
    part = PartBuilder(prefix)
    axis = part.constant(np.array([1]))
    cut = part.node(
        "Clip", standard, part.constant(np.array(-FARTHEST)), part.constant(np.array(FARTHEST))
    )
    grid = part.node("Round", part.node("Mul", cut, part.constant(np.array(STEPS))))
    query = part.node("Cast", grid, to=TensorProto.DOUBLE)
    length = part.node("ReduceSum", part.node("Mul", query, query), axis, keepdims=1)
    one = part.constant(1.0)
    ones = part.node("Add", part.node("Sub", length, length), one)
    left = part.node("Concat", query, length, ones, axis=1)
    squared = part.node("MatMul", left, part.constant(_stored(model.rows)))
    nearest, index = part.node_outputs(
        "TopK", squared, part.constant(np.array([model.count])), count=2, largest=0, axis=1
    )
    zero = part.node("Equal", nearest, part.constant(0.0))
    safe = part.node("Where", zero, one, nearest)
    inverse = part.node("Div", one, part.node("Sqrt", safe))
    same = part.node("Cast", zero, to=TensorProto.DOUBLE)
    any_same = part.node(
        "Greater", part.node("ReduceMax", same, axis, keepdims=1), part.constant(0.0)
    )
    weights = part.node("Where", any_same, same, inverse)
    total = part.node("ReduceSum", weights, axis, keepdims=1)
    values = part.node("Gather", part.constant(model.values), index)
    if not model.classes:
        sums = part.node("ReduceSum", part.node("Mul", weights, values), axis, keepdims=1)
    else:
        none = part.constant(0.0)
        votes = [
            part.node(
                "ReduceSum",
                part.node(
                    "Where",
                    part.node("Equal", values, part.constant(float(number))),
                    weights,
                    none,
                ),
                axis,
                keepdims=1,
            )
            for number in range(model.classes)
        ]
        sums = part.node("Concat", *votes, axis=1)
    shares = part.node("Div", sums, total)
    return part.done(part.node("Cast", shares, to=TensorProto.FLOAT))


def _stored(rows: Values) -> Values:
    """The factor [F+2,M] by which rows (z, |z|^2, 1) give their squared distances [N,M]."""
    ones = np.ones((1, len(rows)))
    return np.vstack([-2 * rows.T, ones, (rows**2).sum(axis=1)[None, :]])
