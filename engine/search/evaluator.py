"""Evaluates one configuration over folds: racing, time limits, failures contained."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any, Literal

import numpy as np

from engine.arrays import Array
from engine.contract.data import Task
from engine.search.folds import FOLDS, assign_folds, usable_folds
from engine.search.problem import SearchProblem
from engine.search.trial_process import (
    FitAnswer,
    FitRequest,
    Judging,
    ProcessDiedError,
    TrialPool,
    TrialProcess,
    remove_shared,
    write_shared,
)

POLL_S = 0.1
CLEARLY_WORSE = 0.01
"""A configuration is dropped when each of its folds is worse, and together by this share."""
FAR_WORSE = 0.1
"""One fold alone says little: there it takes this share."""


@dataclass
class Trial:
    """One configuration's way over the folds. `predicted` holds a fold's predictions by number.

    `seconds` is wall-clock time; `cost_s` counts fitting alone, less what ran beside it;
    `row_seconds` is what predicting one row took.
    """

    learner: str
    config: Mapping[str, Any]
    status: Literal["finished", "pruned", "failed", "skipped"] = "finished"
    note: str = ""
    losses: dict[int, float] = field(default_factory=dict)
    predicted: dict[int, Array] = field(default_factory=dict)
    fitted: list[Mapping[str, Any]] = field(default_factory=list)
    fit_seconds: list[float] = field(default_factory=list)
    row_seconds: float = 0.0
    threads: int = 1
    cost_s: float = 0.0
    seconds: float = 0.0

    def loss(self) -> float:
        """Mean over the folds done."""
        return float(np.mean(list(self.losses.values())))

    def loss_beside(self, other: Trial | None) -> float:
        """The mean over folds, where folds are missing as far from `other`'s as on shared ones."""
        if other is None:
            return self.loss()
        shared = self.losses.keys() & other.losses.keys()
        if not shared or len(shared) == len(other.losses):
            return self.loss()
        ahead = np.mean([self.losses[fold] - other.losses[fold] for fold in shared])
        return other.loss() + float(ahead)

    def refit_config(self) -> dict[str, Any]:
        """The configuration to refit with: what early stopping left, as the mean over folds."""
        merged = dict(self.fitted[0])
        for name, value in merged.items():
            values = [config.get(name) for config in self.fitted]
            if any(other != value for other in values) and isinstance(value, int | float):
                mean = float(np.mean([float(other) for other in values if other is not None]))
                merged[name] = max(1, round(mean)) if isinstance(value, int) else mean
        return merged


