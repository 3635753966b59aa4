import numpy as np
import pytest

from engine.contract.data import Task
from engine.search.folds import assign_folds, choose_fold_count, usable_folds


def test_folds_keep_the_classes_shares() -> None:
    y = np.array([0] * 700 + [1] * 250 + [2] * 53)
    folds = assign_folds(y, Task.MULTICLASS, seed=0)
    for code in range(3):
        counts = np.bincount(folds[y == code], minlength=5)
        assert counts.max() - counts.min() <= 1
    assert np.ptp(np.bincount(folds)) <= 1


def test_folds_are_seeded() -> None:
    y = np.arange(100.0)
    first, again, other = (assign_folds(y, Task.REGRESSION, seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_few_rows_make_fewer_folds() -> None:
    assert usable_folds(assign_folds(np.array([0, 1, 0]), Task.BINARY, seed=0)) == 3


@pytest.mark.parametrize(
    ("first_fold_s", "processes", "folds"),
    [(0.01, 1, 5), (0.01, 2, 4), (0.01, 3, 3), (0.01, 8, 5), (1.2, 2, 2), (30.0, 2, 1)],
)
def test_slow_fits_get_fewer_folds_and_no_core_idles(
    first_fold_s: float, processes: int, folds: int
) -> None:
    assert choose_fold_count(first_fold_s, 40.0, processes, 5, threads=processes) == folds


def test_a_fit_with_one_thread_leaves_cores_for_more_folds() -> None:
    assert choose_fold_count(2.5, 40.0, 2, 5, threads=2) == 1
    assert choose_fold_count(2.5, 40.0, 2, 5, threads=1) == 2
