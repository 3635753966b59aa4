import numpy as np
import pytest

from engine.contract.data import Task
from engine.evaluate.baseline import baselines, constant_prediction, linear_prediction


def rows(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(count, 3)).astype(np.float32)
    y = X[:, 0] - 2 * X[:, 1] + rng.normal(0, 0.3, count)
    X[rng.random(X.shape) < 0.03] = np.nan
    return X, y.astype(np.float64)


def test_the_linear_baseline_beats_the_constant_one_on_a_linear_target() -> None:
    X, y = rows(0, 600)
    X_held, y_held = rows(1, 200)
    constant, linear = baselines(Task.REGRESSION, (), X, y, X_held=X_held, y_held=y_held)
    r2 = {
        base.name: {e.metric: e.value for e in base.estimates}["r2"] for base in (constant, linear)
    }
    assert r2["constant"] == pytest.approx(0, abs=0.05)
    assert r2["linear"] > 0.8


@pytest.mark.parametrize("cuts", [(0.0,), (-1.0, 1.0)])
def test_classes_have_both_baselines(cuts: tuple[float, ...]) -> None:
    X, y = rows(0, 600)
    X_held, y_held = rows(1, 200)
    task = Task.BINARY if len(cuts) == 1 else Task.MULTICLASS
    classes = tuple("abc"[: len(cuts) + 1])
    made = baselines(
        task, classes, X, np.digitize(y, cuts), X_held=X_held, y_held=np.digitize(y_held, cuts)
    )
    losses = {b.name: {e.metric: e.value for e in b.estimates}["log_loss"] for b in made}
    assert losses["linear"] < 0.6 * losses["constant"]


def test_the_constant_is_the_training_rows_shares() -> None:
    shares = constant_prediction(Task.BINARY, 2, np.array([0, 0, 0, 1]), 2)
    assert shares.tolist() == [[0.75, 0.25], [0.75, 0.25]]


def test_infinite_and_empty_columns_do_not_stop_the_linear_baseline() -> None:
    X, y = rows(0, 300)
    X[0, 0], X[1, 0] = np.inf, np.float32(3e38)
    X[:, 2] = np.nan
    assert np.isfinite(linear_prediction(Task.REGRESSION, 0, X, y, X)).all()


def test_a_class_without_training_rows_gets_no_probability() -> None:
    X, y = rows(0, 300)
    predicted = linear_prediction(Task.MULTICLASS, 3, X, (y > 0).astype(np.int64), X)
    assert predicted.shape == (300, 3)
    assert (predicted[:, 2] == 0).all()
