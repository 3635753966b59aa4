"""Nearest neighbours weighted by inverse distance."""

from __future__ import annotations

from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from engine.contract.data import Task
from engine.export.neighbours import MOST_COLUMNS, Neighbours, neighbours_part, on_grid
from engine.export.parts import GraphPart
from engine.search.learners.base import Config, FitRequest, Fitted, Learner, Matrix, Values
from engine.search.learners.complete import behind
from engine.search.learners.prelude import Prelude, fit_prelude
from registry.errors import AssayError

MOST_ROWS = 5000
"""Training rows that a model may hold; it compares each scored row with all of them."""


class KNeighbors(Learner):
    """The nearest training rows vote, each by its inverse distance.

    scikit-learn's rule (weights="distance") on standardised columns, with exact distances:
    scikit-learn leaves open which of several equally distant rows count, here the earlier ones
    do. The model holds up to 5,000 training rows; from more, a seeded sample is drawn.
    """

    name = "kneighbor"
    title = "Nearest neighbours"
    tasks = frozenset(Task)

    def _fit(self, request: FitRequest) -> Fitted:
        if request.X.shape[1] > MOST_COLUMNS:
            raise AssayError(
                "search.too_many_columns",
                f"{self.title} handles up to {MOST_COLUMNS:,} encoded columns.",
                "Choose another learner, or leave columns out.",
            )
        prelude = fit_prelude(request.X, standardise=True)
        kept = _sample(request)
        neighbours = Neighbours(
            rows=on_grid(prelude.apply(request.X[kept])),
            values=np.asarray(request.y[kept], dtype=np.float64),
            count=max(1, min(int(request.config["n_neighbors"]), len(kept))),
            classes=0 if request.task is Task.REGRESSION else request.classes,
        )
        return FittedNeighbors(dict(request.config), prelude, neighbours, request.threads)


class FittedNeighbors(Fitted):
    """Stored training rows behind a prelude."""

    embeds_training_rows = True

    def __init__(
        self, config: Config, prelude: Prelude, neighbours: Neighbours, threads: int
    ) -> None:
        self.config = config
        self._prelude = prelude
        self._neighbours = neighbours
        self._threads = threads

    def predict(self, X: Matrix) -> Values:
        """The neighbours' weighted vote or mean."""
        with threadpool_limits(limits=self._threads):
            return self._neighbours.predict(self._prelude.apply(X))

    def graph(self, features: str, prefix: str = "assay/model") -> GraphPart:
        """The prelude, then distances to the stored rows."""
        return behind(
            self._prelude,
            features,
            prefix,
            lambda standard: neighbours_part(self._neighbours, standard, prefix),
        )


def _sample(request: FitRequest) -> Any:
    """Up to MOST_ROWS row numbers, ascending, with a row of every class that has one."""
    if len(request.y) <= MOST_ROWS:
        return np.arange(len(request.y))
    order = np.random.default_rng(request.seed).permutation(len(request.y))
    if request.task is Task.REGRESSION:
        return np.sort(order[:MOST_ROWS])
    _, first = np.unique(request.y[order], return_index=True)
    ranked = np.concatenate([order[first], np.delete(order, first)])
    return np.sort(ranked[:MOST_ROWS])
