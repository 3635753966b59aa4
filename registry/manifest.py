"""What a version consists of: content-addressed parts, one canonical form, one root."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Protocol, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from registry.canonical import canonical_json
from registry.errors import AssayError, first_fault

FORMAT: Literal["assay.manifest/1"] = "assay.manifest/1"
MANIFEST_MEDIA_TYPE = "application/vnd.assay.manifest+json"
_ROOT_PREFIX = b"assay/manifest/v1\0"
_EVIDENCE_PREFIX = b"assay/evidence/v1\0"

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ArtifactRole(StrEnum):
    """The part that a file plays in a version."""

    DATA = "data"
    RECIPE = "recipe"
    SEARCH = "search"
    TRIALS = "trials"
    GRAPH = "graph"
    PARITY = "parity"
    METRICS = "metrics"
    EXPLANATION = "explanation"
    ENVIRONMENT = "environment"
    CODE = "code"
    NATIVE = "native"
    FIGURE = "figure"


REQUIRED_ROLES: dict[ArtifactRole, str] = {
    ArtifactRole.DATA: "the data snapshot",
    ArtifactRole.RECIPE: "the feature recipe",
    ArtifactRole.SEARCH: "the search settings",
    ArtifactRole.TRIALS: "the trial log",
    ArtifactRole.GRAPH: "the ONNX graph",
    ArtifactRole.PARITY: "the parity certificate",
    ArtifactRole.METRICS: "the held-out metrics",
    ArtifactRole.EXPLANATION: "the explanation",
    ArtifactRole.ENVIRONMENT: "the environment",
    ArtifactRole.CODE: "the code snapshot",
}
"""Without each of these a version stays a draft."""


class ManifestEntry(BaseModel):
    """One file of a version. Sizes are in bytes; digests are lower-case hexadecimal SHA-256."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    sha256: Sha256
    bytes: int = Field(ge=0)
    media_type: Annotated[str, StringConstraints(min_length=1, max_length=127)]
    graph_digest: Sha256 | None = Field(
        default=None,
        description="Of a graph: SHA-256 over the model without its assay.* metadata, "
        "which stays the same when a passport is written into the file",
    )

    @model_validator(mode="after")
    def _graphs_and_only_graphs_have_a_graph_digest(self) -> Self:
        if (self.role == ArtifactRole.GRAPH) != (self.graph_digest is not None):
            raise ValueError("an entry has a graph digest if, and only if, its role is 'graph'")
        return self


class Manifest(BaseModel):
    """All files of a version, sorted by role and name; each pair of them occurs once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay.manifest/1"] = FORMAT
    entries: tuple[ManifestEntry, ...]

    @field_validator("entries")
    @classmethod
    def _sort(cls, entries: tuple[ManifestEntry, ...]) -> tuple[ManifestEntry, ...]:
        ordered = tuple(sorted(entries, key=lambda entry: (entry.role, entry.name)))
        for one, other in pairwise(ordered):
            if (one.role, one.name) == (other.role, other.name):
                raise ValueError(f"'{one.name}' occurs twice in the role '{one.role}'")
        return ordered

    @property
    def canonical(self) -> bytes:
        """The one byte string that stands for this manifest: sorted keys, no spaces, ASCII."""
        return canonical_json(self.model_dump(mode="json", exclude_none=True)).encode("ascii")

    @property
    def root(self) -> str:
        """SHA-256 over a domain prefix and the canonical bytes."""
        return hashlib.sha256(_ROOT_PREFIX + self.canonical).hexdigest()

    @property
    def sha256(self) -> str:
        """SHA-256 of the canonical bytes: the manifest's own address in the artifact store."""
        return hashlib.sha256(self.canonical).hexdigest()

    @property
    def graph(self) -> ManifestEntry | None:
        """The graph that ships, or None while there is none."""
        return next((entry for entry in self.entries if entry.role == ArtifactRole.GRAPH), None)

    def of_role(self, role: str) -> tuple[ManifestEntry, ...]:
        """The entries in one role, by name."""
        return tuple(entry for entry in self.entries if entry.role == role)

    @classmethod
    def parse(cls, content: bytes) -> Manifest:
        """Read stored bytes back.

        Raises AssayError `manifest.invalid` where they are no manifest, or are one in another
        than its canonical form: then the root would not stand for the bytes.
        """
        try:
            manifest = cls.model_validate_json(content)
        except ValidationError as error:
            raise AssayError(
                "manifest.invalid", f"The stored manifest is not valid: {first_fault(error)}."
            ) from error
        if manifest.canonical != content:
            raise AssayError(
                "manifest.invalid", "The stored manifest is not in its canonical form."
            )
        return manifest


def missing_roles(manifest: Manifest) -> tuple[ArtifactRole, ...]:
    """The required roles that no entry plays, in the order in which they arise."""
    present = {entry.role for entry in manifest.entries}
    return tuple(role for role in REQUIRED_ROLES if role not in present)


def require_complete(manifest: Manifest) -> None:
    """Raise AssayError `manifest.incomplete`, naming each part that is missing, if any is."""
    missing = missing_roles(manifest)
    if missing:
        parts = ", ".join(REQUIRED_ROLES[role] for role in missing)
        raise AssayError(
            "manifest.incomplete",
            f"The version is not complete: it lacks {parts}.",
            "Train again: a run that ends well writes all of them.",
        )


class EvidenceLike(Protocol):
    """What of an evidence row counts for the evidence root."""

    kind: str
    schema_version: int
    digest: str


def evidence_root(rows: Iterable[EvidenceLike]) -> str:
    """SHA-256 over a domain prefix and the sorted (kind, schema version, digest) of the rows.

    Depends on what the evidence says, and neither on its order nor on its keys.
    """
    parts: Sequence[list[str | int]] = sorted(
        [row.kind, row.schema_version, row.digest] for row in rows
    )
    return hashlib.sha256(
        _EVIDENCE_PREFIX + canonical_json(list(parts)).encode("ascii")
    ).hexdigest()
