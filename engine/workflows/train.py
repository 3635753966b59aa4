"""Train: search, refit, export, certify, measure, explain and record, within one budget."""

from __future__ import annotations

from engine.contract.requests import TrainRequest
from engine.contract.results import TrainResult
from engine.cpus import available_cpus
from engine.jobs.context import JobContext
from engine.search.folds import FOLDS
from engine.search.trial_process import TrialPool


def run(request: TrainRequest, context: JobContext) -> TrainResult:
    """Find, export, evaluate and explain the best model that the budget allows.

    Nothing reaches the registry before the last step, which writes everything in one
    transaction. Raises AssayError for data, targets, metrics or learners that do not fit.
    """
    with TrialPool(min(available_cpus(), FOLDS)) as pool:
        # Loaded here, so that trial processes load theirs at the same time.
        from engine.workflows.training import train

        return train(request, context, pool)
