"""XGBoost, growing leaf-wise or to a limited depth."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from engine.contract.data import Task
from engine.export.forest import Forest, ForestBuilder
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
    finite,
    most_rounds,
    patience,
    probabilities,
)

_OBJECTIVES = {
    Task.BINARY: ("binary:logistic", "logloss"),
    Task.MULTICLASS: ("multi:softprob", "mlogloss"),
    Task.REGRESSION: ("reg:squarederror", "rmse"),
}


class XGBoost(Learner):
    """Gradient boosting over leaf-wise trees of unlimited depth."""

    name = "xgboost"
    title = "XGBoost"
    tasks = frozenset(Task)

    def _fit(self, request: FitRequest) -> Fitted:
        import xgboost

        params = flaml_params(request.task, self.name, request.config)
        rounds = most_rounds(
            params.pop("n_estimators"),
            params.get("max_leaves") or 2 ** params.get("max_depth", 6),
            len(request.X),
            request.classes if request.task is Task.MULTICLASS else 1,
        )
        params.pop("early_stopping_rounds", None)
        objective, metric = _OBJECTIVES[request.task]
        params |= {
            "objective": objective,
            "eval_metric": metric,
            "seed": request.seed,
            "nthread": request.threads,
            "verbosity": 0,
        }
        if request.task is Task.MULTICLASS:
            params["num_class"] = request.classes

        def matrix(X: Matrix, y: Any) -> Any:
            return xgboost.DMatrix(finite(X), (y - centre) / spread, nthread=request.threads)

        # XGBoost adds up in float32: on a target like 200,000 +/- 1 small steps would be lost.
        centre, spread = 0.0, 1.0
        if request.task is Task.REGRESSION:
            centre, spread = float(np.mean(request.y)), float(np.std(request.y)) or 1.0
        deadline = Deadline(request.seconds)

        class StopInTime(xgboost.callback.TrainingCallback):
            """Ends training after the round in which the deadline passed."""

            def after_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:
                return deadline.passed

        watched = [] if request.valid is None else [(matrix(*request.valid), "valid")]
        booster = xgboost.train(
            params,
            matrix(request.X, request.y),
            rounds,
            evals=watched,
            early_stopping_rounds=patience(request.config) if watched else None,
            verbose_eval=False,
            callbacks=[StopInTime()],
        )
        booster.set_attr(assay_centre=repr(centre), assay_spread=repr(spread))
        used = booster.best_iteration + 1 if watched else booster.num_boosted_rounds()
        return FittedXGBoost(
            bytes(booster[:used].save_raw("ubj")),
            request.task,
            {**request.config, "n_estimators": used},
            request.threads,
        )


class XGBoostLimitedDepth(XGBoost):
    """Gradient boosting over trees of limited depth."""

    name = "xgb_limitdepth"
    title = "XGBoost, limited depth"


class FittedXGBoost(ForestFitted):
    """An XGBoost model, kept as its own UBJSON.

    The unit of a regression's values is in the attributes `assay_centre` and `assay_spread`.
    """

    def __init__(self, model: bytes, task: Task, config: Config, threads: int) -> None:
        import xgboost

        self.config = config
        self._task = task
        self._model = model
        self._threads = threads
        self._booster = xgboost.Booster({"nthread": threads}, model_file=bytearray(model))
        self._centre = float(str(self._booster.attr("assay_centre")))
        self._spread = float(str(self._booster.attr("assay_spread")))

    def predict(self, X: Matrix) -> Values:
        """XGBoost's prediction; infinities count as the largest float32."""
        import xgboost

        matrix = xgboost.DMatrix(finite(X), nthread=self._threads)
        values = probabilities(self._booster.predict(matrix), self._task)
        return values * self._spread + self._centre

    def native(self) -> dict[str, bytes]:
        """XGBoost's UBJSON."""
        return {"model.xgboost.ubj": self._model}

    def _grow(self) -> Forest:
        document = json.loads(bytes(self._booster.save_raw("json")))
        return read_xgboost(document, self._task, self._centre, self._spread)


def read_xgboost(
    document: dict[str, Any], task: Task, centre: float = 0.0, spread: float = 1.0
) -> Forest:
    """The forest in XGBoost's JSON: splits are `x < condition` in float32.

    Raw outputs become `spread` times XGBoost's, plus `centre`.

    Raises ValueError for categorical splits, vector leaves and boosters other than gbtree.
    """
    learner = document["learner"]
    booster = learner["gradient_booster"]
    if booster["name"] != "gbtree":
        raise ValueError(f"XGBoost's booster is {booster['name']}, not gbtree")
    features = int(learner["learner_model_param"]["num_feature"])
    start = np.array(
        json.loads(learner["learner_model_param"]["base_score"]), dtype=np.float32
    ).reshape(-1)
    if task is Task.BINARY:
        # Stored as a probability; XGBoost starts from its logit, computed in float32.
        start = -np.log(np.float32(1) / start - np.float32(1))
    builder = ForestBuilder(features)
    groups = booster["model"]["tree_info"]
    for tree, group in zip(booster["model"]["trees"], groups, strict=True):
        if any(tree["split_type"]) or int(tree["tree_param"]["size_leaf_vector"]) > 1:
            raise ValueError("XGBoost's tree has categorical splits or vector leaves")
        if int(tree["tree_param"]["num_deleted"]):
            raise ValueError("XGBoost's tree has deleted nodes")
        left = np.array(tree["left_children"])
        conditions = np.array(tree["split_conditions"], dtype=np.float32)
        leaves = np.flatnonzero(left < 0)
        builder.add(
            feature=tree["split_indices"],
            threshold=conditions,
            missing_left=tree["default_left"],
            left=left,
            right=tree["right_children"],
            leaf_node=leaves,
            leaf_output=np.full(len(leaves), group),
            leaf_value=conditions[leaves].astype(np.float64) * spread,
        )
    outputs = max(groups) + 1 if task is Task.MULTICLASS else 1
    base = np.broadcast_to(start, (outputs,)).astype(np.float64) * spread + centre
    return builder.build(base=base, link=boosting_link(task), strict=True)
