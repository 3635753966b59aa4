"""Train: search, refit, export, certify, measure, explain and record, within one budget."""

from __future__ import annotations

from pathlib import Path

from engine.contract.choices import require_learner, require_metric
from engine.contract.requests import TrainRequest
from engine.contract.results import TrainResult
from engine.cpus import available_cpus
from engine.data.names import no_such_target
from engine.jobs.context import JobContext
from engine.search.folds import FOLDS
from engine.search.trial_process import TrialPool
from engine.workflows.columns import snapshot_of
from registry.principals import find_principal
from registry.project import Project
from registry.roles import Right, require_right
from registry.withdrawn import usable_dataset


def check_names(request: TrainRequest, context: JobContext) -> None:
    """Refuse unknown names of data, target, metric and learners before libraries are loaded.

    A file is read first; its columns are checked then. Where nothing could be recorded in the end
    that is said now as well. Raises AssayError.
    """
    with Project.open(context.project_path) as project:
        project.require_writable()
        for name in request.learners:
            require_learner(name)
        if request.metric is not None:
            require_metric(request.metric)
        if Path(request.data).is_absolute():
            return
        with project.registry.read() as session:
            require_right(session, find_principal(session, context.actor), Right.TRAIN)
            snapshot = snapshot_of(usable_dataset(session, request.data))
    if snapshot.column(request.target) is None:
        raise no_such_target(request.target, [column.name for column in snapshot.columns])


def run(request: TrainRequest, context: JobContext) -> TrainResult:
    """Find, export, evaluate and explain the best model that the budget allows.

    Nothing reaches the registry before the last step, which writes everything in one
    transaction. Raises AssayError for data, targets, metrics or learners that do not fit.
    """
    check_names(request, context)
    context.progress("start", "Loading libraries and starting trial processes", 0.0)
    with TrialPool(min(available_cpus(), FOLDS)) as pool:
        # Loaded here, so that trial processes load theirs at the same time.
        from engine.workflows.training import train

        return train(request, context, pool)
