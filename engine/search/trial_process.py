"""One warm process that fits a configuration on a fold; it can be killed without harm.

A fit inside a native library cannot be interrupted, and it can run out of memory: so fits run in
processes of their own. The matrix is shared as memory-mapped .npy files; requests and answers go
through a pipe. Where the process dies, one trial is lost and the next request starts another.

This side loads no ML library, so that a job can start the processes before it loads its own.
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
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.contract.data import Task

MATRIX_FILE, TARGET_FILE, FOLDS_FILE = "X.npy", "y.npy", "folds.npy"
LIBRARIES = ("lightgbm", "flaml.automl.task.factory")
"""What nearly every first fit needs: loaded before the first request comes."""


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

    judging: Judging
    learner: str
    config: Mapping[str, Any]
    fold: int
    seconds: float | None
    threads: int


@dataclass(frozen=True)
class FitAnswer:
    """What a fit gave: its loss and predictions on the fold, or an error in words.

    `seconds` is the whole fit and its judging, `predict_s` what predicting the fold took of it.
    """

    fold: int
    seconds: float
    loss: float | None
    config: Mapping[str, Any]
    predicted: Array | None
    error: str = ""
    predict_s: float = 0.0


class ProcessDiedError(RuntimeError):
    """The process ended in the middle of a fit; the message says how."""


def write_shared(folder: Path, X: Array, y: Array, folds: Array) -> None:
    """Write the matrix, the target and the folds where trial processes map them."""
    for name, array in ((MATRIX_FILE, X), (TARGET_FILE, y), (FOLDS_FILE, folds)):
        np.save(folder / name, np.ascontiguousarray(array), allow_pickle=False)


def remove_shared(folder: Path) -> None:
    """Delete what `write_shared` wrote. On Windows the processes must have ended."""
    for name in (MATRIX_FILE, TARGET_FILE, FOLDS_FILE):
        (folder / name).unlink(missing_ok=True)


class TrialProcess:
    """The parent's side: starts the process when first asked, and again after it died."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
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
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs,), name="assay-trial", daemon=True
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


class TrialPool:
    """The processes of one search, one for each fold that is fitted at a time.

    Entering starts them, which takes as long as loading the ML libraries does; leaving ends them.
    """

    def __init__(self, count: int) -> None:
        self.processes = tuple(TrialProcess() for _ in range(max(1, count)))

    def __enter__(self) -> TrialPool:
        for process in self.processes:
            process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End every process at once."""
        for process in self.processes:
            process.kill()


def _context() -> Any:
    """How processes start: from one that has loaded the libraries, where the platform can fork."""
    # Idle OpenMP threads that spin starve the other processes' (12-fold stalls were measured).
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["engine.search.fold_fit", *LIBRARIES])
    return context


def _serve(pipe: Connection) -> None:
    """The child's side: answer requests until the pipe closes."""
    _end_with_parent()
    # Not at the top: the parent imports this module before it has loaded any ML library.
    from engine.search.fold_fit import FoldFitter

    for name in LIBRARIES:
        importlib.import_module(name)
    fitter = FoldFitter()
    while True:
        try:
            request: FitRequest = pipe.recv()
        except EOFError:
            return
        pipe.send(fitter.fit(request))


def _end_with_parent() -> None:
    """A parent that was killed leaves no process behind that goes on fitting."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
