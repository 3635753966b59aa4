"""Fits and judges one configuration on one fold: what a trial process does."""

from __future__ import annotations

import importlib
import time

import numpy as np

from engine.arrays import Array
from engine.metrics import UndefinedMetricError, get_metric, loss
from engine.search.learners.registry import get_learner
from engine.search.trial_process import (
    FOLDS_FILE,
    MATRIX_FILE,
    TARGET_FILE,
    FitAnswer,
    FitRequest,
    Judging,
)
from registry.errors import AssayError

_LIBRARIES = {
    "lgbm": "lightgbm",
    "xgboost": "xgboost",
    "xgb_limitdepth": "xgboost",
    "catboost": "catboost",
}


class FoldFitter:
    """Answers requests; the mapped matrix is kept from one to the next."""

    def __init__(self) -> None:
        self._judging: Judging | None = None
        self._arrays: tuple[Array, ...] = ()

    def fit(self, request: FitRequest) -> FitAnswer:
        """Fit, predict and judge; whatever goes wrong is told in the answer."""
        started = time.monotonic()
        try:
            # Importing a library is no cost of the configuration that happens to come first.
            importlib.import_module(_LIBRARIES.get(request.learner, "sklearn.ensemble"))
            started = time.monotonic()
            return self._fit(request, started)
        except AssayError as error:
            text = error.message[:300]
        # A learner may fail on a configuration in any way; the search goes on with the next.
        except Exception as error:  # noqa: BLE001
            text = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        return FitAnswer(request.fold, time.monotonic() - started, None, {}, None, text)

    def _fit(self, request: FitRequest, started: float) -> FitAnswer:
        judging = request.judging
        X, y, folds = self._shared(judging)
        validating = folds == request.fold
        X_valid, y_valid = np.asarray(X[validating]), np.asarray(y[validating])
        fitted = get_learner(request.learner).fit(
            np.asarray(X[~validating]),
            np.asarray(y[~validating]),
            judging.task,
            judging.classes,
            dict(request.config),
            valid=(X_valid, y_valid),
            seconds=request.seconds,
            seed=judging.seed,
            threads=request.threads,
        )
        before = time.monotonic()
        predicted = fitted.predict(X_valid)
        predict_s = time.monotonic() - before
        if not np.isfinite(predicted).all():
            raise ValueError("the model predicts NaN or infinity")
        try:
            value = loss(get_metric(judging.metric, judging.task), y_valid, predicted)
        except UndefinedMetricError as error:
            raise ValueError(f"{judging.metric} is not defined on a fold: {error}") from error
        seconds = time.monotonic() - started
        return FitAnswer(
            request.fold, seconds, value, fitted.config, predicted, predict_s=predict_s
        )

    def _shared(self, judging: Judging) -> tuple[Array, ...]:
        if judging != self._judging:
            self._arrays = tuple(
                np.load(judging.folder / name, mmap_mode="r", allow_pickle=False)
                for name in (MATRIX_FILE, TARGET_FILE, FOLDS_FILE)
            )
            self._judging = judging
        return self._arrays
