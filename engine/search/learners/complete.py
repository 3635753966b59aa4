"""What the learners behind a standardising prelude share: the fitted model and a time limit."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from engine.export.linear import Linear, linear_part
from engine.export.parts import GraphPart
from engine.search.learners.base import Config, Fitted, Matrix, Values
from engine.search.learners.prelude import Prelude
from registry.errors import AssayError


class LinearFitted(Fitted):
    """A linear model of scikit-learn behind its prelude."""

    def __init__(
        self,
        config: Config,
        prelude: Prelude,
        linear: Linear,
        predict: Callable[[Values], Values],
    ) -> None:
        if not np.isfinite(linear.weights).all() or not np.isfinite(linear.intercept).all():
            raise AssayError(
                "search.diverged",
                "The linear model diverged: its weights are not finite numbers.",
                "Search another configuration or learner.",
            )
        self.config = config
        self._prelude = prelude
        self._linear = linear
        self._predict = predict

    def predict(self, X: Matrix) -> Values:
        """scikit-learn's prediction on the standardised matrix, in float64."""
        return self._predict(self._prelude.apply(X).astype(np.float64))

    def graph(self, features: str, prefix: str = "assay/model") -> GraphPart:
        """The prelude, then the linear operators."""
        return behind(
            self._prelude,
            features,
            prefix,
            lambda complete: linear_part(self._linear, complete, prefix),
        )


def behind(
    prelude: Prelude, features: str, prefix: str, model: Callable[[str], GraphPart]
) -> GraphPart:
    """The prelude's nodes and the model's, which read what the prelude gives."""
    first = prelude.part(features, f"{prefix}/prelude")
    second = model(first.output)
    return GraphPart(
        nodes=first.nodes + second.nodes,
        initializers=first.initializers + second.initializers,
        output=second.output,
    )


def fit_within(
    make: Callable[[int], Any],
    X: Values,
    y: Any,
    *,
    first: int,
    most: int,
    seconds: float | None,
    threads: int,
) -> tuple[Any, int]:
    """Fit `make(iterations)` with as many iterations, up to `most`, as `seconds` allow.

    These solvers cannot be stopped, so `first` iterations are timed. Gives the model and the
    iterations it was allowed, which repeat it exactly. Not converging within them is no fault.
    """
    from sklearn.exceptions import ConvergenceWarning

    allowed = most
    with warnings.catch_warnings(), threadpool_limits(limits=threads):
        warnings.simplefilter("ignore", ConvergenceWarning)
        # LassoLars reports dropped, collinear columns as a RuntimeWarning.
        warnings.simplefilter("ignore", RuntimeWarning)
        if seconds is not None and first < most:
            begun = time.monotonic()
            model = make(first).fit(X, y)
            taken = max(time.monotonic() - begun, 1e-6)
            if np.max(model.n_iter_) < first:
                return model, first
            allowed = int(min(most, max(first, first * 0.8 * (seconds - taken) / taken)))
            if allowed == first:
                return model, first
        return make(allowed).fit(X, y), allowed


def standardised_target(y: Any) -> tuple[Values, float, float]:
    """The target with mean 0 and deviation 1, its mean and its deviation (1 if constant).

    Penalties and step sizes then mean the same for prices and for fractions.
    """
    values = np.asarray(y, dtype=np.float64)
    centre = float(values.mean())
    spread = float(values.std()) or 1.0
    return (values - centre) / spread, centre, spread
