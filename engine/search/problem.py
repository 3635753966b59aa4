"""What is searched over and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.contract.data import Task
from engine.contract.results import TrialRow
from engine.cpus import available_cpus
from engine.metrics import Metric
from engine.search.trial_record import TrialRecord

SMALL_CELLS = 2_000_000
"""Below this many cells a fit has one thread: several wait for one another longer than they gain,
above all where other processes use the cores too (twice the time was measured)."""


def fit_threads(X: NDArray[np.float32], cores: int) -> int:
    """How many threads one fit on X [N, F] has where it runs alone."""
    return cores if X.size >= SMALL_CELLS else 1


@dataclass(frozen=True)
class SearchProblem:
    """Training rows and how to judge configurations on them.

    `X` is the recipe's float32 matrix [N, F], `y` class codes int64 [N] (0 to `classes` - 1) or
    float64 [N]; `learners` are names, the first of which is tried first. `folder` is where the
    trial processes' copy of the matrix lies while searching.
    """

    X: NDArray[np.float32]
    y: Array
    task: Task
    classes: int
    metric: Metric
    learners: tuple[str, ...]
    folder: Path
    seed: int = 0
    threads: int = field(default_factory=available_cpus)

    @property
    def fit_threads(self) -> int:
        """How many threads one fit has where it runs alone."""
        return fit_threads(self.X, self.threads)


@dataclass(frozen=True)
class Callbacks:
    """How search speaks with its caller: each finished trial (and whether it leads); stop?"""

    on_trial: Callable[[TrialRecord, bool], None] = lambda record, leads: None
    should_stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class SearchOutcome:
    """The leading configuration and how it was found.

    `config` refits without validation rows (iteration counts are those early stopping left, mean
    over folds). `out_of_fold` is float64 [N, K] or [N]; NaN for rows of folds that were not used.
    `stopped_early` says that a person stopped the search. `loss` is as `engine.metrics.loss` has
    it, `fit_seconds` the mean time of a fit on one fold's training rows.
    """

    learner: str
    config: Mapping[str, Any]
    loss: float
    trials: tuple[TrialRecord, ...]
    out_of_fold: Array
    fold_count: int
    fit_seconds: float
    stopped_early: bool

    def rows(self) -> tuple[TrialRow, ...]:
        """The trials as lines of a leaderboard, in the order in which they ran."""
        return tuple(record.row() for record in self.trials)
