"""The verbs that check a version: refit it, re-perform its report, and keep what came out."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_checks
from engine.cli.state import State
from engine.cli.unlock import signer_of
from engine.cli.work_verbs import watched
from engine.contract.requests import ReperformRequest, ReproduceRequest
from engine.contract.results import Result
from engine.jobs import client
from engine.outcomes import CHECK_OF, outcome_of
from registry.attestations import RecordedCheck, ready_to_check, record_check
from registry.errors import AssayError
from registry.principals import names_by_id
from registry.project import Project
from registry.signatures.ed25519 import Signer
from registry.small_file import require_file

Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]
NoRecord = Annotated[
    bool, typer.Option("--no-record", help="Show the outcome; record no evidence of it.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(reproduce)
    app.command()(reperform)
    app.command()(record)


def reproduce(context: typer.Context, version: Version, no_record: NoRecord = False) -> None:
    """Fit a version again from its records, compare, and record the outcome as signed evidence."""
    _check(context.obj, ReproduceRequest(version=version), no_record)


def reperform(
    context: typer.Context,
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report's .html or .pdf.")],
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Hold it against a bundle; no project is needed."),
    ] = None,
    no_record: NoRecord = False,
    whole: Annotated[
        bool, typer.Option("--all", help="Show every number, not only what is wrong.")
    ] = False,
) -> None:
    """Compute every number of a report again, and show what is not as it says."""
    state: State = context.obj
    file = os.path.abspath(report.expanduser())  # noqa: PTH100 - takes out "..", keeps links
    require_file(Path(file))  # said at once, and not after a worker has started
    if bundle is None:
        _check(state, ReperformRequest(report=file), no_record, whole=whole)
        return
    request = ReperformRequest(report=file, bundle=os.path.abspath(bundle.expanduser()))  # noqa: PTH100
    with tempfile.TemporaryDirectory(prefix="assay-") as folder:
        handle = client.start(Path(folder), request, state.principal or "nobody")
        result = watched(state, handle)
    render_checks.check(state, result, None, whole=whole)


def record(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="JOB", help="Your own job, or how its id begins.")],
) -> None:
    """Record what a check found that went on without you, signed with your key."""
    state: State = context.obj
    project = state.project()
    folder = client.find_job(project.path, job)
    status, result = client.status(folder), client.result_of(folder)
    if result is None or result.verb not in CHECK_OF:
        raise AssayError(
            "evidence.no_outcome",
            f"Job {folder.name} ({status.verb}) has no outcome of a check.",
            f"Wait for it: assay follow {folder.name}. "
            "Checks are: assay reproduce, assay reperform.",
        )
    if status.actor != state.actor_id(project):
        with project.registry.read() as session:
            other = names_by_id(session).get(status.actor, status.actor)
        raise AssayError(
            "evidence.other_person",
            f"Job {folder.name} is of '{other}': only who made a check vouches for it.",
            "Make the check yourself.",
        )
    kept = _record(state, project, result, folder.name, signer_of(state, project))
    render_checks.check(state, result, kept)


def _check(
    state: State,
    request: ReproduceRequest | ReperformRequest,
    no_record: bool,
    *,
    whole: bool = False,
) -> None:
    project = state.project()
    # Who may only read gets the outcome all the same; the worker says that it is not recorded.
    no_record = no_record or not _writable(project)
    signer = None if no_record else signer_of(state, project)
    if not no_record:
        # Asked before the work begins, so that nobody has to wait for the question.
        version = request.version if isinstance(request, ReproduceRequest) else None
        ready_to_check(project.registry, state.actor(project), signer, version)
    handle = client.start(project.path, request, state.actor_id(project))
    result = watched(state, handle)
    kept = None if no_record else _record(state, project, result, handle.job_id, signer)
    render_checks.check(state, result, kept, whole=whole)


def _writable(project: Project) -> bool:
    try:
        project.require_writable()
    except AssayError:
        return False
    return True


def _record(
    state: State, project: Project, result: Result, job: str, signer: Signer | None
) -> RecordedCheck:
    return record_check(
        project.registry,
        project.artifacts,
        state.actor(project),
        outcome_of(result),
        job=job,
        signer=signer,
    )
