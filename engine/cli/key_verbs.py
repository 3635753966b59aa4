"""The verbs of keys: make, rotate, revoke, list and export them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli import render_identity
from engine.cli.state import State
from engine.cli.unlock import new_passphrase, signer_of
from registry import enrolment
from registry.key_pins import KeyPins
from registry.signatures.wallet import make_key
from registry.signing_keys import list_keys

keys = typer.Typer(no_args_is_help=True, help="Keys that sign decisions: make, rotate, revoke.")

File = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Keep the key here, not in the key folder."),
]
Keychain = Annotated[
    bool, typer.Option("--keychain", help="Keep the key in the system's keychain.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(keys, name="key")


@keys.command()
def new(context: typer.Context, file: File = None, keychain: Keychain = False) -> None:
    """Make a key for who acts, and ask for its enrolment; a second person has to agree."""
    _make(context.obj, file, keychain=keychain, rotate=False)


@keys.command()
def rotate(context: typer.Context, file: File = None, keychain: Keychain = False) -> None:
    """Make a key that takes the place of one's present key, which signs for it."""
    _make(context.obj, file, keychain=keychain, rotate=True)


def _make(state: State, file: Path | None, *, keychain: bool, rotate: bool) -> None:
    project = state.project()
    actor = state.actor(project)
    current = enrolment.key_to_replace(project.registry, actor, rotate=rotate)
    signer = signer_of(state, project) if current else None
    if signer is not None:
        signer.unlock()  # no key is made that could not take the other's place
    kept = make_key(file=file, in_keychain=keychain, ask=lambda: new_passphrase(state))
    act = enrolment.enrol_key(project.registry, actor, kept.key, signer=signer)
    with project.registry.read() as session:
        enrolled = list_keys(session)
    render_identity.made_key(state, kept.key.fingerprint, kept.place, act, enrolled)


@keys.command()
def revoke(
    context: typer.Context,
    fingerprint: Annotated[str, typer.Argument(help="The key's fingerprint, or its beginning.")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="Lost, stolen, ...: kept.")],
) -> None:
    """End a key at once, as its holder or an administrator; what it signed stays valid."""
    state: State = context.obj
    project = state.project()
    actor = state.actor(project)
    signer = None
    if enrolment.needs_signature_to_revoke(project.registry, actor, fingerprint):
        signer = signer_of(state, project)
    act = enrolment.revoke_key(project.registry, actor, fingerprint, reason, signer=signer)
    render_identity.act(state, act)


@keys.command("list")
def list_all(context: typer.Context) -> None:
    """List all keys, with whose they are and how sure that is."""
    state: State = context.obj
    with state.project().registry.read() as session:
        found = list_keys(session)
    render_identity.keys(state, found)


@keys.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .json file.")],
) -> None:
    """Write the public keys to a file, by which somebody outside checks the log."""
    from registry.destination import ANOTHER, check_destination

    state: State = context.obj
    project = state.project()
    check_destination(out, project.path, suffixes=(".json",), overwrite=False, taken=ANOTHER)
    with project.registry.read() as session:
        pins = KeyPins.of(list_keys(session))
    pins.to_file(out)
    if state.json:
        state.print_json(pins)
        return
    state.say_plain(f"Wrote {out}: {len(pins.keys)} public keys")
    state.next("audit", "verify", "--keys", str(out), lead="Check the log against them:")
