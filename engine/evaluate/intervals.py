"""95 % intervals of metrics by a seeded percentile bootstrap, many resamples at a time.

A resample is a row of weights: how often each row was drawn (multinomial, as drawing rows with
replacement gives). Every metric is computed for all resamples of a batch from sums over rows, and
ranking metrics sort once. Beyond LARGE rows the bag of little bootstraps is used (Kleiner et al.,
2014, "A scalable bootstrap for massive data"): n draws over a random subset of LARGE rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.metrics import Metric, decide, normalised

MOST_RESAMPLES = 1000
FEWEST_RESAMPLES = 100
CELLS = 5_000_000
"""Rows times resamples that are worked through: 1,000 resamples up to 5,000 rows."""
LARGE = 100_000
BATCH_CELLS = 2_000_000

Resampled = Callable[[Array], Array]
"""From weights [B, N] to the metric's value [B], NaN where a resample does not define it."""


@dataclass(frozen=True)
class Intervals:
    """Bounds by metric name, how many resamples gave them, and the method in words."""

    bounds: dict[str, tuple[float, float]]
    resamples: int
    method: str


def resample_count(rows: int, classes: int) -> int:
    """Resamples that keep the work bounded for this many rows and classes (0 for regression)."""
    cells = min(rows, LARGE) * max(1.0, classes / 4)
    return int(np.clip(CELLS / max(cells, 1.0), FEWEST_RESAMPLES, MOST_RESAMPLES))


def bootstrap(
    metrics: Sequence[Metric],
    truth: Array,
    prediction: Array,
    *,
    seed: int,
    resamples: int | None = None,
) -> Intervals:
    """Percentile intervals (2.5 %, 97.5 %) of metrics on truth [N] and a prediction [N, K] or [N].

    Each metric must be defined on all rows; resamples that do not define it are passed over.
    """
    rows = len(truth)
    classes = prediction.shape[1] if prediction.ndim == 2 else 0
    count = resamples or resample_count(rows, classes)
    generator = np.random.default_rng(seed)
    little = rows > LARGE
    if little:
        kept = generator.choice(rows, LARGE, replace=False)
        truth_used, prediction_used = truth[kept], prediction[kept]
    else:
        truth_used, prediction_used = truth, prediction
    functions = {metric.name: resampled(metric, truth_used, prediction_used) for metric in metrics}
    values: dict[str, list[Array]] = {name: [] for name in functions}
    batch = max(1, BATCH_CELLS // len(truth_used))
    for start in range(0, count, batch):
        weights = _weights(generator, min(batch, count - start), len(truth_used), rows)
        for name, function in functions.items():
            values[name].append(function(weights))
    bounds = {}
    for metric in metrics:
        drawn = np.concatenate(values[metric.name])
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        if little:
            # The subset's own value differs from the whole's; the spread is what is borrowed.
            shift = metric.value(truth, prediction) - metric.value(truth_used, prediction_used)
            low, high = low + shift, high + shift
        bounds[metric.name] = (float(low), float(high))
    method = f"percentile bootstrap, {count} resamples"
    if little:
        method = f"bag of little bootstraps on {LARGE} of {rows} rows, {count} resamples"
    return Intervals(bounds, count, f"{method}, seed {seed}")


def _weights(generator: np.random.Generator, count: int, rows: int, draws: int) -> Array:
    """How often each row was drawn, float64 [count, rows]; each resample's sum is `draws`."""
    weights = np.empty((count, rows))
    for line in weights:
        if draws == rows:
            line[:] = np.bincount(generator.integers(0, rows, rows), minlength=rows)
        else:
            line[:] = generator.multinomial(draws, np.full(rows, 1.0 / rows))
    return weights


def resampled(metric: Metric, truth: Array, prediction: Array) -> Resampled:
    """The metric as a function of row weights. Raises KeyError for a metric not known here."""
    if metric.needs == "labels":
        labels = decide(prediction)
        classes = prediction.shape[1]
        return _of_confusion(_CONFUSION[metric.name], truth, labels, classes)
    if metric.name == "roc_auc":
        return _ranked(_auc, truth == 1, normalised(prediction)[:, 1])
    if metric.name == "average_precision":
        return _ranked(_average_precision, truth == 1, normalised(prediction)[:, 1])
    if metric.name == "roc_auc_ovr":
        p = normalised(prediction)
        return _mean_of(
            [
                _ranked(_auc, truth == k, p[:, k])
                for k in range(p.shape[1])
                if 0 < np.count_nonzero(truth == k) < len(truth)
            ]
        )
    if metric.name == "median_absolute_error":
        return _weighted_median(np.abs(metric.view(prediction) - truth))
    return _of_means(metric, truth, metric.view(prediction))


def _of_means(metric: Metric, truth: Array, p: Array) -> Resampled:
    """Metrics that are a function of weighted means of per-row values."""
    if metric.name == "log_loss":
        floor = np.finfo(np.float64).eps
        each = -np.log(np.clip(p[np.arange(len(truth)), truth], floor, 1.0))
    elif metric.name == "brier":
        each = (p[:, 1] - truth) ** 2
    elif metric.name in {"rmse", "r2"}:
        each = (p - truth) ** 2
    elif metric.name == "mape":
        each = np.abs(p - truth) / np.abs(truth)
    elif metric.name == "mae":
        each = np.abs(p - truth)
    else:
        raise KeyError(metric.name)
    if metric.name == "r2":
        centred = truth - truth.mean()
        table = np.column_stack([each, centred, centred**2])

        def r2(weights: Array) -> Array:
            error, first, second = (weights @ table / weights.sum(axis=1, keepdims=True)).T
            spread = second - first**2
            return np.where(spread > 0, 1 - error / np.where(spread > 0, spread, 1), np.nan)

        return r2

    def mean(weights: Array) -> Array:
        means = np.asarray(weights @ each / weights.sum(axis=1))
        return np.sqrt(means) if metric.name == "rmse" else means

    return mean


def _of_confusion(
    function: Callable[[Array], Array], truth: Array, labels: Array, classes: int
) -> Resampled:
    """A function of confusion matrices [B, K, K] (truth by row), as one of row weights."""
    cell = truth.astype(np.int64) * classes + labels
    order = np.argsort(cell, kind="stable")
    present, starts = np.unique(cell[order], return_index=True)

    def of_weights(weights: Array) -> Array:
        counts = np.zeros((len(weights), classes * classes))
        counts[:, present] = np.add.reduceat(weights[:, order], starts, axis=1)
        return function(counts.reshape(-1, classes, classes))

    return of_weights


def _divided(top: Array, bottom: Array, empty: float) -> Array:
    return np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), empty)


