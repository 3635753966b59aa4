"""The verbs by which the log is anchored outside: files, Git tags, and cosigning over a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render
from engine.cli.state import State
from engine.cli.text import when
from registry import anchors, cosigning
from registry.destination import ANOTHER, check_destination
from registry.errors import AssayError
from registry.signatures.ed25519 import fingerprint, from_text

cosign = typer.Typer(
    no_args_is_help=True, help="Have another Assay sign that this log only ever grew; over files."
)


def register(audit: typer.Typer) -> None:
    """Add the verbs to those of the audit log."""
    audit.command()(anchor)
    audit.command("anchors")(list_anchors)
    audit.add_typer(cosign, name="cosign")


def anchor(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="A .json file outside the project."),
    ] = None,
    git: Annotated[
        Path | None,
        typer.Option("--git", metavar="REPOSITORY", help="A Git repository to tag; not pushed."),
    ] = None,
    tag: Annotated[str, typer.Option(metavar="NAME", help="The tag's name.")] = "",
) -> None:
    """Put the log's newest checkpoint outside, and record where."""
    state: State = context.obj
    project = state.project()
    actor = state.actor(project)
    if (file is None) == (git is None):
        raise AssayError(
            "anchor.place",
            "Say where to anchor, and one place at a time.",
            "Give --file FILE, or --git REPOSITORY.",
        )
    if file is not None:
        made = anchors.anchor_to_file(project.registry, actor, file, project.path)
    else:
        made = anchors.anchor_in_git(project.registry, actor, git or Path(), tag)
    if state.json:
        state.print_json(made)
        return
    state.say_plain(f"Anchored {made.size} events in {made.place}\nRoot {made.root}")
    state.say_plain("It protects what came before it once it lies where nobody here can change it.")


def list_anchors(context: typer.Context) -> None:
    """List where checkpoints of the log were put, and whether they agree now."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = anchors.list_anchors(session)
        checks = tuple(anchors.check_anchors(session))
    if state.json:
        state.print_json({"anchors": [one.model_dump(mode="json") for one in checks]})
        return
    if not found:
        words = ("audit", "anchor", "--file", "FILE")
        state.next(*words, lead="The log is anchored nowhere:")
        return
    rows = [
        [one.kind, str(one.size), when(one.anchored_at), one.anchored_by, one.place,
         check.standing if not check.message else f"{check.standing}: {check.message}"]
        for one, check in zip(found, checks, strict=True)
    ]  # fmt: skip
    names = ["kind", "events", "made", "by", "place", "now"]
    state.out.print(render.table("Anchors", names, rows, right="events"))


@cosign.command()
def ask(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .json file.")],
    by: Annotated[
        str, typer.Option(metavar="LOG", help="Who is asked, by the name of their log.")
    ] = "",
) -> None:
    """Write a request that another Assay can cosign."""
    state: State = context.obj
    project = state.project()
    check_destination(out, project.path, suffixes=(".json",), overwrite=False, taken=ANOTHER)
    request = cosigning.cosign_request(project.registry, by)
    request.to_file(out)
    key = fingerprint(from_text(request.public_key))
    if state.json:
        state.print_json({"file": str(out), "size": request.checkpoint.size, "key": key})
        return
    state.say_plain(f"Wrote {out}: {request.checkpoint.size} events, signed by the key {key}")
    state.say_plain("Tell the other side that fingerprint by other means than this file.")


@cosign.command()
def sign(
    context: typer.Context,
    request: Annotated[Path, typer.Argument(metavar="REQUEST", help="From the other Assay.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .json file.")],
    told: Annotated[
        str,
        typer.Option(
            "--fingerprint", metavar="PRINT", help="Of the other log's key, as its holder told it."
        ),
    ] = "",
) -> None:
    """Cosign another log's checkpoint with this log's key, if that log only grew."""
    state: State = context.obj
    project = state.project()
    check_destination(
        out, project.path, suffixes=(".json",), overwrite=False, taken=ANOTHER, inputs=(request,)
    )
    asked = cosigning.CosignRequest.from_file(request)
    receipt, seen = cosigning.cosign(project.registry, state.actor(project), asked, told)
    receipt.to_file(out)
    shown = fingerprint(from_text(asked.public_key))
    if state.json:
        state.print_json({"file": str(out), "seen_before": seen, "key": shown})
        return
    made = receipt.checkpoint
    state.say_plain(f"Wrote {out}: cosigned {made.size} events of {made.log}")
    if not seen:
        state.say_plain(
            f"This log was not seen before: its key {shown} is "
            + ("the one that you named." if told else "believed from now on. Compare it by phone.")
        )


@cosign.command()
def receive(
    context: typer.Context,
    receipt: Annotated[Path, typer.Argument(metavar="RECEIPT", help="From who cosigned.")],
) -> None:
    """Keep another Assay's cosignature over this log as an anchor."""
    state: State = context.obj
    project = state.project()
    read = cosigning.Receipt.from_file(receipt)
    made = anchors.receive(project.registry, state.actor(project), read)
    if state.json:
        state.print_json(made)
        return
    state.say_plain(f"{made.size} events are cosigned by {made.place}.")
