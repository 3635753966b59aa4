"""Private keys in files that a passphrase opens: scrypt (RFC 7914) and AES-256-GCM."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from registry.destination import whole_file
from registry.errors import AssayError
from registry.signatures.ed25519 import KEY_BYTES, PrivateKey, from_text, to_text

MINIMUM_PASSPHRASE = 12
_FORMAT = "assay/key/v1"
# 128 MiB and about half a second for each guess, as OWASP asks of scrypt with r = 8 and p = 1.
_COST, _BLOCK, _PARALLEL = 2**17, 8, 1
_SIZE_LIMIT = 10_000


class KeyFile(BaseModel):
    """What a key file holds. Binary values are base64; the key itself is in `ciphertext`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay/key/v1"] = "assay/key/v1"
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")
    public_key: str = Field(max_length=64)
    kdf: Literal["scrypt"] = "scrypt"
    # Bounded: a file from elsewhere must not make this machine run out of memory.
    cost: int = Field(default=_COST, ge=2**14, le=2**18)
    salt: str = Field(max_length=64)
    cipher: Literal["aes-256-gcm"] = "aes-256-gcm"
    nonce: str = Field(max_length=32)
    ciphertext: str = Field(max_length=128)


def write_key(file: Path, key: PrivateKey, passphrase: str) -> None:
    """Keep a key in a new file that only its owner can read.

    Raises AssayError `key.passphrase` for a short passphrase, `file.exists` where a file is, and
    `file.unwritable`.
    """
    if len(passphrase) < MINIMUM_PASSPHRASE:
        raise AssayError(
            "key.passphrase",
            f"The passphrase has {len(passphrase)} characters; it needs {MINIMUM_PASSPHRASE}.",
            "Take a sentence that you remember.",
        )
    require_new(file)
    salt, nonce = os.urandom(16), os.urandom(12)
    held = KeyFile(
        fingerprint=key.fingerprint,
        public_key=to_text(key.public_key),
        salt=to_text(salt),
        nonce=to_text(nonce),
        ciphertext=to_text(
            AESGCM(_stretched(passphrase, salt, _COST)).encrypt(
                nonce, key.secret, _bound(key.fingerprint)
            )
        ),
    )
    with whole_file(file, mode=0o600) as temporary:
        temporary.write_text(held.model_dump_json(indent=2) + "\n", encoding="ascii")


def require_new(file: Path) -> None:
    """No key is written over a file that is there; AssayError `file.exists`."""
    if file.exists():
        raise AssayError("file.exists", f"{file} exists already.", "Name another file.")


def read_key_file(file: Path) -> KeyFile:
    """A key file, still locked; AssayError `key.unreadable` or `key.broken`."""
    try:
        if file.exists() and not file.is_file():  # a pipe would be waited for without an end
            raise AssayError("key.broken", f"'{file}' is no file.")
        with file.open("rb") as opened:
            content = opened.read(_SIZE_LIMIT + 1)
    except OSError as error:
        raise AssayError(
            "key.unreadable", f"The key file '{file}' cannot be read: {error.strerror}."
        ) from error
    try:
        if len(content) > _SIZE_LIMIT:
            raise ValueError("it is too large")
        held = KeyFile.model_validate_json(content)
        for text in (held.public_key, held.salt, held.nonce, held.ciphertext):
            from_text(text)
    except ValueError as error:
        said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise AssayError(
            "key.broken",
            f"'{file}' is no key file of Assay's: {said}.",
            "Name the file that 'assay key new' wrote.",
        ) from error
    return held


def unlock(file: Path, passphrase: str) -> PrivateKey:
    """The key in a file; AssayError `key.wrong_passphrase`, or what `read_key_file` raises."""
    held = read_key_file(file)
    opened = AESGCM(_stretched(passphrase, from_text(held.salt), held.cost))
    try:
        secret = opened.decrypt(
            from_text(held.nonce), from_text(held.ciphertext), _bound(held.fingerprint)
        )
    except (InvalidTag, ValueError) as error:
        raise AssayError(
            "key.wrong_passphrase",
            f"The passphrase does not open '{file}'.",
            "Type it again. Nobody can open the file without it: if it is lost, revoke the key and "
            f"make another: assay key revoke {held.fingerprint[:16]} --reason WHY",
        ) from error
    key = PrivateKey(secret) if len(secret) == KEY_BYTES else None
    if key is None or key.fingerprint != held.fingerprint:
        raise AssayError("key.broken", f"'{file}' holds another key than it says.")
    return key


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=_PARALLEL)
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))


def _bound(fingerprint: str) -> bytes:
    """What the ciphertext is tied to, so that it opens under no other name."""
    return f"{_FORMAT}\n{fingerprint}".encode("ascii")
