"""The verbs of governance: from submission to archive, reports and lineage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_audit, render_request, render_use
from engine.cli.policy_verbs import PolicyOption
from engine.cli.state import State
from engine.cli.text import said
from engine.cli.unlock import signer_of
from registry import approvals, lineage, resolve, standing
from registry.destination import check_destination
from registry.lineage_svg import write_svg
from registry.project import Project
from registry.queries import version_view
from registry.turns import turn_of
from registry.views.requests import RequestView

Comment = Annotated[str, typer.Option("--comment", "-m", help="Kept with the record.")]
Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with the version.")]
Request = Annotated[
    str, typer.Argument(metavar="REQUEST", help="A request's id, the end of it, or MODEL/N.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(submit)
    app.command()(approve)
    app.command()(reject)
    app.command("request-changes")(request_changes)
    app.command()(withdraw)
    for step in standing.STEPS:
        app.command(step.action.value, help=step.help)(_step_verb(step))
    app.command()(report)
    app.command()(bom)
    app.command("lineage")(show_lineage)


def submit(
    context: typer.Context,
    version: Version,
    policy: PolicyOption = None,
    comment: Comment = "",
) -> None:
    """Ask for approval: freezes the version and checks it against the policy."""
    state: State = context.obj
    project = state.project()
    request = approvals.submit(
        project.registry,
        project.artifacts,
        state.actor(project),
        version,
        policy=policy,
        comment=comment,
    )
    _tell(state, project, request)


def approve(context: typer.Context, request: Request, comment: Comment = "") -> None:
    """Approve a request; nobody approves what they took part in making."""
    _decide(context.obj, request, "approve", comment)


def reject(context: typer.Context, request: Request, comment: Comment = "") -> None:
    """Reject a request, with the reason as comment."""
    _decide(context.obj, request, "reject", comment)


def request_changes(context: typer.Context, request: Request, comment: Comment = "") -> None:
    """Ask for a new version, with what has to change as comment; closes the request."""
    _decide(context.obj, request, "request_changes", comment)


def withdraw(context: typer.Context, request: Request, comment: Comment = "") -> None:
    """Take your own request back, with the reason as comment; the version ends with it."""
    state: State = context.obj
    project = state.project()
    closed = approvals.withdraw(project.registry, state.actor(project), request, comment)
    _tell(state, project, closed)


def _step_verb(step: standing.Step) -> Callable[[typer.Context, str, str], None]:
    """The verb for one step that is taken outside a review."""

    def verb(context: typer.Context, version: Version, reason: Reason) -> None:
        state: State = context.obj
        project = state.project()
        actor = state.actor(project)
        with project.registry.read() as session:
            before = version_view(session, resolve.resolve_version(session, version))
        moved = standing.take_step(
            project.registry, project.artifacts, actor, version, step.action, reason
        )
        if state.json:
            state.print_json(moved)
            return
        last = moved.changes[-1]
        state.say_plain(
            f"{moved.label} was {last.source} and is now {last.target}{said(last.reason)}"
        )
        render_use.moved_uses(state, before, moved)

    return verb


def _decide(state: State, request: str, decision: str, comment: str) -> None:
    project = state.project()
    decided = approvals.decide(
        project.registry,
        project.artifacts,
        state.actor(project),
        request,
        decision,
        comment,
        signer=signer_of(state, project),
    )
    _tell(state, project, decided)


def _tell(state: State, project: Project, request: RequestView) -> None:
    with project.registry.read() as session:
        version_state = resolve.resolve_version(session, request.version_id).state
        turn = turn_of(session, resolve.resolve_request(session, request.id))
    render_request.request(state, request, version_state, turn)
    if version_state == "approved" and not state.json:
        render_request.approved(state, request)


def report(
    context: typer.Context,
    version: Version,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="An .html or a .pdf file to write.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write the audit report as one self-contained HTML or PDF file."""
    from registry.reports.write import write_report

    state: State = context.obj
    project = state.project()
    written = write_report(project, state.actor(project), version, out, overwrite=force)
    if state.json:
        state.print_json(written)
        return
    state.say_plain(f"Wrote {written.file} ({written.bytes:,} bytes)")
    state.say_plain(
        f"Of {written.sections} sections {written.complete} are complete, {written.partial} have "
        f"a part of what they should, {len(written.missing)} say MISSING."
    )
    state.say_plain(
        f"Completeness score: {written.score} % (complete counts 1, a part 1/2, MISSING 0; it says "
        "nothing about how good the model is)."
    )


def bom(
    context: typer.Context,
    version: Version,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="A .json file (X.cdx.json).")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write the bill of materials of model, data and libraries as CycloneDX JSON."""
    from registry.bom.write import write_bom

    state: State = context.obj
    project = state.project()
    written = write_bom(project, state.actor(project), version, out, overwrite=force)
    if state.json:
        state.print_json(written)
        return
    state.say_plain(
        f"Wrote {written.file} ({written.bytes:,} bytes): {written.components} components, valid "
        f"CycloneDX {written.specification}"
    )


def show_lineage(
    context: typer.Context,
    item: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Of a dataset, run, version, request ...; or a file of data."
        ),
    ],
    picture: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Draw it as a .svg file.")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", help="Name every one of what is alike, instead of counting.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Show where something comes from and what came of it."""
    state: State = context.obj
    project = state.project()
    if picture is not None:
        check_destination(picture, project.path, suffixes=(".svg",), overwrite=force)
    with project.registry.read() as session:
        graph = lineage.lineage(session, item)
    if picture is not None:
        write_svg(graph, picture, f"Lineage of {item}", whole=whole)
    render_audit.lineage(state, graph, whole=whole, picture=picture)
