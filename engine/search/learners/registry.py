"""Which learners there are, by FLAML's names."""

from __future__ import annotations

import functools
import importlib

from engine.contract.choices import require_learner
from engine.contract.data import Task
from engine.search.learners.base import Learner

_LEARNERS = {
    "lgbm": "lgbm.LightGBM",
    "xgboost": "xgb.XGBoost",
    "xgb_limitdepth": "xgb.XGBoostLimitedDepth",
    "catboost": "catb.CatBoost",
    "rf": "forests.RandomForest",
    "extra_tree": "forests.ExtraTrees",
    "histgb": "histgb.HistGradientBoosting",
    "lrl1": "logistic.LogisticL1",
    "lrl2": "logistic.LogisticL2",
    "svc": "svc.LinearSVC",
    "sgd": "sgd.StochasticGradient",
    "enet": "penalised.ElasticNet",
    "lassolars": "penalised.LassoLars",
    "kneighbor": "neighbours.KNeighbors",
}
"""Name and class, in the order in which they are listed. Modules load when they are asked for."""


@functools.cache
def get_learner(name: str) -> Learner:
    """The learner of that name; raises AssayError `search.unknown_learner`."""
    require_learner(name)
    module, _, kind = _LEARNERS[name].partition(".")
    learner: Learner = getattr(importlib.import_module(f"engine.search.learners.{module}"), kind)()
    return learner


def learner_names(task: Task | None = None) -> tuple[str, ...]:
    """Names of the learners that do `task`, or of all."""
    return tuple(name for name in _LEARNERS if task is None or task in get_learner(name).tasks)
