"""Public keys that a verifier got from elsewhere than the registry that it checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from registry.errors import AssayError
from registry.full_disk import disk_full, is_disk_full
from registry.signatures.ed25519 import KEY_BYTES, fingerprint, from_text
from registry.signing_keys import KeyView
from registry.small_file import read_small

_LARGEST = 4_000_000


class PinnedKey(BaseModel):
    """One public key (base64) with whose it is, by id and name, and what it signs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    principal: str
    principal_id: str
    purpose: Literal["decision", "log"]
    public_key: str = Field(max_length=64)

    @model_validator(mode="after")
    def _is_a_key(self) -> PinnedKey:
        if len(from_text(self.public_key)) != KEY_BYTES:
            raise ValueError("a public key has 32 bytes")
        return self

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key in hex."""
        return fingerprint(from_text(self.public_key))


class KeyPins(BaseModel):
    """Pinned keys as a file holds them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay/keys/v1"] = "assay/keys/v1"
    keys: tuple[PinnedKey, ...] = Field(max_length=10_000)

    @classmethod
    def of(cls, keys: Sequence[KeyView]) -> KeyPins:
        """The pins of these keys, revoked ones too: what they signed before has to be checked."""
        return cls(
            keys=tuple(
                PinnedKey.model_validate(
                    key.model_dump(include={"principal", "principal_id", "purpose", "public_key"})
                )
                for key in keys
            )
        )

    def to_file(self, path: Path) -> None:
        """Write the pins as JSON; AssayError if the file cannot be written."""
        try:
            path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            if is_disk_full(error):
                raise disk_full(path.parent, error, f"'{path}' was not written") from error
            raise AssayError(
                "file.unwritable", f"'{path}' could not be written: {error.strerror}."
            ) from error

    @classmethod
    def from_file(cls, path: Path) -> KeyPins:
        """Read pins; AssayError `key.pins` if the file cannot be read or holds none."""
        try:
            return cls.model_validate_json(read_small(path, _LARGEST))
        except OSError as error:
            raise AssayError(
                "key.pins", f"'{path}' could not be read: {error.strerror}."
            ) from error
        except ValueError as error:
            raise AssayError(
                "key.pins",
                f"'{path}' holds no public keys.",
                "Give the file that 'assay key export' wrote.",
            ) from error
