"""What a version records of its pipeline, and reading a version's files back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from engine.contract.data import Contract, Input, Snapshot
from engine.data.target import TargetEncoding
from engine.prepare.recipe import Recipe
from engine.workflows.columns import snapshot_of
from registry import queries, resolve
from registry.errors import AssayError
from registry.guards import read_manifest, require_as_logged
from registry.manifest import ArtifactRole, Manifest
from registry.project import Project
from registry.tables import DatasetSnapshot
from registry.views.versions import VersionView

RECIPE_FILE = "pipeline.json"
SPLIT_FILE = "split.json"
GRAPH_FILE = "model.onnx"
GROUPS_FILE = "groups.json"

Model = TypeVar("Model", bound=BaseModel)


class Pipeline(Contract):
    """The recipe, the graph's inputs, the target and the interval of a version."""

    recipe: Recipe
    inputs: tuple[Input, ...]
    target: TargetEncoding
    threshold: float = 0.5
    interval_half_width: float | None = None
    interval_level: float | None = None


class SplitRows(Contract):
    """Which of the snapshot's rows (counted from 0) were held out and which were trained on."""

    seed: int
    held_out: tuple[int, ...]
    training: tuple[int, ...]


@dataclass(frozen=True)
class VersionFiles:
    """A version with those of its files that verbs read, each checked against its digest."""

    view: VersionView
    manifest: Manifest
    snapshot: Snapshot
    pipeline: Pipeline
    graph: bytes


def read_version(project: Project, reference: str) -> VersionFiles:
    """Read a version's manifest, pipeline and graph.

    Raises AssayError `version.unknown`, `record.tampered`, `version.incomplete`, or what the store
    says of a file that is missing or was changed.
    """
    with project.registry.read() as session:
        row = resolve.resolve_version(session, reference)
        require_as_logged(session, row)
        view = queries.version_view(session, row)
        snapshot = snapshot_of(session.get_one(DatasetSnapshot, view.run.dataset_id))
        manifest = read_manifest(project.artifacts, row)
    if manifest.graph is None:
        raise AssayError("version.incomplete", f"Version {view.label} has no graph.")
    return VersionFiles(
        view=view,
        manifest=manifest,
        snapshot=snapshot,
        pipeline=read_json(project, manifest, ArtifactRole.RECIPE, RECIPE_FILE, Pipeline),
        graph=project.artifacts.read_bytes(manifest.graph.sha256),
    )


def read_json(
    project: Project, manifest: Manifest, role: ArtifactRole, name: str, kind: type[Model]
) -> Model:
    """A JSON file of a version as its type. Raises AssayError `version.incomplete`."""
    entry = next((item for item in manifest.of_role(role) if item.name == name), None)
    if entry is None:
        raise AssayError("version.incomplete", f"The version has no file {name}.")
    try:
        return kind.model_validate_json(project.artifacts.read_bytes(entry.sha256))
    except ValidationError as error:
        raise AssayError(
            "version.incomplete", f"{name} cannot be read: {error.errors()[0]['msg']}."
        ) from None
