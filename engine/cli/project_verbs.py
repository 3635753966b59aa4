"""The verbs about a project as a whole: init, principals, and what it holds."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render, render_registry
from engine.cli.state import State
from engine.jobs import client
from engine.jobs.folder import JobFolder, read_trials
from registry import queries, resolve
from registry.errors import AssayError
from registry.names import login_name
from registry.principals import create_principal, list_principals
from registry.project import Project

principals = typer.Typer(no_args_is_help=True, help="Who may act in this project.")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(init)
    app.add_typer(principals, name="principal")
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
        typer.Option(metavar="NAME", help="Also add this principal; may be repeated."),
    ] = None,
) -> None:
    """Make a project: its registry, its artifact store and its first principal."""
    state: State = context.obj
    creator = state.principal or login_name()
    project = Project.create(state.project_path, creator, url=registry)
    for name in reviewer or []:
        create_principal(project.registry, creator, name)
    if state.json:
        state.print_json(
            {"project": str(project.path), "principal": creator, "reviewers": reviewer or []}
        )
        return
    state.say_plain(f"Made a project in {project.path}; its first administrator is {creator}.")
    for name in reviewer or []:
        state.say_plain(f"Added the principal {name}.")
    if not reviewer:
        state.say("Nobody approves their own work. Add a second person: assay principal add NAME")
    state.say("Next: assay import FILE")


@principals.command("add")
def principal_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new principal's name.")],
    administrator: Annotated[
        bool, typer.Option("--administrator", help="May add principals too.")
    ] = False,
) -> None:
    """Add a principal (an administrator's act, logged)."""
    state: State = context.obj
    project = state.project()
    create_principal(project.registry, state.actor(project), name, administrator=administrator)
    if state.json:
        state.print_json({"principal": name, "administrator": administrator})
    state.say_plain(f"Added the principal {name}. They act with: assay --as {name} VERB")


@principals.command("list")
def principal_list(context: typer.Context) -> None:
    """List the principals."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = [
            {"name": row.name, "administrator": row.administrator, "active": row.active}
            for row in list_principals(session)
        ]
    if state.json:
        state.print_json({"principals": found})
        return
    rows = [
        [str(row["name"]), "yes" if row["administrator"] else "", "yes" if row["active"] else "no"]
        for row in found
    ]
    state.out.print(render.table("Principals", ["name", "administrator", "active"], rows))


def runs(context: typer.Context) -> None:
    """List the training runs, newest first."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = queries.runs(session)
    render_registry.runs(state, found)


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


def models(context: typer.Context) -> None:
    """List the registered models with their versions and states."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = queries.models(session)
    render_registry.models(state, found)


def show(
    context: typer.Context,
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")],
) -> None:
    """Show a version: metrics, parity, evidence, files, requests and decisions."""
    state: State = context.obj
    with state.project().registry.read() as session:
        view = queries.version_view(session, resolve.resolve_version(session, version))
    render_registry.version(state, view)
