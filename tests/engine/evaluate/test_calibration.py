"""How far what is stated is from what happened: right, shifted, several classes, intervals."""

from __future__ import annotations

import numpy as np
import pytest

from engine.contract.data import Task
from engine.contract.results import Estimate
from engine.evaluate.calibration import CalibrationEvidence, calibration, interval_calibration


def binary(shift: float, rows: int = 20_000) -> CalibrationEvidence:
    rng = np.random.default_rng(3)
    true = rng.uniform(0.05, 0.75, rows)
    truth = (rng.uniform(size=rows) < true).astype(np.int64)
    stated = true + shift
    return calibration(Task.BINARY, truth, np.column_stack([1 - stated, stated]))


def test_right_probabilities_have_an_error_near_zero() -> None:
    found = binary(0.0)
    assert found.error.value < 0.015
    assert sum(one.rows for one in found.bins) == found.rows == 20_000
    assert max(one.rows for one in found.bins) - min(one.rows for one in found.bins) <= 1


def test_a_shift_of_all_probabilities_is_the_error() -> None:
    found = binary(0.2)
    assert found.error.value == pytest.approx(0.2, abs=0.01)
    assert 0.19 < found.error.low < found.error.value < found.error.high < 0.22


def test_the_error_is_the_weighted_gap_of_the_bins_that_are_told() -> None:
    found = binary(0.1, 400)
    gaps = [one.rows * abs(one.stated - one.happened) for one in found.bins]
    assert found.error.value == pytest.approx(sum(gaps) / found.rows)


def test_several_classes_are_judged_by_the_predicted_one() -> None:
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(4), 5000)
    truth = np.array([rng.choice(4, p=row) for row in p])
    found = calibration(Task.MULTICLASS, truth, p)
    assert found.error.value < 0.03
    overconfident = np.eye(4)[p.argmax(axis=1)]
    assert calibration(Task.MULTICLASS, truth, overconfident).error.value == pytest.approx(
        1 - (truth == p.argmax(axis=1)).mean()
    )


def test_one_row_and_equal_probabilities_are_no_crash() -> None:
    one = calibration(Task.BINARY, np.array([1]), np.array([[0.25, 0.75]]))
    assert one.error.value == pytest.approx(0.25)
    same = calibration(Task.BINARY, np.array([0, 1, 1, 1]), np.full((4, 2), 0.5))
    assert [(row.rows, row.happened) for row in same.bins] == [(4, 0.75)]


@pytest.mark.parametrize(
    ("value", "low", "high", "error"),
    [(0.88, 0.86, 0.91, (0.02, 0.0, 0.04)), (0.95, 0.93, 0.97, (0.05, 0.03, 0.07))],
)
def test_an_interval_is_judged_by_its_coverage(
    value: float, low: float, high: float, error: tuple[float, float, float]
) -> None:
    coverage = Estimate(
        metric="interval_coverage", value=value, low=low, high=high, higher_is_better=True
    )
    found = interval_calibration(coverage, 0.9, 100).error
    assert (found.value, found.low, found.high) == pytest.approx(error)
