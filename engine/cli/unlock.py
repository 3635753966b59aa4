"""Unlocking the key of who acts: from its file with a passphrase, or from the keychain."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from engine.cli.state import State
from registry.errors import AssayError
from registry.principals import find_principal
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey, Signer, from_text
from registry.signatures.key_file import MINIMUM_PASSPHRASE
from registry.signatures.wallet import LockedKey, find_key
from registry.signing_keys import active_key

_LONGEST = 4096


def signer_of(state: State, project: Project) -> Signer | None:
    """The key of who acts, for which nobody is asked until what they do is checked; None where
    that person has no enrolled key."""
    with project.registry.read() as session:
        key = active_key(session, find_principal(session, state.actor(project)).id)
    if key is None:
        return None

    def fetch() -> PrivateKey:
        return find_key(
            key.fingerprint, file=state.key_file, ask=lambda file: passphrase(state, file)
        )

    return LockedKey(from_text(key.public_key), fetch)


def passphrase(state: State, file: Path) -> str:
    """The passphrase of a key file: from --passphrase-file, or typed without being shown.

    Raises AssayError `key.no_passphrase` where nobody can be asked.
    """
    if state.passphrase_file is not None:
        return _from_file(state.passphrase_file)
    return _typed(f"Passphrase of {file}", confirm=False)


def new_passphrase(state: State) -> str:
    """A passphrase for a new key: from --passphrase-file, or typed twice."""
    if state.passphrase_file is not None:
        return _from_file(state.passphrase_file)
    prompt = f"Passphrase for the new key ({MINIMUM_PASSPHRASE} characters or more)"
    return _typed(prompt, confirm=True)


def _typed(prompt: str, *, confirm: bool) -> str:
    if not sys.stdin.isatty():
        raise AssayError(
            "key.no_passphrase",
            "The key has a passphrase, and there is no terminal to ask for it.",
            "Give a file that holds it: --passphrase-file FILE (before the verb).",
        )
    typed: str = typer.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
    return typed


def _from_file(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST).decode("utf-8")
    except OSError as error:
        raise AssayError(
            "key.no_passphrase", f"The passphrase file '{file}' cannot be read: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise AssayError(
            "key.no_passphrase", f"The passphrase file '{file}' is no UTF-8 text."
        ) from error
    return text.rstrip("\r\n")
