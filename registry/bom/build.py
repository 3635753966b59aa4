"""Builds the bill of materials of a version: model, data, graph and libraries."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packageurl import PackageURL

from registry.bom.licences import licences
from registry.bom.model_card import model_card
from registry.bom.parts import DATA, GRAPH, MODEL, Json, filled, hashes, properties
from registry.digests import time_text
from registry.errors import AssayError
from registry.reports.report import own_version
from registry.reports.source import Source

SPECIFICATION = "1.6"
_PACKAGE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_VERSION = re.compile(r"[A-Za-z0-9.+!_-]+")
SCHEMA = f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json"


def build_bom(source: Source, now: datetime, actor: str) -> Json:
    """The bill of materials as JSON; the same registry and time give the same file.

    Raises AssayError `bom.no_files` where the version's manifest is not there or names no graph.
    """
    libraries = (_library(name, text) for name, text in sorted(_packages(source).items()))
    # Two spellings of one name are one package.
    parts = [*{one["bom-ref"]: one for one in (_graph(source), _data(source), *libraries)}.values()]
    bom: Json = {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {
            "timestamp": time_text(now),
            "authors": [{"name": actor}],
            "tools": {
                "components": [{"type": "application", "name": "Assay", "version": own_version()}]
            },
            "component": _model(source),
        },
        "components": parts,
        "dependencies": [
            {"ref": MODEL, "dependsOn": [one["bom-ref"] for one in parts]},
            *({"ref": one["bom-ref"]} for one in parts),
        ],
    }
    serial = uuid5(NAMESPACE_URL, json.dumps(bom, sort_keys=True))
    # Evidence may hold halves of letters, which some readers of JSON refuse.
    whole = json.dumps(bom, ensure_ascii=False).encode("utf-8", errors="replace")
    return {**json.loads(whole), "serialNumber": f"urn:uuid:{serial}"}


def _model(source: Source) -> Json:
    version, model = source.version, source.model
    return filled(
        {
            "type": "machine-learning-model",
            "bom-ref": MODEL,
            "name": model.name,
            "version": str(version.number),
            "description": f"Predicts {version.run.target} ({version.run.task}).",
            "authors": [{"name": version.created_by}],
            "modelCard": model_card(source),
            "properties": properties(
                [
                    ("version", version.id),
                    ("state", version.state),
                    ("owner", model.owner),
                    ("materiality-tier", model.materiality_tier),
                    ("manifest-root", version.manifest_root),
                    ("graph-digest", version.graph_digest),
                    ("checkpoint-root", source.checkpoint.root if source.checkpoint else ""),
                    *(
                        (f"evidence:{one.kind}", one.digest)
                        for one in sorted(version.evidence, key=lambda row: (row.kind, row.digest))
                    ),
                ]
            ),
        }
    )


def _graph(source: Source) -> Json:
    graph = source.manifest.graph if source.manifest else None
    if graph is None:
        raise AssayError(
            "bom.no_files",
            f"The files of {source.version.label} are not known: "
            f"{source.manifest_fault or 'its manifest names no graph'}.",
            "A bill of materials needs the model's file; train the model again.",
        )
    return {
        "type": "file",
        "bom-ref": GRAPH,
        "name": graph.name,
        "mime-type": graph.media_type,
        "description": "The model: one ONNX graph, from raw columns to predictions.",
        "hashes": hashes(graph.sha256),
        "properties": properties([("bytes", graph.bytes), ("graph-digest", graph.graph_digest)]),
    }


def _data(source: Source) -> Json:
    data, payload = source.dataset, source.payload("data")
    split = [(name, payload.get(name)) for name in ("training_rows", "held_out_rows")]
    return {
        "type": "data",
        "bom-ref": DATA,
        "name": data.name,
        "description": "The snapshot that the model was trained and tested on, as Parquet.",
        "hashes": hashes(data.artifact_sha256),
        "data": [{"type": "dataset", "name": data.name}],
        "properties": properties(
            [
                ("fingerprint", data.fingerprint),
                ("source", data.source),
                ("rows", data.rows),
                ("bytes", data.bytes),
                *((name.replace("_", "-"), value) for name, value in split),
            ]
        ),
    }


def _library(name: str, version: str) -> Json:
    if not (_PACKAGE.fullmatch(name) and _VERSION.fullmatch(version)):
        # No package of the index has such a name: it is told as it was recorded, and no more.
        return {"type": "library", "bom-ref": f"{name}@{version}", "name": name, "version": version}
    package = PackageURL(type="pypi", name=name, version=version).to_string()
    return {
        "type": "library",
        "bom-ref": package,
        "name": name,
        "version": version,
        "purl": package,
        "licenses": licences(name, version),
    }


def _packages(source: Source) -> dict[str, str]:
    """The libraries of the recorded environment, each once."""
    recorded: Any = source.payload("environment").get("packages")
    if not isinstance(recorded, dict):
        return {}
    found: dict[str, str] = {}
    for name, version in recorded.items():
        if str(name).strip() and str(version).strip():
            found.setdefault(str(name), str(version))
    return found
