"""The verbs of what departs from the rules: waivers, emergency use, and incidents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from engine.cli import render_exceptions, render_identity
from engine.cli.policy_verbs import PolicyOption
from engine.cli.role_verbs import UNTIL
from engine.cli.state import State
from engine.cli.unlock import signer_of
from registry import emergency, exceptions, incidents, waivers
from registry.incidents import Severity
from registry.resolve import resolve_version

waiver = typer.Typer(no_args_is_help=True, help="Leave not to meet one rule, for a time.")
incident = typer.Typer(no_args_is_help=True, help="What went wrong, and what came of it.")

Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]
OfVersion = Annotated[
    str | None, typer.Option("--version", metavar="VERSION", help="Only of this version.")
]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with it.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(waiver, name="waiver")
    app.add_typer(incident, name="incident")
    app.command("break-glass")(break_glass)
    app.command("end-emergency")(end_emergency)


@waiver.command()
def ask(
    context: typer.Context,
    version: Version,
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="Its number in 'assay policy check'.")
    ],
    reason: Reason,
    control: Annotated[str, typer.Option(metavar="TEXT", help="What is done instead.")],
    until: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help=f"{UNTIL} Within 366 days.",
        ),
    ],
    policy: PolicyOption = None,
) -> None:
    """Ask that a version need not meet one rule; an approver without a hand in it agrees."""
    state: State = context.obj
    project = state.project()
    act = waivers.ask_waiver(
        project.registry,
        state.actor(project),
        version,
        rule,
        policy=policy,
        reason=reason,
        control=control,
        until=until.replace(tzinfo=UTC),
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)


@waiver.command("list")
def list_waivers(context: typer.Context, of_version: OfVersion = None) -> None:
    """List the waivers, those in force and those that were."""
    state: State = context.obj
    with state.project().registry.read() as session:
        only = resolve_version(session, of_version).id if of_version else None
        found = exceptions.list_waivers(session, only)
    render_exceptions.waivers(state, found)


@waiver.command("end")
def end_waiver(
    context: typer.Context,
    waiver_id: Annotated[str, typer.Argument(metavar="WAIVER", help="Its id, or the end of it.")],
    reason: Reason,
) -> None:
    """End a waiver before its time; anyone may."""
    state: State = context.obj
    project = state.project()
    ended = waivers.end_waiver(project.registry, state.actor(project), waiver_id, reason)
    render_exceptions.waivers(state, (ended,))


def break_glass(
    context: typer.Context,
    version: Version,
    hours: Annotated[int, typer.Option(metavar="N", help="For how long: 1 to 72 hours.")],
    reason: Reason,
) -> None:
    """Ask that a version be used though it is not approved; a second person has to agree."""
    state: State = context.obj
    project = state.project()
    act = emergency.break_glass(
        project.registry,
        state.actor(project),
        version,
        hours=hours,
        reason=reason,
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)


def end_emergency(context: typer.Context, version: Version, reason: Reason) -> None:
    """End the emergency use of a version before its time; anyone may."""
    state: State = context.obj
    project = state.project()
    ended = emergency.end_emergency(project.registry, state.actor(project), version, reason)
    render_exceptions.emergencies(state, (ended,))


@incident.command("list")
def list_incidents(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also what is closed.")] = False,
) -> None:
    """List the incidents that are open."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = exceptions.list_incidents(session)
    render_exceptions.incidents(
        state, [one for one in found if everything or one.status != "closed"]
    )


@incident.command("open")
def open_incident(
    context: typer.Context,
    summary: Annotated[str, typer.Option(metavar="TEXT", help="What happened.")],
    of_version: Annotated[
        str | None, typer.Option("--version", metavar="VERSION", help="The version it is about.")
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="A word for it.")] = "incident",
    severity: Annotated[
        str, typer.Option(metavar="LEVEL", help="low, medium, high or critical.")
    ] = Severity.MEDIUM,
) -> None:
    """Open an incident; anyone may."""
    state: State = context.obj
    project = state.project()
    opened = incidents.open_incident(
        project.registry,
        state.actor(project),
        summary,
        version=of_version,
        kind=kind,
        severity=severity,
    )
    render_exceptions.incidents(state, [opened])


@incident.command("close")
def close_incident(
    context: typer.Context,
    incident_id: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="Its id, or the end of it.")
    ],
    resolution: Annotated[str, typer.Option(metavar="TEXT", help="What came of it.")],
) -> None:
    """Close an incident with what came of it; who broke the glass cannot."""
    state: State = context.obj
    project = state.project()
    closed = incidents.close_incident(
        project.registry, state.actor(project), incident_id, resolution
    )
    render_exceptions.incidents(state, [closed])
