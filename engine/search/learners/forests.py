"""Random forests and extremely randomised trees of scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.contract.data import Task
from engine.export.forest import MAX_NODES, Forest, ForestBuilder, Link, floor_float32, forest_part
from engine.export.parts import GraphPart
from engine.search.learners.base import (
    Config,
    FitRequest,
    Fitted,
    Learner,
    Matrix,
    Values,
    flaml_params,
)
from engine.search.learners.prelude import Prelude, fit_prelude
from engine.search.learners.trees import Deadline, ForestFitted

_FIRST_TREES = 4


class RandomForest(Learner):
    """Averaged trees on bootstrap samples. Missing values are filled with training medians."""

    name = "rf"
    title = "Random forest"
    tasks = frozenset(Task)

    def _estimator(self, task: Task) -> Any:
        from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

        return RandomForestRegressor if task is Task.REGRESSION else RandomForestClassifier

    def _fit(self, request: FitRequest) -> Fitted:
        prelude = fit_prelude(request.X, standardise=False)
        X = prelude.apply(request.X)
        params = flaml_params(request.task, self.name, request.config)
        wanted = int(params.pop("n_estimators"))
        model = self._estimator(request.task)(
            **params, random_state=request.seed, n_jobs=request.threads, warm_start=True
        )
        # Trees are added in growing steps, which give the same trees as one step would.
        deadline = Deadline(request.seconds)
        step = _FIRST_TREES
        grown = 0
        while grown < wanted and not (grown and deadline.passed):
            model.set_params(n_estimators=min(wanted, grown + step))
            begun = deadline.left
            with np.errstate(over="ignore", invalid="ignore"):
                model.fit(X, request.y)
            trees = model.n_estimators - grown
            grown = model.n_estimators
            nodes = sum(tree.tree_.node_count for tree in model.estimators_) / grown
            if (grown + 1) * nodes > MAX_NODES:
                break
            step = int(min(2 * step, MAX_NODES / nodes - grown))
            if np.isfinite(begun):
                each = (begun - deadline.left) / trees
                step = max(1, min(step, int(deadline.left / max(each, 1e-6))))
        config = {**request.config, "n_estimators": grown}
        return FittedTrees(model, prelude, request.task, config)


class ExtraTrees(RandomForest):
    """Averaged trees with random thresholds. Missing values are filled with training medians."""

    name = "extra_tree"
    title = "Extremely randomised trees"

    def _estimator(self, task: Task) -> Any:
        from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

        return ExtraTreesRegressor if task is Task.REGRESSION else ExtraTreesClassifier


class FittedTrees(ForestFitted):
    """A scikit-learn forest behind its prelude."""

    def __init__(self, model: Any, prelude: Prelude, task: Task, config: Config) -> None:
        self.config = config
        self._model = model
        self._prelude = prelude
        self._task = task

    def predict(self, X: Matrix) -> Values:
        """scikit-learn's prediction on the completed matrix."""
        complete = self._prelude.apply(X)
        regression = self._task is Task.REGRESSION
        predict = self._model.predict if regression else self._model.predict_proba
        # scikit-learn adds the whole matrix up to look for infinities.
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(predict(complete), dtype=np.float64)

    def graph(self, features: str, prefix: str = "assay/model") -> GraphPart:
        """The prelude, then the forest."""
        first = self._prelude.part(features, f"{prefix}/prelude")
        second = forest_part(self.forest(), first.output, prefix)
        return GraphPart(
            nodes=first.nodes + second.nodes,
            initializers=first.initializers + second.initializers,
            output=second.output,
        )

    def _grow(self) -> Forest:
        return read_trees(self._model, self._task)


def read_trees(model: Any, task: Task) -> Forest:
    """The mean of scikit-learn's trees; a binary forest keeps the second class only."""
    builder = ForestBuilder(int(model.n_features_in_))
    outputs = int(model.n_classes_) if task is Task.MULTICLASS else 1
    for estimator in model.estimators_:
        tree = estimator.tree_
        leaves = np.flatnonzero(tree.children_left < 0)
        values = tree.value[leaves, 0, :]
        if task is Task.BINARY:
            values = values[:, 1:]
        kept = values != 0
        # A leaf needs an entry even where all its values are 0.
        kept[~kept.any(axis=1), 0] = True
        row, column = np.nonzero(kept)
        builder.add(
            feature=tree.feature,
            threshold=floor_float32(tree.threshold),
            missing_left=np.zeros(len(tree.feature), dtype=np.bool_),
            left=tree.children_left,
            right=tree.children_right,
            leaf_node=leaves[row],
            leaf_output=column,
            leaf_value=values[row, column],
        )
    link = Link.IDENTITY if task is Task.REGRESSION else Link.PROBABILITY
    return builder.build(base=np.zeros(outputs), link=link, mean=True)
