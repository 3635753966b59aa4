"""How a version is used, for sections 16 and 20: aliases, deployments, batches, withdrawn data."""

from __future__ import annotations

from datetime import datetime

from registry.reports.parts import Block, Paragraph
from registry.reports.payloads import table
from registry.reports.records import MOST_BATCHES
from registry.reports.source import Source
from registry.views.use import AliasChangeView, DeploymentChangeView, DeploymentView

Act = tuple[datetime, str, str]


def acts_of_use(source: Source) -> list[Act]:
    """Every move of an alias to or from the version and of its deployments: when, what, by whom."""
    acts = [(one.changed_at, _alias_moved(one), one.principal) for one in source.alias_changes]
    for deployment in source.version.deployments:
        acts += [
            (one.changed_at, _deployment_moved(deployment, one), one.principal)
            for one in deployment.changes
        ]
    return acts


def withdrawn_text(source: Source) -> str:
    """That the data under the version was withdrawn, and why; empty where it was not."""
    reason = source.version.data_withdrawn
    return f"The data that it was trained on was withdrawn: {reason}" if reason else ""


def withdrawn_data(source: Source) -> list[Block]:
    """The same as a notice; none where the data may be used."""
    told = withdrawn_text(source)
    return source.cited([Paragraph(text=told, notice=True)], "withdrawal") if told else []


def downstream(source: Source) -> list[Block]:
    """What rests on the version now, and whether the data under it may be used."""
    version = source.version
    blocks = withdrawn_data(source)
    if version.aliases:
        rows = [
            [
                f"{one.model}@{one.name}",
                "yes" if one.protected else "no",
                one.suspended_reason or one.state,
            ]
            for one in version.aliases
        ]
        made = table("Aliases that lead to it", ["alias", "protected", "standing"], rows)
        blocks += source.cited([made], "aliases")
    if version.deployments:
        rows = [
            [
                one.environment,
                one.endpoint or "-",
                one.state,
                "yes" if one.serving else "no",
                one.suspended_reason or one.paused_reason or "-",
            ]
            for one in version.deployments
        ]
        headers = ["environment", "endpoint", "state", "serves", "what is in the way"]
        blocks += source.cited([table("Deployments", headers, rows)], "deployments")
    if source.batches:
        rows = [
            [
                f"{one.scored_at:%Y-%m-%d %H:%M:%S}",
                one.output,
                f"{one.rows:,}",
                one.output_sha256[:16],
            ]
            for one in source.batches
        ]
        headers = ["scored (UTC)", "file", "rows", "SHA-256 begins"]
        note = f"The last {MOST_BATCHES}." if len(rows) == MOST_BATCHES else ""
        made = table("Batches of predictions made with it", headers, rows, note=note)
        blocks += source.cited([made], "batches")
    return blocks


def _alias_moved(change: AliasChangeView) -> str:
    moved = {
        "set": f"set to {change.target}" + (f" from {change.source}" if change.source else ""),
        "clear": f"taken off {change.source}",
        "suspend": "suspended",
        "lift": "let be followed again",
    }[change.action]
    return f"the alias {change.alias} was {moved}" + _why(change.reason)


def _deployment_moved(deployment: DeploymentView, change: DeploymentChangeView) -> str:
    moved = {
        "request": "asked for",
        "activate": "activated",
        "drain": "drained",
        "end": "ended",
        "pause": "paused",
        "resume": "resumed",
        "suspend": "suspended",
        "lift": "let serve again",
    }[change.action]
    evaluation = change.evaluation
    verdict = f", its policy {evaluation.outcome}" if evaluation else ""
    return f"its deployment to {deployment.environment} was {moved}{verdict}{_why(change.reason)}"


def _why(reason: str) -> str:
    return f": {reason}" if reason else ""
