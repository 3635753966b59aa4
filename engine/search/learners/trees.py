"""What the tree learners share: a forest behind the fitted model, early stopping, a time limit."""

from __future__ import annotations

import functools
import time
from abc import abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.data import Task
from engine.export.forest import MAX_NODES, Forest, Link, forest_part
from engine.export.parts import GraphPart
from engine.search.learners.base import Config, Fitted, Matrix

PATIENCE = 30
"""Rounds without a better validation loss after which boosting stops."""

_LARGEST = np.float32(np.finfo(np.float32).max)


class ForestFitted(Fitted):
    """A fitted model that is a forest and nothing else."""

    def forest(self) -> Forest:
        """The trees, read from the library once."""
        return self._forest

    @functools.cached_property
    def _forest(self) -> Forest:
        return self._grow()

    @abstractmethod
    def _grow(self) -> Forest:
        """Read the trees from the library's model."""

    def graph(self, features: str, prefix: str = "assay/model") -> GraphPart:
        """The forest's operators."""
        return forest_part(self.forest(), features, prefix)


class Deadline:
    """A moment by which an iterative fit has to stop growing."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether the moment has come."""
        return self._end is not None and time.monotonic() >= self._end

    @property
    def left(self) -> float:
        """Seconds left, infinite where there is no limit."""
        return np.inf if self._end is None else max(0.0, self._end - time.monotonic())


def boosting_link(task: Task) -> Link:
    """The link of every boosting library's default objective for `task`."""
    return {
        Task.BINARY: Link.SIGMOID,
        Task.MULTICLASS: Link.SOFTMAX,
        Task.REGRESSION: Link.IDENTITY,
    }[task]


def patience(config: Config) -> int:
    """Rounds of early stopping: the configuration's own where it has them."""
    return int(config.get("early_stopping_rounds") or PATIENCE)


def most_rounds(wanted: int, leaves: int, rows: int, per_round: int) -> int:
    """`wanted` rounds, or fewer where trees with that many leaves would pass MAX_NODES."""
    nodes = (2 * max(2, min(leaves, rows)) - 1) * per_round
    return max(1, min(int(wanted), MAX_NODES // nodes))


def probabilities(raw: Any, task: Task) -> NDArray[np.float64]:
    """[N] second-class probabilities as [N,2]; other predictions in float64 as they are."""
    values = np.asarray(raw, dtype=np.float64)
    return np.column_stack([1.0 - values, values]) if task is Task.BINARY else values


def finite(X: Matrix) -> Matrix:
    """X with infinities as the largest float32, which falls on the same side of every split.

    XGBoost and scikit-learn refuse infinities.
    """
    return np.clip(X, -_LARGEST, _LARGEST)
