"""Ed25519 keys (RFC 8032): who signs, by which key, and whether a signature holds."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "ed25519"
KEY_BYTES = 32


class Signer(Protocol):
    """Somebody's private key, which may still have to be unlocked."""

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in lower-case hex."""

    def unlock(self) -> None:
        """Have the private half at hand, for which a person may be asked.

        Who checks an act calls it once nothing else is in the way, and before the registry is
        locked. Raises AssayError where it cannot be had.
        """

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over a message."""


@dataclass(frozen=True)
class PrivateKey:
    """An Ed25519 key from its 32 secret bytes, which its text form never shows."""

    secret: bytes

    @classmethod
    def generate(cls) -> PrivateKey:
        """A new key from the system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    @cached_property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self._key.public_key().public_bytes_raw()

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in lower-case hex."""
        return fingerprint(self.public_key)

    def unlock(self) -> None:
        """It is at hand."""

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over a message."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"PrivateKey({self.fingerprint})"


def as_fingerprint(text: str) -> str:
    """A fingerprint, or its beginning, as somebody wrote it: in groups, or in capitals."""
    return re.sub(r"[\s:-]", "", text).lower()


def fingerprint(public_key: bytes) -> str:
    """What a public key is called by: its SHA-256 in lower-case hex."""
    return sha256(public_key).hexdigest()


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature over a message was made by the key; False for bytes that are none."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def to_text(raw: bytes) -> str:
    """Bytes as standard base64."""
    return base64.b64encode(raw).decode("ascii")


def from_text(text: str) -> bytes:
    """Bytes from standard base64; ValueError for any other text."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"no base64: {error}") from error
