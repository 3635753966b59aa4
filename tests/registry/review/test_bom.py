"""The bill of materials: valid, complete, refused where it is not valid, and logged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from sqlmodel import col, select

from registry.bom.build import build_bom
from registry.bom.licences import licences
from registry.bom.write import require_valid, write_bom
from registry.errors import AssayError
from registry.reports.source import gather
from registry.resolve import resolve_version
from registry.tables import AuditEvent, utcnow

World = Any
HOSTILE = "<script>\x00\u202e \ud800 pkg:pypi/x@1?a=b#c"
ESTIMATE = {"metric": "roc_auc", "value": "0.912", "low": "0.897", "high": "0.926"}
EVIDENCE: dict[str, dict[str, Any]] = {
    "metrics": {"rows": 1000, "estimates": [ESTIMATE]},
    "search": {"learner": "lgbm"},
    "data": {
        "columns": [
            {"name": "age", "kind": "numeric", "role": "feature"},
            {"name": "race", "kind": "categorical", "role": "protected"},
        ],
        "left_out": [{"column": "race", "reason": "kept for fairness checks"}],
    },
    "groups": {
        "tables": [
            {
                "column": "race",
                "groups": [
                    {
                        "group": "A",
                        "rows": 9,
                        "small": True,
                        "error": {"value": "0.1", "low": "0.05", "high": "0.2"},
                    }
                ],
            }
        ]
    },
    "environment": {
        "packages": {"pydantic": installed("pydantic"), "typer": "0.0.1", "No-Such": "9"}
    },
}


@pytest.fixture
def sqlite_world(make_world: Callable[[], Any]) -> World:
    return make_world()


def bom_of(world: World, version: str) -> dict[str, Any]:
    with world.project.registry.read() as session:
        source = gather(session, world.project.artifacts, resolve_version(session, version))
    return build_bom(source, utcnow(), "bea")


def test_it_is_valid_by_the_strict_schema_offline(world: World, tmp_path: Path) -> None:
    out = tmp_path / "model.cdx.json"
    written = write_bom(world.project, "bea", world.version(evidence=EVIDENCE), out)
    text = out.read_text("ascii")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert hashlib.sha256(out.read_bytes()).hexdigest() == written.sha256
    assert written.components == 1 + len(json.loads(text)["components"])


def test_the_log_says_that_it_was_written(sqlite_world: World, tmp_path: Path) -> None:
    out = tmp_path / "model.cdx.json"
    written = write_bom(sqlite_world.project, "bea", sqlite_world.version(), out)
    with sqlite_world.project.registry.read() as session:
        last = session.exec(select(AuditEvent).order_by(col(AuditEvent.sequence).desc())).first()
    assert last is not None
    payload = json.loads(last.payload)
    assert payload["action"] == "bom.written"
    assert written.sha256 in str(payload)


def test_the_model_card_says_how_well_on_what_and_for_whom(sqlite_world: World) -> None:
    bom = bom_of(sqlite_world, sqlite_world.version(evidence=EVIDENCE))
    model = bom["metadata"]["component"]
    assert model["type"] == "machine-learning-model"
    card = model["modelCard"]
    assert card["modelParameters"]["task"] == "binary classification"
    assert card["modelParameters"]["architectureFamily"] == "gradient boosted trees"
    assert card["modelParameters"]["inputs"] == [{"format": "age: numeric"}]
    overall, group = card["quantitativeAnalysis"]["performanceMetrics"]
    assert overall["value"] == "0.912"
    assert overall["confidenceInterval"] == {"lowerBound": "0.897", "upperBound": "0.926"}
    assert group["slice"] == "race = A"
    assert card["considerations"]["fairnessAssessments"] == [
        {
            "groupAtRisk": "race = A, 9 held-out rows",
            "mitigationStrategy": "race is no input: kept for fairness checks",
        }
    ]
    # Nobody has stated an intended use: it is not claimed.
    assert "useCases" not in card["considerations"]


def test_data_and_graph_are_there_by_their_digests(sqlite_world: World) -> None:
    version = sqlite_world.version(evidence=EVIDENCE)
    bom = bom_of(sqlite_world, version)
    parts = {one["bom-ref"]: one for one in bom["components"]}
    with sqlite_world.project.registry.read() as session:
        source = gather(session, sqlite_world.project.artifacts, resolve_version(session, version))
    assert source.manifest is not None
    assert source.manifest.graph is not None
    assert parts["graph"]["hashes"] == [{"alg": "SHA-256", "content": source.manifest.graph.sha256}]
    assert parts["data"]["hashes"][0]["content"] == source.dataset.artifact_sha256
    fingerprint = {"name": "assay:fingerprint", "value": source.dataset.fingerprint}
    assert fingerprint in parts["data"]["properties"]
    (reference,) = bom["metadata"]["component"]["modelCard"]["modelParameters"]["datasets"]
    assert reference == {"ref": "data"}
    depends = {one["ref"]: one.get("dependsOn", []) for one in bom["dependencies"]}
    assert set(depends["model"]) == set(parts)
    assert set(depends) == {"model", *parts}


def test_a_licence_is_told_only_of_the_installed_version(sqlite_world: World) -> None:
    bom = bom_of(sqlite_world, sqlite_world.version(evidence=EVIDENCE))
    told = {one["name"]: one for one in bom["components"] if one["type"] == "library"}
    unknown = [{"license": {"name": "NOASSERTION"}}]
    assert told["pydantic"]["licenses"] == [{"license": {"id": "MIT"}}]
    assert told["pydantic"]["purl"] == f"pkg:pypi/pydantic@{installed('pydantic')}"
    assert told["typer"]["licenses"] == unknown
    assert told["No-Such"]["licenses"] == unknown
    assert licences("", "1") == licences("../x", "1") == unknown


def test_hostile_names_and_odd_shapes_give_a_valid_file(
    sqlite_world: World, tmp_path: Path
) -> None:
    evidence = {
        "metrics": {"estimates": [{"metric": HOSTILE, "value": HOSTILE}, 3], "rows": HOSTILE},
        "search": {"learner": HOSTILE},
        "data": {"columns": "none", "left_out": {"a": 1}},
        "groups": {"tables": [{"groups": [{"group": HOSTILE, "error": "high"}]}, "x"]},
        "environment": {"packages": {HOSTILE: HOSTILE, "A_b": "1", "a-B": "1", " ": "1"}},
    }
    out = tmp_path / "model.cdx.json"
    write_bom(sqlite_world.project, "bea", sqlite_world.version(evidence=evidence), out)
    parts = json.loads(out.read_text("ascii"))["components"]
    assert len({one["bom-ref"] for one in parts}) == len(parts) == 4


def test_an_invalid_one_is_refused() -> None:
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "spell"}]}
    with pytest.raises(AssayError, match="components/0") as caught:
        require_valid(json.dumps(bom))
    assert caught.value.code == "bom.invalid"


def test_a_version_whose_files_are_not_known_has_none(sqlite_world: World, tmp_path: Path) -> None:
    version = sqlite_world.version()
    with sqlite_world.project.registry.read() as session:
        digest = str(resolve_version(session, version).manifest_sha256)
    Path(sqlite_world.project.artifacts.path_of(digest)).unlink()
    out = tmp_path / "model.cdx.json"
    with pytest.raises(AssayError, check=lambda error: error.code == "bom.no_files"):
        write_bom(sqlite_world.project, "bea", version, out)
    assert not out.exists()
