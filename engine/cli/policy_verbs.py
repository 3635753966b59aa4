"""The verbs of policies: list, show, check, replay, require; and ending old approvals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_identity, render_policy
from engine.cli.state import State
from engine.cli.text import when
from engine.cli.unlock import signer_of
from registry import describe, resolve, validity
from registry.errors import AssayError
from registry.falling_short import falling_short
from registry.named_policies import named_policy
from registry.policy import builtin_policies, is_policy_file, load_policy
from registry.policy_checks import evaluate_version
from registry.policy_list import policy_views, shipped_policies
from registry.policy_replay import replay as replay_approvals
from registry.project import Project
from registry.requirements import policy_of_version, requirement_views
from registry.requiring import release_policies, require_policies

policies = typer.Typer(no_args_is_help=True, help="What a version has to show, and who decides.")

Policy = Annotated[str, typer.Argument(metavar="POLICY", help="A policy's name or YAML file.")]
PolicyOption = Annotated[
    str | None,
    typer.Option(
        help="A policy's name or YAML file; else the one required of the model, or personal."
    ),
]
OfModel = Annotated[str | None, typer.Option("--model", metavar="MODEL", help="Of one model.")]
OfTier = Annotated[
    str | None,
    typer.Option("--tier", metavar="TIER", help="Of models of a tier: low, medium, high."),
]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with the act.")]
Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(policies, name="policy")
    app.command()(expire)
    app.command("describe")(describe_model)


@policies.command("list")
def list_all(context: typer.Context) -> None:
    """List the policies that ship with Assay, and those that are stored in the project."""
    state: State = context.obj
    project = _project_or_none(state)
    if project is None:
        render_policy.policies(state, shipped_policies())
        return
    with project.registry.read() as session:
        render_policy.policies(state, policy_views(session))


@policies.command()
def show(
    context: typer.Context,
    policy: Policy,
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="A version stored in the project.")
    ] = None,
) -> None:
    """Show a policy: its stages, its rules and its digest."""
    state: State = context.obj
    here = version is None and (policy in builtin_policies() or is_policy_file(policy))
    project = None if here else _project_or_none(state)
    if project is None:
        document = load_policy(policy)
        if version not in (None, document.version):
            state.project()  # says that there is none
    else:
        with project.registry.read() as session:
            document = named_policy(session, policy, version)
    render_policy.document(state, document)


@policies.command()
def check(
    context: typer.Context,
    version: Version,
    policy: PolicyOption = None,
) -> None:
    """Show how a version stands against a policy, rule by rule; submits nothing.

    Without --policy it is that of its request, or else the one that is required of its model.
    """
    state: State = context.obj
    with state.project().registry.read() as session:
        row = resolve.resolve_version(session, version)
        verdict = evaluate_version(session, row, policy_of_version(session, row, policy))
    render_policy.verdict(state, verdict)
    if not verdict.passed:
        raise typer.Exit(1)


@policies.command()
def replay(context: typer.Context, policy: Policy) -> None:
    """Show which past approvals another policy would have refused, and why."""
    state: State = context.obj
    with state.project().registry.read() as session:
        document = named_policy(session, policy)
        found = replay_approvals(session, document)
    render_policy.replayed(state, document, found)


@policies.command()
def require(
    context: typer.Context,
    policy: Annotated[
        list[str],
        typer.Argument(metavar="POLICY...", help="Names or YAML files: any one of them does."),
    ],
    of_model: OfModel = None,
    of_tier: OfTier = None,
    reason: Reason = "",
) -> None:
    """Let versions be approved under these policies only; takes two persons.

    Of all models, or of one, or of a tier's: a version has to meet each that is about its model.
    An administrator proposes, and another administrator or an auditor agrees. What is approved
    stays so, but comes into no new use by an approval under another policy.
    """
    state: State = context.obj
    project = state.project()
    act = require_policies(
        project.registry,
        state.actor(project),
        policy,
        model=of_model,
        tier=of_tier,
        reason=reason,
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)
    if not state.json and act.status == "done":
        state.next("policy", "required")


@policies.command()
def release(
    context: typer.Context, of_model: OfModel = None, of_tier: OfTier = None, reason: Reason = ""
) -> None:
    """Require it no more: of all models, or of one, or of a tier's; takes two persons too."""
    state: State = context.obj
    project = state.project()
    act = release_policies(
        project.registry,
        state.actor(project),
        model=of_model,
        tier=of_tier,
        reason=reason,
        signer=signer_of(state, project),
    )
    render_identity.act(state, act)


@policies.command()
def required(context: typer.Context) -> None:
    """List which policies are required, and what is in use by an approval under another."""
    state: State = context.obj
    with state.project().registry.read() as session:
        render_policy.required(state, requirement_views(session), falling_short(session))


def _project_or_none(state: State) -> Project | None:
    """The project; None where none was named and none is here: what ships takes none."""
    try:
        return state.project()
    except AssayError as error:
        if error.code != "project.missing" or state.project_path != Path():
            raise
        return None


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
