"""Penalised linear regression: elastic net, and the lasso by least angles."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.contract.data import Task
from engine.export.linear import Linear, LinearLink
from engine.search.learners.base import Config, FitRequest, Fitted, Learner, Values, flaml_params
from engine.search.learners.complete import LinearFitted, fit_within, standardised_target
from engine.search.learners.prelude import fit_prelude


class ElasticNet(Learner):
    """Least squares with L1 and L2 penalties, on standardised columns and target."""

    name = "enet"
    title = "Elastic net"
    tasks = frozenset({Task.REGRESSION})
    iterations = (10, 1000)

    def _estimator(self, params: Config, count: int, seed: int) -> Any:
        from sklearn.linear_model import ElasticNet as Estimator

        return Estimator(**{**params, "random_state": seed}, max_iter=count)

    def _fit(self, request: FitRequest) -> Fitted:
        params = flaml_params(request.task, self.name, request.config)
        first, most = self.iterations
        most = int(params.pop("max_iter", most))
        target, centre, spread = standardised_target(request.y)
        prelude = fit_prelude(request.X, standardise=True)
        model, allowed = fit_within(
            lambda count: self._estimator(params, count, request.seed),
            prelude.apply(request.X).astype(np.float64),
            target,
            first=first,
            most=most,
            seconds=request.seconds,
            threads=request.threads,
        )
        linear = Linear(
            weights=np.asarray(model.coef_, dtype=np.float64).reshape(-1, 1) * spread,
            intercept=np.atleast_1d(model.intercept_) * spread + centre,
            link=LinearLink.IDENTITY,
        )

        def predict(Z: Values) -> Values:
            return np.asarray(model.predict(Z), dtype=np.float64) * spread + centre

        return LinearFitted({**request.config, "max_iter": allowed}, prelude, linear, predict)


class LassoLars(ElasticNet):
    """The lasso by least angle regression, on standardised columns and target."""

    name = "lassolars"
    title = "Lasso by least angles"
    iterations = (20, 500)

    def _estimator(self, params: Config, count: int, seed: int) -> Any:
        from sklearn.linear_model import LassoLars as Estimator

        return Estimator(**{**params, "random_state": seed}, max_iter=count)
