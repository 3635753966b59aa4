"""LightGBM."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    probabilities,
)
from registry.errors import AssayError

_OBJECTIVES = {
    Task.BINARY: ("binary", "binary_logloss"),
    Task.MULTICLASS: ("multiclass", "multi_logloss"),
    Task.REGRESSION: ("regression", "l2"),
}
_ZERO = np.float32(1e-35)
"""What is no further from zero than this is zero: kZeroThreshold in LightGBM's meta.h."""
_CATEGORICAL, _DEFAULT_LEFT, _ZERO_IS_MISSING, _NAN_IS_MISSING = 1, 2, 4, 8


class LightGBM(Learner):
    """Gradient boosting over leaf-wise trees."""

    name = "lgbm"
    title = "LightGBM"
    tasks = frozenset(Task)

    def _fit(self, request: FitRequest) -> Fitted:
        import lightgbm

        params = flaml_params(request.task, self.name, request.config)
        rounds = most_rounds(
            params.pop("n_estimators"),
            params.get("num_leaves", 31),
            len(request.X),
            request.classes if request.task is Task.MULTICLASS else 1,
        )
        rest = params.pop("early_stopping_rounds", None)
        objective, metric = _OBJECTIVES[request.task]
        params |= {
            "objective": objective,
            "metric": metric,
            "seed": request.seed,
            "num_threads": request.threads,
            "deterministic": True,
            "force_row_wise": True,
            "verbosity": -1,
            "zero_as_missing": False,
        }
        if request.task is Task.MULTICLASS:
            params["num_class"] = request.classes
        # The Dataset's own parameters must be known when it is made, or binning warns.
        train = lightgbm.Dataset(request.X, request.y, params=params)
        deadline = Deadline(request.seconds)

        def stop_in_time(env: Any) -> None:
            if deadline.passed:
                raise lightgbm.callback.EarlyStopException(env.iteration, [])

        callbacks: list[Any] = [stop_in_time]
        sets = []
        if request.valid is not None:
            sets = [lightgbm.Dataset(*request.valid, reference=train, params=params)]
            callbacks.insert(
                0,
                lightgbm.early_stopping(patience({"early_stopping_rounds": rest}), verbose=False),
            )
        scores = _Best()
        if sets:
            callbacks.insert(0, scores)
        booster = lightgbm.train(params, train, rounds, valid_sets=sets, callbacks=callbacks)
        used = scores.round if sets and scores.round else booster.current_iteration()
        return FittedLightGBM(
            booster.model_to_string(num_iteration=used),
            request.task,
            {**request.config, "n_estimators": used},
            request.threads,
        )


class _Best:
    """Remembers the round with the best validation loss, however training ended."""

    def __init__(self) -> None:
        self.round = 0
        self._loss = np.inf

    def __call__(self, env: Any) -> None:
        loss = env.evaluation_result_list[0][2]
        if loss < self._loss:
            self.round, self._loss = env.iteration + 1, loss


class FittedLightGBM(ForestFitted):
    """A LightGBM model, kept as its own text."""

    def __init__(self, text: str, task: Task, config: Config, threads: int) -> None:
        import lightgbm

        self.config = config
        self._task = task
        self._text = text
        self._threads = threads
        self._booster = lightgbm.Booster(model_str=text)

    def predict(self, X: Matrix) -> Values:
        """LightGBM's prediction."""
        return probabilities(self._booster.predict(X, num_threads=self._threads), self._task)

    def native(self) -> dict[str, bytes]:
        """LightGBM's text."""
        return {"model.lightgbm.txt": self._text.encode()}

    def _grow(self) -> Forest:
        return read_lightgbm(self._text, self._task)


def read_lightgbm(text: str, task: Task) -> Forest:
    """The forest in LightGBM's text format, version 4.

    Raises AssayError for what would be exported wrong: categorical splits, zero as missing,
    linear leaves and averaged outputs.
    """
    header, *blocks = text.split("\n\nTree=")
    fields = dict(line.partition("=")[::2] for line in header.splitlines())
    if "average_output" in fields:
        raise _refusal("averaged outputs")
    per_round = int(fields["num_tree_per_iteration"])
    builder = ForestBuilder(int(fields["max_feature_idx"]) + 1)
    for number, block in enumerate(blocks):
        tree = dict(
            line.partition("=")[::2] for line in block.partition("\nend of trees")[0].splitlines()
        )
        if tree.get("is_linear", "0") != "0":
            raise _refusal("linear leaves")
        leaves = int(tree["num_leaves"])
        splits = leaves - 1
        leaf_value = _numbers(tree, "leaf_value", leaves)
        threshold = _numbers(tree, "threshold", splits)
        kind = _numbers(tree, "decision_type", splits).astype(np.int64)
        if (kind & _CATEGORICAL).any():
            raise _refusal("categorical splits")
        if (kind & _ZERO_IS_MISSING).any():
            raise _refusal("zero as missing")
        # Where a column had no missing value in training, LightGBM reads NaN as 0.
        missing_left = np.where(kind & _NAN_IS_MISSING, (kind & _DEFAULT_LEFT) > 0, threshold >= 0)
        none = np.full(leaves, -1)
        builder.add(
            feature=np.append(_numbers(tree, "split_feature", splits), none),
            threshold=np.append(_beside_zero(threshold), np.zeros(leaves, np.float32)),
            missing_left=np.append(missing_left, none > 0),
            left=np.append(_children(tree, "left_child", splits), none),
            right=np.append(_children(tree, "right_child", splits), none),
            leaf_node=splits + np.arange(leaves),
            leaf_output=np.full(leaves, number % per_round),
            leaf_value=leaf_value,
        )
    return builder.build(base=np.zeros(per_round), link=boosting_link(task))


def _beside_zero(threshold: Values) -> NDArray[np.float32]:
    """Thresholds for float32 values that are not rounded to zero before they are compared.

    LightGBM takes all up to 1e-35 from zero for zero itself, and splits on either side of it there.
    """
    below = np.nextafter(-_ZERO, np.float32(-np.inf))
    exact = np.where((threshold >= -_ZERO) & (threshold < 0), below, floor_float32(threshold))
    return np.where((threshold >= 0) & (threshold <= _ZERO), _ZERO, exact).astype(np.float32)


def _numbers(tree: dict[str, str], name: str, count: int) -> Values:
    values = np.array(tree.get(name, "").split() if count else [], dtype=np.float64)
    if len(values) != count:
        raise ValueError(f"LightGBM's text has {len(values)} {name} where {count} belong")
    return values


def _children(tree: dict[str, str], name: str, splits: int) -> Values:
    """Children counted from the root; LightGBM writes leaf j as -(j + 1)."""
    child = _numbers(tree, name, splits)
    return np.where(child >= 0, child, splits - child - 1)


def _refusal(what: str) -> AssayError:
    return AssayError(
        "export.lightgbm",
        f"This LightGBM model uses {what}, which has no exact ONNX form here.",
        "Train it through Assay, which does not use them.",
    )
