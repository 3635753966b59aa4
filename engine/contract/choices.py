"""What a training request may name: metrics and learners; known without an ML library."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.contract.data import Task
from registry.errors import AssayError
from registry.spelling import nearest

_CLASSES = frozenset({Task.BINARY, Task.MULTICLASS})
_BINARY = frozenset({Task.BINARY})
_MULTICLASS = frozenset({Task.MULTICLASS})
_REGRESSION = frozenset({Task.REGRESSION})
_ALL = frozenset(Task)


@dataclass(frozen=True)
class MetricChoice:
    """Where a metric fits, and which way is better."""

    tasks: frozenset[Task]
    higher_is_better: bool

    def of_loss(self, loss: float) -> float:
        """The metric's own value for a loss, which is 1 minus it where higher is better."""
        return 1.0 - loss if self.higher_is_better else loss


METRIC_CHOICES: Mapping[str, MetricChoice] = {
    "log_loss": MetricChoice(_CLASSES, False),
    "roc_auc": MetricChoice(_BINARY, True),
    "average_precision": MetricChoice(_BINARY, True),
    "brier": MetricChoice(_BINARY, False),
    "roc_auc_ovr": MetricChoice(_MULTICLASS, True),
    "accuracy": MetricChoice(_CLASSES, True),
    "balanced_accuracy": MetricChoice(_CLASSES, True),
    "f1": MetricChoice(_BINARY, True),
    "precision": MetricChoice(_BINARY, True),
    "recall": MetricChoice(_BINARY, True),
    "f1_macro": MetricChoice(_MULTICLASS, True),
    "rmse": MetricChoice(_REGRESSION, False),
    "mae": MetricChoice(_REGRESSION, False),
    "median_absolute_error": MetricChoice(_REGRESSION, False),
    "r2": MetricChoice(_REGRESSION, True),
    "mape": MetricChoice(_REGRESSION, False),
}
"""The metrics of `engine.metrics`, in its order."""

DEFAULT_METRICS: Mapping[Task, str] = {
    Task.BINARY: "log_loss",
    Task.MULTICLASS: "log_loss",
    Task.REGRESSION: "rmse",
}

LEARNER_CHOICES: Mapping[str, frozenset[Task]] = {
    "lgbm": _ALL,
    "xgboost": _ALL,
    "xgb_limitdepth": _ALL,
    "catboost": _ALL,
    "rf": _ALL,
    "extra_tree": _ALL,
    "histgb": _ALL,
    "lrl1": _CLASSES,
    "lrl2": _CLASSES,
    "svc": _CLASSES,
    "sgd": _ALL,
    "enet": _REGRESSION,
    "lassolars": _REGRESSION,
    "kneighbor": _ALL,
}
"""The learners of `engine.search.learners`, in its order, with the tasks that they do."""


def require_metric(name: str, task: Task | None = None) -> None:
    """Refuse a name that no metric has, or none of `task` where that is known.

    Raises AssayError `metric.unknown` or `metric.wrong_task`, naming those that fit.
    """
    known = METRIC_CHOICES.get(name)
    if known is not None and (task is None or task in known.tasks):
        return
    fitting = [one for one, held in METRIC_CHOICES.items() if task is None or task in held.tasks]
    hint = f"{_meant(name, fitting)}Choose one of: {', '.join(fitting)}."
    if known is None:
        raise AssayError("metric.unknown", f"There is no metric '{name}'.", hint)
    raise AssayError("metric.wrong_task", f"The metric {name} does not fit a {task} task.", hint)


def require_learner(name: str) -> None:
    """Refuse a name that no learner has; AssayError `search.unknown_learner`."""
    if name not in LEARNER_CHOICES:
        raise AssayError(
            "search.unknown_learner",
            f"There is no learner '{name}'.",
            f"{_meant(name, LEARNER_CHOICES)}Choose among {', '.join(LEARNER_CHOICES)}.",
        )


def _meant(name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    return f"Did you mean {near}? " if near else ""
