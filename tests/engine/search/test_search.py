import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.contract.data import Task
from engine.metrics import get_metric, loss
from engine.search.budget import Budget, Finishing
from engine.search.evaluator import Evaluator, Trial
from engine.search.learners.registry import get_learner
from engine.search.problem import Callbacks, SearchProblem
from engine.search.search import search
from engine.search.trial_record import TrialRecord
from registry.errors import AssayError

SEARCH_ONLY = Finishing(building_s=0, closing_s=0, model_share=0, parity_share=0, explain_share=0)


def problem(folder: Path, task: Task = Task.BINARY, rows: int = 600) -> SearchProblem:
    """Four numbers, two of which decide the target, some missing."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(rows, 4)).astype(np.float32)
    signal_ = X[:, 0] * 2 + X[:, 1] ** 2 + rng.normal(0, 0.5, rows)
    X[rng.random(X.shape) < 0.05] = np.nan
    y, classes = signal_.astype(np.float64), 0
    if task is Task.BINARY:
        y, classes = (signal_ > 1).astype(np.int64), 2
    if task is Task.MULTICLASS:
        y, classes = np.digitize(signal_, [0, 1.5]).astype(np.int64), 3
    return SearchProblem(
        X, y, task, classes, get_metric(None, task), ("lgbm",), folder, seed=0, threads=2
    )


def budget(seconds: float) -> Budget:
    return Budget(seconds, finishing=SEARCH_ONLY)


def trial_processes() -> list[psutil.Process]:
    """Those that fit, not the one that has loaded the libraries and forks them."""
    children = psutil.Process().children()
    forkers = [each for each in children if "forkserver" in " ".join(each.cmdline())]
    return [child for forker in forkers for child in forker.children()]


def after(trials: int) -> tuple[Callbacks, list[TrialRecord]]:
    """Callbacks that ask for a stop after so many trials, and the records that they saw."""
    seen: list[TrialRecord] = []
    return (
        Callbacks(lambda record, leads: seen.append(record), lambda: len(seen) >= trials),
        seen,
    )


@pytest.mark.parametrize("task", list(Task))
def test_search_beats_the_plainest_prediction_and_hands_over_a_refit(
    task: Task, tmp_path: Path
) -> None:
    given = problem(tmp_path, task)
    callbacks, seen = after(6)
    outcome = search(given, budget(300), callbacks)
    assert outcome.trials == tuple(seen)
    assert outcome.stopped_early
    known = np.isfinite(outcome.out_of_fold).reshape(len(given.y), -1).all(axis=1)
    assert 0.15 < known.mean() <= 1
    if task is Task.REGRESSION:
        plain = np.full(len(given.y), given.y.mean())
    else:
        plain = np.tile(np.bincount(given.y) / len(given.y), (len(given.y), 1))
    found = loss(given.metric, given.y[known], outcome.out_of_fold[known])
    assert found < 0.8 * loss(given.metric, given.y, plain)
    fitted = get_learner(outcome.learner).fit(
        given.X, given.y, task, given.classes, dict(outcome.config), seed=0, threads=1
    )
    assert loss(given.metric, given.y, fitted.predict(given.X)) < found
    assert not list(tmp_path.iterdir())


def test_the_smallest_budget_still_ends_with_one_trial(tmp_path: Path) -> None:
    outcome = search(problem(tmp_path), budget(0.01))
    assert [record.status for record in outcome.trials] == ["finished"]
    assert not outcome.stopped_early


def test_predictions_are_truly_out_of_fold(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    y = rng.integers(0, 2, 400)
    # A feature that tells rows apart and nothing else: memorising it must not help.
    X = np.column_stack([np.arange(400), rng.normal(size=400)]).astype(np.float32)
    metric = get_metric("roc_auc", Task.BINARY)
    given = SearchProblem(X, y, Task.BINARY, 2, metric, ("lgbm",), tmp_path, threads=2)
    trial = Trial("lgbm", {"n_estimators": 50, "num_leaves": 31})
    with Evaluator(given) as evaluator:
        evaluator.run(trial, 5, limit_s=60, patience_s=120, best=None, interrupted=lambda: "")
        predicted = evaluator.out_of_fold(trial)
    assert trial.status == "finished"
    assert 0.4 < metric.value(y, predicted) < 0.65


def test_a_killed_process_loses_one_trial(tmp_path: Path) -> None:
    given = problem(tmp_path)
    seen: list[TrialRecord] = []

    def failed() -> list[int]:
        return [place for place, record in enumerate(seen) if record.status == "failed"]

    def kill_until_it_hits(record: TrialRecord, leads: bool) -> None:
        # On a loaded machine a process may not have begun its next trial yet: then none is lost.
        del leads
        seen.append(record)
        if len(seen) >= 2 and not failed():
            assert trial_processes()
            for child in trial_processes():
                child.send_signal(signal.SIGKILL)

    def enough() -> bool:
        return bool(failed()) and len(seen) >= failed()[0] + 3

    outcome = search(given, budget(300), Callbacks(kill_until_it_hits, enough))
    statuses = [record.status for record in outcome.trials]
    assert statuses.count("failed") == 1
    lost = statuses.index("failed")
    assert "signal 9" in outcome.trials[lost].note
    assert statuses[lost + 1] in {"finished", "pruned"}


def endless(folder: Path) -> tuple[SearchProblem, Trial]:
    """A fit that would take minutes."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(60_000, 20)).astype(np.float32)
    y = (X @ rng.normal(size=20)).astype(np.float64) + rng.normal(size=60_000)
    metric = get_metric(None, Task.REGRESSION)
    given = SearchProblem(X, y, Task.REGRESSION, 0, metric, ("lgbm",), folder, threads=1)
    values = {"n_estimators": 30_000, "num_leaves": 500, "learning_rate": 0.001}
    return given, Trial("lgbm", values)


