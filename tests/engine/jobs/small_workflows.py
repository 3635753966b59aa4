"""Small workflows that really run in workers: a search, and the ways in which work goes wrong."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time

from engine.contract.data import Task
from engine.contract.requests import TrainRequest
from engine.contract.results import Estimate, TrainResult, TrialRow
from engine.jobs.context import JobContext
from registry.errors import AssayError


def search(request: TrainRequest, context: JobContext) -> TrainResult:
    """Look for the least of a parabola until the budget or the person says stop."""
    return _search(request, context, threading.Event())


def _search(request: TrainRequest, context: JobContext, pace: threading.Event) -> TrainResult:
    rng = random.Random(request.seed)
    best, number = float("inf"), 0
    context.progress("load", "Reads the data", 0.0)
    while not context.stop_requested():
        context.check_discarded()
        spent = time.time() - context.started_at
        if spent >= request.budget_s:
            break
        number += 1
        x = min((rng.uniform(-2, 2) for _ in range(500)), key=lambda value: (value - 1) ** 2)
        loss = (x - 1) ** 2
        row = TrialRow(
            number=number,
            learner="parabola",
            loss=loss,
            seconds=0.01,
            config={"x": x, "steps": 500},
            status="finished",
        )
        context.log_trial(row.model_dump(mode="json"))
        context.trial(row, best=loss < best)
        best = min(best, loss)
        left = request.budget_s - spent
        context.progress("search", f"Trial {number}", spent / request.budget_s, left)
        pace.wait(0.01)
    context.progress("finish", "Writes the model", 0.95, 0.1)
    return _result(request, number, best, stopped_early=context.stop_requested())


def _result(
    request: TrainRequest, trials: int, best: float, stopped_early: bool = False
) -> TrainResult:
    estimate = Estimate(metric="rmse", value=best, low=0, high=best, higher_is_better=False)
    return TrainResult(
        run="run",
        version="version",
        model="model",
        version_number=1,
        state="candidate",
        task=Task.REGRESSION,
        learner="parabola",
        metric="rmse",
        estimates=(estimate,),
        baseline=(),
        parity_passed=True,
        trials=trials,
        budget_s=request.budget_s,
        elapsed_s=0.0,
        stopped_early=stopped_early,
        importance=(("x", 1.0),),
    )


def at_once(request: TrainRequest, context: JobContext) -> TrainResult:
    """Finish without delay, after a warning."""
    context.warn("The column 'note' is empty and was left out.")
    return _result(request, trials=0, best=1.0)


def not_a_number(request: TrainRequest, context: JobContext) -> TrainResult:
    """Answer with a metric that JSON cannot carry."""
    return _result(request, trials=0, best=float("nan"))


def refuse(request: TrainRequest, context: JobContext) -> TrainResult:
    """Refuse what the person asked for."""
    raise AssayError("data.no_such_target", f"There is no column '{request.target}'.", "Look.")


def crash(request: TrainRequest, context: JobContext) -> TrainResult:
    """Break after one trial, in a way that nobody thought of."""
    context.progress("search", "Trial 1")
    context.log_trial({"number": 1, "loss": 0.5})
    return _result(request, trials=1 // (context.trials_logged - 1), best=0.5)


def exhaust_memory(request: TrainRequest, context: JobContext) -> TrainResult:
    """Ask for more memory than there is."""
    context.progress("load", "Reads the data")
    return _result(request, trials=len(bytearray(1 << 62)), best=0.0)


def abort(request: TrainRequest, context: JobContext) -> TrainResult:
    """Die as native code does, without a Python error."""
    context.progress("search", "Trial 1")
    context.log_trial({"number": 1, "loss": 0.5})
    os.abort()


def shout(request: TrainRequest, context: JobContext) -> TrainResult:
    """Print from Python, from below it and from a child."""
    print("from Python, with a lone surrogate \udcff")
    os.write(1, b"from native code\n")
    os.write(2, b"from native code's errors\n")
    subprocess.run([sys.executable, "-c", "print('from a child')"], check=True)
    return _result(request, trials=0, best=0.0)


def swallow_errors(request: TrainRequest, context: JobContext) -> TrainResult:
    """Go on after every failing trial, as a search does."""
    while True:
        try:
            context.progress("search", "Again")
            context.check_discarded()
        except Exception:  # noqa: BLE001 - what this workflow is for
            context.warn("A trial failed.")


SLEEPER = "import threading; threading.Event().wait()"
PARENT = f"""
import subprocess, sys, threading
grandchild = subprocess.Popen([sys.executable, "-c", {SLEEPER!r}])
print(grandchild.pid, flush=True)
threading.Event().wait()
"""


def ignore_everything(request: TrainRequest, context: JobContext) -> TrainResult:
    """Never look at what is asked, with a child, its child, and one whose parent is gone."""
    arguments = [sys.executable, "-c", PARENT]
    families = []
    for _ in range(2):
        child = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        families.append((child, int(child.stdout.readline())))
    (kept, grandchild), (ended, orphan) = families
    ended.kill()
    ended.wait()
    (context.folder / "family.json").write_text(json.dumps([kept.pid, grandchild, orphan]))
    context.progress("search", "Deaf from now on")
    threading.Event().wait()
    raise AssertionError("nobody sets that event")


def fill_disk(request: TrainRequest, context: JobContext) -> TrainResult:
    """Write until the disk is full, by the means named as target."""
    context.progress("search", "Trial 1")
    context.log_trial({"number": 1, "loss": 0.5})
    return {"file": _fill_with_file, "sqlite": _fill_sqlite, "parquet": _fill_parquet}[
        request.target
    ](context)


def _fill_with_file(context: JobContext) -> TrainResult:
    with (context.folder / "big").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def _fill_sqlite(context: JobContext) -> TrainResult:
    connection = sqlite3.connect(context.folder / "big.db")
    try:
        connection.execute("CREATE TABLE big (value BLOB)")
        while True:
            connection.execute("INSERT INTO big VALUES (?)", (bytes(100_000),))
            connection.commit()
    finally:
        connection.close()


def _fill_parquet(context: JobContext) -> TrainResult:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = random.Random(0)
    table = pa.table({"x": [rng.random() for _ in range(20_000)]})
    with pq.ParquetWriter(context.folder / "big.parquet", table.schema) as writer:
        while True:
            writer.write_table(table)


def trials_fill_disk(request: TrainRequest, context: JobContext) -> TrainResult:
    """Log trials until the trial log itself no longer fits."""
    context.progress("search", "Trials")
    while True:
        context.log_trial({"number": context.trials_logged + 1, "note": "x" * 8000})
