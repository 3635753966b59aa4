"""The files that a version consists of, from what a training run found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.contract.requests import TrainRequest
from engine.cpus import available_cpus
from engine.evaluate.baseline import Baseline
from engine.evaluate.groups import GroupTables
from engine.search.learners.base import Fitted
from engine.search.problem import SearchOutcome, fit_threads
from engine.workflows.assess import Assessment, last_estimates
from engine.workflows.build import Built
from engine.workflows.material import Material
from engine.workflows.pipeline import (
    GRAPH_FILE,
    GROUPS_FILE,
    RECIPE_FILE,
    SPLIT_FILE,
    Pipeline,
    SplitRows,
)
from engine.workflows.provenance import Provenance
from engine.workflows.record import Part, json_part
from registry.canonical import canonical_json, decimals
from registry.manifest import ArtifactRole

ONNX = "application/onnx"
SVG = "image/svg+xml"


@dataclass(frozen=True)
class Trained:
    """What a training run found, from its rows to its assessment."""

    material: Material
    metric: str
    outcome: SearchOutcome
    fitted: Fitted
    built: Built
    assessment: Assessment


def version_parts(request: TrainRequest, trained: Trained, made_by: Provenance) -> list[Part]:
    """Every file of the version but its data snapshot and its manifest."""
    material, outcome, built = trained.material, trained.outcome, trained.built
    assessment = trained.assessment
    pipeline = Pipeline(
        recipe=material.recipe,
        inputs=material.inputs,
        target=material.target,
        interval_half_width=built.half_width,
        interval_level=built.level,
    )
    split = SplitRows(
        seed=request.seed,
        held_out=tuple(material.held_rows.tolist()),
        training=tuple(material.train_rows.tolist()),
    )
    data = {
        "fingerprint": material.snapshot.fingerprint,
        "source": material.snapshot.source,
        "rows": material.snapshot.rows,
        "training_rows": len(material.train_rows),
        "held_out_rows": len(material.held_rows),
        "columns": [column.model_dump(mode="json") for column in material.snapshot.columns],
        "left_out": [item.model_dump(mode="json") for item in material.recipe.left_out],
        "notes": list(material.warnings),
    }
    settings = {
        "request": request.model_dump(mode="json"),
        "metric": trained.metric,
        "learner": outcome.learner,
        "config": dict(outcome.config),
        "loss": outcome.loss,
        "refit": {
            "config": dict(trained.fitted.config),
            "threads": fit_threads(material.X, available_cpus()),
        },
        "folds": outcome.fold_count,
        "trials": len(outcome.trials),
        "stopped_early": outcome.stopped_early,
    }
    trials = "".join(
        canonical_json(decimals(trial.model_dump(mode="json"))) + "\n" for trial in outcome.trials
    )
    role = ArtifactRole
    parts = [
        json_part(role.RECIPE, RECIPE_FILE, pipeline),
        json_part(role.DATA, SPLIT_FILE, split),
        json_part(role.DATA, "data.json", data, "data"),
        json_part(role.DATA, "quality.json", material.quality, "quality"),
        json_part(role.SEARCH, "search.json", settings, "search"),
        Part(role.TRIALS, "trials.jsonl", trials.encode("ascii"), "application/jsonl"),
        Part(role.GRAPH, GRAPH_FILE, built.graph, ONNX, graph_digest=built.digest),
        json_part(role.PARITY, "parity.json", assessment.parity, "parity"),
        json_part(role.METRICS, "metrics.json", assessment.metrics, "metrics"),
        json_part(
            role.METRICS, "baseline.json", baseline_payload(assessment.baselines), "baseline"
        ),
        json_part(role.EXPLANATION, "importance.json", assessment.importance, "importance"),
        json_part(role.CODE, "code.json", made_by.code, "code"),
        json_part(role.ENVIRONMENT, "environment.json", made_by.environment, "environment"),
    ]
    if assessment.calibration is not None:
        found = assessment.calibration
        parts.append(json_part(role.METRICS, "calibration.json", found, "calibration"))
    if assessment.groups:
        tables = GroupTables(tables=assessment.groups)
        parts.append(json_part(role.METRICS, GROUPS_FILE, tables, "groups"))
    parts += [
        Part(role.NATIVE, name, content, "application/octet-stream")
        for name, content in trained.fitted.native().items()
    ]
    for figure in assessment.figures:
        content = figure.svg.encode()
        name = f"{figure.name}.svg"
        parts.append(Part(role.FIGURE, name, content, SVG, evidence=None))
        parts.append(json_part(role.FIGURE, f"{figure.name}.json", figure.about(), "figure"))
    return parts


def baseline_payload(plain: Sequence[Baseline]) -> dict[str, Any]:
    """The baselines as evidence: those of the last that could be fitted, and all of them."""
    return {
        "estimates": [item.model_dump(mode="json") for item in last_estimates(plain)],
        "models": [item.model_dump(mode="json") for item in plain],
    }
