"""The figures of a version: SVG files with a title and one sentence that says what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.arrays import Array
from engine.contract.data import Task
from engine.evaluate.evaluate import MetricsEvidence
from engine.evaluate.figures import (
    calibration_figure,
    confusion_figure,
    importance_figure,
    predicted_figure,
    residuals_figure,
    roc_curve_figure,
    search_figure,
)
from engine.explain.importance import Importance
from engine.search.problem import SearchOutcome
from engine.workflows.material import Material

MOST_CONFUSED = 30
"""A confusion table with more classes cannot be read as a figure."""


@dataclass(frozen=True)
class VersionFigure:
    """One figure: a file name without ending, a title, a caption and the SVG text."""

    name: str
    title: str
    caption: str
    svg: str

    def about(self) -> dict[str, Any]:
        """The figure as evidence, pointing at its file by digest."""
        return {
            "title": self.title,
            "caption": self.caption,
            "sha256": hashlib.sha256(self.svg.encode()).hexdigest(),
        }


def version_figures(
    material: Material,
    outcome: SearchOutcome,
    metric: str,
    said: Array,
    metrics: MetricsEvidence,
    importance: Importance,
) -> tuple[VersionFigure, ...]:
    """The figures that fit the task, drawn from held-out rows, the search and the explanation."""
    return (
        *_quality(material, said, metrics),
        _importance(material, importance),
        _search(outcome, metric),
    )


def _quality(material: Material, said: Array, metrics: MetricsEvidence) -> Iterator[VersionFigure]:
    target, truth, rows = material.target, material.held_y, len(material.held_y)
    if target.task is Task.REGRESSION:
        values = said[:, 0]
        yield VersionFigure(
            "predicted",
            "Predicted against actual",
            f"{rows:,} held-out rows; the line is where a prediction is right.",
            predicted_figure(truth, values, target.column),
        )
        yield VersionFigure(
            "residuals",
            "Residuals",
            "Prediction minus truth against the prediction; a pattern means something is missed.",
            residuals_figure(truth, values, target.column),
        )
        return
    if target.task is Task.BINARY:
        positive = str(target.classes[1])
        yield VersionFigure(
            "roc",
            "ROC curve",
            f"How {target.column} = {positive} separates on {rows:,} held-out rows.",
            roc_curve_figure(truth, said, positive),
        )
        yield VersionFigure(
            "calibration",
            "Calibration",
            "Predicted probability against how often it came true; the diagonal is right.",
            calibration_figure(truth, said, positive),
        )
    if metrics.confusion is not None and len(metrics.classes) <= MOST_CONFUSED:
        yield VersionFigure(
            "confusion",
            "Confusion table",
            f"{rows:,} held-out rows: truth by row, predicted label by column.",
            confusion_figure(metrics.confusion, metrics.classes),
        )


def _importance(material: Material, importance: Importance) -> VersionFigure:
    pairs = [(item.column, item.mean_abs) for item in importance.columns]
    regression = material.target.task is Task.REGRESSION
    unit = material.target.column if regression else "probability"
    return VersionFigure(
        "importance",
        "What drives the predictions",
        f"Mean absolute contribution by raw column, over {importance.rows} held-out rows.",
        importance_figure(pairs, unit),
    )


def _search(outcome: SearchOutcome, metric: str) -> VersionFigure:
    trials = [(trial.at_s, trial.learner, trial.loss) for trial in outcome.trials]
    return VersionFigure(
        "search",
        "The search",
        f"{len(trials)} trials by time; the line is the best validation loss so far.",
        search_figure(trials, metric),
    )
