"""What a version's files say of how it was made: read back, checked, and made into rows again."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, ValidationError

from engine.contract.data import Contract, Snapshot, Task
from engine.contract.requests import TrainRequest
from engine.data.feed import to_feed
from engine.data.quality import look_over
from engine.data.target import encode_target
from engine.prepare.recipe import fit_recipe
from engine.search.learners import get_learner
from engine.search.learners.base import Fitted
from engine.workflows.build import Built, composed
from engine.workflows.material import Material, model_columns
from engine.workflows.pipeline import RECIPE_FILE, SPLIT_FILE, Pipeline, SplitRows
from registry.errors import AssayError, first_fault
from registry.manifest import ArtifactRole, Manifest

SETTINGS_FILE = "search.json"
Read = Callable[[str], bytes]
"""The content that has this SHA-256; AssayError where it is absent or was changed."""


class Refit(Contract):
    """With what the leading configuration was fitted on all training rows."""

    config: dict[str, Any]
    threads: int


class Settings(BaseModel):
    """The fields of search.json that a refit needs."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    request: TrainRequest
    metric: str
    learner: str
    refit: Refit


@dataclass(frozen=True)
class Recorded:
    """A version as its files record it."""

    manifest: Manifest
    snapshot: Snapshot
    pipeline: Pipeline
    split: SplitRows
    settings: Settings
    graph: bytes
    table: pa.Table
    read: Read

    def content(self, role: ArtifactRole, name: str) -> bytes | None:
        """A file of the version, None where it has none of that name."""
        entry = next((one for one in self.manifest.of_role(role) if one.name == name), None)
        return None if entry is None else self.read(entry.sha256)


def read_recorded(manifest: Manifest, snapshot: Snapshot, read: Read) -> Recorded:
    """Read everything that a refit needs.

    Raises AssayError `version.incomplete`, `reproduce.not_recorded`, or what `read` raises.
    """

    def content(role: ArtifactRole, name: str) -> bytes:
        entry = next((one for one in manifest.of_role(role) if one.name == name), None)
        if entry is None:
            raise AssayError("version.incomplete", f"The version has no file {name}.")
        return read(entry.sha256)

    if manifest.graph is None:
        raise AssayError("version.incomplete", "The version has no graph.")
    try:
        settings = Settings.model_validate_json(content(ArtifactRole.SEARCH, SETTINGS_FILE))
        pipeline = Pipeline.model_validate_json(content(ArtifactRole.RECIPE, RECIPE_FILE))
        split = SplitRows.model_validate_json(content(ArtifactRole.DATA, SPLIT_FILE))
    except ValidationError as error:
        raise AssayError(
            "reproduce.not_recorded",
            f"The version's files do not say how it was fitted: {first_fault(error)}.",
            "It may have been made by an older Assay: train again.",
        ) from None
    table = pq.read_table(io.BytesIO(read(snapshot.artifact)))
    rows = (*split.held_out, *split.training)
    if not rows or min(rows) < 0 or max(rows) >= table.num_rows or len(set(rows)) != len(rows):
        raise AssayError("version.incomplete", f"{SPLIT_FILE} names rows that are not there.")
    graph = read(manifest.graph.sha256)
    return Recorded(manifest, snapshot, pipeline, split, settings, graph, table, read)


def material_of(recorded: Recorded) -> Material:
    """The recorded rows, with target and recipe made anew from them."""
    request, table = recorded.settings.request, recorded.table
    target = encode_target(table, request.target, recorded.pipeline.target.task)
    columns = model_columns(recorded.snapshot, request.target, request.exclude)
    training = np.asarray(recorded.split.training, dtype=np.int64)
    held_out = np.asarray(recorded.split.held_out, dtype=np.int64)
    train_table, held_table = table.take(training), table.take(held_out)
    recipe = fit_recipe(train_table, columns)
    train_feed, held_feed = to_feed(train_table, columns), to_feed(held_table, columns)
    return Material(
        dataset="",
        model="",
        snapshot=recorded.snapshot,
        target=target.encoding,
        recipe=recipe,
        inputs=recorded.pipeline.inputs,
        train_rows=training,
        held_rows=held_out,
        train_feed=train_feed,
        held_feed=held_feed,
        held_table=held_table,
        X=recipe.transform(train_feed),
        y=target.values[training],
        held_y=target.values[held_out],
        quality=look_over(table, columns, target.encoding, target.values),
        warnings=target.warnings,
    )


def fit_again(recorded: Recorded, material: Material) -> Fitted:
    """Fit the recorded configuration, with the recorded seed and threads and all the time it takes.

    Raises AssayError as `Learner.fit` does.
    """
    settings = recorded.settings
    return get_learner(settings.learner).fit(
        material.X,
        material.y,
        material.target.task,
        len(material.target.classes),
        numbers(settings.refit.config),
        seconds=None,
        seed=settings.request.seed,
        threads=settings.refit.threads,
    )


def build_again(recorded: Recorded, material: Material, fitted: Fitted) -> Built:
    """The graph of a model that was fitted again.

    The interval's width is the recorded one: it comes from the search's out-of-fold predictions.
    """
    width = recorded.pipeline.interval_half_width
    if material.target.task is Task.REGRESSION and width is None:
        raise AssayError("version.incomplete", f"{RECIPE_FILE} has no width of the interval.")
    return composed(material, fitted, width, recorded.pipeline.interval_level)


def numbers(value: Any) -> Any:
    """A stored value with decimal strings as the numbers that `registry.canonical.decimals` had."""
    if isinstance(value, dict):
        return {key: numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [numbers(one) for one in value]
    if isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return value
        return number if repr(number) == value else value
    return value
