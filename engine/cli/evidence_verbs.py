"""The verbs of evidence: list a version's, read it, and bring what Assay does not measure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_evidence
from engine.cli.state import State
from registry import evidence, resolve
from registry.brought_kinds import BROUGHT
from registry.errors import AssayError
from registry.evidence_kinds import brought_kind
from registry.queries import version_view
from registry.views.versions import VersionView

proofs = typer.Typer(no_args_is_help=True, help="Evidence: list and read it, and bring your own.")

Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(proofs, name="evidence")


@proofs.command("list")
def list_evidence(context: typer.Context, version: Version) -> None:
    """List a version's evidence: what Assay measured, what was checked, and what people brought."""
    state: State = context.obj
    render_evidence.listed(state, _view(state, version))


@proofs.command("show")
def show_evidence(
    context: typer.Context,
    version: Version,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="'assay evidence list' names them.")],
) -> None:
    """Read a version's evidence of a kind, all that it says."""
    state: State = context.obj
    view = _view(state, version)
    found = [one for one in view.evidence if one.kind == kind]
    if not found:
        kinds = sorted({one.kind for one in view.evidence})
        raise AssayError(
            "evidence.none",
            f"{view.label} has no evidence of the kind '{kind}'.",
            f"It has: {', '.join(kinds)}." if kinds else "It has none at all.",
        )
    render_evidence.shown(state, view, found)


@proofs.command("kinds")
def list_kinds(
    context: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="Print an example of this kind alone.")
    ] = None,
) -> None:
    """List the kinds of evidence that people bring, or print an example file of one."""
    state: State = context.obj
    if kind is None:
        render_evidence.kinds(state, BROUGHT)
    else:
        render_evidence.example(state, brought_kind(kind))


@proofs.command("add")
def add_evidence(
    context: typer.Context,
    version: Version,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="What it is: 'assay evidence kinds' lists.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A JSON file with one object.")],
    custom: Annotated[
        bool,
        typer.Option("--custom", help="KIND is one of your own, which your own policies ask for."),
    ] = False,
) -> None:
    """Bring evidence that Assay does not measure itself, before the version is submitted."""
    state: State = context.obj
    project = state.project()
    view = evidence.add_evidence(
        project.registry,
        project.artifacts,
        state.actor(project),
        version,
        kind,
        file,
        custom=custom,
    )
    if state.json:
        state.print_json(view)
        return
    added = view.evidence[-1]
    state.say_plain(f"Added '{kind}' evidence to {view.label}: {added.digest}")
    state.next("evidence", "show", view.label, kind, lead="Read it:")


def _view(state: State, version: str) -> VersionView:
    with state.project().registry.read() as session:
        return version_view(session, resolve.resolve_version(session, version))
