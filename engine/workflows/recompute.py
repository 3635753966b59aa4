"""Computing a version's evidence again from its snapshot, split and graph."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from engine.arrays import Array
from engine.contract.data import Contract
from engine.data.fingerprint import fingerprint
from engine.data.kinds import infer_columns
from engine.evaluate.evaluate import MetricsEvidence, evaluate
from engine.evaluate.groups import GroupTables
from engine.explain.importance import Importance, global_importance
from engine.explain.shapley import sample_rows
from engine.export.parity import ParityCertificate, certify
from engine.jobs.context import JobContext
from engine.score.session import load, predictor
from engine.workflows.assess import BACKGROUND_ROWS, calibration_of, group_tables, plain_models
from engine.workflows.build import Built
from engine.workflows.material import Material
from engine.workflows.parts import baseline_payload
from engine.workflows.pipeline import GROUPS_FILE
from engine.workflows.recorded import (
    Recorded,
    build_again,
    fit_again,
    material_of,
    numbers,
)
from registry.canonical import decimals
from registry.errors import AssayError
from registry.manifest import ArtifactRole

Held = TypeVar("Held", bound=Contract)

RELATIVE, ABSOLUTE = 1e-6, 1e-9
PARITY_ABSOLUTE = 1e-6
"""Largest differences near the last digit of float32 are not the same on another processor."""
UNREPEATABLE: Mapping[str, frozenset[str]] = {
    "parity": frozenset({"seconds", "onnxruntime", "providers"}),
}
"""Fields that say how a run went on its machine, by kind of evidence."""
COMPUTED = (
    "metrics", "calibration", "groups", "baseline", "importance", "quality", "data", "parity",
)  # fmt: skip
"""The kinds that are computed again; the others are held against what was recorded."""


@dataclass(frozen=True)
class Again:
    """A kind of evidence as it came out again; `payload` is None where `why_not` says why."""

    kind: str
    payload: dict[str, Any] | None
    why_not: str = ""


@dataclass(frozen=True)
class Leaf:
    """A value in evidence that came out otherwise."""

    path: str
    recorded: object
    again: object


def metrics_again(recorded: Recorded, material: Material, built: Built) -> MetricsEvidence:
    """Held-out metrics of a graph, with as many resamples as the recorded ones come from.

    Raises AssayError `version.incomplete`, and as `evaluate` does.
    """
    return _metrics(recorded, material, built, _said(material, built))


def recompute(recorded: Recorded, context: JobContext) -> Iterator[Again]:
    """Each kind of COMPUTED again, in that order, on the recorded graph through ONNX Runtime."""
    material = material_of(recorded)
    pipeline, graph = recorded.pipeline, recorded.manifest.graph
    digest = str(graph.graph_digest) if graph else ""
    built = Built(
        recorded.graph,
        digest,
        load(recorded.graph),
        pipeline.interval_half_width,
        pipeline.interval_level,
    )
    said = _said(material, built)
    metrics = _metrics(recorded, material, built, said)
    yield Again("metrics", _plain(metrics))
    context.check_discarded()
    found = calibration_of(material, said, metrics, recorded.settings.request.seed)
    if found is not None:
        yield Again("calibration", _plain(found))
    tables = group_tables(material, said, _told_by_value(recorded))
    if tables:
        yield Again("groups", {"tables": [_plain(one) for one in tables]})
    context.progress("evaluate", "Fitting the baselines again", 0.35)
    yield Again("baseline", _baseline(recorded, material))
    context.check_discarded()
    context.progress("explain", "Explaining by raw column again", 0.45)
    yield _importance(recorded, material, built)
    yield Again("quality", _plain(material.quality))
    yield Again("data", _data(recorded, material))
    context.check_discarded()
    context.progress("parity", "Fitting and comparing Python with ONNX again", 0.65)
    yield _parity(recorded, material)


def leaves(kind: str, held: object, again: object) -> tuple[int, list[Leaf]]:
    """How many values of a recorded payload were compared, and those that came out otherwise.

    What was recorded is the measure: what a newer Assay measures besides is not looked at.
    """
    skipped = UNREPEATABLE.get(kind, frozenset())
    absolute = PARITY_ABSOLUTE if kind == "parity" else ABSOLUTE
    now = dict(flat(numbers(again)))
    count, wrong = 0, []
    for path, value in flat(numbers(held)):
        if path.split(".")[0] in skipped:
            continue
        count += 1
        other = now.get(path)
        if not _same(value, other, absolute):
            wrong.append(Leaf(path, value, other))
    return count, wrong


def flat(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value in a payload with its dotted path."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from flat(one, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from flat(one, f"{path}.{place}")
    else:
        yield path, value


def _same(one: object, other: object, absolute: float) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=absolute)
    return one == other


def _told_by_value(recorded: Recorded) -> frozenset[str]:
    """The protected columns whose recorded groups are single values: so they are made again."""
    if recorded.content(ArtifactRole.METRICS, GROUPS_FILE) is None:
        return frozenset()
    held = _held(recorded, ArtifactRole.METRICS, GROUPS_FILE, GroupTables)
    return frozenset(one.column for one in held.tables if not one.binned)


def _said(material: Material, built: Built) -> Array:
    return predictor(built.model, material.inputs)(material.held_feed)


def _metrics(recorded: Recorded, material: Material, built: Built, said: Array) -> MetricsEvidence:
    resamples = _held(recorded, ArtifactRole.METRICS, "metrics.json", MetricsEvidence).resamples
    width = built.half_width
    return evaluate(
        material.target.task,
        material.target.classes,
        material.held_y,
        said,
        interval=None if width is None else np.hstack([said - width, said + width]),
        level=built.level,
        seed=recorded.settings.request.seed,
        resamples=resamples,
    )


def _baseline(recorded: Recorded, material: Material) -> dict[str, Any]:
    return baseline_payload(plain_models(recorded.settings.request, material))


def _importance(recorded: Recorded, material: Material, built: Built) -> Again:
    """As many rows and references as were recorded, without a clock."""
    held = _held(recorded, ArtifactRole.EXPLANATION, "importance.json", Importance)
    seed = recorded.settings.request.seed
    target = material.target
    made = global_importance(
        predictor(built.model, material.inputs),
        sample_rows(material.train_feed, BACKGROUND_ROWS, seed),
        material.held_feed,
        [str(value) for value in target.classes] or [target.column],
        seconds=math.inf,
        seed=seed,
        most_rows=held.rows,
        background_rows=held.background_rows,
    )
    return Again("importance", _plain(made))


def _data(recorded: Recorded, material: Material) -> dict[str, Any]:
    """The counts of the data; kinds and roles of columns are what the import recorded."""
    counted = {one.name: one for one in infer_columns(recorded.table)}
    columns = [
        one.model_dump(mode="json")
        | counted[one.name].model_dump(include={"missing", "distinct", "merged_by_float32"})
        for one in recorded.snapshot.columns
    ]
    return {
        "fingerprint": fingerprint(recorded.table),
        "source": recorded.snapshot.source,
        "rows": recorded.table.num_rows,
        "training_rows": len(material.train_rows),
        "held_out_rows": len(material.held_rows),
        "columns": columns,
        "left_out": [item.model_dump(mode="json") for item in material.recipe.left_out],
        "notes": list(material.warnings),
    }


def _parity(recorded: Recorded, material: Material) -> Again:
    """Python's side is fitted again; where that gives another graph, nothing can be said."""
    held = _held(recorded, ArtifactRole.PARITY, "parity.json", ParityCertificate)
    fitted = fit_again(recorded, material)
    if build_again(recorded, material, fitted).graph != recorded.graph:
        return Again("parity", None, "The refit gives another graph here, so no certificate of it.")
    made = certify(
        recorded.graph,
        material.recipe,
        material.inputs,
        fitted,
        material.target,
        material.held_feed,
        seed=held.seed,
        probes_cap=held.probes_cap,
    )
    return Again("parity", _plain(made))


def _plain(made: Contract) -> dict[str, Any]:
    """As it would be stored and read back."""
    payload: dict[str, Any] = json.loads(json.dumps(decimals(made.model_dump(mode="json"))))
    return payload


def _held(recorded: Recorded, role: ArtifactRole, name: str, kind: type[Held]) -> Held:
    content = recorded.content(role, name)
    if content is None:
        raise AssayError("version.incomplete", f"The version has no file {name}.")
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        raise AssayError(
            "version.incomplete", f"{name} cannot be read: {error.errors()[0]['msg']}."
        ) from None
