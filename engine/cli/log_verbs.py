"""The verbs that take the audit log out of a project: export it, prove a part, the verifier."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.state import State
from engine.cli.text import when
from registry import log_export, proofs, proven
from registry.checkpoint import Checkpoint
from registry.destination import check_destination, whole_file

Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write.")]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]
VERIFIER = "assay_verify.py"
_SHOWN = 10


def register(audit: typer.Typer) -> None:
    """Add the verbs to those of the audit log."""
    audit.command()(export)
    audit.command()(prove)
    audit.command()(verifier)


def export(context: typer.Context, out: Out, force: Force = False) -> None:
    """Write the whole log as one .jsonl file that is checked without Assay."""
    state: State = context.obj
    project = state.project()
    check_destination(out, project.path, suffixes=(".jsonl",), overwrite=force)
    written = log_export.export_log(project.registry, out)
    if state.json:
        state.print_json(written)
        return
    state.say_plain(
        f"Wrote {written.file}: {written.events:,} events, {written.checkpoints:,} checkpoints, "
        f"{written.bytes:,} bytes"
    )
    state.say_plain(f"Check it without Assay: python {VERIFIER} {out} --keys KEYS.json")
    state.next("audit", "verifier", "-o", VERIFIER, lead="The verifier:")
    state.next("key", "export", "-o", "KEYS.json", lead="    The keys:")


def prove(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="An event's number, or a record: MODEL/N, an id.")
    ],
    out: Out,
    since: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A checkpoint that the reader has pinned."),
    ] = None,
    force: Force = False,
) -> None:
    """Write a proof that an event, or the last one about a record, is in the signed log."""
    state: State = context.obj
    project = state.project()
    check_destination(out, project.path, suffixes=(".json",), overwrite=force)
    pinned = None if since is None else Checkpoint.from_file(since)
    made = proofs.prove(project.registry, what, pinned)
    with project.registry.read() as session:
        said = proven.told(session, made)
    made.to_file(out)
    if state.json:
        state.print_json(
            {
                "file": str(out),
                "event": made.sequence,
                "size": made.checkpoint.size,
                "said": said.model_dump(mode="json"),
            }
        )
        return
    state.say_plain(
        f"Wrote {out}: event {made.sequence}, by {len(made.path)} hashes, is among the "
        f"{made.checkpoint.size:,} of the checkpoint of {when(made.checkpoint.at)}"
    )
    state.say_plain(f"It says: {said.action}, {when(said.at)}, by {said.actor} ({said.actor_id})")
    for one in said.about[:_SHOWN]:
        named = f"{one.name} ({one.id})" if one.name else one.id
        state.say_plain(f"  {one.kind} {named}")
    if len(said.about) > _SHOWN:
        state.say_plain(f"  and {len(said.about) - _SHOWN} more records")
    state.say_plain("The file has the ids and no names: tell its reader whom and what they mean.")
    state.say_plain(f"Check it without Assay: python {VERIFIER} {out} --keys KEYS.json")


def verifier(context: typer.Context, out: Out, force: Force = False) -> None:
    """Write the verifier: one Python file that needs `cryptography` and nothing of Assay."""
    state: State = context.obj
    check_destination(out, state.project_path, suffixes=(".py",), overwrite=force)
    text = (resources.files("registry.standalone") / VERIFIER).read_text("utf-8")
    with whole_file(out) as temporary:
        temporary.write_text(text, encoding="utf-8")
    if state.json:
        state.print_json({"file": str(out)})
        return
    state.say_plain(f"Wrote {out}. It runs with Python 3.11 and the package cryptography.")
