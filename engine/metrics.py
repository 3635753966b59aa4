"""The metrics as data: what each needs, where it fits, which way is better, and how to compute it.

Predictions are passed in one form for a task: probabilities float64 [N, K] in ascending class order
(K = 2 for binary) with class codes int64 [N] as truth, or values float64 [N] for regression.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn import metrics as sk

from engine.arrays import Array
from engine.contract.choices import require_metric
from engine.contract.data import Task

Needs = Literal["probabilities", "labels", "values"]
DECISION_DIGITS = 6
"""A label is decided on probabilities rounded to this many digits, as the exported graph does."""


class UndefinedMetricError(ValueError):
    """The metric has no value on these rows; the message says why."""


@dataclass(frozen=True)
class Metric:
    """One metric. `score` takes truth and what `needs` names; `undefined` gives a reason or ""."""

    name: str
    title: str
    tasks: frozenset[Task]
    higher_is_better: bool
    needs: Needs
    description: str
    score: Callable[[Array, Array], float]
    undefined: Callable[[Array, int], str] = lambda truth, classes: ""
    every_class: bool = False
    """Reported on held-out rows only where each class occurs in them."""

    def value(self, truth: Array, prediction: Array) -> float:
        """The metric on truth [N] and a prediction ([N, K] probabilities or [N] values).

        Raises UndefinedMetricError where these rows do not define it.
        """
        classes = prediction.shape[1] if prediction.ndim == 2 else 0
        reason = self.undefined(truth, classes)
        if reason:
            raise UndefinedMetricError(reason)
        return float(self.score(truth, self.view(prediction)))

    def view(self, prediction: Array) -> Array:
        """What `score` reads: normalised probabilities, decided labels, or the values."""
        if self.needs == "values":
            return np.asarray(prediction, dtype=np.float64).reshape(-1)
        if self.needs == "labels":
            return decide(prediction)
        return normalised(prediction)


def normalised(probabilities: Array) -> Array:
    """Probabilities [N, K] in float64 whose rows sum to one, as float32 ones only nearly do."""
    wide = np.asarray(probabilities, dtype=np.float64)
    return np.asarray(wide / wide.sum(axis=1, keepdims=True))


def decide(probabilities: Array, threshold: float = 0.5) -> Array:
    """Class codes int64 [N] by the graph's rule, so that exact ties fall the same way everywhere.

    Binary: 1 where round(p1, 6) >= threshold; else the first of the largest round(p, 6).
    """
    rounded = np.round(np.asarray(probabilities, dtype=np.float64), DECISION_DIGITS)
    if rounded.shape[1] == 2:
        return np.asarray(rounded[:, 1] >= threshold, dtype=np.int64)
    return np.asarray(rounded.argmax(axis=1), dtype=np.int64)


def _log_loss(truth: Array, p: Array) -> float:
    return float(sk.log_loss(truth, p, labels=np.arange(p.shape[1])))


def _balanced_accuracy(truth: Array, labels: Array) -> float:
    # Over the classes that occur: scikit-learn's own warns where a predicted class does not.
    return float(
        sk.recall_score(truth, labels, labels=np.unique(truth), average="macro", zero_division=0)
    )


def _roc_auc_ovr(truth: Array, p: Array) -> float:
    # A fold may lack a rare class; what is left still ranks configurations.
    present = [k for k in range(p.shape[1]) if 0 < np.count_nonzero(truth == k) < len(truth)]
    return float(np.mean([sk.roc_auc_score(truth == k, p[:, k]) for k in present]))


def _needs_two_classes(truth: Array, classes: int) -> str:
    del classes
    return "" if len(np.unique(truth)) > 1 else "these rows hold one class only"


def _needs_positives(truth: Array, classes: int) -> str:
    del classes
    return "" if bool((truth == 1).any()) else "these rows hold no row of the positive class"


def _needs_nonzero(truth: Array, classes: int) -> str:
    del classes
    return "" if bool((truth != 0).all()) else "the target is zero in some of these rows"


def _needs_spread(truth: Array, classes: int) -> str:
    del classes
    return "" if len(np.unique(truth)) > 1 else "the target is constant over these rows"


_BINARY = frozenset({Task.BINARY})
_MULTICLASS = frozenset({Task.MULTICLASS})
_CLASSES = _BINARY | _MULTICLASS
_REGRESSION = frozenset({Task.REGRESSION})

METRICS: tuple[Metric, ...] = (
    Metric(
        "log_loss", "Log-loss", _CLASSES, False, "probabilities",
        "Mean negative logarithm of the probability given to the true class.", _log_loss,
    ),
    Metric(
        "roc_auc", "ROC AUC", _BINARY, True, "probabilities",
        "Chance that a random positive row is ranked above a random negative one.",
        lambda y, p: sk.roc_auc_score(y, p[:, 1]), _needs_two_classes,
    ),
    Metric(
        "average_precision", "Average precision", _BINARY, True, "probabilities",
        "Precision averaged over recall, from the highest probability down.",
        lambda y, p: sk.average_precision_score(y, p[:, 1]), _needs_positives,
    ),
    Metric(
        "brier", "Brier score", _BINARY, False, "probabilities",
        "Mean squared difference between the positive class's probability and what happened.",
        lambda y, p: np.mean((p[:, 1] - y) ** 2),
    ),
    Metric(
        "roc_auc_ovr", "ROC AUC, one against the rest", _MULTICLASS, True, "probabilities",
        "Mean over classes of the ROC AUC of the class against all others.",
        _roc_auc_ovr, _needs_two_classes, every_class=True,
    ),
    Metric(
        "accuracy", "Accuracy", _CLASSES, True, "labels",
        "Share of rows with the right label.", sk.accuracy_score,
    ),
    Metric(
        "balanced_accuracy", "Balanced accuracy", _CLASSES, True, "labels",
        "Mean over the classes that occur of the share found.", _balanced_accuracy,
    ),
    Metric(
        "f1", "F1", _BINARY, True, "labels",
        "Harmonic mean of precision and recall of the positive class.",
        lambda y, labels: sk.f1_score(y, labels, zero_division=0),
    ),
    Metric(
        "precision", "Precision", _BINARY, True, "labels",
        "Share of rows labelled positive that are.",
        lambda y, labels: sk.precision_score(y, labels, zero_division=0),
    ),
    Metric(
        "recall", "Recall", _BINARY, True, "labels",
        "Share of positive rows that are labelled so.",
        lambda y, labels: sk.recall_score(y, labels, zero_division=0), _needs_positives,
    ),
    Metric(
        "f1_macro", "F1, mean of classes", _MULTICLASS, True, "labels",
        "Mean of the F1 of each class that occurs or is predicted.",
        lambda y, labels: sk.f1_score(y, labels, average="macro", zero_division=0),
    ),
    Metric(
        "rmse", "Root mean squared error", _REGRESSION, False, "values",
        "Square root of the mean squared error, in the target's unit.",
        sk.root_mean_squared_error,
    ),
    Metric(
        "mae", "Mean absolute error", _REGRESSION, False, "values",
        "Mean absolute error, in the target's unit.", sk.mean_absolute_error,
    ),
    Metric(
        "median_absolute_error", "Median absolute error", _REGRESSION, False, "values",
        "Half of the rows are closer than this, in the target's unit.", sk.median_absolute_error,
    ),
    Metric(
        "r2", "R squared", _REGRESSION, True, "values",
        "Share of the target's variance that is explained.", sk.r2_score, _needs_spread,
    ),
    Metric(
        "mape", "Mean absolute percentage error", _REGRESSION, False, "values",
        "Mean absolute error relative to the true value; only where no target is zero.",
        sk.mean_absolute_percentage_error, _needs_nonzero,
    ),
)  # fmt: skip

DEFAULT: dict[Task, str] = {
    Task.BINARY: "log_loss",
    Task.MULTICLASS: "log_loss",
    Task.REGRESSION: "rmse",
}


def metrics_of(task: Task) -> tuple[Metric, ...]:
    """The metrics that fit a task, in the table's order."""
    return tuple(metric for metric in METRICS if task in metric.tasks)


def get_metric(name: str | None, task: Task) -> Metric:
    """The metric of that name, or the task's default for None.

    Raises AssayError `metric.unknown` or `metric.wrong_task`, naming those that fit.
    """
    wanted = DEFAULT[task] if name is None else name
    require_metric(wanted, task)
    return next(metric for metric in metrics_of(task) if metric.name == wanted)


def loss(metric: Metric, truth: Array, prediction: Array) -> float:
    """What search minimises: the value, or 1 minus it where higher is better (best is 1 for all).

    Raises UndefinedMetricError as `Metric.value` does.
    """
    value = metric.value(truth, prediction)
    return 1.0 - value if metric.higher_is_better else value


def value_of_loss(metric: Metric, minimised: float) -> float:
    """The metric's own value for a loss that `loss` gave."""
    return 1.0 - minimised if metric.higher_is_better else minimised
