"""Evidence that people bring: a validator's report, a scan, a drift analysis."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from registry.artifacts import ArtifactStore
from registry.brought_kinds import require_form
from registry.canonical import canonical_json, decimals
from registry.database import Registry
from registry.errors import AssayError
from registry.evidence_kinds import require_brought
from registry.outside_json import DEEPEST, read_json
from registry.principals import find_principal
from registry.queries import version_view
from registry.resolve import resolve_version
from registry.roles import Right, require_right
from registry.small_file import read_small
from registry.tables import Evidence, ModelVersion, Principal
from registry.tables.evidence import OPEN_STATES
from registry.views.versions import VersionView

LARGEST_BYTES = 1_000_000


def add_evidence(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    version: str,
    kind: str,
    file: Path,
    *,
    custom: bool = False,
) -> VersionView:
    """Add a JSON object as evidence of a kind to a version that is not frozen yet.

    `custom` lets a kind of one's own pass, that only one's own policies ask for. Who adds it has a
    hand in the version from then on. Floats are kept as decimal strings. Raises AssayError
    `evidence.kind`, `evidence.file`, `evidence.form`, `role.missing`, `evidence.frozen`.
    """
    require_brought(kind, custom=custom)
    payload, content = _payload(file)
    require_form(kind, payload, str(file))
    return record_evidence(registry, artifacts, actor, version, kind, content)


def record_evidence(
    registry: Registry, artifacts: ArtifactStore, actor: str, version: str, kind: str, content: str
) -> VersionView:
    """Add canonical JSON as evidence of a kind to a version that is not frozen yet.

    Raises AssayError `role.missing` or `evidence.frozen`.
    """
    with registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_version(session, version)
        require_right(session, principal, Right.EVIDENCE, row.model_id)
        require_not_frozen(row)
        actor_id, version_id = principal.id, row.id
    stored = artifacts.put_bytes(content.encode("ascii"))
    details = {"version": version_id}
    with registry.transact(actor_id, "evidence.recorded", details) as session:
        row = session.get_one(ModelVersion, version_id)
        require_right(session, session.get_one(Principal, actor_id), Right.EVIDENCE, row.model_id)
        require_not_frozen(row)
        session.add(
            Evidence(
                version_id=version_id,
                kind=kind,
                payload_json=content,
                digest=stored.sha256,
                artifact_sha256=stored.sha256,
                created_by=actor_id,
            )
        )
    with registry.read() as session:
        return version_view(session, session.get_one(ModelVersion, version_id))


def _payload(file: Path) -> tuple[dict[str, Any], str]:
    """The file's object, and the canonical JSON that is kept of it."""
    try:
        text = read_small(file, LARGEST_BYTES).decode("utf-8")
        value = read_json(text, number=_finite)
        if not isinstance(value, dict) or not value:
            raise ValueError("it holds no JSON object with fields")
        return value, canonical_json(decimals(value))
    except OSError as error:
        raise AssayError("evidence.file", f"'{file}' cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError) as error:
        raise AssayError(
            "evidence.file",
            f"'{file}' cannot be evidence: {error}.",
            f"Give a JSON file with one object of at most {DEEPEST} levels.",
        ) from error


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no finite number")
    return number


def require_not_frozen(version: ModelVersion) -> None:
    """Raise AssayError `evidence.frozen` for a version whose evidence was or is being reviewed."""
    if version.frozen or version.state not in OPEN_STATES:
        raise AssayError(
            "evidence.frozen",
            f"The version is {version.state.replace('_', ' ')}: its evidence is what was reviewed.",
            "Bring the evidence before the version is submitted.",
        )
