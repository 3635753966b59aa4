"""What is found out about a built graph: parity, metrics, baselines, groups, importance, plots."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.contract.data import Kind, Role, Task
from engine.contract.requests import TrainRequest
from engine.contract.results import Estimate
from engine.evaluate.baseline import RESAMPLES, Baseline, baselines
from engine.evaluate.calibration import (
    CalibrationEvidence,
    calibration,
    interval_calibration,
)
from engine.evaluate.evaluate import MetricsEvidence, evaluate
from engine.evaluate.groups import GroupTable, by_group
from engine.evaluate.intervals import FEWEST_RESAMPLES, resample_count
from engine.explain.importance import CHUNK_ROWS, Importance, global_importance
from engine.explain.shapley import sample_rows
from engine.export.parity import LEAST_ROWS, MOST_HELD_OUT, ParityCertificate, certify
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
LINEAR_SHARE = 0.05
"""The part of the budget that fitting the linear baseline may take."""
_MEASURES = frozenset({Kind.NUMERIC, Kind.DATETIME})
MOST_REFERENCES, FEWEST_REFERENCES = 30, 10


@dataclass(frozen=True)
class Comparison:
    """The plain baselines, and what measuring them tells of how long measuring takes.

    `resample_s` is the time of one bootstrap resample of all metrics; `resamples` how many the
    model's intervals come from where there is time.
    """

    baselines: tuple[Baseline, ...]
    resample_s: float
    resamples: int

    def resamples_within(self, seconds: float) -> int:
        """As many resamples as fit into the time, between the fewest and those wanted."""
        fitting = int(seconds / max(self.resample_s, 1e-9))
        return min(self.resamples, max(FEWEST_RESAMPLES, fitting))


@dataclass(frozen=True)
class Assessment:
    """Everything measured on the graph, on rows that nothing was fitted on."""

    parity: ParityCertificate
    metrics: MetricsEvidence
    baselines: tuple[Baseline, ...]
    calibration: CalibrationEvidence | None
    groups: tuple[GroupTable, ...]
    importance: Importance
    figures: tuple[VersionFigure, ...]
    warnings: tuple[str, ...]

    @property
    def baseline_estimates(self) -> tuple[Estimate, ...]:
        """The best plain baseline that could be fitted: the last of them, a linear model."""
        return last_estimates(self.baselines)

    @property
    def importance_pairs(self) -> tuple[tuple[str, float], ...]:
        """Raw columns and their mean absolute contributions, largest first."""
        return tuple((item.column, item.mean_abs) for item in self.importance.columns)


def last_estimates(plain: Sequence[Baseline]) -> tuple[Estimate, ...]:
    """The metrics of the last baseline that could be fitted."""
    return next((item.estimates for item in reversed(plain) if item.estimates), ())


def plain_models(
    request: TrainRequest,
    material: Material,
    on_measured: Callable[[float], None] = lambda seconds: None,
) -> tuple[Baseline, ...]:
    """The baselines on a version's rows, the linear one within its share of the budget.

    `on_measured` is told how many seconds each measurement took.
    """
    return baselines(
        material.target.task,
        material.target.classes,
        material.X,
        material.y,
        X_held=material.recipe.transform(material.held_feed),
        y_held=material.held_y,
        seed=request.seed,
        seconds=LINEAR_SHARE * request.budget_s,
        on_measured=on_measured,
    )


def compare_with(request: TrainRequest, material: Material, budget: Budget) -> Comparison:
    """Fit and measure the baselines, and tell the budget what will follow the search.

    They come before the search since they need no model: their time is known when it begins.
    """
    taken: list[float] = []
    plain = plain_models(request, material, taken.append)
    resample_s = taken[-1] / RESAMPLES
    held = len(material.held_y)
    resamples = resample_count(held, len(material.target.classes))
    budget.expect_evaluation(resample_s * resamples)
    compared = min(held, MOST_HELD_OUT) + LEAST_ROWS
    explained = CHUNK_ROWS * FEWEST_REFERENCES * 2 * len(material.inputs)
    budget.expect_predictions(2 * compared + held + explained)
    return Comparison(plain, resample_s, resamples)


def assess(
    request: TrainRequest,
    material: Material,
    metric: str,
    built: Built,
    fitted: Fitted,
    outcome: SearchOutcome,
    plain: Comparison,
    budget: Budget,
    context: JobContext,
) -> Assessment:
    """Certify, measure and explain the graph through ONNX Runtime, in the time that is left."""
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
        seconds=budget.parity_seconds(LONGEST_PARITY_S),
    )
    context.check_discarded()

    context.progress("evaluate", "Measuring on held-out rows", 0.91, budget.remaining())
    predict = predictor(built.model, material.inputs)
    begun = time.monotonic()
    said = predict(material.held_feed)
    row_s = (time.monotonic() - begun) / len(said)
    metrics = evaluate(
        target.task,
        target.classes,
        material.held_y,
        said,
        interval=_interval(said, built.half_width),
        level=built.level,
        seed=request.seed,
        resamples=plain.resamples_within(budget.evaluation_seconds()),
    )
    groups = group_tables(material, said)
    context.check_discarded()

    context.progress("explain", "Explaining by raw column", 0.94, budget.remaining())
    seconds = budget.explanation_seconds()
    importance = global_importance(
        predict,
        sample_rows(material.train_feed, BACKGROUND_ROWS, request.seed),
        material.held_feed,
        [str(value) for value in target.classes] or [target.column],
        seconds=seconds,
        seed=request.seed,
        background_rows=_references(seconds, row_s, len(material.inputs)),
    )
    figures = version_figures(material, outcome, metric, said, metrics, importance)
    return Assessment(
        parity=parity,
        metrics=metrics,
        baselines=plain.baselines,
        calibration=calibration_of(material, said, metrics, request.seed),
        groups=groups,
        importance=importance,
        figures=figures,
        warnings=(*_parity_warning(parity), *_baseline_warning(metric, metrics, plain.baselines)),
    )


def _parity_warning(parity: ParityCertificate) -> tuple[str, ...]:
    return () if parity.passed else ("Parity FAILED: the version stays a draft.",)


def _baseline_warning(
    metric: str, metrics: MetricsEvidence, plain: tuple[Baseline, ...]
) -> tuple[str, ...]:
    """Say so where a plain baseline does better on the metric that was optimised."""
    own = next((item for item in metrics.estimates if item.metric == metric), None)
    for item in plain:
        other = next((one for one in item.estimates if one.metric == metric), None)
        if own is None or other is None:
            continue
        worse = own.value < other.value if own.higher_is_better else own.value > other.value
        if worse:
            return (
                f"The model does no better than a plain baseline: {metric} {own.value:.4f}, "
                f"{item.title.lower()} {other.value:.4f}. Give it more time, or use the plain one.",
            )
    return ()


def _references(seconds: float, row_s: float, columns: int) -> int:
    """Background rows with which the fewest rows are explained in the time."""
    one = max(CHUNK_ROWS * 2 * columns * row_s, 1e-9)
    return int(min(max(seconds / one, FEWEST_REFERENCES), MOST_REFERENCES))


def calibration_of(
    material: Material, said: Array, metrics: MetricsEvidence, seed: int
) -> CalibrationEvidence | None:
    """Calibration on held-out rows; None for a regression whose interval was not measured."""
    task = material.target.task
    if task is not Task.REGRESSION:
        return calibration(task, material.held_y, said, seed=seed)
    if metrics.coverage is None or metrics.level is None:
        return None
    return interval_calibration(metrics.coverage, metrics.level, metrics.rows)


def _interval(said: Array, half_width: float | None) -> Array | None:
    if half_width is None:
        return None
    return np.hstack([said - half_width, said + half_width])


def group_tables(
    material: Material, said: Array, by_value: Collection[str] = ()
) -> tuple[GroupTable, ...]:
    """Results by group of each protected column, from predictions for the held-out rows.

    Numbers and times are told by ranges, but for the columns in `by_value`.
    """
    task = material.target.task
    labels = said[:, 0] if task is Task.REGRESSION else decide(said)
    return tuple(
        by_group(
            task,
            material.held_table.column(column.name),
            column.name,
            material.held_y,
            labels,
            ranges=column.kind in _MEASURES and column.name not in by_value,
        )
        for column in material.snapshot.columns
        if column.role is Role.PROTECTED and column.name != material.target.column
    )
