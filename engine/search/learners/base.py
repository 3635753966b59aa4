"""What every learner and every fitted model offers to search, export and explanation."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.data import Task
from engine.export.forest import Forest
from engine.export.parts import GraphPart
from registry.errors import AssayError

Config = dict[str, Any]
Matrix = NDArray[np.float32]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class SearchSpace:
    """A learner's hyperparameters as FLAML searches them.

    `domain` holds FLAML tune domains, or a plain value for a constant; `low_cost` the cheapest
    starting values, `start` FLAML's initial values, and `cost` the cost of one fit relative to
    LightGBM's.
    """

    domain: Config
    low_cost: Config
    start: Config
    cost: float


class Fitted(ABC):
    """A model fitted on the recipe's float32 matrix.

    `config` is what a refit needs: iteration counts are those that early stopping and the time
    limit left.
    """

    config: Config
    embeds_training_rows: bool = False

    @abstractmethod
    def predict(self, X: Matrix) -> Values:
        """The library's own prediction: [N,K] probabilities, or [N] values for regression."""

    @abstractmethod
    def graph(self, features: str, prefix: str = "assay/model") -> GraphPart:
        """Nodes reading `features` [N,F]; the output is float32 [N,K], or [N,1] for regression."""

    def native(self) -> dict[str, bytes]:
        """The model in its library's own data format by file name; empty where there is none."""
        return {}

    def forest(self) -> Forest | None:
        """The decision trees whose thresholds the model compares features with, if any."""
        return None


class Learner(ABC):
    """One learner: its name in FLAML, its search space and how it is fitted."""

    name: str
    title: str
    tasks: frozenset[Task]

    def space(self, rows: int, features: int, task: Task) -> SearchSpace:
        """The space of FLAML's estimator class for `rows` training rows and `features` columns."""
        kind, estimator = _flaml(task, self.name)
        raw = estimator.search_space(data_size=(rows, features), task=kind)
        return SearchSpace(
            domain={name: entry["domain"] for name, entry in raw.items()},
            low_cost={
                name: entry["low_cost_init_value"]
                for name, entry in raw.items()
                if "low_cost_init_value" in entry
            },
            start={
                name: entry["init_value"] for name, entry in raw.items() if "init_value" in entry
            },
            cost=float(estimator.cost_relative2lgbm()),
        )

    def fit(
        self,
        X: Matrix,
        y: NDArray[Any],
        task: Task,
        classes: int,
        config: Config,
        *,
        valid: tuple[Matrix, NDArray[Any]] | None = None,
        seconds: float | None = None,
        seed: int = 0,
        threads: int = 1,
    ) -> Fitted:
        """Fit on X float32 [N,F] (NaN = missing) and y: class numbers 0..K-1, or values.

        `valid` serves early stopping only. `seconds` is a limit that iterative learners keep by
        stopping early. Classes without a training row get probability 0. Raises AssayError if
        the learner does not do `task` or if fewer than two classes are present.
        """
        if task not in self.tasks:
            raise AssayError(
                "search.wrong_task",
                f"{self.title} does not do {task.value} tasks.",
                "Choose another learner.",
            )
        request = FitRequest(X, y, task, classes, dict(config), valid, seconds, seed, threads)
        if task is Task.REGRESSION:
            return self._fit(request)
        present = np.unique(y)
        if len(present) < 2:
            raise AssayError(
                "search.one_class",
                "The training rows hold one class only.",
                "Use more rows, or a target with at least two values among them.",
            )
        if len(present) == classes:
            return self._fit(request)
        return WithAbsentClasses(self._fit(request.restricted_to(present)), present, classes)

    @abstractmethod
    def _fit(self, request: FitRequest) -> Fitted:
        """Fit where every class has a row."""


@dataclass(frozen=True)
class FitRequest:
    """What a learner is given: the arguments of `Learner.fit`."""

    X: Matrix
    y: NDArray[Any]
    task: Task
    classes: int
    config: Config
    valid: tuple[Matrix, NDArray[Any]] | None
    seconds: float | None
    seed: int
    threads: int

    def restricted_to(self, present: NDArray[Any]) -> FitRequest:
        """The same request with classes renumbered to those in `present` (ascending)."""
        valid = self.valid
        if valid is not None:
            known = np.isin(valid[1], present)
            valid = (valid[0][known], np.searchsorted(present, valid[1][known]))
            if not len(valid[1]):
                valid = None
        return FitRequest(
            self.X,
            np.searchsorted(present, self.y),
            Task.BINARY if len(present) == 2 else Task.MULTICLASS,
            len(present),
            self.config,
            valid,
            self.seconds,
            self.seed,
            self.threads,
        )


class WithAbsentClasses(Fitted):
    """A model fitted on fewer classes than the target has, given probability 0 for the others."""

    def __init__(self, inner: Fitted, present: NDArray[Any], classes: int) -> None:
        self.inner = inner
        self.config = inner.config
        self.embeds_training_rows = inner.embeds_training_rows
        # Column `len(present)` is the appended zero column.
        self._columns = np.full(classes, len(present), dtype=np.int64)
        self._columns[present] = np.arange(len(present))

    def predict(self, X: Matrix) -> Values:
        """Probabilities [N,K] over all classes."""
        known = self.inner.predict(X)
        return np.hstack([known, np.zeros((len(known), 1))])[:, self._columns]

    def graph(self, features: str, prefix: str = "assay/model") -> GraphPart:
        """The inner model's nodes, then its columns put in their places."""
        from onnx import helper, numpy_helper

        part = self.inner.graph(features, prefix)
        columns, pads, out = (f"{prefix}/{name}" for name in ("columns", "pads", "all_classes"))
        part.initializers += [
            numpy_helper.from_array(self._columns, columns),
            numpy_helper.from_array(np.array([0, 0, 0, 1], dtype=np.int64), pads),
        ]
        part.nodes += [
            helper.make_node("Pad", [part.output, pads], [f"{prefix}/padded"]),
            helper.make_node("Gather", [f"{prefix}/padded", columns], [out], axis=1),
        ]
        part.output = out
        return part

    def native(self) -> dict[str, bytes]:
        """The inner model's files."""
        return self.inner.native()

    def forest(self) -> Forest | None:
        """The inner model's trees."""
        return self.inner.forest()


@functools.cache
def _flaml(task: Task, name: str) -> tuple[Any, Any]:
    """FLAML's task object and its estimator class of that name."""
    from flaml.automl.task.factory import task_factory

    kind: Any = task_factory(task.value)
    return kind, kind.estimators[name]


def flaml_params(task: Task, name: str, config: Config) -> Config:
    """FLAML's own mapping from a searched configuration to its library's parameters."""
    kind, estimator = _flaml(task, name)
    mapped: Config = estimator(task=kind).config2params(dict(config))
    return mapped
