"""Which rows validate which fit, and how many folds a trial can afford."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.contract.data import Task

FOLDS = 5
TRIALS_IN_A_SEARCH = 12
"""A trial on all of its folds should take no more than this part of the search."""


def assign_folds(y: Array, task: Task, seed: int, folds: int = FOLDS) -> NDArray[np.int8]:
    """The fold int8 [N] that each row validates, stratified by class for classification.

    Every class is dealt out over the folds in turn, going on where the class before ended, so that
    folds differ in size by one row at most. With fewer rows than folds some folds are empty.
    """
    generator = np.random.default_rng(seed)
    shuffled = generator.permutation(len(y))
    if task is not Task.REGRESSION:
        shuffled = shuffled[np.argsort(y[shuffled], kind="stable")]
    assigned = np.empty(len(y), dtype=np.int8)
    assigned[shuffled] = np.arange(len(y)) % folds
    return assigned


def usable_folds(assigned: NDArray[np.int8]) -> int:
    """Leading folds that have rows; at least two, since a fit needs rows to train on too."""
    return int(assigned.max()) + 1 if len(assigned) else 0


def choose_fold_count(
    first_fold_s: float, search_s: float, processes: int, most: int, *, threads: int
) -> int:
    """How many of `most` folds each trial uses, from what one fold of an ordinary fit took.

    `first_fold_s` was measured with so many `threads` and `search_s` is the whole of the search.
    Folds run `processes` at a time. One fold (a plain validation split) where even two would take
    too large a part; else the number that leaves cores idle least, and of those the largest.
    """
    # A fit on a share of the cores is slower, though by less than that share; and fits side by
    # side slow one another down a little.
    fold_s = first_fold_s * (1 + 0.6 * (min(processes, threads) - 1) + 0.1 * (processes > 1))
    fitting = [
        folds
        for folds in range(2, most + 1)
        if fold_s * math.ceil(folds / processes) * TRIALS_IN_A_SEARCH <= search_s
    ]
    if not fitting:
        return 1
    return max(fitting, key=lambda folds: (folds / math.ceil(folds / processes), folds))
