"""Bundle: everything that a version's report rests on, in a folder to be checked elsewhere."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, select

from engine.contract.requests import BundleRequest
from engine.contract.results import BundleResult
from engine.jobs.context import JobContext
from engine.workflows.bundle_files import (
    CHECKPOINT,
    CONTENT,
    DUE,
    INDEX,
    KEYS,
    MANIFEST,
    MODEL,
    REPORT,
    SNAPSHOT,
    Bundle,
    BundledEvidence,
    BundledFile,
)
from engine.workflows.export import with_passport
from engine.workflows.pipeline import read_version
from engine.workflows.standing import standing_now, use_warnings
from registry.destination import refuse_own_files, require_new_folder
from registry.errors import AssayError
from registry.key_pins import KeyPins
from registry.principals import find_principal
from registry.project import Project
from registry.queries import name_of
from registry.reports.embedded import embedded_json
from registry.reports.html import render_html
from registry.reports.parts import FigureBlock, Report
from registry.reports.report import build_report, own_version
from registry.resolve import resolve_version
from registry.rests_on import over_words
from registry.roles import Right, require_right
from registry.signing_keys import list_keys
from registry.tables import Attestation
from registry.version_rows import evidence


def run(request: BundleRequest, context: JobContext) -> BundleResult:
    """Write the folder whole or not at all, and log the digest of its list and of its report.

    Raises AssayError `file.exists`, `file.no_folder`, `file.of_project`, `role.missing`, and as
    `read_version` does.
    """
    to = Path(request.to)
    require_new_folder(to)
    if not to.parent.is_dir():
        raise AssayError("file.no_folder", f"The folder {to.parent} does not exist.", "Make it.")
    refuse_own_files(to, context.project_path)
    project = Project.open(context.project_path)
    with project.registry.read() as session:
        actor = find_principal(session, context.actor)
        require_right(session, actor, Right.EXPORT)
    context.progress("read", "Reading the version", 0.1)
    files = read_version(project, request.version)
    now = standing_now(project, files.view.id)
    with project.registry.read() as session:
        row = resolve_version(session, files.view.id)
        report = build_report(session, project.artifacts, row, actor.name)
        rows = evidence(session, row)
        words = {
            one.evidence_id: one.envelope_json or ""
            for one in session.exec(
                select(Attestation).where(col(Attestation.evidence_id).in_([r.id for r in rows]))
            ).all()
        }
        kept = [
            (
                one.payload_json.encode("utf-8"),
                BundledEvidence(
                    kind=one.kind,
                    digest=one.digest,
                    by=name_of(session, one.created_by),
                    at=one.created_at.isoformat(),
                    envelope=words.get(one.id, ""),
                ),
            )
            for one in rows
        ]
        pins = KeyPins.of(list_keys(session))
    page = render_html(report).encode("utf-8")
    context.progress("write", f"Writing {to.name}", 0.4)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}.") as temporary:
        folder = Path(temporary, "bundle")
        (folder / CONTENT).mkdir(parents=True)
        made = _Folder(folder)
        made.put(MODEL, with_passport(project, files, now.emergency_until))
        made.put(MANIFEST, files.manifest.canonical)
        made.put(SNAPSHOT, files.snapshot.model_dump_json().encode("utf-8"))
        made.put(REPORT, page)
        made.put(DUE, embedded_json(report).encode("ascii"))
        made.put(CHECKPOINT, project.registry.checkpoint().model_dump_json().encode("utf-8"))
        made.put(KEYS, pins.model_dump_json().encode("utf-8"))
        digests = {entry.sha256 for entry in files.manifest.entries} | {files.snapshot.artifact}
        for digest in sorted(digests | _figures(report)):
            made.keep(project.artifacts.read_bytes(digest))
        for payload, _ in kept:
            made.keep(payload)
        bundle = Bundle(
            version=files.view.id,
            label=files.view.label,
            manifest_root=files.manifest.root,
            assay=own_version(),
            at=datetime.now(UTC).isoformat(),
            by=actor.name,
            evidence=tuple(one for _, one in kept),
            files=tuple(made.files.values()),
        )
        index = bundle.model_dump_json(indent=1).encode("utf-8")
        (folder / INDEX).write_bytes(index)
        context.check_discarded()
        digest = hashlib.sha256(index).hexdigest()
        for action, said in (
            ("version.bundled", digest),
            ("report.written", hashlib.sha256(page).hexdigest()),
        ):
            details = {"version": files.view.id, "sha256": said}
            with project.registry.transact(context.actor, action, details=details):
                pass
        shutil.move(folder, to)
    return BundleResult(
        version=files.view.id,
        label=files.view.label,
        folder=str(to),
        files=len(bundle.files) + 1,
        bytes=sum(one.bytes for one in bundle.files) + len(index),
        sha256=digest,
        warnings=(*use_warnings(now), *over_words(files.view.rests_on)),
    )


class _Folder:
    """The files written so far, by their path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: dict[str, BundledFile] = {}

    def put(self, path: str, content: bytes) -> None:
        """Write a file by its name."""
        (self._folder / path).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self.files[path] = BundledFile(path=path, sha256=digest, bytes=len(content))

    def keep(self, content: bytes) -> None:
        """Write a file by its content."""
        path = f"{CONTENT}/{hashlib.sha256(content).hexdigest()}"
        if path not in self.files:
            self.put(path, content)


def _figures(report: Report) -> set[str]:
    return {
        block.sha256
        for section in report.sections
        for block in section.blocks
        if isinstance(block, FigureBlock)
    }
