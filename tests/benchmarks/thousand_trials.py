"""A worker whose search reports many trials: python thousand_trials.py TRIALS SECONDS JOBDIR."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.contract.requests import TrainRequest
from engine.contract.results import TrialRow
from engine.jobs.context import JobContext
from engine.jobs.worker import run_job
from registry.errors import AssayError

LEARNERS = ("lgbm", "xgboost", "catboost", "rf", "extra_tree", "lrl1", "histgb", "kneighbor")
TRIALS = int(sys.argv[1])
SECONDS = float(sys.argv[2])


def report(request: TrainRequest, context: JobContext) -> None:
    """Report trials evenly over the time; then end as a search does that found nothing."""
    rng = random.Random(request.seed)
    best = float("inf")
    begun = time.monotonic()
    for number in range(1, TRIALS + 1):
        loss = 0.3 + rng.expovariate(10)
        row = TrialRow(
            number=number,
            learner=rng.choice(LEARNERS),
            loss=loss,
            seconds=rng.random(),
            config={"n_estimators": rng.randrange(4, 500), "learning_rate": rng.random()},
            status="finished",
        )
        context.trial(row, best=loss < best)
        best = min(best, loss)
        left = SECONDS * (1 - number / TRIALS)
        context.progress("search", "Searching", number / TRIALS, left)
        time.sleep(max(begun + SECONDS * number / TRIALS - time.monotonic(), 0.0))
    raise AssayError("train.nothing", "These trials were invented to load the window.")


if __name__ == "__main__":
    module = f"{Path(__file__).stem}:report"
    sys.path.insert(0, str(Path(__file__).parent))
    raise SystemExit(run_job(Path(sys.argv[3]), {"train": module}))
