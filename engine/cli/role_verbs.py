"""The verbs of roles: bind, delegate, end and list them; stand back from a request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from engine.cli import render, render_identity
from engine.cli.state import State
from engine.cli.unlock import signer_of
from registry import role_grants
from registry.id_ends import short_id
from registry.roles import RIGHTS, Role, list_bindings

roles = typer.Typer(no_args_is_help=True, help="Who may do what, for which models and how long.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The principal's name.")]
RoleName = Annotated[
    str, typer.Argument(metavar="ROLE", help="viewer, author, reviewer, approver, auditor, service")
]
Model = Annotated[
    str | None, typer.Option(metavar="MODEL", help="For this model. Default: for all.")
]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with the act.")]
UNTIL = "Until this UTC time; a day without a time is itself not included."
_DAYS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]
Begin = Annotated[
    datetime | None,
    typer.Option("--from", formats=_DAYS, help="From this UTC time on. Default: now."),
]
Until = Annotated[datetime | None, typer.Option(formats=_DAYS, help=f"{UNTIL} Default: no end.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(roles, name="role")
    app.command()(recuse)


@roles.command()
def bind(
    context: typer.Context,
    name: Name,
    role: RoleName,
    model: Model = None,
    begin: Begin = None,
    until: Until = None,
) -> None:
    """Give somebody a role, as an administrator; a second person has to agree."""
    state: State = context.obj
    project = state.project()
    act = role_grants.bind_role(
        project.registry,
        state.actor(project),
        name,
        role,
        model=model,
        start=_utc(begin),
        end=_utc(until),
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)


@roles.command()
def delegate(
    context: typer.Context,
    name: Name,
    role: RoleName,
    until: Annotated[datetime, typer.Option(formats=_DAYS, help=UNTIL)],
    model: Model = None,
) -> None:
    """Give your own role to somebody else as well, for a time; a second person has to agree."""
    state: State = context.obj
    project = state.project()
    act = role_grants.delegate_role(
        project.registry,
        state.actor(project),
        name,
        role,
        end=until.replace(tzinfo=UTC),
        model=model,
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)


@roles.command()
def end(
    context: typer.Context,
    binding: Annotated[str, typer.Argument(metavar="BINDING", help="Its id, or the end of it.")],
    reason: Reason,
) -> None:
    """End a role at once: an administrator, who has it, or who delegated it."""
    state: State = context.obj
    project = state.project()
    act = role_grants.end_role(
        project.registry,
        state.actor(project),
        binding,
        reason,
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)


@roles.command("list")
def list_all(context: typer.Context) -> None:
    """List who has which role; who has none is author, reviewer and approver."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = list_bindings(session)
    if state.json:
        state.print_json({"bindings": [one.model_dump(mode="json") for one in found]})
        return
    rows = [
        [
            short_id(one.id),
            one.principal,
            one.role,
            one.scope,
            f"{one.valid_from:%Y-%m-%d}",
            f"{one.valid_until:%Y-%m-%d}" if one.valid_until else "no end",
            "yes" if one.in_force else "no",
        ]
        for one in found
    ]
    columns = ["binding", "principal", "role", "scope", "from", "until", "in force"]
    if rows:
        state.out.print(render.table("Roles", columns, rows))
    state.say("Who was never given a role is author, reviewer and approver.")


@roles.command()
def rights(context: typer.Context) -> None:
    """Show what each role may do."""
    state: State = context.obj
    if state.json:
        state.print_json({right.value: sorted(held) for right, held in RIGHTS.items()})
        return
    rows = [
        [
            right.value,
            "everybody" if set(held) == set(Role) else ", ".join(r for r in Role if r in held),
        ]
        for right, held in RIGHTS.items()
    ]
    state.out.print(render.table("What a role may do", ["right", "who has it"], rows))


def recuse(
    context: typer.Context,
    request: Annotated[
        str, typer.Argument(metavar="REQUEST", help="A request's id, the end of it, or MODEL/N.")
    ],
    reason: Reason,
) -> None:
    """Stand back from a request for good, with the reason: somebody else decides."""
    state: State = context.obj
    project = state.project()
    act = role_grants.recuse(
        project.registry, state.actor(project), request, reason, signer=signer_of(state, project)
    )
    render_identity.act(state, act)


def _utc(time: datetime | None) -> datetime | None:
    return None if time is None else time.replace(tzinfo=UTC)
