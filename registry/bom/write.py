"""Writes the bill of materials of a version to a file, if it is a valid one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from registry.bom.build import SPECIFICATION, build_bom
from registry.destination import check_destination, whole_file
from registry.errors import AssayError
from registry.guards import require_as_logged
from registry.principals import find_principal
from registry.project import Project
from registry.reports.source import gather
from registry.resolve import resolve_version
from registry.tables import utcnow
from registry.views.base import View


class WrittenBom(View):
    """A bill of materials that was written: where, and how many parts it names."""

    version: str
    file: str
    bytes: int
    sha256: str
    specification: str
    components: int


def write_bom(
    project: Project, actor: str, version: str, out: Path, *, overwrite: bool = False
) -> WrittenBom:
    """Write the bill of materials as CycloneDX JSON, and log its digest.

    The file appears whole or not at all. Raises AssayError as `check_destination` does,
    `file.unwritable`, `record.tampered`, `version.unknown`, `principal.unknown`, `bom.no_files`
    and `bom.invalid`.
    """
    check_destination(out, project.path, suffixes=(".json",), overwrite=overwrite)
    with project.registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_version(session, version)
        require_as_logged(session, row)
        bom = build_bom(gather(session, project.artifacts, row), utcnow(), principal.name)
    text = json.dumps(bom, indent=2, ensure_ascii=True) + "\n"
    require_valid(text)
    content = text.encode("ascii")
    digest = hashlib.sha256(content).hexdigest()
    details = {"version": row.id, "sha256": digest}
    with whole_file(out) as temporary:
        temporary.write_bytes(content)
        with project.registry.transact(principal.id, "bom.written", details):
            pass
    return WrittenBom(
        version=row.id,
        file=str(out),
        bytes=len(content),
        sha256=digest,
        specification=SPECIFICATION,
        components=len(bom["components"]) + 1,
    )


def require_valid(text: str) -> None:
    """Raise AssayError `bom.invalid` for what the specification's schema refuses.

    The schema comes with the library: nothing is fetched.
    """
    fault = JsonStrictValidator(SchemaVersion.from_version(SPECIFICATION)).validate_str(text)
    if fault is not None:
        place = "/".join(str(one) for one in getattr(fault.data, "absolute_path", ())) or "the file"
        said = str(getattr(fault.data, "message", fault.data))[:200]
        raise AssayError(
            "bom.invalid",
            f"The bill of materials is not valid CycloneDX {SPECIFICATION}: {place}: {said}. "
            "It was not written.",
            "Please report this; `assay report` writes the same facts.",
        )
