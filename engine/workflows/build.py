"""From training rows to one ONNX graph: search, refit, compose."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from engine.contract.data import Task
from engine.contract.requests import TrainRequest
from engine.cpus import available_cpus
from engine.evaluate.conformal import LEVEL, half_width
from engine.export.compose import compose
from engine.export.wire import graph_digest
from engine.jobs.context import JobContext
from engine.metrics import Metric
from engine.score.session import Model, load
from engine.search.budget import Budget
from engine.search.learners import get_learner, learner_names
from engine.search.learners.base import Fitted
from engine.search.problem import Callbacks, SearchOutcome, SearchProblem, fit_threads
from engine.search.search import search
from engine.search.trial_process import TrialPool
from engine.search.trial_record import TrialRecord
from engine.workflows.material import Material
from registry.errors import AssayError


@dataclass(frozen=True)
class Built:
    """The graph as bytes and loaded; `half_width` is of the prediction interval, if there is one.

    `level` is the interval's nominal coverage.
    """

    graph: bytes
    digest: str
    model: Model
    half_width: float | None
    level: float | None


def find_configuration(
    request: TrainRequest,
    material: Material,
    metric: Metric,
    budget: Budget,
    context: JobContext,
    pool: TrialPool,
) -> SearchOutcome:
    """Search with FLAML's searchers, telling and logging each trial as it ends.

    Raises AssayError for a learner that does not exist or does not do the task.
    """
    folder = context.folder / "search"
    folder.mkdir(exist_ok=True)
    problem = SearchProblem(
        X=material.X,
        y=material.y,
        task=material.target.task,
        classes=len(material.target.classes),
        metric=metric,
        learners=_learners(request, material.target.task),
        folder=folder,
        seed=request.seed,
        threads=available_cpus(),
    )

    def on_trial(record: TrialRecord, leads: bool) -> None:
        context.log_trial(record.model_dump(mode="json"))
        context.trial(record.row(), leads)
        context.check_discarded()
        left = max(budget.search_remaining(), 0.0)
        done = 0.75 * min(budget.elapsed() / max(budget.elapsed() + left, 1e-9), 1.0)
        context.progress("search", "Searching", 0.05 + done, max(budget.remaining(), 0.0))

    context.progress("search", "Searching", 0.05, max(budget.remaining(), 0.0))
    callbacks = Callbacks(
        on_trial=on_trial,
        should_stop=lambda: context.stop_requested() or context.discard_requested(),
    )
    try:
        return search(problem, budget, callbacks, pool)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refit(
    request: TrainRequest, material: Material, outcome: SearchOutcome, budget: Budget
) -> Fitted:
    """Fit the leading configuration on all training rows, within what later stages can spare."""
    return get_learner(outcome.learner).fit(
        material.X,
        material.y,
        material.target.task,
        len(material.target.classes),
        dict(outcome.config),
        seconds=budget.refit_seconds(),
        seed=request.seed,
        threads=fit_threads(material.X, available_cpus()),
    )


def build(material: Material, outcome: SearchOutcome, fitted: Fitted) -> Built:
    """The graph of a version, with the interval that the search's out-of-fold predictions give."""
    if material.target.task is not Task.REGRESSION:
        return composed(material, fitted, None, None)
    return composed(material, fitted, half_width(material.y, outcome.out_of_fold), LEVEL)


def composed(material: Material, fitted: Fitted, width: float | None, level: float | None) -> Built:
    """Compose recipe, model and label decoding into one graph, and load it.

    `width` is half of the prediction interval's and `level` its nominal coverage.
    """
    graph = compose(
        material.recipe,
        material.inputs,
        fitted,
        material.target.task,
        material.target,
        interval_half_width=width,
    ).SerializeToString()
    return Built(graph, graph_digest(graph), load(graph), width, level)


def _learners(request: TrainRequest, task: Task) -> tuple[str, ...]:
    for name in request.learners:
        if task not in get_learner(name).tasks:
            raise AssayError(
                "search.learner_task",
                f"The learner '{name}' does not do {task.value}.",
                f"Choose among: {', '.join(learner_names(task))}.",
            )
    return request.learners or learner_names(task)
