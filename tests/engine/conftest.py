"""Real problems, small enough to fit every learner on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from engine.contract.data import Column, Input, Kind, Task
from engine.data.feed import Feed, to_feed
from engine.data.target import TargetEncoding, encode_target
from engine.export.recipe_graph import graph_inputs
from engine.prepare.recipe import Recipe, fit_transform

DATASETS = {
    Task.BINARY: ("adult", "income"),
    Task.MULTICLASS: ("covertype_15k", "Cover_Type"),
    Task.REGRESSION: ("california_housing", "median_house_value"),
}
TRAINING, VALIDATION, HELD_OUT = 2000, 1000, 5000


@dataclass(frozen=True)
class Problem:
    """A task on real rows: encoded training and validation rows, and held-out model inputs."""

    task: Task
    recipe: Recipe
    inputs: tuple[Input, ...]
    target: TargetEncoding
    X: np.ndarray
    y: np.ndarray
    valid: tuple[np.ndarray, np.ndarray]
    held_out: Feed


@pytest.fixture(scope="session")
def problem(shared_datasets: Path) -> Callable[[Task], Problem]:
    """Problems by task, with missing values put in and categories that training never saw."""
    made: dict[Task, Problem] = {}

    def get(task: Task) -> Problem:
        if task not in made:
            made[task] = _problem(shared_datasets, task)
        return made[task]

    return get


def _problem(folder: Path, task: Task) -> Problem:
    name, target = DATASETS[task]
    rng = np.random.default_rng(7)
    table = pq.read_table(folder / f"{name}.parquet")
    table = table.take(rng.permutation(table.num_rows)[: TRAINING + VALIDATION + HELD_OUT])
    columns = []
    for field in table.schema:
        if field.name == target:
            continue
        text = pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
        kind = Kind.CATEGORICAL if text else Kind.NUMERIC
        columns.append(
            Column(
                name=field.name,
                storage=str(field.type),
                kind=kind,
                inferred_kind=kind,
                reason="its type",
            )
        )
        values = pc.if_else(
            pa.array(rng.random(table.num_rows) < 0.05),
            pa.scalar(None, field.type),
            table[field.name],
        )
        if text:
            held = np.arange(table.num_rows) >= TRAINING + VALIDATION
            new = pa.array(held & (rng.random(table.num_rows) < 0.05))
            values = pc.if_else(new, pa.scalar("never seen \u00e9", field.type), values)
        at = table.column_names.index(field.name)
        table = table.set_column(at, field.name, values)
    encoding = encode_target(table, target, task)
    training, validation, held_out = (
        table.slice(at, rows)
        for at, rows in ((0, TRAINING), (TRAINING, VALIDATION), (TRAINING + VALIDATION, HELD_OUT))
    )
    recipe, X = fit_transform(training, columns)
    return Problem(
        task=task,
        recipe=recipe,
        inputs=graph_inputs(columns),
        target=encoding.encoding,
        X=X,
        y=encoding.values[:TRAINING],
        valid=(
            recipe.transform(to_feed(validation, columns)),
            encoding.values[TRAINING : TRAINING + VALIDATION],
        ),
        held_out=to_feed(held_out, columns),
    )


@pytest.fixture(scope="session")
def modest_config() -> Callable[..., dict[str, Any]]:
    """FLAML's starting configuration with a modest number of trees."""

    def get(learner: Any, task: Task, rows: int = TRAINING, features: int = 20) -> dict[str, Any]:
        space = learner.space(rows, features, task)
        fixed = {"loss": "log_loss", "criterion": "gini"}
        if task is Task.REGRESSION:
            fixed["loss"] = "squared_error"
        config = {
            name: space.start.get(name, fixed.get(name, domain))
            for name, domain in space.domain.items()
        }
        sizes = {"n_estimators": 25, "num_leaves": 15, "max_leaves": 15}
        return config | {name: size for name, size in sizes.items() if name in config}

    return get
