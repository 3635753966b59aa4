"""How far stated probabilities, or a prediction interval, are from what happened."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Array
from engine.contract.data import Contract, Task
from engine.contract.results import Estimate
from engine.metrics import decide, normalised

BINS: Final = 10
RESAMPLES: Final = 500


class Bin(Contract):
    """Rows whose stated probability lies close together, and the share for which it came true."""

    rows: int
    stated: float
    happened: float


class Gap(Contract):
    """A distance with its 95 % interval; 0 is perfect."""

    value: float
    low: float
    high: float


class CalibrationEvidence(Contract):
    """What is stated against what happened, on held-out rows.

    Classification: `error` is the expected calibration error over bins of equal size. Regression:
    it is how far the interval's `coverage` is from the `level` that it was made for, and there are
    no bins.
    """

    task: Task
    rows: int
    of: str
    method: str
    error: Gap
    bins: tuple[Bin, ...] = ()
    level: float | None = None
    coverage: float | None = None


def calibration(
    task: Task, truth: Array, probabilities: Array, *, seed: int = 0
) -> CalibrationEvidence:
    """Calibration of class codes int64 [N] against probabilities [N, K], K at least 2.

    Binary: the probability of the second class. Multiclass: that of the predicted class. Bins hold
    equally many rows, ties together (Nguyen and O'Connor, EMNLP 2015, for the adaptive bins; Naeini
    et al., AAAI 2015, for the error); the interval is a percentile bootstrap over rows in those
    bins. With few rows the error is biased upwards: a perfect model has one above 0.
    """
    p = normalised(probabilities)
    if task is Task.BINARY:
        stated, happened = p[:, 1], (truth == 1).astype(np.float64)
        of = "the probability of the second class"
    else:
        labels = decide(probabilities)
        stated, happened = p[np.arange(len(p)), labels], (truth == labels).astype(np.float64)
        of = "the probability of the predicted class"
    codes = _bins(stated)
    count = int(codes.max()) + 1
    # Sums of 1, stated and happened over the rows of each bin, [bins, 3].
    sums = np.stack(
        [
            np.bincount(codes, weights=one, minlength=count)
            for one in (np.ones(len(p)), stated, happened)
        ],
        axis=1,
    )
    drawn = _resampled(codes, np.stack([stated, happened], axis=1), count, seed)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return CalibrationEvidence(
        task=task,
        rows=len(p),
        of=of,
        method=f"expected calibration error over {count} bins of equal size; percentile "
        f"bootstrap, {RESAMPLES} resamples, seed {seed}",
        error=Gap(value=float(_error(sums)), low=float(low), high=float(high)),
        bins=tuple(
            Bin(rows=int(rows), stated=float(said / rows), happened=float(true / rows))
            for rows, said, true in sums
        ),
    )


def interval_calibration(coverage: Estimate, level: float, rows: int) -> CalibrationEvidence:
    """How far the share of rows inside their interval is from the level that was promised."""
    ends = sorted(abs(end - level) for end in (coverage.low, coverage.high))
    inside = coverage.low <= level <= coverage.high
    return CalibrationEvidence(
        task=Task.REGRESSION,
        rows=rows,
        of="the prediction interval",
        method="distance of the interval's coverage from its level; 95 % interval of the coverage",
        error=Gap(value=abs(coverage.value - level), low=0.0 if inside else ends[0], high=ends[1]),
        level=level,
        coverage=coverage.value,
    )


def _bins(stated: Array) -> Array:
    """The bin of each row: equally many rows each, equal values together; codes without gaps."""
    edges = np.quantile(stated, np.linspace(0, 1, BINS + 1)[1:-1])
    codes = np.searchsorted(edges, stated, side="left")
    return np.asarray(np.unique(codes, return_inverse=True)[1])


def _error(sums: Array) -> Array:
    """The error from sums [..., bins, 3]; bins without rows count nothing."""
    rows = sums[..., 0]
    gaps = np.abs(sums[..., 1] - sums[..., 2])
    return np.asarray(gaps.sum(axis=-1) / rows.sum(axis=-1))


def _resampled(codes: Array, values: Array, count: int, seed: int) -> Array:
    """The error in resamples of rows, [RESAMPLES]."""
    generator = np.random.default_rng(seed)
    rows = len(codes)
    drawn = np.empty(RESAMPLES)
    for place in range(RESAMPLES):
        weights = np.bincount(generator.integers(0, rows, rows), minlength=rows)
        sums = [np.bincount(codes, weights=weights, minlength=count)]
        sums += [np.bincount(codes, weights=weights * one, minlength=count) for one in values.T]
        drawn[place] = _error(np.stack(sums, axis=1))
    return drawn
