"""One warm process that fits a configuration on a fold; it can be killed without harm.

A fit inside a native library cannot be interrupted, and it can run out of memory: so fits run in
processes of their own. The matrix is shared as memory-mapped .npy files; requests and answers go
through a pipe. Where the process dies, one trial is lost and the next request starts another.
"""

from __future__ import annotations

import importlib
import multiprocessing
import multiprocessing.connection
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.contract.data import Task
from engine.metrics import UndefinedMetricError, get_metric, loss
from registry.errors import AssayError

_MATRIX, _TARGET, _FOLDS = "X.npy", "y.npy", "folds.npy"


@dataclass(frozen=True)
class Judging:
    """What stays the same for all fits of a search."""

    folder: Path
    task: Task
    classes: int
    metric: str
    seed: int


@dataclass(frozen=True)
class FitRequest:
    """Fit a configuration on the rows outside a fold; `seconds` is for learners that can stop."""

    learner: str
    config: Mapping[str, Any]
    fold: int
    seconds: float | None
    threads: int


@dataclass(frozen=True)
class FitAnswer:
    """What a fit gave: its loss and predictions on the fold, or an error in words."""

    fold: int
    seconds: float
    loss: float | None
    config: Mapping[str, Any]
    predicted: Array | None
    error: str = ""


class ProcessDiedError(RuntimeError):
    """The process ended in the middle of a fit; the message says how."""


def write_shared(folder: Path, X: Array, y: Array, folds: Array) -> None:
    """Write the matrix, the target and the folds where trial processes map them."""
    for name, array in ((_MATRIX, X), (_TARGET, y), (_FOLDS, folds)):
        np.save(folder / name, np.ascontiguousarray(array), allow_pickle=False)


def remove_shared(folder: Path) -> None:
    """Delete what `write_shared` wrote. On Windows the processes must have ended."""
    for name in (_MATRIX, _TARGET, _FOLDS):
        (folder / name).unlink(missing_ok=True)


class TrialProcess:
    """The parent's side: starts the process when first asked, and again after it died."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self.sent_at = 0.0

    @property
    def pid(self) -> int | None:
        """The running process's id, or None."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process unless it runs, so that it warms up while other things are done."""
        if self._process is not None and self._process.is_alive():
            return
        self.kill()
        # Idle OpenMP threads that spin starve the other processes' (12-fold stalls were measured).
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._judging), name="assay-trial", daemon=True
        )
        self._process.start()
        theirs.close()

    def send(self, request: FitRequest) -> None:
        """Ask for one fit. The answer is awaited on `waitable`."""
        self.start()
        assert self._pipe is not None
        self.sent_at = time.monotonic()
        try:
            self._pipe.send(request)
        except OSError as error:
            raise ProcessDiedError(self._ending()) from error

    @property
    def waitable(self) -> Connection:
        """Becomes ready when an answer has come or the process has ended."""
        assert self._pipe is not None
        return self._pipe

    def receive(self) -> FitAnswer:
        """The answer. Raises ProcessDiedError if the process ended instead."""
        assert self._pipe is not None
        try:
            answer: FitAnswer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessDiedError(self._ending()) from error
        return answer

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _ending(self) -> str:
        code = None
        if self._process is not None:
            self._process.join(timeout=5)
            code = self._process.exitcode
        self.kill()
        if code == -9:
            return "the trial's process was killed (signal 9), most often for want of memory"
        if code is not None and code < 0:
            return f"the trial's process crashed (signal {-code})"
        return f"the trial's process ended (exit code {code})"


def _serve(pipe: Connection, judging: Judging) -> None:
    """The child's side: answer requests until the pipe closes."""
    _end_with_parent()
    arrays = tuple(
        np.load(judging.folder / name, mmap_mode="r", allow_pickle=False)
        for name in (_MATRIX, _TARGET, _FOLDS)
    )
    while True:
        try:
            request: FitRequest = pipe.recv()
        except EOFError:
            return
        pipe.send(_fit(request, judging, arrays))


def _end_with_parent() -> None:
    """A parent that was killed leaves no process behind that goes on fitting."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


_LIBRARIES = {
    "lgbm": "lightgbm",
    "xgboost": "xgboost",
    "xgb_limitdepth": "xgboost",
    "catboost": "catboost",
}


def _fit(request: FitRequest, judging: Judging, arrays: tuple[Array, ...]) -> FitAnswer:
    started = time.monotonic()
    try:
        # Importing a library is no cost of the configuration that happens to come first.
        importlib.import_module(_LIBRARIES.get(request.learner, "sklearn.ensemble"))
        started = time.monotonic()
        value, config, predicted = _fit_and_judge(request, judging, arrays)
    except AssayError as error:
        return FitAnswer(
            request.fold, time.monotonic() - started, None, {}, None, error.message[:300]
        )
    # A learner may fail on a configuration in any way; the search goes on with the next.
    except Exception as error:  # noqa: BLE001
        text = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        return FitAnswer(request.fold, time.monotonic() - started, None, {}, None, text)
    return FitAnswer(request.fold, time.monotonic() - started, value, config, predicted)


def _fit_and_judge(
    request: FitRequest, judging: Judging, arrays: tuple[Array, ...]
) -> tuple[float, Mapping[str, Any], Array]:
    from engine.search.learners.registry import get_learner

    X, y, folds = arrays
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
    predicted = fitted.predict(X_valid)
    if not np.isfinite(predicted).all():
        raise ValueError("the model predicts NaN or infinity")
    try:
        value = loss(get_metric(judging.metric, judging.task), y_valid, predicted)
    except UndefinedMetricError as error:
        raise ValueError(f"{judging.metric} is not defined on a fold: {error}") from error
    return value, fitted.config, predicted
