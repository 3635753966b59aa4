"""Logistic regression with an L1 or an L2 penalty."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.contract.data import Task
from engine.export.linear import Linear, LinearLink
from engine.search.learners.base import FitRequest, Fitted, Learner, Values, flaml_params
from engine.search.learners.complete import LinearFitted, fit_within
from engine.search.learners.prelude import fit_prelude

_MOST_ITERATIONS = {"saga": 100, "lbfgs": 500}


class LogisticL2(Learner):
    """Logistic regression with an L2 penalty on standardised columns."""

    name = "lrl2"
    title = "Logistic regression (L2)"
    tasks = frozenset({Task.BINARY, Task.MULTICLASS})

    def _fit(self, request: FitRequest) -> Fitted:
        from sklearn.linear_model import LogisticRegression

        params = flaml_params(request.task, self.name, request.config)
        most = int(params.pop("max_iter", _MOST_ITERATIONS[params["solver"]]))
        prelude = fit_prelude(request.X, standardise=True)
        model, allowed = fit_within(
            lambda count: LogisticRegression(**params, max_iter=count, random_state=request.seed),
            prelude.apply(request.X).astype(np.float64),
            request.y,
            first=10,
            most=most,
            seconds=request.seconds,
            threads=request.threads,
        )
        binary = request.task is Task.BINARY
        linear = Linear(
            weights=model.coef_.T.astype(np.float64),
            intercept=model.intercept_.astype(np.float64),
            link=LinearLink.SIGMOID if binary else LinearLink.SOFTMAX,
        )

        def predict(Z: Values) -> Values:
            return np.asarray(model.predict_proba(Z), dtype=np.float64)

        config: dict[str, Any] = {**request.config, "max_iter": allowed}
        return LinearFitted(config, prelude, linear, predict)


class LogisticL1(LogisticL2):
    """Logistic regression with an L1 penalty on standardised columns."""

    name = "lrl1"
    title = "Logistic regression (L1)"
