"""The verbs of findings in the data: list them, and answer them."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render
from engine.cli.state import State
from engine.cli.text import quoted
from registry import findings, resolve

finding = typer.Typer(no_args_is_help=True, help="What is suspicious about a version's data.")
Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(finding, name="finding")


@finding.command("list")
def list_findings(context: typer.Context, version: Version) -> None:
    """List what was found in the data, with the answers."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = findings.findings(session, resolve.resolve_version(session, version))
    if state.json:
        state.print_json({"findings": [one.model_dump(mode="json") for one in found]})
        return
    rows = [
        [one.id, one.severity, one.detail, f"{one.answer}: {one.reason}" if one.answer else "-"]
        for one in found
    ]
    if rows:
        state.out.print(render.table("Findings", ["id", "severity", "what", "answer"], rows))
    waiting = sum(one.open for one in found)
    state.say_plain(f"{len(found)} findings; {waiting} warnings wait for an answer.")


@finding.command()
def answer(
    context: typer.Context,
    version: Version,
    which: Annotated[str, typer.Argument(metavar="FINDING", help="Its id, from the list.")],
    said: Annotated[
        findings.Answer,
        typer.Option("--answer", help="accepted: so be it; handled: elsewhere; mistaken: not so."),
    ] = findings.Answer.ACCEPTED,
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why: reviewers read it.")] = "",
) -> None:
    """Answer a finding before the version is submitted."""
    state: State = context.obj
    project = state.project()
    view = findings.answer_finding(
        project.registry, project.artifacts, state.actor(project), version, which, said, reason
    )
    if state.json:
        state.print_json(view)
        return
    state.say_plain(f"{which} of {view.label} is answered: {said}. {quoted(reason)}")
