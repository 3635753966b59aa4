"""The verbs of administration: who may act here, and what waits for a second person."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render_identity, render_policy
from engine.cli.state import State
from engine.cli.unlock import signer_of
from registry import act_views, administration, enrolment, erasure, role_grants
from registry.acts import ActKind, subject_of
from registry.principals import list_principals
from registry.requirement_acts import documents_of
from registry.roles import held_by
from registry.signing_keys import identity_assurances

principals = typer.Typer(no_args_is_help=True, help="Who may act in this project.")
admin = typer.Typer(no_args_is_help=True, help="Acts of administration that wait, or were done.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The principal's name.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with the act.")]
ActId = Annotated[str, typer.Argument(metavar="ACT", help="An act's id, or the end of it.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(principals, name="principal")
    app.add_typer(admin, name="admin")


@principals.command("add")
def principal_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new principal's name.")],
    administrator: Annotated[
        bool, typer.Option("--administrator", help="May administer too.")
    ] = False,
    role: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE",
            help="Only this role; may be repeated. Default: author, reviewer and approver.",
        ),
    ] = None,
) -> None:
    """Add a principal, as an administrator; from the third on a second person has to agree."""
    state: State = context.obj
    project = state.project()
    added = enrolment.add_principal(
        project.registry,
        state.actor(project),
        name,
        administrator=administrator,
        roles=role or (),
        signer=signer_of(state, project),
    )
    render_identity.act(state, added)
    if added.status == "done":
        state.next("VERB", by=name, lead="They act with:")


@principals.command()
def deactivate(context: typer.Context, name: Name, reason: Reason) -> None:
    """Take the right to act from who left, and revoke their keys; what they did stays."""
    state: State = context.obj
    project = state.project()
    signer = signer_of(state, project)
    done = enrolment.deactivate_principal(
        project.registry, state.actor(project), name, reason, signer=signer
    )
    render_identity.act(state, done)


@principals.command()
def reactivate(context: typer.Context, name: Name, reason: Reason) -> None:
    """Let who had left act again; a second person has to agree."""
    state: State = context.obj
    project = state.project()
    signer = signer_of(state, project)
    done = enrolment.reactivate_principal(
        project.registry, state.actor(project), name, reason, signer=signer
    )
    render_identity.act(state, done)


@principals.command()
def erase(
    context: typer.Context,
    name: Name,
    reason: Annotated[
        str, typer.Option("--reason", "-r", help="Why, without the name: kept with the act.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what else says the name; erase nothing.")
    ] = False,
) -> None:
    """Erase the name of somebody who left, for good; a second person has to agree.

    A handle takes its place; who did what stays told. What people typed and files outside stay.
    """
    state: State = context.obj
    project = state.project()
    actor = state.actor(project)
    found = erasure.name_traces(project.registry, project.path, actor, name)
    if dry_run:
        render_identity.traces(state, found, None)
        return
    signer = signer_of(state, project)
    done = erasure.erase_principal(project.registry, actor, name, reason, signer=signer)
    render_identity.traces(state, found, done)


@principals.command()
def promote(context: typer.Context, name: Name) -> None:
    """Make somebody an administrator; a second person has to agree."""
    state: State = context.obj
    project = state.project()
    signer = signer_of(state, project)
    done = role_grants.promote(project.registry, state.actor(project), name, signer=signer)
    render_identity.act(state, done)


@principals.command()
def demote(context: typer.Context, name: Name, reason: Reason) -> None:
    """Let somebody administer no more; the last administrator stays."""
    state: State = context.obj
    project = state.project()
    signer = signer_of(state, project)
    done = role_grants.demote(project.registry, state.actor(project), name, reason, signer=signer)
    render_identity.act(state, done)


@principals.command("list")
def principal_list(context: typer.Context) -> None:
    """List the principals, with how sure it is that each is who they say."""
    state: State = context.obj
    with state.project().registry.read() as session:
        everyone = list_principals(session)
        held = held_by(session, everyone)
        assured = identity_assurances(session, [row.id for row in everyone])
        found = [
            {
                "name": row.name,
                "administrator": row.administrator,
                "active": row.active,
                "erased_at": row.erased_at.isoformat() if row.erased_at else None,
                "roles": sorted(held[row.id].roles()),
                "identity": assured[row.id],
            }
            for row in everyone
        ]
    render_identity.principals(state, found)


@admin.command("list")
def list_acts(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also what is settled.")] = False,
) -> None:
    """List what waits for a second person."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = act_views.list_acts(session, only_open=not everything)
    render_identity.acts(state, found)


@admin.command("show")
def show_act(context: typer.Context, act: ActId) -> None:
    """Show one act whole, as who is to agree should read it: policies with all their rules."""
    state: State = context.obj
    with state.project().registry.read() as session:
        row = act_views.find_act(session, act)
        documents = documents_of(subject_of(row)) if row.kind == ActKind.REQUIRE_POLICY else ()
        view = act_views.act_view(session, row)
    if state.json:
        told = [one.model_dump(mode="json") for one in documents]
        state.print_json({"act": view.model_dump(mode="json"), "policies": told})
        return
    render_identity.acts(state, [view])
    for document in documents:
        render_policy.document(state, document)


@admin.command()
def agree(context: typer.Context, act: ActId) -> None:
    """Agree to what somebody else proposed: it is done."""
    _settle(context.obj, act, agree=True, reason="")


@admin.command()
def decline(context: typer.Context, act: ActId, reason: Reason) -> None:
    """Decline what somebody proposed, or take one's own proposal back."""
    _settle(context.obj, act, agree=False, reason=reason)


def _settle(state: State, act: str, *, agree: bool, reason: str) -> None:
    project = state.project()
    settled = administration.settle(
        project.registry,
        state.actor(project),
        act,
        agree=agree,
        reason=reason,
        signer=signer_of(state, project),
    )
    render_identity.act(state, settled)
