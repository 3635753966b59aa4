"""Linear support vector classification with calibrated probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.contract.data import Task
from engine.export.linear import Linear, LinearLink, linked
from engine.search.learners.base import FitRequest, Fitted, Learner, Values, flaml_params
from engine.search.learners.complete import LinearFitted, fit_within
from engine.search.learners.prelude import fit_prelude

_CALIBRATION_SHARE = 0.2


class LinearSVC(Learner):
    """Linear support vectors on standardised columns.

    Margins become probabilities by a sigmoid a class (Platt, 1999), fitted on a fifth of the
    training rows with a model of the other rows; the model itself is fitted on all of them.
    """

    name = "svc"
    title = "Linear support vectors"
    tasks = frozenset({Task.BINARY, Task.MULTICLASS})

    def _fit(self, request: FitRequest) -> Fitted:
        from sklearn.svm import LinearSVC as Estimator

        params = flaml_params(request.task, self.name, request.config)
        params.pop("random_state", None)
        most = int(params.pop("max_iter", 1000))
        prelude = fit_prelude(request.X, standardise=True)
        Z = prelude.apply(request.X).astype(np.float64)

        def make(count: int) -> Any:
            return Estimator(**params, max_iter=count, random_state=request.seed)

        fitting, calibrating = _split(request.y, request.seed)
        half = None if request.seconds is None else request.seconds / 2
        rest: dict[str, Any] = {"first": 5, "threads": request.threads}
        first, allowed = fit_within(
            make, Z[fitting], request.y[fitting], most=most, seconds=half, **rest
        )
        slope, shift = _platt(first, Z[calibrating], request.y[calibrating])
        # The same iterations again: the second fit has a quarter more rows.
        model, _ = fit_within(make, Z, request.y, most=allowed, seconds=None, **rest)
        binary = request.task is Task.BINARY
        link = LinearLink.SIGMOID if binary else LinearLink.ONE_AGAINST_REST
        linear = Linear(
            weights=model.coef_.T * slope, intercept=model.intercept_ * slope + shift, link=link
        )

        def predict(rows: Values) -> Values:
            margins = np.asarray(model.decision_function(rows)).reshape(len(rows), -1)
            return linked(margins * slope + shift, link)

        return LinearFitted({**request.config, "max_iter": allowed}, prelude, linear, predict)


def _split(y: Any, seed: int) -> tuple[Any, Any]:
    """Row numbers to fit and to calibrate on; a class's only row serves both."""
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(y), dtype=np.bool_)
    alone = np.zeros(len(y), dtype=np.bool_)
    for number in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == number))
        chosen[rows[: max(1, round(len(rows) * _CALIBRATION_SHARE))]] = True
        alone[rows[0]] = len(rows) == 1
    return np.flatnonzero(~chosen | alone), np.flatnonzero(chosen)


def _platt(model: Any, Z: Values, y: Any) -> tuple[Values, Values]:
    """Slope and shift [S] of the sigmoids over the margins of each output."""
    from sklearn.linear_model import LogisticRegression

    margins = np.asarray(model.decision_function(Z)).reshape(len(Z), -1)
    positive = [y == 1] if margins.shape[1] == 1 else [y == k for k in range(margins.shape[1])]
    slopes, shifts = [], []
    for output, truth in enumerate(positive):
        # Margins are scaled so that the mild penalty, which keeps separable margins finite,
        # weighs the same for any C.
        scale = float(margins[:, output].std()) or 1.0
        sigmoid = LogisticRegression(C=100.0).fit(margins[:, [output]] / scale, truth)
        # A margin that ranks the wrong way on few rows is taken as telling nothing.
        slopes.append(max(0.0, float(sigmoid.coef_[0, 0])) / scale)
        shifts.append(float(sigmoid.intercept_[0]))
    return np.array(slopes), np.array(shifts)
