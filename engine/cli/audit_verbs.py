"""The verbs of the audit log: verify it, list it, and write a checkpoint to pin outside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli import anchor_verbs, log_verbs, render_audit, render_identity, render_registry_state
from engine.cli.paging_options import After, Limit, Search, asked_for
from engine.cli.state import State
from engine.cli.unlock import signer_of
from registry.audit_verify import verify as verify_log
from registry.checkpoint import Checkpoint
from registry.database_role import registry_status
from registry.destination import ANOTHER, check_destination
from registry.enrolment import enrol_log_key, require_new_log_key
from registry.events import event_page
from registry.git_tags import newest_tag
from registry.key_pins import KeyPins
from registry.log_key import read_log_keys, write_log_key
from registry.signatures.ed25519 import PrivateKey
from registry.signing_keys import list_keys
from registry.statements import log_place

audit = typer.Typer(no_args_is_help=True, help="The audit log: verify, list, pin a checkpoint.")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    anchor_verbs.register(audit)
    log_verbs.register(audit)
    app.add_typer(audit, name="audit")


@audit.command()
def verify(
    context: typer.Context,
    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A checkpoint that was kept outside the project."),
    ] = None,
    git: Annotated[
        Path | None,
        typer.Option(metavar="REPOSITORY", help="A Git repository with anchors of this log."),
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Public keys that were kept outside the project."),
    ] = None,
) -> None:
    """Check the whole log, every governed row and every stored file; says where they differ."""
    state: State = context.obj
    project = state.project()
    pinned = None if against is None else Checkpoint.from_file(against)
    if git is not None:
        with project.registry.read() as session:
            tagged = newest_tag(git, log_place(session).log)
        pinned = tagged if pinned is None or pinned.size < tagged.size else pinned
    pins = None if keys is None else KeyPins.from_file(keys)
    found = verify_log(project.registry, project.artifacts, pinned, pins)
    render_audit.audit(state, found, pinned=pinned is not None)
    if not state.json:
        status = registry_status(project.registry)
        render_registry_state.powers(state, status.user, status.powers)
    if not found.passed:
        raise typer.Exit(1)


@audit.command()
def checkpoint(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .json file.")],
) -> None:
    """Write a checkpoint to keep outside: it shows later what was cut off or put back."""
    state: State = context.obj
    project = state.project()
    check_destination(out, project.path, suffixes=(".json",), overwrite=False, taken=ANOTHER)
    made = project.registry.checkpoint()
    made.to_file(out)
    if state.json:
        state.print_json(made)
        return
    state.say_plain(f"Wrote {out}: {made.size} events, root {made.root}")
    state.say_plain("Keep it where the project's holders cannot write.")
    state.next("audit", "verify", "--against", str(out), lead="Check against it:")


@audit.command("new-key")
def new_key(context: typer.Context) -> None:
    """Give the log another key to sign its checkpoints with, in place of the present one."""
    state: State = context.obj
    project = state.project()
    signer = signer_of(state, project)
    if signer is not None:
        signer.unlock()  # no key is made for the log that nobody could ask to enrol
    key = PrivateKey.generate()
    require_new_log_key(project.registry, state.actor(project), key, signer=signer)
    file = write_log_key(project.path, key)
    project.registry.log_signers = read_log_keys(project.path)
    act = enrol_log_key(project.registry, state.actor(project), key, signer=signer)
    with project.registry.read() as session:
        enrolled = list_keys(session)
    render_identity.made_key(state, key.fingerprint, str(file), act, enrolled)


@audit.command()
def drill(context: typer.Context) -> None:
    """Attack copies of the project in many ways, and show what finds each attack."""
    from registry.drill.drill import drill as run_drill

    state: State = context.obj
    project = state.project()
    outcomes = run_drill(project, told=lambda one: render_audit.attack(state, one))
    render_audit.drilled(state, outcomes)
    if any(one.as_expected is False for one in outcomes):
        raise typer.Exit(1)


@audit.command("list")
def list_events(
    context: typer.Context,
    search: Search = "",
    limit: Limit = 20,
    after: After = "",
) -> None:
    """List the last events of the log; words are looked for in actions and in who acted."""
    state: State = context.obj
    with state.project().registry.read() as session:
        page = event_page(session, asked_for(search, None, limit, after))
    render_audit.events(state, page)