def test_a_stop_request_ends_a_running_fit(tmp_path: Path) -> None:
    given, trial = endless(tmp_path)
    asked = time.monotonic() + 3
    with Evaluator(given) as evaluator:
        evaluator.run(
            trial, 1, limit_s=600, patience_s=600, best=None,
            interrupted=lambda: "stopped on request" if time.monotonic() > asked else "",
        )  # fmt: skip
        assert evaluator.processes[0].pid is None
    assert (trial.status, trial.note) == ("skipped", "stopped on request")
    assert trial.seconds < 60


def test_a_fit_that_overruns_is_killed_and_the_next_one_runs(tmp_path: Path) -> None:
    given, slow = endless(tmp_path)
    quick = Trial("lgbm", {"n_estimators": 4, "num_leaves": 4})
    with Evaluator(given) as evaluator:
        evaluator.run(slow, 1, limit_s=600, patience_s=3, best=None, interrupted=lambda: "")
        evaluator.run(quick, 1, limit_s=600, patience_s=120, best=None, interrupted=lambda: "")
    assert slow.status == "failed"
    assert "more than 3 s" in slow.note
    assert quick.status == "finished"


def test_a_clearly_worse_configuration_is_dropped_after_its_first_folds(tmp_path: Path) -> None:
    given = problem(tmp_path)
    options = {"limit_s": 60.0, "patience_s": 120.0, "interrupted": lambda: ""}
    good = Trial("lgbm", {"n_estimators": 60, "num_leaves": 8})
    poor = Trial("lgbm", {"n_estimators": 1, "num_leaves": 2, "learning_rate": 0.001})
    with Evaluator(given) as evaluator:
        evaluator.run(good, 5, best=None, **options)
        evaluator.run(poor, 5, best=good, **options)
    assert good.status == "finished"
    assert (poor.status, len(poor.losses)) == ("pruned", 2)
    assert poor.loss_beside(good) > good.loss()


def test_a_learner_that_cannot_fit_is_contained_and_named(tmp_path: Path) -> None:
    given = problem(tmp_path)
    one_class = SearchProblem(
        given.X, np.zeros(600, np.int64), Task.BINARY, 2, given.metric, ("lgbm",), tmp_path
    )
    with pytest.raises(AssayError) as caught:
        search(one_class, budget(300))
    assert caught.value.code == "search.nothing_worked"
    assert "one class" in caught.value.message


def test_one_row_is_refused(tmp_path: Path) -> None:
    given = problem(tmp_path)
    single = SearchProblem(
        given.X[:1], given.y[:1], Task.BINARY, 2, given.metric, ("lgbm",), tmp_path
    )
    with pytest.raises(AssayError, match="too few"):
        search(single, budget(5))


def test_every_trial_is_told_to_the_callback_when_it_ends(tmp_path: Path) -> None:
    told: list[TrialRecord] = []
    callbacks = Callbacks(lambda record, leads: told.append(record), lambda: len(told) >= 3)
    outcome = search(problem(tmp_path), budget(300), callbacks)
    assert tuple(told) == outcome.trials


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_trial_processes_end_with_the_search(tmp_path: Path) -> None:
    callbacks, _ = after(2)
    search(problem(tmp_path), budget(300), callbacks)
    assert not trial_processes()


PARENT = """
import sys, numpy as np
from pathlib import Path
from engine.contract.data import Task
from engine.metrics import get_metric
from engine.search.evaluator import Evaluator, Trial
from engine.search.problem import SearchProblem

rng = np.random.default_rng(0)
X, y = rng.normal(size=(60_000, 20)).astype(np.float32), rng.normal(size=60_000)
metric = get_metric(None, Task.REGRESSION)
given = SearchProblem(X, y, Task.REGRESSION, 0, metric, ("lgbm",), Path(sys.argv[1]), threads=1)
with Evaluator(given) as evaluator:
    print(evaluator.processes[0].pid, flush=True)
    trial = Trial("lgbm", {"n_estimators": 30_000, "num_leaves": 500, "learning_rate": 0.001})
    evaluator.run(trial, 1, limit_s=600, patience_s=600, best=None, interrupted=lambda: "")
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_killed_worker_leaves_no_process_that_goes_on_fitting(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    # Where nobody collects orphans, the ended child stays listed as a zombie.
    ended = time.monotonic() + 60
    with contextlib.suppress(psutil.NoSuchProcess):
        while child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < ended, "the trial process outlived its parent"
            psutil.wait_procs([child], timeout=0.1)
