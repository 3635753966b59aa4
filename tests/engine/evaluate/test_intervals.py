import numpy as np
import pytest

from engine.arrays import Array
from engine.contract.data import Task
from engine.evaluate import intervals
from engine.evaluate.intervals import bootstrap, resample_count, resampled
from engine.metrics import get_metric, metrics_of


def sample(task: Task, rows: int, seed: int = 0) -> tuple[Array, Array]:
    """Truth and an imperfect prediction, with ties among the probabilities."""
    rng = np.random.default_rng(seed)
    if task is Task.REGRESSION:
        truth = rng.normal(10, 2, rows)
        return truth, truth + rng.normal(0, 1, rows)
    classes = 2 if task is Task.BINARY else 4
    truth = rng.integers(0, classes, rows)
    raw = rng.gamma(1.0, size=(rows, classes)) + np.eye(classes)[truth]
    return truth, np.round(raw / raw.sum(axis=1, keepdims=True), 2) + 1e-3


@pytest.mark.parametrize("task", list(Task))
def test_unit_weights_give_the_metrics_own_value(task: Task) -> None:
    truth, prediction = sample(task, 301)
    for metric in metrics_of(task):
        value = resampled(metric, truth, prediction)(np.ones((1, 301)))
        assert value[0] == pytest.approx(metric.value(truth, prediction), rel=1e-12), metric.name


@pytest.mark.parametrize("task", list(Task))
def test_weights_act_as_repeated_rows(task: Task) -> None:
    truth, prediction = sample(task, 120)
    weights = np.random.default_rng(5).integers(0, 4, 120)
    again = np.repeat(np.arange(120), weights)
    for metric in metrics_of(task):
        value = resampled(metric, truth, prediction)(weights[None].astype(float))
        expected = metric.value(truth[again], prediction[again])
        assert value[0] == pytest.approx(expected, rel=1e-12), metric.name


def test_the_interval_of_a_mean_has_the_width_that_theory_gives() -> None:
    truth, prediction = sample(Task.REGRESSION, 2000)
    mae = get_metric("mae", Task.REGRESSION)
    low, high = bootstrap([mae], truth, prediction, seed=1).bounds["mae"]
    errors = np.abs(truth - prediction)
    expected = 2 * 1.96 * errors.std() / np.sqrt(2000)
    assert high - low == pytest.approx(expected, rel=0.12)
    assert low < errors.mean() < high


def test_the_same_seed_gives_the_same_interval() -> None:
    truth, prediction = sample(Task.BINARY, 400)
    metrics = metrics_of(Task.BINARY)
    first = bootstrap(metrics, truth, prediction, seed=7)
    assert first == bootstrap(metrics, truth, prediction, seed=7)
    assert first.bounds != bootstrap(metrics, truth, prediction, seed=8).bounds


def test_resamples_without_a_class_are_passed_over() -> None:
    truth = np.array([1] + [0] * 9)
    p1 = np.linspace(0.9, 0.1, 10)
    auc = get_metric("roc_auc", Task.BINARY)
    low, high = bootstrap([auc], truth, np.column_stack([1 - p1, p1]), seed=0).bounds["roc_auc"]
    assert np.isfinite([low, high]).all()


def test_fewer_resamples_for_more_rows_and_never_fewer_than_the_floor() -> None:
    assert resample_count(5_000, 2) == 1000
    assert resample_count(10_000, 2) == 500
    assert resample_count(10_000_000, 2) == 100


def test_many_rows_use_the_bag_of_little_bootstraps(monkeypatch: pytest.MonkeyPatch) -> None:
    truth, prediction = sample(Task.REGRESSION, 8000)
    rmse = get_metric("rmse", Task.REGRESSION)
    whole = bootstrap([rmse], truth, prediction, seed=2).bounds["rmse"]
    monkeypatch.setattr(intervals, "LARGE", 2000)
    little = bootstrap([rmse], truth, prediction, seed=2)
    assert "2000 of 8000 rows" in little.method
    low, high = little.bounds["rmse"]
    assert low < rmse.value(truth, prediction) < high
    assert high - low == pytest.approx(whole[1] - whole[0], rel=0.2)
