"""The verbs of policies: list, show, check a version, replay past approvals; and end old ones."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render_policy
from engine.cli.state import State
from engine.cli.text import when
from registry import describe, resolve, validity
from registry.policy import DEFAULT_POLICY, builtin_policies, load_policy
from registry.policy_checks import evaluate_version
from registry.policy_replay import replay as replay_approvals

policies = typer.Typer(no_args_is_help=True, help="What a version has to show, and who decides.")

Policy = Annotated[str, typer.Argument(metavar="POLICY", help="A policy's name or YAML file.")]
Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(policies, name="policy")
    app.command()(expire)
    app.command("describe")(describe_model)


@policies.command("list")
def list_all(context: typer.Context) -> None:
    """List the policies that ship with Assay."""
    state: State = context.obj
    render_policy.documents(state, [load_policy(name) for name in builtin_policies()])


@policies.command()
def show(context: typer.Context, policy: Policy) -> None:
    """Show a policy: its stages, its rules and its digest."""
    render_policy.document(context.obj, load_policy(policy))


@policies.command()
def check(
    context: typer.Context,
    version: Version,
    policy: Annotated[str, typer.Option(help="A policy's name or YAML file.")] = DEFAULT_POLICY,
) -> None:
    """Show how a version stands against a policy, rule by rule; submits nothing."""
    state: State = context.obj
    document = load_policy(policy)
    with state.project().registry.read() as session:
        verdict = evaluate_version(session, resolve.resolve_version(session, version), document)
    render_policy.verdict(state, verdict)
    if not verdict.passed:
        raise typer.Exit(1)


@policies.command()
def replay(context: typer.Context, policy: Policy) -> None:
    """Show which past approvals another policy would have refused, and why."""
    state: State = context.obj
    document = load_policy(policy)
    with state.project().registry.read() as session:
        found = replay_approvals(session, document)
    render_policy.replayed(state, document, found)


def describe_model(
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model's name.")],
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Who answers for it.")] = None,
    use: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
    prohibited: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it must not be used for.")
    ] = None,
    tier: Annotated[
        str | None, typer.Option(metavar="TIER", help="How material it is: low, medium, high.")
    ] = None,
) -> None:
    """Write down who owns a model, what it is for and not for, and how material it is."""
    state: State = context.obj
    project = state.project()
    given = {
        "owner": owner,
        "intended_use": use,
        "prohibited_use": prohibited,
        "materiality_tier": tier,
    }
    written = {name: value for name, value in given.items() if value is not None}
    view = describe.describe_model(project.registry, state.actor(project), model, written)
    render_policy.described(state, view)


def expire(context: typer.Context) -> None:
    """End every approval whose time ran out; anyone may, and a timer should."""
    state: State = context.obj
    project = state.project()
    ended = validity.expire(project.registry, state.actor(project))
    if state.json:
        state.print_json({"expired": [one.model_dump(mode="json") for one in ended]})
        return
    for one in ended:
        state.say_plain(f"{one.version} expired: approved until {when(one.until)}.")
    if not ended:
        state.say("No approval has run out.")
