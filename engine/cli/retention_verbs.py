"""The verbs of retention: legal holds, the schedule, and collecting what no record names."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from engine.cli import render, render_identity
from engine.cli.state import State
from engine.cli.text import said, when
from engine.cli.unlock import signer_of
from registry import retention as keeping
from registry.collect import GRACE
from registry.collect import collect as collect_files
from registry.id_ends import short_id

holds = typer.Typer(no_args_is_help=True, help="Legal holds: what must not be lost.")
artifacts = typer.Typer(no_args_is_help=True, help="The stored files.")

_MOST_DAYS = 36_500
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why: kept with the hold.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(holds, name="hold")
    app.add_typer(artifacts, name="artifacts")
    app.command()(retention)


@holds.command()
def place(
    context: typer.Context,
    reason: Reason,
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help=f"{', '.join(keeping.KINDS)}. Default: the project."),
    ] = None,
    record: Annotated[
        str, typer.Argument(metavar="RECORD", help="Its name or id, a version as MODEL/N.")
    ] = "",
) -> None:
    """Hold a record or the whole project, as an administrator or auditor."""
    state: State = context.obj
    project = state.project()
    made = keeping.place_hold(
        project.registry, state.actor(project), reason, kind=kind, reference=record
    )
    if state.json:
        state.print_json(made)
        return
    state.say_plain(f"Held: {made.object} (hold {short_id(made.id)})")


@holds.command()
def release(
    context: typer.Context,
    hold: Annotated[str, typer.Argument(metavar="HOLD", help="A hold's id, or the end of it.")],
    reason: Reason,
) -> None:
    """End a hold, as an administrator or auditor; a second person has to agree."""
    state: State = context.obj
    project = state.project()
    act = keeping.release_hold(
        project.registry, state.actor(project), hold, reason, signer=signer_of(state, project)
    )
    render_identity.act(state, act)


@holds.command("list")
def list_all(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also those released.")] = False,
) -> None:
    """List the holds that are in force."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = keeping.list_holds(session, in_force=not everything)
    if state.json:
        state.print_json({"holds": [one.model_dump(mode="json") for one in found]})
        return
    for one in found:
        state.say_plain(f"{short_id(one.id)}  {one.object}{said(one.reason)}")
        state.say_plain(f"    placed by {one.placed_by}, {when(one.placed_at)}")
        if one.released_at:
            state.say_plain(
                f"    released by {one.released_by}{said(one.released_reason, ' ' * 8)}"
            )
    if not found:
        state.say("Nothing is held.")


def retention(context: typer.Context) -> None:
    """Show how long records are kept at least, and what is held besides."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = keeping.list_holds(session, in_force=True)
    if state.json:
        state.print_json(
            {
                "schedule": [vars(one) for one in keeping.SCHEDULE],
                "holds": [one.model_dump(mode="json") for one in found],
            }
        )
        return
    rows = [[one.records, f"{one.months} months", one.basis] for one in keeping.SCHEDULE]
    state.out.print(render.table("Kept at least", ["records", "for", "on the ground of"], rows))
    state.say("Assay deletes no record and no event; only files that no record names.")
    state.next("hold", "list", lead=f"Legal holds in force: {len(found)}.")


@artifacts.command()
def collect(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    days: Annotated[
        int, typer.Option(min=1, max=_MOST_DAYS, metavar="DAYS", help="Only files older than this.")
    ] = GRACE.days,
) -> None:
    """Delete stored files that no record names, as an administrator; the log says so."""
    state: State = context.obj
    project = state.project()
    done = collect_files(
        project.registry,
        project.artifacts,
        state.actor(project),
        grace=timedelta(days=days),
        dry_run=dry_run,
    )
    if state.json:
        state.print_json(done)
        return
    verb = "Would delete" if dry_run else "Deleted"
    state.say_plain(f"{verb} {len(done.files):,} files, {done.bytes:,} bytes")
