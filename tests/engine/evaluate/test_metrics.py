import numpy as np
import pytest
from sklearn import metrics as sk

from engine.contract.data import Task
from engine.metrics import (
    METRICS,
    UndefinedMetricError,
    decide,
    get_metric,
    loss,
    metrics_of,
    value_of_loss,
)
from registry.errors import AssayError


@pytest.mark.parametrize(
    ("task", "name"),
    [(Task.BINARY, "log_loss"), (Task.MULTICLASS, "log_loss"), (Task.REGRESSION, "rmse")],
)
def test_each_task_has_its_default_metric(task: Task, name: str) -> None:
    assert get_metric(None, task).name == name


def test_an_unknown_metric_is_refused_naming_those_that_fit() -> None:
    with pytest.raises(AssayError) as caught:
        get_metric("gini", Task.BINARY)
    assert caught.value.code == "metric.unknown"
    assert "roc_auc" in caught.value.hint
    assert "rmse" not in caught.value.hint


def test_a_metric_of_another_task_is_refused() -> None:
    with pytest.raises(AssayError) as caught:
        get_metric("rmse", Task.MULTICLASS)
    assert caught.value.code == "metric.wrong_task"


def test_names_are_unique_within_a_task() -> None:
    for task in Task:
        names = [metric.name for metric in metrics_of(task)]
        assert len(names) == len(set(names))


def test_a_perfect_prediction_has_the_least_loss() -> None:
    truth = {
        Task.BINARY: np.array([0, 1, 1, 0]),
        Task.MULTICLASS: np.array([0, 1, 2, 1]),
        Task.REGRESSION: np.array([1.0, 2.0, 4.0, 8.0]),
    }
    for task in Task:
        y = truth[task]
        perfect = y if task is Task.REGRESSION else np.eye(int(y.max()) + 1)[y]
        for metric in metrics_of(task):
            assert loss(metric, y, perfect) == pytest.approx(0, abs=1e-9), metric.name


def test_a_loss_gives_its_value_back() -> None:
    for metric in METRICS:
        minimised = 0.25
        value = value_of_loss(metric, minimised)
        assert value == (0.75 if metric.higher_is_better else 0.25)


def test_ties_at_one_half_after_rounding_are_the_positive_class() -> None:
    p1 = np.array([0.5, 0.4999999, 0.499999, 0.5000001])
    assert decide(np.column_stack([1 - p1, p1])).tolist() == [1, 1, 0, 1]


def test_multiclass_ties_go_to_the_first_class() -> None:
    assert decide(np.array([[0.2, 0.4, 0.4], [0.39999999, 0.4, 0.2]])).tolist() == [1, 0]


def test_one_class_leaves_the_ranking_undefined() -> None:
    metric = get_metric("roc_auc", Task.BINARY)
    with pytest.raises(UndefinedMetricError, match="one class"):
        metric.value(np.array([1, 1]), np.array([[0.2, 0.8], [0.4, 0.6]]))


def test_zero_targets_leave_the_percentage_error_undefined() -> None:
    with pytest.raises(UndefinedMetricError, match="zero"):
        get_metric("mape", Task.REGRESSION).value(np.array([0.0, 1.0]), np.array([1.0, 1.0]))


def test_float32_probabilities_give_scikit_learns_numbers() -> None:
    rng = np.random.default_rng(3)
    p = rng.dirichlet(np.ones(3), 200).astype(np.float32)
    y = rng.integers(0, 3, 200)
    metric = get_metric("roc_auc_ovr", Task.MULTICLASS)
    wide = p.astype(np.float64)
    wide /= wide.sum(axis=1, keepdims=True)
    expected = sk.roc_auc_score(y, wide, multi_class="ovr")
    assert metric.value(y, p) == pytest.approx(expected)
