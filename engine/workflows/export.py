"""Export: a version's certified graph, with its passport inside, becomes a file."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from engine.contract.requests import ExportRequest
from engine.contract.results import ExportResult
from engine.export.passport import Passport, Standing, write_passport
from engine.jobs.context import JobContext
from engine.score.batch import publish
from engine.workflows.pipeline import VersionFiles, read_version
from registry.destination import check_destination
from registry.errors import AssayError
from registry.project import Project
from registry.views import EvidenceView


def run(request: ExportRequest, context: JobContext) -> ExportResult:
    """Write the file atomically and log that it left. The graph's bytes are those registered."""
    to = Path(request.to)
    check_destination(to, context.project_path, suffixes=(".onnx",), overwrite=request.overwrite)
    project = Project.open(context.project_path)
    context.progress("read", "Reading the version", 0.2)
    files = read_version(project, request.version)
    warnings = []
    if files.view.state != "approved":
        warnings.append(
            f"{files.view.label} is {files.view.state}, not approved: the file says so, and "
            "assay score refuses it unless told otherwise."
        )
    content = write_passport(files.graph, passport_of(project, files))
    context.progress("write", f"Writing {to.name}", 0.7)
    _write(content, to)
    graph = files.manifest.graph
    digest = graph.graph_digest if graph and graph.graph_digest else ""
    details = {"version": files.view.id, "graph_digest": digest, "state": files.view.state}
    with project.registry.transact(context.actor, "version.exported", details=details):
        pass
    return ExportResult(
        version=files.view.id,
        file=str(to),
        bytes=len(content),
        graph_digest=digest,
        state=files.view.state,
        warnings=tuple(warnings),
    )


def passport_of(project: Project, files: VersionFiles) -> Passport:
    """What the file will say of itself, as of the log's present checkpoint."""
    checkpoint = project.registry.checkpoint()
    view = files.view
    decisions = tuple(
        {
            "request": request.id,
            "policy": f"{request.policy}/{request.policy_version}",
            "stage": decision.stage_name,
            "principal": decision.principal,
            "decision": decision.decision,
            "authenticated": decision.authenticated,
            "decided_at": decision.decided_at.isoformat(),
        }
        for request in view.requests
        for decision in request.decisions
    )
    parity = _payload(view.evidence, "parity")
    return Passport(
        manifest=files.manifest,
        manifest_root=files.manifest.root,
        version=view.id,
        model=view.label,
        task=files.pipeline.target.task,
        target=view.run.target,
        classes=files.pipeline.target.classes,
        inputs=files.pipeline.inputs,
        threshold=files.pipeline.threshold,
        training={
            "dataset": view.run.dataset,
            "fingerprint": files.snapshot.fingerprint,
            "rows": str(files.snapshot.rows),
            "metric": view.run.metric,
            "held_out": _payload(view.evidence, "metrics").get("estimates", []),
        },
        parity={name: parity[name] for name in ("passed", "rows") if name in parity},
        standing=Standing(
            state=view.state,
            decisions=decisions,
            checkpoint=checkpoint.model_dump(mode="json"),
            as_of=datetime.now(UTC).isoformat(),
        ),
    )


def _payload(evidence: tuple[EvidenceView, ...], kind: str) -> dict[str, object]:
    found = next((item.payload for item in evidence if item.kind == kind), None)
    return found if isinstance(found, dict) else {}


def _write(content: bytes, to: Path) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            publish(temporary, to)
        finally:
            temporary.unlink(missing_ok=True)
    except PermissionError:
        raise AssayError(
            "file.unwritable", f"{to} cannot be written.", "Name a folder that you may write to."
        ) from None
