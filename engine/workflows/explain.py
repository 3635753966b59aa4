"""Explain: what each raw column adds to one row's prediction, on the version's graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.contract.data import Task
from engine.contract.requests import ExplainRequest
from engine.contract.results import Contribution, ExplainResult
from engine.data.feed import Feed, feed_from_table, text_columns
from engine.data.options import SourceOptions
from engine.data.sources import read_source
from engine.explain.shapley import explain_rows, row_count, sample_rows, take_rows
from engine.jobs.context import JobContext
from engine.score.session import load, predictor
from engine.workflows.material import read_table
from engine.workflows.pipeline import (
    SPLIT_FILE,
    Pipeline,
    SplitRows,
    read_json,
    read_version,
)
from registry.errors import AssayError
from registry.manifest import ArtifactRole
from registry.project import Project

BACKGROUND_ROWS = 100
ORDERS = 10
SEED = 0


def run(request: ExplainRequest, context: JobContext) -> ExplainResult:
    """Explain one held-out row, or one row of a file, against a sample of training rows."""
    project = Project.open(context.project_path)
    context.progress("read", "Reading the version", 0.1)
    files = read_version(project, request.version)
    table = read_table(project, files.snapshot)
    split = read_json(project, files.manifest, ArtifactRole.DATA, SPLIT_FILE, SplitRows)
    training, _ = feed_from_table(table.take(_sampled(split.training)), files.pipeline.inputs)
    if request.data is None:
        rows, _ = feed_from_table(table.take(list(split.held_out)), files.pipeline.inputs)
        place = "the held-out rows"
    else:
        options = SourceOptions.of(
            request.reading or files.snapshot.reading,
            as_text=text_columns(files.pipeline.inputs),
            purpose="score",
        )
        source = read_source(request.data, options)
        rows, _ = feed_from_table(source.table, files.pipeline.inputs)
        place = Path(request.data).name
    row = _one(rows, request.row, place)
    context.progress("explain", f"Explaining row {request.row} of {place}", 0.5)
    predict = predictor(load(files.graph), files.pipeline.inputs)
    background = sample_rows(training, BACKGROUND_ROWS, SEED)
    explained = explain_rows(predict, background, row, permutations=ORDERS, seed=SEED)
    return ExplainResult(
        version=files.view.id,
        row=request.row,
        outputs=output_names(files.pipeline),
        prediction=tuple(explained.prediction[0].tolist()),
        base=tuple(explained.base.tolist()),
        contributions=tuple(
            Contribution(
                column=name,
                value=_shown(row[name][0, 0]),
                amounts=tuple(explained.values[0, index].tolist()),
            )
            for index, name in enumerate(explained.columns)
        ),
        method=(
            f"Shapley values by permutation sampling on the exported graph "
            f"({explained.orders} orders, {explained.background_rows} background training rows)"
        ),
        additivity_error=explained.additivity_error,
    )


def output_names(pipeline: Pipeline) -> tuple[str, ...]:
    """What the explained outputs are called: the classes, or the target."""
    if pipeline.target.task is Task.REGRESSION:
        return (pipeline.target.column,)
    return tuple(str(value) for value in pipeline.target.classes)


def _sampled(training: tuple[int, ...]) -> list[int]:
    """Enough training rows to draw the background from, without encoding all of them."""
    rows = np.asarray(training)
    if len(rows) > 10 * BACKGROUND_ROWS:
        rows = np.random.default_rng(SEED).choice(rows, 10 * BACKGROUND_ROWS, replace=False)
    return [int(row) for row in np.sort(rows)]


def _one(rows: Feed, row: int, place: str) -> Feed:
    count = row_count(rows)
    if row >= count:
        raise AssayError(
            "explain.no_such_row",
            f"There is no row {row} in {place}: it has {count:,} rows, counted from 0.",
            f"Give --row with a number from 0 to {count - 1}.",
        )
    return take_rows(rows, np.array([row]))


def _shown(value: object) -> str:
    """A cell as a person reads it; missing ones by that word."""
    if isinstance(value, np.int64):
        return "missing" if value == np.iinfo(np.int64).min else str(value.astype("datetime64[us]"))
    if isinstance(value, np.floating):
        return "missing" if np.isnan(value) else f"{float(value):.10g}"
    return str(value) or "missing"
