"""The small pieces that a CycloneDX file is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

MODEL, GRAPH, DATA = "model", "graph", "data"
"""References within the file: the model, its ONNX file and the data it was trained on."""


def properties(rows: Iterable[tuple[str, object]]) -> list[Json]:
    """Properties in Assay's name; those without a value are left out."""
    return [
        {"name": f"assay:{name}", "value": str(value)}
        for name, value in rows
        if value not in (None, "")
    ]


def hashes(sha256: str) -> list[Json]:
    """A file's digest."""
    return [{"alg": "SHA-256", "content": sha256}]


def filled(value: Json) -> Json:
    """Without the fields that have nothing in them: an empty list claims that there is none."""
    return {name: one for name, one in value.items() if one not in (None, "", [], {})}
