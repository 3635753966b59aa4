"""What a training run works on: the snapshot's rows, split, encoded and ready for search."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from engine.contract.data import Column, Input, Role, Snapshot
from engine.contract.requests import ImportRequest, TrainRequest
from engine.data.feed import Feed, to_feed
from engine.data.names import closest
from engine.data.quality import QualityEvidence, look_over
from engine.data.split import split_rows
from engine.data.target import TargetEncoding, encode_target
from engine.export.recipe_graph import graph_inputs
from engine.jobs.context import JobContext
from engine.prepare.recipe import Recipe, fit_recipe
from engine.workflows import import_data
from engine.workflows.columns import snapshot_of
from registry.errors import AssayError
from registry.project import Project
from registry.withdrawn import usable_dataset


@dataclass(frozen=True)
class Material:
    """The rows of one run. `train_rows` and `held_rows` index the snapshot's rows.

    `X` is float32 [N, F] and `y` the encoded target [N] of the training rows; `held_*` are of the
    held-out rows, which nothing is fitted on.
    """

    dataset: str
    model: str
    snapshot: Snapshot
    target: TargetEncoding
    recipe: Recipe
    inputs: tuple[Input, ...]
    train_rows: npt.NDArray[np.int64]
    held_rows: npt.NDArray[np.int64]
    train_feed: Feed
    held_feed: Feed
    held_table: pa.Table
    X: npt.NDArray[np.float32]
    y: npt.NDArray[Any]
    held_y: npt.NDArray[Any]
    quality: QualityEvidence
    warnings: tuple[str, ...]


def prepare(request: TrainRequest, project: Project, context: JobContext) -> Material:
    """Read the snapshot, encode the target, split, and fit the recipe on the training rows.

    Raises AssayError where the data, the target or a named column does not fit, and for data that
    was withdrawn.
    """
    dataset, snapshot = _dataset(request, project, context)
    table = read_table(project, snapshot)
    target = encode_target(table, request.target)
    columns = model_columns(snapshot, request.target, request.exclude)
    split = split_rows(target, held_out=request.held_out, seed=request.seed)
    train_table, held_table = table.take(split.train), table.take(split.held_out)
    recipe = fit_recipe(train_table, columns)
    train_feed, held_feed = to_feed(train_table, columns), to_feed(held_table, columns)
    for warning in target.warnings:
        context.warn(warning)
    return Material(
        dataset=dataset,
        model=request.model or _model_name(snapshot.name, request.target),
        snapshot=snapshot,
        target=target.encoding,
        recipe=recipe,
        inputs=graph_inputs(columns),
        train_rows=split.train,
        held_rows=split.held_out,
        train_feed=train_feed,
        held_feed=held_feed,
        held_table=held_table,
        X=recipe.transform(train_feed),
        y=target.values[split.train],
        held_y=target.values[split.held_out],
        quality=look_over(table, columns, target.encoding, target.values),
        warnings=target.warnings,
    )


def read_table(project: Project, snapshot: Snapshot) -> pa.Table:
    """The snapshot's rows; AssayError where its file is missing or was changed."""
    return pq.read_table(io.BytesIO(project.artifacts.read_bytes(snapshot.artifact)))


def model_columns(snapshot: Snapshot, target: str, exclude: tuple[str, ...]) -> tuple[Column, ...]:
    """The snapshot's columns without the target, those excluded given the role none.

    Raises AssayError `data.unknown_column` for an excluded column that does not exist.
    """
    names = [column.name for column in snapshot.columns]
    for name in exclude:
        if name not in names:
            raise AssayError(
                "data.no_such_column",
                f"The data has no column '{name}' to exclude.",
                closest(name, names),
            )
    return tuple(
        column.model_copy(update={"role": Role.NONE}) if column.name in exclude else column
        for column in snapshot.columns
        if column.name != target
    )


def _dataset(request: TrainRequest, project: Project, context: JobContext) -> tuple[str, Snapshot]:
    if Path(request.data).is_absolute():
        imported = import_data.run(ImportRequest(source=request.data), context)
        with project.registry.read() as session:
            usable_dataset(session, imported.dataset)
        return imported.dataset, imported.snapshot
    with project.registry.read() as session:
        row = usable_dataset(session, request.data)
        return row.id, snapshot_of(row)


def _model_name(data: str, target: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"{data}-{target}".lower()).strip("-") or "model"
