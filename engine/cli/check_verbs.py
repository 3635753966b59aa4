"""The verbs that check a version: refit it, and record what came out as signed evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render
from engine.cli.state import State
from engine.cli.text import printable
from engine.cli.unlock import signer_of
from engine.cli.work_verbs import perform
from engine.contract.checks import CHECK_OF, evidence_payload
from engine.contract.requests import ReproduceRequest
from engine.contract.results import Result
from engine.jobs import client
from registry.attestations import RecordedCheck, record_check
from registry.errors import AssayError
from registry.project import Project
from registry.signatures.ed25519 import Signer

Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]
NoRecord = Annotated[
    bool, typer.Option("--no-record", help="Show the outcome; record no evidence of it.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(reproduce)
    app.command()(record)


def reproduce(context: typer.Context, version: Version, no_record: NoRecord = False) -> None:
    """Fit a version again from its records, compare, and record the outcome as signed evidence."""
    state: State = context.obj
    project = state.project()
    # Asked before the work begins, so that nobody has to wait for the question.
    signer = None if no_record else signer_of(state, project)
    result = perform(state, ReproduceRequest(version=version))
    tell(state, result, None if no_record else record_result(state, project, result, signer))


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
            "Wait for it: assay follow JOB. Checks are: assay reproduce, assay reperform.",
        )
    if status.actor != state.actor(project):
        raise AssayError(
            "evidence.other_person",
            f"Job {folder.name} is of '{status.actor}': only who made a check vouches for it.",
            "Make the check yourself.",
        )
    tell(state, result, record_result(state, project, result, signer_of(state, project)))


def record_result(
    state: State, project: Project, result: Result, signer: Signer | None
) -> RecordedCheck:
    """Record a check's result in the name of who acts."""
    return record_check(
        project.registry,
        project.artifacts,
        state.actor(project),
        CHECK_OF[result.verb],
        evidence_payload(result),
        signer=signer,
    )


def tell(state: State, result: Result, recorded: RecordedCheck | None) -> None:
    """Print a check's result and what was recorded of it; exit 1 where it did not pass."""
    if state.json:
        kept = None if recorded is None else recorded.model_dump(mode="json")
        state.print_json({**result.model_dump(mode="json"), "recorded": kept})
    else:
        render.result(state, result)
        if recorded is not None:
            how = f"signed by {recorded.key[:16]}" if recorded.key else "unsigned"
            state.say(
                printable(
                    f"Recorded as '{recorded.kind}' evidence of {recorded.label} ({how}): "
                    f"{recorded.digest}"
                )
            )
    if not getattr(result, "passed", True):
        raise typer.Exit(1)
