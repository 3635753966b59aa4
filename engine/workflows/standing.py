"""Where an ONNX file stands in a project: which version it is, and whether that is approved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from registry.errors import AssayError
from registry.guards import in_force
from registry.pinned import expired
from registry.project import Project
from registry.queries import label_of
from registry.tables import ModelVersion

LARGEST_FILE = 2**31


@dataclass(frozen=True)
class Standing:
    """A registered version with the file's graph digest."""

    version: str
    label: str
    state: str
    approved: bool
    """Whether it may be used without being told so: see `registry.guards.in_force`."""


def read_model_file(file: str) -> bytes:
    """The bytes of an ONNX file. Raises AssayError where it cannot be read or is too large."""
    path = Path(file)
    if not path.is_file():
        raise AssayError("file.missing", f"There is no file {path}.", "Check the path.")
    if path.stat().st_size > LARGEST_FILE:
        raise AssayError("onnx.too_large", f"{path.name} is larger than 2 GB, ONNX's limit.")
    try:
        return path.read_bytes()
    except PermissionError:
        raise AssayError(
            "file.unreadable", f"{path} may not be read by you.", "Ask its owner for access."
        ) from None


def standing_of(project: Project, digest: str) -> Standing | None:
    """The version with that graph digest, an approved one first; None where there is none.

    Two runs can make the same graph; then the one that was approved counts. Raises AssayError
    where such a version is not as the audit log says.
    """
    with project.registry.read() as session:
        rows = session.exec(
            select(ModelVersion)
            .where(col(ModelVersion.graph_digest) == digest)
            .order_by(col(ModelVersion.id).desc())
        ).all()
        found = [
            Standing(
                version=row.id,
                label=label_of(session, row),
                state="expired" if expired(session, row) else row.state,
                approved=in_force(session, project.artifacts, row),
            )
            for row in rows
        ]
    return next((item for item in found if item.approved), found[0] if found else None)
