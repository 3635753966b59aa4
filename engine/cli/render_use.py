"""Aliases, deployments and withdrawals as a person reads them in a terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cli.render import table
from engine.cli.state import State
from engine.cli.text import said, when
from registry.deployment_states import DeploymentState, counted
from registry.lifecycle import VersionState
from registry.use import EMERGENCY
from registry.views.use import AliasChangeView, AliasView, DeploymentView
from registry.views.versions import VersionView
from registry.withdrawals import BlastRadius


def alias(state: State, view: AliasView) -> None:
    """Where one alias points now."""
    if state.json:
        state.print_json(view)
        return
    name = f"{view.model}@{view.name}"
    if view.version is None:
        state.say_plain(f"{name} points to no version now.")
        return
    kind = "protected" if view.protected else "not protected"
    state.say_plain(f"{name} ({kind}) points to {view.version}, which is {_words(view)}.")
    if not view.protected and view.version_state != VersionState.APPROVED:
        state.say_plain("Nobody's approval stands behind it: an unprotected alias needs none.")
    if view.suspended_reason:
        state.say_plain(f"It is suspended{said(view.suspended_reason)}")


def aliases(state: State, found: Sequence[AliasView]) -> None:
    """All aliases, and where they point."""
    if state.json:
        state.print_json({"aliases": [one.model_dump(mode="json") for one in found]})
        return
    if not found:
        words = ("alias", "set", "MODEL", "champion", "VERSION", "--reason", "WHY")
        state.next(*words, lead="No alias was set yet:")
        return
    rows = [
        [
            f"{one.model}@{one.name}",
            one.version or "-",
            "yes" if one.protected else "no",
            one.state,
        ]
        for one in found
    ]
    headers = ["alias", "version", "protected", "alias is"]
    state.out.print(table("Aliases", headers, rows))
    for one in found:
        if one.suspended_reason:
            state.say_plain(f"{one.model}@{one.name} is suspended{said(one.suspended_reason)}")


def alias_history(state: State, found: Sequence[AliasChangeView]) -> None:
    """Every move of an alias, the oldest first."""
    if state.json:
        state.print_json({"changes": [one.model_dump(mode="json") for one in found]})
        return
    rows = [
        [
            when(one.changed_at),
            one.action,
            one.source or "-",
            one.target or "-",
            one.principal,
            one.reason,
        ]
        for one in found
    ]
    headers = ["time", "action", "from", "to", "by", "why"]
    state.out.print(table(f"Moves of {found[0].alias}" if found else "Moves", headers, rows))


def deployments(state: State, found: Sequence[DeploymentView]) -> None:
    """Where versions run."""
    if state.json:
        state.print_json({"deployments": [one.model_dump(mode="json") for one in found]})
        return
    if not found:
        state.next("deploy", "VERSION", "--to", "ENVIRONMENT", lead="Nothing is deployed:")
        return
    rows = [[one.id, one.version, one.environment, _counts(one)] for one in found]
    headers = ["deployment", "version", "environment", "state"]
    state.out.print(table("Deployments", headers, rows))
    for one in found:
        for line in _obstacles(one):
            state.say_plain(f"{one.version} in {one.environment}: {line}")


def deployment(state: State, view: DeploymentView) -> None:
    """One deployment with its history."""
    if state.json:
        state.print_json(view)
        return
    at = f" at {view.endpoint}" if view.endpoint else ""
    serves = "it serves" if view.serving else "it does not serve"
    state.say_plain(f"Deployment {view.id}")
    state.say_plain(f"{view.version} in {view.environment}{at}: {view.state}; {serves}.")
    for line in _obstacles(view):
        state.say_plain(line)
    for one in view.changes:
        moved = one.target if one.source in ("", one.target) else f"{one.source} to {one.target}"
        verdict = f"; policy {one.evaluation.outcome}" if one.evaluation else ""
        state.say_plain(
            f"{when(one.changed_at)}  {one.principal}  {one.action} ({moved}{verdict})"
            f"{said(one.reason)}"
        )
    if view.state == "pending" and not view.suspended_reason:
        state.next("deployment", "activate", view.id, lead="Next, when it is set up:")


def _counts(view: DeploymentView) -> str:
    suspended, paused = bool(view.suspended_reason), bool(view.paused_reason)
    return counted(view.state, suspended=suspended, paused=paused)


def moved_uses(state: State, before: VersionView, after: VersionView) -> None:
    """The aliases and deployments that a version's step stopped, or let be used again."""
    was, now = _stopped(before), _stopped(after)
    for lead, names in (
        ("Suspended with it", [name for key, name in now.items() if key not in was]),
        ("In use again", [name for key, name in was.items() if key not in now]),
    ):
        if names:
            state.say_plain(f"{lead}: {'; '.join(names)}")


