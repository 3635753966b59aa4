"""Verify: an ONNX file's own checks, offline, and its standing in the project."""

from __future__ import annotations

from engine.contract.requests import VerifyRequest
from engine.contract.results import Check, VerifyResult
from engine.export.verify import verify_bytes
from engine.export.wire import graph_digest
from engine.jobs.context import JobContext
from engine.workflows.standing import Standing, read_model_file, standing_of
from registry.errors import AssayError
from registry.project import Project


def run(request: VerifyRequest, context: JobContext) -> VerifyResult:
    """Run every check; a bad file gives failed checks, not an error."""
    project = Project.open(context.project_path)
    context.progress("verify", "Checking the file", 0.3)
    model = read_model_file(request.file)
    checks = list(verify_bytes(model))
    standing = None
    try:
        standing = standing_of(project, graph_digest(model))
    except AssayError as error:
        checks.append(Check(name="registered here", passed=False, detail=error.message))
    else:
        checks.append(_registered(standing))
    return VerifyResult(
        file=request.file,
        passed=all(check.passed for check in checks),
        approved=standing is not None and standing.approved,
        version=standing.version if standing else None,
        checks=tuple(checks),
    )


def _registered(standing: Standing | None) -> Check:
    if standing is None:
        return Check(
            name="registered here",
            passed=False,
            detail="no version of this project has this graph",
        )
    return Check(
        name="registered here",
        passed=True,
        detail=f"{standing.label} ({standing.version}), {standing.state}",
    )
