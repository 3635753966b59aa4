"""A training run once its libraries are loaded: from the search to the record."""

from __future__ import annotations

import time
from collections.abc import Mapping

from engine.contract.requests import TrainRequest
from engine.contract.results import Spent, TrainResult
from engine.jobs.context import JobContext
from engine.metrics import get_metric
from engine.search.budget import Budget
from engine.search.trial_process import TrialPool
from engine.workflows.assess import assess, compare_with
from engine.workflows.build import build, find_configuration, refit
from engine.workflows.material import prepare
from engine.workflows.parts import Trained, version_parts
from engine.workflows.provenance import provenance
from engine.workflows.record import RunFacts, check_model, record_run
from registry.findings import open_findings, readable_findings
from registry.principals import find_principal
from registry.project import Project
from registry.resolve import resolve_version
from registry.roles import Right, require_right

MOST_BEFORE = 0.4
"""A larger share of the budget than this before the first trial is told."""


def train(request: TrainRequest, context: JobContext, pool: TrialPool) -> TrainResult:
    """Find, export, evaluate and explain the best model that the budget allows.

    `pool` is of trial processes that are starting. Raises AssayError for data, targets, metrics or
    learners that do not fit.
    """
    budget = Budget.since(request.budget_s, context.started_at)
    project = Project.open(context.project_path)
    with project.registry.read() as session:
        require_right(session, find_principal(session, context.actor), Right.TRAIN)
    began: dict[Spent, float] = {"starting": context.started_at, "preparing": time.time()}
    context.progress("prepare", "Reading the data and fitting the recipe", 0.01)
    material = prepare(request, project, context)
    metric = get_metric(request.metric, material.target.task)
    with project.registry.read() as session:
        check_model(session, material.model, material.target.task.value, request.target)

    plain = compare_with(request, material, budget)
    context.check_discarded()
    began["searching"] = time.time()
    outcome = find_configuration(request, material, metric, budget, context, pool)
    began["finishing"] = time.time()
    context.check_discarded()
    context.progress("refit", f"Refitting {outcome.learner} on all training rows", 0.8)
    fitted = refit(request, material, outcome, budget)
    context.check_discarded()
    context.progress("export", "Building the ONNX graph", 0.85)
    built = build(material, outcome, fitted)
    context.check_discarded()
    assessment = assess(
        request, material, metric.name, built, fitted, outcome, plain, budget, context
    )
    context.check_discarded()

    context.progress("record", "Recording the run", 0.97)
    trained = Trained(material, metric.name, outcome, fitted, built, assessment)
    made_by = provenance()
    facts = RunFacts(
        request=request,
        dataset=material.dataset,
        job=context.job_id,
        task=material.target.task.value,
        metric=metric.name,
        model=material.model,
        started_at=context.started_at,
        trials=outcome.rows(),
        parity_passed=assessment.parity.passed,
        status="stopped" if outcome.stopped_early else "finished",
    )
    parts = version_parts(request, trained, made_by)
    recorded = record_run(project, context.actor, facts, parts, made_by)
    elapsed = time.time() - context.started_at
    spent = _spent(began)
    warnings = material.warnings + assessment.warnings + _short(request.budget_s, elapsed, spent)
    return TrainResult(
        run=recorded.run,
        version=recorded.version,
        model=material.model,
        version_number=recorded.number,
        state=recorded.state,
        task=material.target.task,
        learner=outcome.learner,
        metric=metric.name,
        estimates=assessment.metrics.estimates,
        baseline=assessment.baseline_estimates,
        parity_passed=assessment.parity.passed,
        trials=len(facts.trials),
        budget_s=request.budget_s,
        elapsed_s=elapsed,
        stopped_early=outcome.stopped_early,
        importance=assessment.importance_pairs,
        spent=spent,
        open_findings=_open_findings(project, recorded.version),
        warnings=warnings,
    )


def _open_findings(project: Project, version: str) -> tuple[str, ...]:
    """What looking over the data of a version just recorded found that waits for an answer."""
    with project.registry.read() as session:
        found = readable_findings(session, resolve_version(session, version))
    return tuple(one.detail for one in open_findings(found))


def _spent(began: Mapping[Spent, float]) -> tuple[tuple[Spent, float], ...]:
    """The seconds of each part of a run that has just ended, by when each part began."""
    ends = (*list(began.values())[1:], time.time())
    return tuple(
        (part, round(max(end - start, 0.0), 3))
        for (part, start), end in zip(began.items(), ends, strict=True)
    )


def _short(
    budget_s: float, elapsed: float, spent: tuple[tuple[Spent, float], ...]
) -> tuple[str, ...]:
    """What to know of a run whose budget was short for what comes before and after the search."""
    seconds = dict(spent)
    found = []
    if elapsed > budget_s:
        found.append(f"The run took {elapsed:.1f} s, longer than its budget of {budget_s:g} s.")
    before = seconds["starting"] + seconds["preparing"]
    if before > MOST_BEFORE * budget_s:
        found.append(
            f"Of the budget of {budget_s:g} s, {before:.1f} s went into starting and preparing, "
            f"and {seconds['searching']:.1f} s into the search: a larger budget finds more."
        )
    return tuple(found)
