"""The verbs about a project as a whole: init, and what it holds."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render_registry
from engine.cli.paging_options import LIMIT, After, Limit, Search, SearchModels, States, asked_for
from engine.cli.state import State
from engine.jobs import client
from engine.jobs.folder import JobFolder, read_trials
from registry import exceptions, queries, resolve
from registry.enrolment import found as let_in
from registry.errors import AssayError
from registry.findings import open_findings, readable_findings
from registry.names import login_name, validate_name
from registry.project import Project
from registry.run_list import run_page
from registry.turns import turn_of
from registry.version_list import model_page


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(init)
    app.command()(runs)
    app.command()(leaderboard)
    app.command()(models)
    app.command()(show)


def init(
    context: typer.Context,
    registry: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A PostgreSQL URL. Default: SQLite in the folder."),
    ] = None,
    reviewer: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Also let this person in; may be repeated."),
    ] = None,
) -> None:
    """Make a project: its registry, its artifact store and its first people."""
    state: State = context.obj
    creator = login_name() if state.principal is None else state.principal
    reviewers = _distinct(creator, reviewer or [])
    project = Project.create(state.project_path, creator, url=registry)
    acts = let_in(project.registry, creator, reviewers) if reviewers else ()
    if state.json:
        state.print_json(
            {
                "project": str(project.path),
                "principal": creator,
                "reviewers": reviewers,
                "acts": [act.model_dump(mode="json") for act in acts],
            }
        )
        return
    state.say_plain(f"Made a project in {project.path}; its first administrator is {creator}.")
    if reviewers:
        state.say_plain(
            f"With {creator}: {', '.join(reviewers)}. As nobody else was here yet, {creator} alone "
            "let them in, and reports say so; from now on people and keys come in by two persons."
        )
    else:
        state.say("Nobody approves their own work: it takes a second person.")
        state.next("principal", "add", "NAME", lead="Add one:")
    state.next("import", "FILE")


def _distinct(creator: str, reviewers: list[str]) -> list[str]:
    """The reviewers' names, checked before anything is made. Raises AssayError."""
    seen = {validate_name(creator).casefold()}
    for name in reviewers:
        if validate_name(name).casefold() in seen:
            raise AssayError(
                "principal.exists",
                f"'{name}' is named twice (case does not count).",
                "Name each person once: two people never share a name.",
            )
        seen.add(name.casefold())
    return reviewers


def runs(
    context: typer.Context,
    search: Search = "",
    states: States = None,
    limit: Limit = LIMIT,
    after: After = "",
) -> None:
    """List the training runs, newest first."""
    state: State = context.obj
    asked = asked_for(search, states, limit, after)
    with state.project().registry.read() as session:
        page = run_page(session, asked)
    render_registry.runs(state, page, narrowed=asked.narrowed)


def leaderboard(
    context: typer.Context,
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="A run's id; or a job's, one that died too.")
    ],
) -> None:
    """Show the trials of a run, best first."""
    state: State = context.obj
    project = state.project()
    try:
        with project.registry.read() as session:
            row = resolve.resolve_run(session, run)
            trials = queries.leaderboard(session, row.id)
    except AssayError as error:
        if error.code != "run.unknown":
            raise
        try:
            job = client.find_job(project.path, run)
        except AssayError:
            raise error from None
        render_registry.unfinished_leaderboard(state, job.name, read_trials(JobFolder(job)))
        return
    render_registry.leaderboard(state, row.id, row.metric, trials)


def models(
    context: typer.Context,
    search: SearchModels = "",
    states: States = None,
    limit: Limit = LIMIT,
    after: After = "",
) -> None:
    """List the registered models with their newest versions and states."""
    state: State = context.obj
    asked = asked_for(search, states, limit, after)
    with state.project().registry.read() as session:
        page = model_page(session, asked)
    render_registry.models(state, page, narrowed=asked.narrowed)


def show(
    context: typer.Context,
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")],
) -> None:
    """Show a version: metrics, parity, evidence, files, requests and decisions."""
    state: State = context.obj
    with state.project().registry.read() as session:
        row = resolve.resolve_version(session, version)
        view = queries.version_view(session, row)
        findings = open_findings(readable_findings(session, row))
        around = exceptions.exceptions_of(session, view.id)
        waiting = next((one.id for one in view.requests if one.status == "open"), None)
        turn = turn_of(session, resolve.resolve_request(session, waiting)) if waiting else None
    render_registry.version(state, view, around, findings, turn)
