"""CatBoost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
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
    most_rounds,
    patience,
)

_DEPTH = 6
_LOSSES = {Task.BINARY: "Logloss", Task.MULTICLASS: "MultiClass", Task.REGRESSION: "RMSE"}


class CatBoost(Learner):
    """Gradient boosting over oblivious trees."""

    name = "catboost"
    title = "CatBoost"
    tasks = frozenset(Task)

    def _fit(self, request: FitRequest) -> Fitted:
        import catboost

        params = flaml_params(request.task, self.name, request.config)
        params.pop("early_stopping_rounds", None)
        rounds = most_rounds(params.pop("n_estimators"), 2**_DEPTH, len(request.X), 1)
        deadline = Deadline(request.seconds)

        class StopInTime:
            """Ends training after the round in which the deadline passed."""

            def after_iteration(self, info: Any) -> bool:
                return not deadline.passed

        model = catboost.CatBoost(
            {
                "depth": _DEPTH,
                **params,
                "iterations": rounds,
                "loss_function": _LOSSES[request.task],
                "random_seed": request.seed,
                "thread_count": request.threads,
                "logging_level": "Silent",
                "allow_writing_files": False,
            }
        )
        model.fit(
            catboost.Pool(request.X, request.y, thread_count=request.threads),
            eval_set=None
            if request.valid is None
            else catboost.Pool(*request.valid, thread_count=request.threads),
            use_best_model=request.valid is not None,
            early_stopping_rounds=None if request.valid is None else patience(request.config),
            callbacks=[StopInTime()],
        )
        config = {**request.config, "n_estimators": int(model.tree_count_)}
        return FittedCatBoost(model, request.task, config, request.threads)


class FittedCatBoost(ForestFitted):
    """A CatBoost model."""

    def __init__(self, model: Any, task: Task, config: Config, threads: int) -> None:
        self.config = config
        self._task = task
        self._model = model
        self._threads = threads

    def predict(self, X: Matrix) -> Values:
        """CatBoost's prediction."""
        kind = "RawFormulaVal" if self._task is Task.REGRESSION else "Probability"
        return np.asarray(
            self._model.predict(X, prediction_type=kind, thread_count=self._threads),
            dtype=np.float64,
        )

    def native(self) -> dict[str, bytes]:
        """CatBoost's own binary format."""
        return {"model.cbm": self._saved("cbm")}

    def _grow(self) -> Forest:
        return read_catboost(json.loads(self._saved("json")), self._task)

    def _saved(self, kind: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "model")
            self._model.save_model(str(path), format=kind)
            return path.read_bytes()


def read_catboost(document: dict[str, Any], task: Task) -> Forest:
    """The forest in CatBoost's JSON: each oblivious tree as a full binary tree.

    A row goes right where `x > border`, so left where `x <= border`; borders are float32. The
    first split is the lowest bit of the leaf's number, so the last one becomes the root. Raises
    ValueError for splits on anything but numbers.
    """
    floats = document["features_info"]["float_features"]
    if len(floats) != sum(len(kind) for kind in document["features_info"].values() if kind):
        raise ValueError("CatBoost's model reads features that are not numbers")
    flat = np.array([one["flat_feature_index"] for one in floats], dtype=np.int64)
    right_if_missing = np.array([one["nan_value_treatment"] == "AsTrue" for one in floats])
    scale, bias = document["scale_and_bias"]
    base = np.atleast_1d(np.asarray(bias, dtype=np.float64))
    builder = ForestBuilder(int(flat.max()) + 1)
    for tree in document["oblivious_trees"]:
        splits = tree["splits"] or []
        if any(split["split_type"] != "FloatFeature" for split in splits):
            raise ValueError("CatBoost's tree splits on something that is not a number")
        depth = len(splits)
        inner, leaves = 2**depth - 1, 2**depth
        values = np.asarray(tree["leaf_values"], dtype=np.float64).reshape(leaves, -1) * scale
        if values.shape[1] != len(base):
            raise ValueError("CatBoost's tree has leaf values of another number of outputs")
        # Node i of a binary heap lies on level floor(log2(i + 1)).
        level = np.floor(np.log2(np.arange(inner) + 1)).astype(np.int64)
        order = [splits[depth - 1 - at] for at in level]
        feature = np.array([split["float_feature_index"] for split in order], dtype=np.int64)
        none = np.full(leaves, -1)
        child = 2 * np.arange(inner) + 1
        builder.add(
            feature=np.append(flat[feature], none),
            threshold=np.append(
                np.array([split["border"] for split in order], dtype=np.float32),
                np.zeros(leaves, dtype=np.float32),
            ),
            missing_left=np.append(~right_if_missing[feature], none > 0),
            left=np.append(child, none),
            right=np.append(child + 1, none),
            leaf_node=np.repeat(inner + np.arange(leaves), len(base)),
            leaf_output=np.tile(np.arange(len(base)), leaves),
            leaf_value=values.reshape(-1),
        )
    return builder.build(base=base, link=boosting_link(task))
