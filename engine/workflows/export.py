"""Export: a version's certified graph, with its passport inside, becomes a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.contract.requests import ExportRequest
from engine.contract.results import ExportResult
from engine.export.passport import Passport, Standing, write_passport
from engine.jobs.context import JobContext
from engine.workflows.pipeline import VersionFiles, read_version
from engine.workflows.standing import standing_now, use_warnings
from registry.destination import check_destination, whole_file
from registry.project import Project
from registry.rests_on import over_words
from registry.views.versions import VersionView


def run(request: ExportRequest, context: JobContext) -> ExportResult:
    """Write the file and log that it leaves: what the log refuses, no file is left of.

    The graph's bytes are those registered.
    """
    to = Path(request.to)
    check_destination(to, context.project_path, suffixes=(".onnx",), overwrite=request.overwrite)
    project = Project.open(context.project_path)
    context.progress("read", "Reading the version", 0.2)
    files = read_version(project, request.version)
    now = standing_now(project, files.view.id)
    content = with_passport(project, files, now.emergency_until)
    context.progress("write", f"Writing {to.name}", 0.7)
    graph = files.manifest.graph
    digest = graph.graph_digest if graph and graph.graph_digest else ""
    details = {"version": files.view.id, "graph_digest": digest, "state": files.view.state}
    if now.emergency_until is not None:
        details["emergency_until"] = now.emergency_until.isoformat()
    with whole_file(to) as temporary:
        temporary.write_bytes(content)
        with project.registry.transact(context.actor, "version.exported", details=details):
            pass
    return ExportResult(
        version=files.view.id,
        file=str(to),
        bytes=len(content),
        graph_digest=digest,
        state=files.view.state,
        warnings=(*use_warnings(now), *over_words(files.view.rests_on)),
    )


def with_passport(project: Project, files: VersionFiles, until: datetime | None) -> bytes:
    """The version's graph with its passport inside, and where the version stands now.

    `until` is the end of its emergency use, where it is in one.
    """
    standing = Standing(
        state=files.view.state,
        decisions=decisions_of(files.view),
        checkpoint=project.registry.checkpoint().model_dump(mode="json"),
        as_of=datetime.now(UTC).isoformat(),
        emergency_until=None if until is None else until.isoformat(),
    )
    passport = passport_of(files).model_copy(update={"standing": standing})
    return write_passport(files.graph, passport)


def decisions_of(view: VersionView) -> tuple[dict[str, Any], ...]:
    """The decisions on a version as its passport lists them, by request."""
    return tuple(
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


def passport_of(files: VersionFiles) -> Passport:
    """What a version's file says of itself whenever it is exported: all but its standing."""
    view = files.view
    parity = view.payload("parity")
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
            "held_out": view.payload("metrics").get("estimates", []),
        },
        parity={name: parity[name] for name in ("passed", "rows") if name in parity},
    )
