"""Histogram gradient boosting of scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from engine.contract.data import Task
from engine.export.forest import Forest, ForestBuilder, floor_float32
from engine.search.learners.base import (
    Config,
    FitRequest,
    Fitted,
    Learner,
    Matrix,
    Values,
    flaml_params,
)
from engine.search.learners.trees import (
    Deadline,
    ForestFitted,
    boosting_link,
    most_rounds,
    patience,
)
from registry.errors import AssayError

_FIRST_ROUNDS = 8


class HistGradientBoosting(Learner):
    """scikit-learn's gradient boosting over binned columns."""

    name = "histgb"
    title = "Histogram gradient boosting"
    tasks = frozenset(Task)

    def _fit(self, request: FitRequest) -> Fitted:
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        regression = request.task is Task.REGRESSION
        params = flaml_params(request.task, self.name, request.config)
        params.pop("early_stopping_rounds", None)
        rounds = most_rounds(
            params.pop("max_iter"),
            params.get("max_leaf_nodes", 31),
            len(request.X),
            request.classes if request.task is Task.MULTICLASS else 1,
        )
        kind = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
        model = kind(
            **{**params, "random_state": request.seed}, early_stopping=False, warm_start=True
        )
        # scikit-learn cannot bin a column without any value; a constant one is never split.
        X = np.where(np.isnan(request.X).all(axis=0), np.float32(0), request.X)
        deadline = Deadline(request.seconds)
        grown, step, best = 0, _FIRST_ROUNDS, 0
        with threadpool_limits(limits=request.threads):
            # Rounds are added in growing steps: each new fit bins the rows again.
            while grown < rounds and not (grown and deadline.passed):
                before = deadline.left
                model.set_params(max_iter=min(rounds, grown + step))
                model.fit(X, request.y)
                made = model.n_iter_ - grown
                grown = model.n_iter_
                if request.valid is not None:
                    losses = _losses(model, request.valid, regression)
                    best = int(np.argmin(losses)) + 1
                    if grown - best >= patience(request.config):
                        break
                step *= 2
                if np.isfinite(before):
                    each = max((before - deadline.left) / made, 1e-6)
                    step = max(1, min(step, int(deadline.left / each)))
        used = best or grown
        # The rounds after the best one go: prediction uses those that are left.
        del model._predictors[used:]
        config = {**request.config, "n_estimators": used}
        return FittedHistGradientBoosting(model, request.task, config, request.threads)


class FittedHistGradientBoosting(ForestFitted):
    """A histogram gradient boosting model."""

    def __init__(self, model: Any, task: Task, config: Config, threads: int) -> None:
        self.config = config
        self._model = model
        self._task = task
        self._threads = threads

    def predict(self, X: Matrix) -> Values:
        """scikit-learn's prediction."""
        regression = self._task is Task.REGRESSION
        with threadpool_limits(limits=self._threads):
            values = self._model.predict(X) if regression else self._model.predict_proba(X)
        return np.asarray(values, dtype=np.float64)

    def _grow(self) -> Forest:
        return read_histgb(self._model, self._task)


def read_histgb(model: Any, task: Task) -> Forest:
    """The forest in scikit-learn's predictors: splits are `x <= num_threshold` in float64.

    Raises AssayError for native categorical splits, which have no exact ONNX form here.
    """
    builder = ForestBuilder(int(model.n_features_in_))
    for round_ in model._predictors:
        for output, predictor in enumerate(round_):
            nodes = predictor.nodes
            if nodes["is_categorical"].any():
                raise AssayError(
                    "export.histgb",
                    "This model splits on native categoricals, which do not export exactly.",
                    "Train it through Assay, which does not use them.",
                )
            leaf = nodes["is_leaf"].astype(bool)
            leaves = np.flatnonzero(leaf)
            builder.add(
                feature=nodes["feature_idx"].astype(np.int64),
                threshold=floor_float32(nodes["num_threshold"]),
                missing_left=nodes["missing_go_to_left"].astype(bool),
                left=np.where(leaf, -1, nodes["left"].astype(np.int64)),
                right=np.where(leaf, -1, nodes["right"].astype(np.int64)),
                leaf_node=leaves,
                leaf_output=np.full(len(leaves), output),
                leaf_value=nodes["value"][leaves],
            )
    base = np.asarray(model._baseline_prediction, dtype=np.float64).reshape(-1)
    return builder.build(base=base, link=boosting_link(task))


def _losses(model: Any, valid: tuple[Matrix, Any], regression: bool) -> Values:
    """The validation loss after each round: squared error, or log-loss."""
    X, y = valid
    if regression:
        staged = (np.mean((values - y) ** 2) for values in model.staged_predict(X))
    else:
        rows = np.arange(len(y))
        tiny = np.finfo(np.float64).tiny
        staged = (
            -np.mean(np.log(np.maximum(values[rows, y], tiny)))
            for values in model.staged_predict_proba(X)
        )
    return np.fromiter(staged, dtype=np.float64)
