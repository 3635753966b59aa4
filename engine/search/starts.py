"""Where each learner's search starts: with values known to serve well, else with the cheapest fit.

The values are the libraries' own defaults and, for boosting, a slower and more regular variant;
none was chosen on a data set. Names are FLAML's. Boosted learners get a ceiling of rounds and stop
early, so their number of rounds is not searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.search.learners.base import SearchSpace

Config = dict[str, Any]


@dataclass(frozen=True)
class Starts:
    """Starting points, and what is held fixed in every trial."""

    points: tuple[Config, ...] = ()
    fixed: Config | None = None


_NONE = 1 / 1024
"""The least regularisation in FLAML's domains."""

FIRST_COSTS = {
    "lgbm": 1.0, "xgboost": 1.5, "xgb_limitdepth": 1.5, "catboost": 4.0, "histgb": 4.0,
    "rf": 3.0, "extra_tree": 2.0, "lrl1": 2.0, "lrl2": 1.0, "svc": 1.0, "sgd": 0.5,
    "enet": 0.5, "lassolars": 0.5, "kneighbor": 1.0,
}  # fmt: skip
"""The cost of a first trial here relative to LightGBM's, roughly; FLAML's figures are of fits with
four trees."""

STARTS: dict[str, Starts] = {
    "lgbm": Starts(
        points=(
            {"num_leaves": 31, "min_child_samples": 20, "learning_rate": 0.1, "log_max_bin": 8,
             "colsample_bytree": 1.0, "reg_alpha": _NONE, "reg_lambda": _NONE},
            {"num_leaves": 63, "min_child_samples": 20, "learning_rate": 0.05, "log_max_bin": 8,
             "colsample_bytree": 0.6, "reg_alpha": _NONE, "reg_lambda": 1.0},
        ),
        fixed={"n_estimators": 2000},
    ),
    "xgboost": Starts(
        points=(
            {"max_leaves": 48, "min_child_weight": 1.0, "learning_rate": 0.1, "subsample": 0.9,
             "colsample_bylevel": 1.0, "colsample_bytree": 0.7, "reg_alpha": _NONE,
             "reg_lambda": 1.0},
        ),
        fixed={"n_estimators": 2000},
    ),
    "xgb_limitdepth": Starts(
        points=(
            {"max_depth": 6, "min_child_weight": 1.0, "learning_rate": 0.1, "subsample": 0.9,
             "colsample_bylevel": 1.0, "colsample_bytree": 0.7, "reg_alpha": _NONE,
             "reg_lambda": 1.0},
        ),
        fixed={"n_estimators": 2000},
    ),
    "histgb": Starts(
        points=(
            {"max_leaves": 31, "min_samples_leaf": 20, "learning_rate": 0.1, "log_max_bin": 8,
             "l2_regularization": _NONE},
        ),
        fixed={"n_estimators": 2000},
    ),
    "catboost": Starts(points=({"learning_rate": 0.1, "early_stopping_rounds": 30},)),
    "rf": Starts(points=({"n_estimators": 100, "max_leaves": 4096, "criterion": "gini"},)),
    "extra_tree": Starts(points=({"n_estimators": 100, "max_leaves": 4096, "criterion": "gini"},)),
    "kneighbor": Starts(points=({"n_neighbors": 15},)),
}  # fmt: skip


def start_points(name: str, space: SearchSpace) -> tuple[Config, ...]:
    """Complete configurations to try first, all within the domain.

    FLAML's cheapest configuration is one only where no other is known: trials are bounded in time,
    so an ordinary fit ends as surely as a cheap one does, and with a model of use.
    """
    starts = STARTS.get(name, Starts())
    points: list[Config] = []
    for values in starts.points or (space.low_cost,):
        point = _within({**space.start, **values}, space) | (starts.fixed or {})
        if point not in points:
            points.append(point)
    return tuple(points)


def first_cost(name: str, space: SearchSpace) -> float:
    """The cost of the first trial relative to LightGBM's."""
    return FIRST_COSTS.get(name, space.cost)


def searched_domain(name: str, space: SearchSpace) -> tuple[Config, Config]:
    """The domain that FLAML searches, and what each of its configurations is completed with."""
    fixed = {
        key: value
        for key, value in (STARTS.get(name, Starts()).fixed or {}).items()
        if key in space.domain
    }
    domain = {key: value for key, value in space.domain.items() if key not in fixed}
    return domain, fixed


def _within(values: Config, space: SearchSpace) -> Config:
    """Values for each of the space's names, moved into its domain where they lie outside."""
    from flaml.tune.sample import Categorical, Float, Integer

    point: Config = {}
    for name, domain in space.domain.items():
        value = values.get(name)
        if isinstance(domain, Categorical):
            point[name] = value if value in domain.categories else domain.categories[0]
        elif isinstance(domain, Integer):
            value = domain.lower if value is None else value
            point[name] = int(min(max(value, domain.lower), domain.upper - 1))
        elif isinstance(domain, Float):
            value = (domain.lower * domain.upper) ** 0.5 if value is None else value
            point[name] = float(min(max(value, domain.lower), domain.upper))
        else:
            point[name] = domain
    return point
