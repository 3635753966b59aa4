"""A bundle: a folder with everything that a version's report rests on, and how it is read.

`bundle.json` lists every other file with its SHA-256. Content lies under `files/` by its SHA-256,
so that no name from outside becomes a path.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from engine.contract.data import Contract, Snapshot
from engine.workflows.ground import Ground, held_evidence
from registry.errors import AssayError, first_fault
from registry.manifest import Manifest
from registry.reports.embedded import read_embedded

INDEX = "bundle.json"
MODEL, MANIFEST, SNAPSHOT, REPORT, DUE = (
    "model.onnx", "manifest.json", "snapshot.json", "report.html", "report.json",
)  # fmt: skip
CHECKPOINT, KEYS = "checkpoint.json", "keys.json"
NAMED = (MODEL, MANIFEST, SNAPSHOT, REPORT, DUE, CHECKPOINT, KEYS)
CONTENT = "files"
LARGEST_INDEX = 20_000_000

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class BundledFile(Contract):
    """A file of the bundle: by a name of NAMED, or `files/` and its SHA-256."""

    path: Annotated[str, StringConstraints(max_length=80)]
    sha256: Digest
    bytes: int = Field(ge=0)


class BundledEvidence(Contract):
    """A piece of evidence, whose payload lies under its digest; with its envelope if signed."""

    kind: str
    digest: Digest
    by: str
    at: str
    envelope: str = ""


class Bundle(Contract):
    """What `bundle.json` says."""

    format: Literal["assay.bundle/1"] = "assay.bundle/1"
    version: str
    label: str
    manifest_root: Digest
    assay: str
    at: str
    by: str
    evidence: tuple[BundledEvidence, ...]
    files: tuple[BundledFile, ...]


def read_bundle(folder: Path) -> Bundle:
    """A bundle's list, after every file that it names was hashed.

    Raises AssayError `bundle.invalid` or `bundle.changed`.
    """
    index = folder / INDEX
    if not index.is_file():
        raise AssayError(
            "bundle.invalid", f"{folder} is no bundle: it has no {INDEX}.", "See: assay bundle make"
        )
    if index.stat().st_size > LARGEST_INDEX:
        raise AssayError("bundle.invalid", f"{index} is larger than a list of files is.")
    try:
        bundle = Bundle.model_validate_json(index.read_bytes())
    except ValidationError as error:
        raise AssayError("bundle.invalid", f"{index} is not valid: {first_fault(error)}.") from None
    for one in bundle.files:
        if one.path not in NAMED and one.path != f"{CONTENT}/{one.sha256}":
            raise AssayError(
                "bundle.invalid", f"{index} names a file that no bundle has: {one.path}."
            )
        _content(folder, one)
    return bundle


def bundle_ground(folder: Path) -> Ground:
    """A bundle as what a report is held against.

    Nothing in it but its signature says who made it: check that first. Raises AssayError
    `bundle.invalid`, `bundle.changed`, `evidence.changed`, `manifest.invalid`.
    """
    bundle = read_bundle(folder)
    by_path = {one.path: one for one in bundle.files}
    by_digest = {one.sha256: one for one in bundle.files}

    def named(path: str) -> bytes:
        if path not in by_path:
            raise AssayError("bundle.invalid", f"The bundle has no {path}.")
        return _content(folder, by_path[path])

    def read(digest: str) -> bytes:
        if digest not in by_digest:
            raise AssayError("bundle.invalid", f"The bundle has no file {digest}.")
        return _content(folder, by_digest[digest])

    manifest = Manifest.parse(named(MANIFEST))
    if manifest.root != bundle.manifest_root:
        raise AssayError("bundle.invalid", "The manifest is not the one that the bundle names.")
    try:
        snapshot = Snapshot.model_validate_json(named(SNAPSHOT))
    except ValidationError as error:
        raise AssayError(
            "bundle.invalid", f"{SNAPSHOT} cannot be read: {error.errors()[0]['msg']}."
        ) from None
    due = read_embedded(named(DUE).decode("ascii", "replace"), read)
    if (due.version_id, due.manifest_root) != (bundle.version, bundle.manifest_root):
        raise AssayError("bundle.invalid", "The report is not on the version of the bundle.")
    return Ground(
        place="bundle",
        version=bundle.version,
        label=bundle.label,
        manifest=manifest,
        snapshot=snapshot,
        read=read,
        evidence=tuple(
            held_evidence(one.kind, one.digest, read(one.digest).decode("utf-8", "replace"))
            for one in bundle.evidence
        ),
        due=due,
        knows_file=lambda digest: digest == by_path[REPORT].sha256 if REPORT in by_path else False,
    )


def _content(folder: Path, one: BundledFile) -> bytes:
    place = folder / one.path
    try:
        content = place.read_bytes()
    except OSError as error:
        raise AssayError("bundle.changed", f"{place} cannot be read: {error.strerror}.") from None
    if len(content) != one.bytes or hashlib.sha256(content).hexdigest() != one.sha256:
        raise AssayError("bundle.changed", f"{place} is not the file that {INDEX} names.")
    return content
