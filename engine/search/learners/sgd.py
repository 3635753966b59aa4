"""Linear models fitted by stochastic gradient descent on rows of unit length."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.contract.data import Task
from engine.export.linear import Linear, LinearLink, linked, unit_rows
from engine.search.learners.base import FitRequest, Fitted, Learner, Values, flaml_params
from engine.search.learners.complete import LinearFitted, fit_within, standardised_target
from engine.search.learners.prelude import fit_prelude


class StochasticGradient(Learner):
    """A linear model by stochastic gradient descent.

    As in FLAML, every row is divided by its length; here after standardising the columns.
    """

    name = "sgd"
    title = "Linear model by stochastic gradient"
    tasks = frozenset(Task)

    def _fit(self, request: FitRequest) -> Fitted:
        from sklearn.linear_model import SGDClassifier, SGDRegressor

        params = flaml_params(request.task, self.name, request.config)
        if params.get("penalty") == "None":
            params["penalty"] = None
        most = int(params.pop("max_iter", 1000))
        regression = request.task is Task.REGRESSION
        target, centre, spread = request.y, 0.0, 1.0
        if regression:
            target, centre, spread = standardised_target(request.y)
        estimator = SGDRegressor if regression else SGDClassifier
        prelude = fit_prelude(request.X, standardise=True)
        model, allowed = fit_within(
            lambda count: estimator(**params, max_iter=count, random_state=request.seed),
            unit_rows(prelude.apply(request.X).astype(np.float64)),
            target,
            first=2,
            most=most,
            seconds=request.seconds,
            threads=request.threads,
        )
        link = _link(request.task, params["loss"])
        linear = Linear(
            weights=np.atleast_2d(model.coef_).T * spread,
            intercept=np.atleast_1d(model.intercept_) * spread + centre,
            link=link,
            unit_rows=True,
        )

        def predict(Z: Values) -> Values:
            rows = unit_rows(Z)
            raw = model.predict(rows) if regression else model.decision_function(rows)
            return linked(np.asarray(raw).reshape(len(rows), -1) * spread + centre, link)

        config: dict[str, Any] = {**request.config, "max_iter": allowed}
        return LinearFitted(config, prelude, linear, predict)


def _link(task: Task, loss: str) -> LinearLink:
    if task is Task.REGRESSION:
        return LinearLink.IDENTITY
    if loss == "modified_huber":
        return LinearLink.MODIFIED_HUBER
    return LinearLink.SIGMOID if task is Task.BINARY else LinearLink.ONE_AGAINST_REST