def _stopped(version: VersionView) -> dict[str, str]:
    """What must not be used of a version's aliases and deployments, by id."""
    aliases = {
        one.id: f"the alias {one.model}@{one.name}"
        for one in version.aliases
        if one.suspended_reason
    }
    places = {
        one.id: f"the deployment to {one.environment} ({one.id})"
        for one in version.deployments
        if one.suspended_reason and one.state != DeploymentState.ENDED
    }
    return aliases | places


def _obstacles(view: DeploymentView) -> list[str]:
    told = (("suspended", view.suspended_reason), ("paused", view.paused_reason))
    if view.state == "ended":
        return []
    lines = [f"It is {word}{said(reason)}" for word, reason in told if reason]
    if view.basis == EMERGENCY and not view.suspended_reason:
        lines.insert(
            0, "EMERGENCY USE, without an approval: 'assay show VERSION' tells until when."
        )
    return lines


def blast_radius(state: State, radius: BlastRadius) -> None:
    """All that a withdrawal of data reaches, or would reach."""
    if state.json:
        state.print_json(radius)
        return
    if radius.withdrawn_at is None:
        state.say_plain(f"Nothing was changed. A withdrawal of '{radius.dataset}' would reach:")
    else:
        state.say_plain(
            f"'{radius.dataset}' was withdrawn by {radius.withdrawn_by}, "
            f"{when(radius.withdrawn_at)}{said(radius.reason)}"
        )
    copies = len(radius.snapshots) - 1
    if copies:
        state.say_plain(f"{copies} more snapshots have the same content: they count with it.")
    tables: tuple[tuple[str, list[str], list[list[str]]], ...] = (
        (
            "Versions",
            ["version", "was", "becomes"],
            [
                [one.label, _plain(one.state), _becomes(one.state, one.becomes)]
                for one in radius.versions
            ],
        ),
        (
            "Aliases, which are suspended",
            ["alias", "version", "protected", "until now"],
            [
                [
                    one.alias,
                    one.version,
                    "yes" if one.protected else "no",
                    _suspended(one.suspended_reason) or "in use",
                ]
                for one in radius.aliases
            ],
        ),
        (
            "Deployments, which are suspended",
            ["deployment", "version", "environment", "until now"],
            [
                [
                    one.id,
                    one.version,
                    one.environment,
                    _suspended(one.suspended_reason) or one.state,
                ]
                for one in radius.deployments
            ],
        ),
        (
            "Requests in review, which are voided",
            ["request", "version", "asked for by"],
            [[one.id, one.version, one.requested_by] for one in radius.requests],
        ),
        (
            "Predictions that are out already",
            ["file", "version", "rows", "scored"],
            [
                [one.output, one.version, f"{one.rows:,}", when(one.scored_at)]
                for one in radius.batches
            ],
        ),
    )
    for title, headers, rows in tables:
        if rows:
            state.out.print(table(title, headers, rows))
    if not radius.versions:
        state.say_plain("No version was made from it.")


def _becomes(state: str, then: str) -> str:
    """What a version becomes; one that nobody could use or submit stays what it is."""
    return "stays so" if then == state else _plain(then)


def _suspended(reason: str) -> str:
    return "suspended" if reason else ""


def _plain(state: str) -> str:
    return state.replace("_", " ")


def _words(view: AliasView) -> str:
    return _plain(view.version_state or "-")
