"""Plain baselines on the same held-out rows: what a model must beat to be worth its trouble."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from engine.arrays import Array
from engine.contract.data import Contract, Task
from engine.contract.results import Estimate
from engine.evaluate.evaluate import evaluate
from registry.errors import AssayError

LINEAR_ROWS = 50_000
"""The linear baseline is fitted on at most this many training rows, drawn with the seed."""
LINEAR_CELLS = 20_000_000
ITERATIONS = 200
CELL_S = 1.5e-9
"""Seconds for one cell of the matrix in one iteration for one class, on one core."""
RESAMPLES = 200
"""Resamples behind a baseline's intervals: fewer than behind the model's."""
LARGEST = 1e30


class Baseline(Contract):
    """A plain model's metrics; `description` says how it was made, `note` why it has none."""

    name: str
    title: str
    description: str
    rows: int
    estimates: tuple[Estimate, ...] = ()
    note: str = ""


def constant_prediction(task: Task, classes: int, y: Array, rows: int) -> Array:
    """The training rows' class shares [rows, K], or their mean [rows], for every row."""
    if task is Task.REGRESSION:
        return np.full(rows, float(np.mean(y)))
    shares = np.bincount(y.astype(np.int64), minlength=classes) / len(y)
    return np.tile(shares, (rows, 1))


def linear_prediction(
    task: Task,
    classes: int,
    X: NDArray[np.float32],
    y: Array,
    X_held: NDArray[np.float32],
    *,
    seed: int = 0,
    seconds: float = 60.0,
) -> Array:
    """Predictions of a default linear model on median-imputed, standardised features.

    Ridge for regression, logistic regression for classes; [M, K] or [M]. Classes that no training
    row of the sample has get probability 0. `seconds` bounds the sample of training rows.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    cells = min(LINEAR_CELLS, int(seconds / (CELL_S * ITERATIONS * max(1, classes - 1))))
    most = max(1000, min(LINEAR_ROWS, cells // max(1, X.shape[1])))
    if len(y) > most:
        drawn = np.random.default_rng(seed).choice(len(y), most, replace=False)
        X, y = X[drawn], y[drawn]
    steps = (SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler())
    if task is Task.REGRESSION:
        with threadpool_limits(limits=1):
            model = make_pipeline(*steps, Ridge(random_state=seed)).fit(_tame(X), y)
            return np.asarray(model.predict(_tame(X_held)), dtype=np.float64)
    model = make_pipeline(*steps, LogisticRegression(max_iter=ITERATIONS, random_state=seed))
    # Threads that wait for one another in every short product take 20 times as long under load.
    with warnings.catch_warnings(), threadpool_limits(limits=1):
        # A baseline that stops before it has converged is still a baseline.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(_tame(X), y)
    predicted = np.zeros((len(X_held), classes))
    predicted[:, model.classes_.astype(np.int64)] = model.predict_proba(_tame(X_held))
    return predicted


def baselines(
    task: Task,
    classes: tuple[str | int | bool, ...],
    X: NDArray[np.float32],
    y: Array,
    *,
    X_held: NDArray[np.float32],
    y_held: Array,
    seed: int = 0,
    seconds: float = 60.0,
    on_measured: Callable[[float], None] = lambda seconds: None,
) -> tuple[Baseline, ...]:
    """The constant and the linear baseline, fitted on X [N, F] and measured on X_held [M, F].

    `seconds` bounds the rows that the linear one is fitted on; `on_measured` is told how long
    measuring each of them took.
    """

    def measured(predicted: Array) -> tuple[Estimate, ...]:
        begun = time.monotonic()
        evidence = evaluate(task, classes, y_held, predicted, seed=seed, resamples=RESAMPLES)
        on_measured(time.monotonic() - begun)
        return evidence.estimates

    constant = constant_prediction(task, len(classes), y, len(y_held))
    told = "mean of the target" if task is Task.REGRESSION else "share of each class"
    made = [
        Baseline(
            name="constant",
            title="Constant",
            description=f"Always predicts the training rows' {told}.",
            rows=len(y_held),
            estimates=evaluate(
                task, classes, y_held, constant, seed=seed, resamples=RESAMPLES
            ).estimates,
        )
    ]
    kind = "Ridge" if task is Task.REGRESSION else "Logistic"
    linear = {
        "name": "linear",
        "title": "Linear model",
        "description": f"{kind} regression with scikit-learn's defaults on the recipe's features, "
        "median-imputed and standardised.",
        "rows": len(y_held),
    }
    try:
        predicted = linear_prediction(task, len(classes), X, y, X_held, seed=seed, seconds=seconds)
        estimates = measured(predicted)
        made.append(Baseline(**linear, estimates=estimates))
    except (ValueError, AssayError) as error:
        made.append(Baseline(**linear, note=f"could not be fitted: {error}"))
    return tuple(made)


def _tame(X: NDArray[np.float32]) -> NDArray[np.float64]:
    """Infinities and values beyond what float64 sums can square, as missing."""
    wide = X.astype(np.float64)
    wide[np.abs(wide) > LARGEST] = np.nan
    return wide
