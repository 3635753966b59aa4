"""Where this person's private keys lie on this machine, and how one of them is found."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from registry.errors import AssayError
from registry.signatures.ed25519 import PrivateKey
from registry.signatures.ed25519 import fingerprint as fingerprint_of
from registry.signatures.key_file import read_key_file, require_new, unlock, write_key
from registry.signatures.keychain import fetch_key, keychain, store_key

FOLDER_VARIABLE = "ASSAY_KEYS"

AskPassphrase = Callable[[Path], str]
"""Gets a key file's passphrase from a person, or from where they said it lies."""


@dataclass(frozen=True)
class KeptKey:
    """A key that was made: its fingerprint, and where it lies in words."""

    key: PrivateKey
    place: str


class LockedKey:
    """An enrolled key, of which the private half is fetched when it is needed first."""

    def __init__(self, public_key: bytes, fetch: Callable[[], PrivateKey]) -> None:
        self.public_key = public_key
        self.fingerprint = fingerprint_of(public_key)
        self._fetch = fetch
        self._fetched: PrivateKey | None = None

    def unlock(self) -> None:
        """Have the private half at hand. Raises what `find_key` raises."""
        self._private()

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over a message."""
        return self._private().sign(message)

    def _private(self) -> PrivateKey:
        if self._fetched is None:
            self._fetched = self._fetch()
        return self._fetched


def key_folder() -> Path:
    """The folder of this person's key files; ASSAY_KEYS names another."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else platformdirs.user_data_path("assay") / "keys"


def make_key(
    *, file: Path | None, in_keychain: bool, ask: Callable[[], str], folder: Path | None = None
) -> KeptKey:
    """Make a key and keep it: in `file`, in the keychain, or in a file of the key folder.

    Raises AssayError `key.no_keychain`, and what `write_key` raises.
    """
    key = PrivateKey.generate()
    if in_keychain:
        chain = keychain()
        if chain is None:
            raise AssayError(
                "key.no_keychain",
                "This system has no keychain that Assay trusts with a key.",
                "Keep the key in a file that a passphrase opens: leave --keychain out.",
            )
        store_key(chain, key)
        return KeptKey(key, "the system's keychain")
    if file is None:
        folder = folder or key_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{key.fingerprint}.json"
    elif not file.parent.is_dir():
        raise AssayError(
            "file.no_folder", f"The folder {file.parent} does not exist.", "Make it, or another."
        )
    require_new(file)  # before anybody is asked for a passphrase
    write_key(file, key, ask())
    return KeptKey(key, str(file))


def find_key(fingerprint: str, *, file: Path | None, ask: AskPassphrase) -> PrivateKey:
    """The private key of a fingerprint: from `file`, the key folder or the keychain.

    Raises AssayError `key.other` where `file` holds another key, `key.not_here` where no place of
    this machine has it, and what `unlock` raises.
    """
    if file is None:
        file = key_file_of(fingerprint)
        if file is None:
            return _from_keychain(fingerprint)
    held = read_key_file(file)
    if held.fingerprint != fingerprint:
        raise AssayError(
            "key.other",
            f"'{file}' holds the key {held.fingerprint}; enrolled is {fingerprint}.",
            "Name the file of the enrolled key.",
        )
    return unlock(file, ask(file))


def key_file_of(fingerprint: str) -> Path | None:
    """The file in the key folder that a passphrase opens; None where only a keychain can help."""
    kept = key_folder() / f"{fingerprint}.json"
    return kept if kept.is_file() else None


def _from_keychain(fingerprint: str) -> PrivateKey:
    chain = keychain()
    key = None if chain is None else fetch_key(chain, fingerprint)
    if key is None:
        raise AssayError(
            "key.not_here",
            f"The private key {fingerprint} is neither in '{key_folder()}' nor in a keychain of "
            "this machine.",
            "Name its file with --key-file FILE, before the verb. If it is lost, revoke it: "
            f"assay key revoke {fingerprint[:16]} --reason WHY",
        )
    return key
