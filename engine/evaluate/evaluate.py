"""Metrics of predictions on held-out rows, with intervals, as one piece of evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from engine.arrays import Array
from engine.contract.data import Contract, Task
from engine.contract.results import Estimate
from engine.evaluate.intervals import bootstrap, resample_count
from engine.metrics import Metric, decide, metrics_of
from registry.errors import AssayError

COVERAGE = "interval_coverage"


class LeftOut(Contract):
    """A metric that these rows do not define, and why."""

    metric: str
    reason: str


class Residuals(Contract):
    """How far predictions are from the truth (prediction minus truth, in the target's unit)."""

    mean: float
    deviation: float
    smallest: float
    quartiles: tuple[float, float, float]
    largest: float


class MetricsEvidence(Contract):
    """What was measured on held-out rows. `confusion` counts rows: truth by row, label by column.

    `coverage` is the share of rows inside the prediction interval whose nominal level is `level`.
    """

    task: Task
    rows: int
    resamples: int
    method: str
    estimates: tuple[Estimate, ...]
    left_out: tuple[LeftOut, ...] = ()
    classes: tuple[str, ...] = ()
    absent_classes: tuple[str, ...] = Field(
        default=(), description="Classes that no held-out row has"
    )
    confusion: tuple[tuple[int, ...], ...] | None = None
    residuals: Residuals | None = None
    coverage: Estimate | None = None
    level: float | None = None


def evaluate(
    task: Task,
    classes: Sequence[str | int | bool],
    truth: Array,
    prediction: Array,
    *,
    interval: Array | None = None,
    level: float | None = None,
    seed: int = 0,
    resamples: int | None = None,
) -> MetricsEvidence:
    """Every metric of the task with its 95 % interval.

    Takes class codes int64 [N] and probabilities [N, K] (K = len(classes), ascending), or values
    float64 [N] and predictions [N] or [N, 1] with, if there are any, intervals [N, 2] of nominal
    `level`. Intervals come from `resamples` resamples, or from as many as `resample_count` says. A
    metric that these rows do not define is named in `left_out`. Raises AssayError
    `evaluate.no_rows`, or `evaluate.not_finite` where a prediction is NaN or infinite.
    """
    rows = len(truth)
    if not rows:
        raise AssayError(
            "evaluate.no_rows", "No held-out row is left to measure on.", "Hold out a larger share."
        )
    if task is Task.REGRESSION:
        prediction = np.asarray(prediction, dtype=np.float64).reshape(-1)
        truth = np.asarray(truth, dtype=np.float64)
    else:
        truth = np.asarray(truth, dtype=np.int64)
    finite = np.isfinite(prediction).reshape(rows, -1).all(axis=1)
    if not finite.all():
        raise AssayError(
            "evaluate.not_finite",
            f"The model predicts no number for {int((~finite).sum())} of {rows} held-out rows "
            f"(the first is held-out row {int(np.argmin(finite))}).",
            "Look for extreme values in that row, or train with another learner.",
        )
    defined, left_out = _defined(task, classes, truth, prediction)
    intervals = bootstrap(defined, truth, prediction, seed=seed, resamples=resamples)
    estimates = tuple(
        Estimate(
            metric=metric.name,
            value=metric.value(truth, prediction),
            low=intervals.bounds[metric.name][0],
            high=intervals.bounds[metric.name][1],
            higher_is_better=metric.higher_is_better,
        )
        for metric in defined
    )
    common = {
        "task": task,
        "rows": rows,
        "resamples": intervals.resamples,
        "method": intervals.method,
        "estimates": estimates,
        "left_out": left_out,
    }
    if task is Task.REGRESSION:
        coverage = None if interval is None else _coverage(truth, interval, seed)
        return MetricsEvidence(
            **common,
            residuals=_residuals(prediction - truth),
            coverage=coverage,
            level=level if coverage else None,
        )
    count = len(classes)
    cells = np.bincount(truth * count + decide(prediction), minlength=count * count)
    table = cells.reshape(count, count).tolist()
    return MetricsEvidence(
        **common,
        classes=tuple(str(value) for value in classes),
        absent_classes=_absent(classes, truth),
        confusion=tuple(tuple(int(cell) for cell in line) for line in table),
    )


def _absent(classes: Sequence[str | int | bool], truth: Array) -> tuple[str, ...]:
    seen = set(np.unique(truth).tolist())
    return tuple(str(value) for code, value in enumerate(classes) if code not in seen)


def _defined(
    task: Task, classes: Sequence[str | int | bool], truth: Array, prediction: Array
) -> tuple[list[Metric], tuple[LeftOut, ...]]:
    absent = _absent(classes, truth)
    defined: list[Metric] = []
    left_out: list[LeftOut] = []
    for metric in metrics_of(task):
        reason = metric.undefined(truth, len(classes))
        if not reason and metric.every_class and absent:
            reason = f"no held-out row has the class {', '.join(absent)}"
        if reason:
            left_out.append(LeftOut(metric=metric.name, reason=reason))
        else:
            defined.append(metric)
    return defined, tuple(left_out)


def _residuals(residuals: Array) -> Residuals:
    low, middle, high = np.percentile(residuals, [25, 50, 75])
    return Residuals(
        mean=float(residuals.mean()),
        deviation=float(residuals.std()),
        smallest=float(residuals.min()),
        quartiles=(float(low), float(middle), float(high)),
        largest=float(residuals.max()),
    )


def _coverage(truth: Array, interval: Array, seed: int) -> Estimate:
    """Share of rows inside their interval. Resamples of a share are binomial draws."""
    inside = (interval[:, 0] <= truth) & (truth <= interval[:, 1])
    rows, share = len(truth), float(inside.mean())
    draws = np.random.default_rng(seed).binomial(rows, share, size=resample_count(rows, 0)) / rows
    low, high = np.percentile(draws, [2.5, 97.5])
    return Estimate(
        metric=COVERAGE, value=share, low=float(low), high=float(high), higher_is_better=True
    )
