"""The verbs of what people write about a version: narrative and the model card."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_narrative
from engine.cli.state import State
from registry.destination import check_destination
from registry.errors import AssayError
from registry.narrative.read import current, difference, history, topic_states
from registry.narrative.rows import EXAMPLES, readable_rows
from registry.narrative.topics import Form, find_topic
from registry.narrative.write import LARGEST_ROWS, carry_narratives, write_narrative
from registry.resolve import resolve_version
from registry.small_file import read_small

Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")]
Topic = Annotated[str, typer.Argument(metavar="TOPIC", help="`assay narrative list` names them.")]
narrative = typer.Typer(no_args_is_help=True, help="What people write in a version's report.")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    narrative.command("list")(list_topics)
    narrative.command()(write)
    narrative.command()(show)
    narrative.command("history")(show_history)
    narrative.command()(carry)
    app.add_typer(narrative, name="narrative")
    app.command()(card)


def list_topics(context: typer.Context, version: Version) -> None:
    """List the topics of a version's report: what is written, stale or MISSING, and who owes it."""
    state: State = context.obj
    with state.project().registry.read() as session:
        states = topic_states(session, resolve_version(session, version))
    render_narrative.topics(state, version, states)


def write(
    context: typer.Context,
    version: Version,
    topic: Topic,
    text: Annotated[str | None, typer.Option("--text", help="What to write.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A file that holds it.")
    ] = None,
    replaces: Annotated[
        int | None,
        typer.Option(
            min=0, help="The revision that you read: refused if somebody wrote since (0: none yet)."
        ),
    ] = None,
) -> None:
    """Write about a topic: opens $EDITOR where neither --text nor --file is given."""
    state: State = context.obj
    project = state.project()
    if text is not None and file is not None:
        raise typer.BadParameter("Give either --text or --file.")
    if file is not None:
        text = _read(file)
    elif text is None:
        with project.registry.read() as session:
            written = {
                one.topic: one for one in current(session, resolve_version(session, version))
            }
        found = find_topic(topic)
        last = written.get(found.name)
        replaces = (last.revision if last else 0) if replaces is None else replaces
        begun = last.body if last else EXAMPLES.get(found.form, "")
        text = _edited(readable_rows(begun) if found.form is not Form.TEXT else begun)
    made = write_narrative(
        project.registry, state.actor(project), version, topic, text, replaces=replaces
    )
    render_narrative.text(state, made)


def show(context: typer.Context, version: Version, topic: Topic) -> None:
    """Show what is written about a topic, and what of it is stale."""
    state: State = context.obj
    found = find_topic(topic)
    with state.project().registry.read() as session:
        written = current(session, resolve_version(session, version))
    made = next((one for one in written if one.topic == found.name), None)
    if made is None:
        raise AssayError(
            "narrative.absent",
            f"Nobody has written '{found.title}' yet.",
            f"Owed by {found.owes}: assay narrative write {version} {found.name}",
        )
    render_narrative.text(state, made)


def show_history(context: typer.Context, version: Version, topic: Topic) -> None:
    """Show all revisions of a topic, with what changed from one to the next."""
    state: State = context.obj
    with state.project().registry.read() as session:
        revisions = history(session, resolve_version(session, version), find_topic(topic))
    changes = [difference(one, two) for one, two in pairwise(revisions)]
    render_narrative.revisions(state, revisions, changes)


def carry(
    context: typer.Context,
    version: Version,
    source: Annotated[
        str, typer.Option("--from", metavar="VERSION", help="A version of the same model.")
    ],
) -> None:
    """Take over what another version says, marked as stale until it is written anew."""
    state: State = context.obj
    project = state.project()
    written = carry_narratives(project.registry, state.actor(project), version, source)
    render_narrative.carried(state, written)


def card(
    context: typer.Context,
    version: Version,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="An .html, .pdf or .md file to write."),
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write the model card: a few pages for a reader in a hurry."""
    from registry.reports.write import CARD_SUFFIXES, write_card

    state: State = context.obj
    project = state.project()
    check_destination(out, project.path, suffixes=CARD_SUFFIXES, overwrite=force)
    written = write_card(project, state.actor(project), version, out, overwrite=force)
    if state.json:
        state.print_json(written)
        return
    state.say_plain(f"Wrote {written.file} ({written.bytes:,} bytes)")


def _read(file: Path) -> str:
    try:
        return read_small(file, LARGEST_ROWS).decode("utf-8-sig")
    except OSError as error:
        raise AssayError("narrative.file", f"'{file}' cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise AssayError(
            "narrative.file", f"'{file}' is no UTF-8 text.", "Save it as UTF-8."
        ) from error
    except ValueError as error:
        raise AssayError("narrative.text", f"'{file}' cannot be taken: {error}.") from error


def _edited(begun: str) -> str:
    """What was saved in the editor. Raises AssayError `narrative.editor`, `narrative.unchanged`."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise AssayError(
            "narrative.editor",
            "No editor is set.",
            "Set EDITOR, or give --text or --file.",
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text.txt"
        file.write_text(begun, "utf-8")
        try:
            subprocess.run([*shlex.split(editor), str(file)], check=True)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise AssayError(
                "narrative.editor",
                f"The editor '{editor}' did not end well: {error}.",
                "Set EDITOR, or give --text or --file.",
            ) from error
        edited = _read(file)
    if edited == begun:
        raise AssayError("narrative.unchanged", "Nothing was changed in the editor.")
    return edited