class Evaluator:
    """Fits configurations in trial processes. Use as a context manager: leaving ends them."""

    def __init__(self, problem: SearchProblem, pool: TrialPool | None = None) -> None:
        """`pool` is of processes that were started before; as many as are of use if None."""
        self.problem = problem
        self.folds = assign_folds(problem.y, problem.task, problem.seed, FOLDS)
        self.most_folds = usable_folds(self.folds)
        self._judging = Judging(
            problem.folder, problem.task, problem.classes, problem.metric.name, problem.seed
        )
        count = max(1, min(problem.threads, self.most_folds))
        self._pool = pool or TrialPool(count)
        self.processes = self._pool.processes[:count]

    def __enter__(self) -> Evaluator:
        write_shared(self.problem.folder, self.problem.X, self.problem.y, self.folds)
        self.processes[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.kill()
        remove_shared(self.problem.folder)

    def run(
        self,
        trial: Trial,
        fold_count: int,
        *,
        limit_s: float,
        patience_s: float,
        best: Trial | None,
        interrupted: Callable[[], str],
    ) -> None:
        """Fit the trial on those of the first `fold_count` folds that it lacks, several at once.

        `limit_s` bounds the whole trial where its learner can stop by itself; a fit that takes
        `patience_s` is killed. `best` is whom to race. `interrupted` is asked ten times a second: a
        reason ends the trial within that time, as "skipped" with that reason.
        """
        waiting = [fold for fold in range(fold_count) if fold not in trial.losses]
        at_once = max(1, min(len(self.processes), len(waiting)))
        trial.threads = max(1, self.problem.fit_threads // at_once)
        running: dict[int, TrialProcess] = {}
        idle = list(self.processes[:at_once])
        fold_limit = limit_s * at_once / fold_count
        started = time.monotonic()
        while waiting or running:
            try:
                while waiting and idle:
                    fold = waiting.pop(0)
                    request = FitRequest(
                        self._judging,
                        trial.learner,
                        trial.config,
                        fold,
                        fold_limit,
                        trial.threads,
                    )
                    running[fold] = idle.pop(0)
                    running[fold].send(request)
                reason = self._await(running, patience_s, interrupted)
                if reason:
                    trial.status, trial.note = reason
                    self._abandon(running)
                    break
                for fold in self._answered(running):
                    idle.append(running[fold])
                    answer = running.pop(fold).receive()
                    trial.cost_s += answer.seconds / at_once
                    if not self._take(answer, trial):
                        waiting.clear()
            except ProcessDiedError as error:
                trial.status, trial.note = "failed", str(error)
                self._abandon(running)
                break
            if waiting and trial.status == "finished" and _clearly_worse(trial, best):
                waiting.clear()
                trial.status = "pruned"
        if trial.status == "pruned":
            trial.note = f"dropped after {len(trial.losses)} of {fold_count} folds"
        trial.seconds += time.monotonic() - started

    def out_of_fold(self, trial: Trial) -> Array:
        """Predictions of all training rows by models that did not see them, NaN where none."""
        problem = self.problem
        rows = len(problem.y)
        shape = (rows,) if problem.task is Task.REGRESSION else (rows, problem.classes)
        assembled = np.full(shape, np.nan)
        for fold, predicted in trial.predicted.items():
            assembled[self.folds == fold] = predicted
        return assembled

    def _await(
        self,
        running: Mapping[int, TrialProcess],
        patience_s: float,
        interrupted: Callable[[], str],
    ) -> tuple[Literal["failed", "skipped"], str] | None:
        """Wait until a process has something to say; else how and why the trial ends now."""
        pipes = [process.waitable for process in running.values()]
        while not wait(pipes, timeout=POLL_S):
            reason = interrupted()
            if reason:
                return "skipped", reason
            oldest = min(process.sent_at for process in running.values())
            if time.monotonic() - oldest > patience_s:
                return "failed", f"one fold took more than {patience_s:.0f} s"
        return None

    @staticmethod
    def _answered(running: Mapping[int, TrialProcess]) -> list[int]:
        ready = set(wait([process.waitable for process in running.values()], timeout=0))
        return [fold for fold, process in running.items() if process.waitable in ready]

    @staticmethod
    def _take(answer: FitAnswer, trial: Trial) -> bool:
        """Enter an answer; False where the fit failed."""
        if answer.loss is None or answer.predicted is None:
            trial.status, trial.note = "failed", answer.error
            return False
        trial.losses[answer.fold] = answer.loss
        trial.predicted[answer.fold] = answer.predicted
        trial.fitted.append(answer.config)
        trial.fit_seconds.append(answer.seconds)
        trial.row_seconds = answer.predict_s / len(answer.predicted)
        return True

    @staticmethod
    def _abandon(running: dict[int, TrialProcess]) -> None:
        for process in running.values():
            process.kill()
        running.clear()


def _clearly_worse(trial: Trial, best: Trial | None) -> bool:
    """Whether the folds done say that the trial will not come near the leader."""
    if best is None or not trial.losses:
        return False
    shared = trial.losses.keys() & best.losses.keys()
    if not shared:
        return False
    ahead = [trial.losses[fold] - best.losses[fold] for fold in shared]
    theirs = float(np.mean([best.losses[fold] for fold in shared]))
    share = CLEARLY_WORSE if len(shared) > 1 else FAR_WORSE
    return min(ahead) > 0 and float(np.mean(ahead)) > abs(theirs) * share


def plain_config(config: Mapping[str, Any]) -> dict[str, float | int | str | bool | None]:
    """A configuration of plain Python values, as logs and messages hold it."""
    plain: dict[str, float | int | str | bool | None] = {}
    for name, value in config.items():
        item = value.item() if isinstance(value, np.generic) else value
        plain[name] = item if isinstance(item, bool | int | float | str | None) else str(item)
    return plain
