"""The verbs of use: aliases, deployments, and the withdrawal of data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from engine.cli import render_use
from engine.cli.state import State
from registry import aliases, deployments, resolve, use_queries, withdrawals
from registry.deployment_states import DeploymentAction

names = typer.Typer(no_args_is_help=True, help="Names that point to a version, as MODEL@NAME.")
places = typer.Typer(no_args_is_help=True, help="Where versions run.")

Model = Annotated[str, typer.Argument(metavar="MODEL", help="A model's name.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="champion, challenger, ...")]
Version = Annotated[
    str, typer.Argument(metavar="VERSION", help="A version's id, MODEL/N or MODEL@ALIAS.")
]
Deployment = Annotated[str, typer.Argument(metavar="ID", help="A deployment's id.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with the move.")]
Needed = Annotated[str, typer.Option("--reason", "-r", help="Why: kept for good.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(names, name="alias")
    app.command()(deploy)
    app.add_typer(places, name="deployment")
    app.command("withdraw-data")(withdraw_data)


@names.command("set")
def set_one(
    context: typer.Context,
    model: Model,
    name: Name,
    version: Version,
    reason: Reason = "",
    protect: Annotated[
        bool | None,
        typer.Option(
            "--protect/--no-protect",
            help="Whether only a version in force may have it; champion always is protected.",
        ),
    ] = None,
) -> None:
    """Point an alias at a version; a protected one needs a reason and a version in force."""
    state: State = context.obj
    project = state.project()
    view = aliases.set_alias(
        project.registry,
        project.artifacts,
        state.actor(project),
        model,
        name,
        version,
        reason=reason,
        protect=protect,
    )
    render_use.alias(state, view)


@names.command()
def clear(context: typer.Context, model: Model, name: Name, reason: Needed) -> None:
    """Let an alias point to no version any more."""
    state: State = context.obj
    project = state.project()
    view = aliases.clear_alias(project.registry, state.actor(project), model, name, reason)
    render_use.alias(state, view)


@names.command("list")
def list_names(
    context: typer.Context,
    model: Annotated[str | None, typer.Argument(metavar="MODEL", help="One model's only.")] = None,
) -> None:
    """List the aliases, and where they point."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = aliases.list_aliases(session, model)
    render_use.aliases(state, found)


@names.command()
def history(context: typer.Context, model: Model, name: Name) -> None:
    """Show every move of an alias: from where to where, by whom and why."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = aliases.alias_history(session, model, name)
    render_use.alias_history(state, found)


def deploy(
    context: typer.Context,
    version: Version,
    to: Annotated[
        str, typer.Option("--to", metavar="ENVIRONMENT", help="Where, such as production.")
    ],
    endpoint: Annotated[str, typer.Option(metavar="URL", help="The address that it has.")] = "",
    reason: Reason = "",
) -> None:
    """Ask for a version in force to run in an environment: a deployment that is pending."""
    state: State = context.obj
    project = state.project()
    view = deployments.request_deployment(
        project.registry,
        project.artifacts,
        state.actor(project),
        version,
        to,
        endpoint=endpoint,
        reason=reason,
    )
    render_use.deployment(state, view)


@places.command("list")
def list_places(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Those that ended too.")] = False,
) -> None:
    """List the deployments that have not ended, the newest first."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = use_queries.deployments(session, only_open=not everything)
    render_use.deployments(state, found)


@places.command()
def show(context: typer.Context, deployment: Deployment) -> None:
    """Show a deployment with its history and the policy's verdict."""
    state: State = context.obj
    with state.project().registry.read() as session:
        row = resolve.resolve_deployment(session, deployment)
        view = use_queries.deployment_view(session, row)
    render_use.deployment(state, view)


def _move(action: DeploymentAction) -> Callable[[typer.Context, str, str], None]:
    def verb(context: typer.Context, deployment: Deployment, reason: Reason = "") -> None:
        state: State = context.obj
        project = state.project()
        view = deployments.move_deployment(
            project.registry,
            project.artifacts,
            state.actor(project),
            deployment,
            action,
            reason=reason,
        )
        render_use.deployment(state, view)

    return verb


for _action, _help in (
    (DeploymentAction.ACTIVATE, "Let it take requests: files and policy are checked once more."),
    (DeploymentAction.DRAIN, "Let it finish what it has and take no more."),
    (DeploymentAction.END, "Say that it runs no more, or that it never came to run."),
):
    places.command(_action.value, help=_help)(_move(_action))


@places.command()
def pause(context: typer.Context, deployment: Deployment, reason: Needed) -> None:
    """Let it take no requests until somebody resumes it."""
    state: State = context.obj
    project = state.project()
    actor = state.actor(project)
    view = deployments.pause_deployment(project.registry, actor, deployment, reason)
    render_use.deployment(state, view)


@places.command()
def resume(context: typer.Context, deployment: Deployment, reason: Reason = "") -> None:
    """End a pause; a suspension by its version stays."""
    state: State = context.obj
    project = state.project()
    actor = state.actor(project)
    view = deployments.resume_deployment(project.registry, actor, deployment, reason)
    render_use.deployment(state, view)


def withdraw_data(
    context: typer.Context,
    dataset: Annotated[
        str, typer.Argument(metavar="DATASET", help="A data snapshot's name or id.")
    ],
    reason: Annotated[
        str, typer.Option("--reason", "-r", help="Why: all who are stopped by it read it.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would reach; change nothing.")
    ] = False,
) -> None:
    """Withdraw data for good: all versions, aliases and deployments made from it are stopped."""
    state: State = context.obj
    project = state.project()
    if dry_run:
        with project.registry.read() as session:
            radius = withdrawals.blast_radius(session, dataset)
    else:
        radius = withdrawals.withdraw_data(project.registry, state.actor(project), dataset, reason)
    render_use.blast_radius(state, radius)
