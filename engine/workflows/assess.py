"""What is found out about a built graph: parity, metrics, baselines, groups, importance, plots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.contract.data import Role, Task
from engine.contract.requests import TrainRequest
from engine.contract.results import Estimate
from engine.evaluate.baseline import Baseline, baselines
from engine.evaluate.evaluate import MetricsEvidence, evaluate
from engine.evaluate.groups import GroupTable, by_group
from engine.explain.importance import Importance, global_importance
from engine.explain.shapley import sample_rows
from engine.export.parity import ParityCertificate, certify
from engine.jobs.context import JobContext
from engine.metrics import decide
from engine.score.session import predictor
from engine.search.budget import Budget
from engine.search.learners.base import Fitted
from engine.search.problem import SearchOutcome
from engine.workflows.build import Built
from engine.workflows.figures import VersionFigure, version_figures
from engine.workflows.material import Material

LONGEST_PARITY_S = 20.0
BACKGROUND_ROWS = 1000


@dataclass(frozen=True)
class Assessment:
    """Everything measured on the graph, on rows that nothing was fitted on."""

    parity: ParityCertificate
    metrics: MetricsEvidence
    baselines: tuple[Baseline, ...]
    groups: tuple[GroupTable, ...]
    importance: Importance
    figures: tuple[VersionFigure, ...]
    warnings: tuple[str, ...]

    @property
    def baseline_estimates(self) -> tuple[Estimate, ...]:
        """The best plain baseline that could be fitted: the last of them, a linear model."""
        return next((item.estimates for item in reversed(self.baselines) if item.estimates), ())

    @property
    def importance_pairs(self) -> tuple[tuple[str, float], ...]:
        """Raw columns and their mean absolute contributions, largest first."""
        return tuple((item.column, item.mean_abs) for item in self.importance.columns)


def assess(
    request: TrainRequest,
    material: Material,
    metric: str,
    built: Built,
    fitted: Fitted,
    outcome: SearchOutcome,
    budget: Budget,
    context: JobContext,
) -> Assessment:
    """Certify, measure and explain the graph through ONNX Runtime."""
    target = material.target
    context.progress("parity", "Comparing Python with ONNX", 0.87, budget.remaining())
    parity = certify(
        built.graph,
        material.recipe,
        material.inputs,
        fitted,
        target,
        material.held_feed,
        seed=request.seed,
        seconds=min(max(budget.remaining() * 0.4, 1.0), LONGEST_PARITY_S),
    )
    context.check_discarded()

    context.progress("evaluate", "Measuring on held-out rows", 0.91, budget.remaining())
    predict = predictor(built.model, material.inputs)
    said = predict(material.held_feed)
    metrics = evaluate(
        target.task,
        target.classes,
        material.held_y,
        said,
        interval=_interval(said, built.half_width),
        level=built.level,
        seed=request.seed,
    )
    plain = baselines(
        target.task,
        target.classes,
        material.X,
        material.y,
        X_held=material.recipe.transform(material.held_feed),
        y_held=material.held_y,
        seed=request.seed,
    )
    groups = _groups(material, said)
    context.check_discarded()

    context.progress("explain", "Explaining by raw column", 0.94, budget.remaining())
    importance = global_importance(
        predict,
        sample_rows(material.train_feed, BACKGROUND_ROWS, request.seed),
        material.held_feed,
        [str(value) for value in target.classes] or [target.column],
        seconds=max(min(budget.explanation_seconds(), budget.remaining() - 2.0), 0.5),
        seed=request.seed,
    )
    figures = version_figures(material, outcome, metric, said, metrics, importance)
    return Assessment(
        parity=parity,
        metrics=metrics,
        baselines=plain,
        groups=groups,
        importance=importance,
        figures=figures,
        warnings=() if parity.passed else ("Parity FAILED: the version stays a draft.",),
    )


def _interval(said: Array, half_width: float | None) -> Array | None:
    if half_width is None:
        return None
    return np.hstack([said - half_width, said + half_width])


def _groups(material: Material, said: Array) -> tuple[GroupTable, ...]:
    task = material.target.task
    labels = said[:, 0] if task is Task.REGRESSION else decide(said)
    return tuple(
        by_group(
            task,
            material.held_table.column(column.name),
            column.name,
            material.held_y,
            labels,
        )
        for column in material.snapshot.columns
        if column.role is Role.PROTECTED and column.name != material.target.column
    )
