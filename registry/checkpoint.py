"""A checkpoint of the log, and the small file in which it is pinned outside the registry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Row

from registry.canonical import canonical_json
from registry.destination import whole_file
from registry.digests import time_text
from registry.errors import AssayError
from registry.signatures.dsse import Envelope, read_envelope, sign
from registry.signatures.ed25519 import Signer
from registry.small_file import read_small
from registry.tables.audit import AuditCheckpoint

PAYLOAD_TYPE = "application/vnd.assay.checkpoint+json"
_LARGEST = 100_000
_HASH = r"^[0-9a-f]{64}$"


class Checkpoint(BaseModel):
    """The Merkle root over a log's first `size` events.

    Kept where the registry's holder cannot write, it is what shows a log that was cut off or
    replaced by an old copy: nothing inside the registry can.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay/checkpoint/v1"] = "assay/checkpoint/v1"
    log: str = Field(min_length=1, description="The log's origin, one for each registry")
    size: int = Field(ge=1)
    root: str = Field(pattern=_HASH)
    previous_root: str = Field(pattern=_HASH, description="Root of the checkpoint before")
    at: str = Field(description="UTC time")
    envelope: Envelope | None = Field(default=None, description="Signature of the log's key")

    @property
    def body(self) -> bytes:
        """The bytes that the log's key signs."""
        said = self.model_dump(mode="json", exclude={"envelope"})
        return canonical_json(said).encode("ascii")

    def signed(self, signer: Signer) -> Checkpoint:
        """The same checkpoint with a signature."""
        envelope = sign(PAYLOAD_TYPE, self.body, (signer,))
        return self.model_copy(update={"envelope": envelope})

    def signed_by(self, public_keys: Mapping[str, bytes]) -> tuple[str, ...]:
        """Fingerprints of the keys, among these, whose signature over this checkpoint holds."""
        envelope = self.envelope
        if envelope is None or (envelope.payloadType, envelope.body) != (PAYLOAD_TYPE, self.body):
            return ()
        return envelope.signed_by(public_keys)

    @property
    def as_text(self) -> str:
        """The checkpoint as it stands in a file."""
        return self.model_dump_json(indent=2, exclude_none=True) + "\n"

    def to_file(self, path: Path) -> None:
        """Write the checkpoint as JSON, whole or not at all: an earlier one stays until then.

        Raises AssayError if the file cannot be written.
        """
        try:
            with whole_file(path) as temporary:
                temporary.write_text(self.as_text, encoding="utf-8")
        except OSError as error:
            raise AssayError(
                "checkpoint.write", f"'{path}' could not be written: {error.strerror}."
            ) from error

    @classmethod
    def from_file(cls, path: Path) -> Checkpoint:
        """Read a checkpoint; AssayError if the file cannot be read or is none."""
        try:
            return cls.model_validate_json(read_small(path, _LARGEST))
        except OSError as error:
            raise AssayError(
                "checkpoint.read", f"'{path}' could not be read: {error.strerror}."
            ) from error
        except ValueError as error:
            raise AssayError(
                "checkpoint.read",
                f"'{path}' is no checkpoint of an Assay log.",
                "Give the file that an earlier 'assay audit checkpoint -o FILE.json' wrote.",
            ) from error


def stored_checkpoint(row: AuditCheckpoint | Row[Any]) -> Checkpoint:
    """A stored checkpoint with its signature, as it was made.

    Raises AssayError `signature.envelope`, or ValueError where it is none.
    """
    text = row.envelope_json
    return Checkpoint(
        log=row.log,
        size=row.size,
        root=row.root,
        previous_root=row.previous_root,
        at=time_text(row.at),
        envelope=read_envelope(text, f"The signature of the checkpoint at {row.size}")
        if text is not None
        else None,
    )


def checkpoint_key(row: AuditCheckpoint) -> str:
    """The fingerprint of the key whose signature over a stored checkpoint is with it, or ''.

    That the key is the log's, and the signature holds, is for `audit verify` to say.
    """
    if row.envelope_json is None:
        return ""
    try:
        return read_envelope(row.envelope_json, "it").signatures[0].keyid
    except AssayError:
        return "(a signature that cannot be read)"
