"""The verbs by what they are for, with a line on each, as `assay --help` shows them."""

from __future__ import annotations

import typer
from typer.models import CommandInfo, TyperInfo

PANELS: dict[str, dict[str, str]] = {
    "Find a model": {
        "demo": "Walk the whole way on real data, in about two minutes.",
        "init": "Make a project, with its first people.",
        "import": "Turn a data file into a fingerprinted snapshot.",
        "train": "Find the best model that a time budget allows.",
        "jobs": "List what runs and what ran.",
        "follow": "Attach to a job, from its start.",
        "stop": "Stop a job and keep its best, or discard it.",
        "runs": "List the training runs.",
        "leaderboard": "Show the trials of a run, best first.",
        "models": "List the models with their versions and states.",
        "show": "Show all about one version.",
    },
    "Explain it": {
        "explain": "Show what drives a model, or one row's reasons.",
        "describe": "Say who owns a model, and what it is for.",
        "finding": "What is suspicious about a version's data.",
        "evidence": "Evidence: list, read, and bring your own.",
        "narrative": "What people write in a version's report.",
        "report": "Write the audit report (HTML, PDF).",
        "card": "Write the model card, a few pages.",
        "bom": "Write the bill of materials (CycloneDX).",
        "lineage": "Where something comes from, what came of it.",
    },
    "Review it": {
        "policy": "What a version has to show, and who decides.",
        "submit": "Ask for approval.",
        "inbox": "Show what waits for you.",
        "review": "Show a request whole, what changed first.",
        "assign": "Ask somebody to review a request.",
        "unassign": "Ask somebody no longer.",
        "comment": "Say something about an open request.",
        "approve": "Approve a request, of others' work.",
        "reject": "Reject a request.",
        "request-changes": "Ask for a new version; closes the request.",
        "recuse": "Stand back from a request for good.",
        "withdraw": "Take your own request back, for good.",
        "waiver": "Leave not to meet one rule, for a time.",
    },
    "Use it": {
        "export": "Write a version's ONNX file.",
        "verify": "Check an ONNX file and its standing.",
        "score": "Score a table with an approved ONNX file.",
        "alias": "Names that point to a version.",
        "deploy": "Ask for a version to run somewhere.",
        "deployment": "Where versions run.",
        "suspend": "Set an approved version aside for now.",
        "reinstate": "Let a suspended version be used again.",
        "revoke": "Take an approval back for good.",
        "retire": "Say that a version is no longer meant for use.",
        "archive": "Keep a retired version for the record only.",
        "expire": "End every approval whose time ran out.",
        "break-glass": "Ask to use a version that is not approved.",
        "end-emergency": "End such an emergency use.",
        "incident": "What went wrong, and what came of it.",
        "withdraw-data": "Stop all that was made from some data.",
    },
    "Prove it": {
        "reproduce": "Fit a version again, and compare.",
        "reperform": "Compute every number of a report again.",
        "record": "Record what a check found without you.",
        "bundle": "All that a report rests on, in a signed folder.",
        "audit": "The log: verify, prove, anchor, export.",
    },
    "Keep it": {
        "principal": "Who may act in this project.",
        "role": "Who may do what, for which models and how long.",
        "key": "Keys that sign decisions.",
        "admin": "What waits for a second person, or was settled.",
        "registry": "The database that holds the records.",
        "backup": "Write records, log and files into one file.",
        "restore": "Make a project of a backup.",
        "hold": "Legal holds: what must not be lost.",
        "retention": "How long records are kept at least.",
        "artifacts": "The stored files.",
    },
}
"""Every verb is in one panel; tests hold that against the verbs that there are."""

VERBS = frozenset(verb for lines in PANELS.values() for verb in lines)


def arrange(app: typer.Typer) -> None:
    """Give the verbs of the command line their panels, their lines and this order."""
    place = {verb: (panel, line) for panel, lines in PANELS.items() for verb, line in lines.items()}
    order = list(place)
    verbs: list[CommandInfo | TyperInfo] = [*app.registered_commands, *app.registered_groups]
    for one in verbs:
        one.rich_help_panel, one.short_help = place[_name(one)]
    app.registered_commands.sort(key=lambda one: order.index(_name(one)))
    app.registered_groups.sort(key=lambda one: order.index(_name(one)))


def _name(one: CommandInfo | TyperInfo) -> str:
    if isinstance(one.name, str):
        return one.name
    return one.callback.__name__ if isinstance(one, CommandInfo) and one.callback else ""