def _diagonal(counts: Array) -> Array:
    return np.asarray(np.diagonal(counts, axis1=1, axis2=2))


def _balanced_accuracy(counts: Array) -> Array:
    return np.asarray(np.nanmean(_divided(_diagonal(counts), counts.sum(axis=2), np.nan), axis=1))


def _f1_macro(counts: Array) -> Array:
    each = _divided(2 * _diagonal(counts), counts.sum(axis=1) + counts.sum(axis=2), np.nan)
    return np.asarray(np.nanmean(each, axis=1))


_CONFUSION: dict[str, Callable[[Array], Array]] = {
    "accuracy": lambda c: _diagonal(c).sum(axis=1) / c.sum(axis=(1, 2)),
    "balanced_accuracy": _balanced_accuracy,
    "f1_macro": _f1_macro,
    "f1": lambda c: _divided(2 * c[:, 1, 1], 2 * c[:, 1, 1] + c[:, 0, 1] + c[:, 1, 0], 0.0),
    "precision": lambda c: _divided(c[:, 1, 1], c[:, 1, 1] + c[:, 0, 1], 0.0),
    "recall": lambda c: _divided(c[:, 1, 1], c[:, 1, 1] + c[:, 1, 0], np.nan),
}


def _ranked(function: Callable[[Array, Array], Array], positive: Array, score: Array) -> Resampled:
    """A function of positive and negative weight per distinct score, from the highest down."""
    order = np.argsort(-score, kind="stable")
    ordered = score[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    hits = positive[order].astype(np.float64)

    def of_weights(weights: Array) -> Array:
        drawn = weights[:, order]
        found = drawn * hits
        up = np.add.reduceat(found, starts, axis=1)
        down = np.add.reduceat(drawn - found, starts, axis=1)
        return function(up, down)

    return of_weights


def _auc(up: Array, down: Array) -> Array:
    """Share of (positive, negative) pairs in the right order, ties counting one half."""
    above = np.cumsum(up, axis=1) - up / 2
    return _divided((above * down).sum(axis=1), up.sum(axis=1) * down.sum(axis=1), np.nan)


def _average_precision(up: Array, down: Array) -> Array:
    found = np.cumsum(up, axis=1)
    precision = _divided(found, found + np.cumsum(down, axis=1), 0.0)
    return _divided((precision * up).sum(axis=1), up.sum(axis=1), np.nan)


def _mean_of(functions: Sequence[Resampled]) -> Resampled:
    return lambda weights: np.asarray(np.mean([f(weights) for f in functions], axis=0))


def _weighted_median(values: Array) -> Resampled:
    """The weighted median (mean of the two middle draws where their number is even)."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]

    def of_weights(weights: Array) -> Array:
        reached = np.cumsum(weights[:, order], axis=1)
        total = reached[:, -1:]
        last = len(ordered) - 1
        lower = np.minimum((reached < total / 2).sum(axis=1), last)
        upper = np.minimum((reached < total / 2 + 0.5).sum(axis=1), last)
        return np.asarray((ordered[lower] + ordered[upper]) / 2)

    return of_weights
