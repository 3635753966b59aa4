"""The verbs that back a project up and restore it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_registry_state
from engine.cli.state import State


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(backup)
    app.command()(restore)


def backup(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .zip file.")],
    with_log_key: Annotated[
        bool,
        typer.Option("--with-log-key", help="Take in the private key that signs checkpoints."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Write records, log, stored files and settings into one file, while others go on."""
    from registry.transfer.backup import back_up

    state: State = context.obj
    made = back_up(
        state.project(),
        out,
        with_log_key=with_log_key,
        overwrite=force,
        told=lambda place, size: render_registry_state.cleared(state, place, size),
    )
    render_registry_state.backed_up(state, out, made)


def restore(
    context: typer.Context,
    backup: Annotated[Path, typer.Argument(metavar="FILE", help="What 'assay backup' wrote.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A new folder for the project.")],
    registry: Annotated[
        str | None,
        typer.Option(metavar="URL", help="An empty PostgreSQL database. Default: SQLite."),
    ] = None,
) -> None:
    """Make a project of a backup, in a new folder; all of it is verified first."""
    from registry.transfer.restore import restore as restore_backup

    state: State = context.obj
    done = restore_backup(
        backup,
        to,
        registry,
        told=lambda place, size: render_registry_state.cleared(state, place, size),
    )
    render_registry_state.restored(state, done)
