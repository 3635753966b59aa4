"""DSSE envelopes: a payload's exact bytes, its type, and signatures over both.

After the Dead Simple Signing Envelope, version 1.0 (secure-systems-lab/dsse): what is signed is
the pre-authentication encoding of type and payload, so that neither can be taken for the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from registry.canonical import canonical_json
from registry.errors import AssayError, first_fault
from registry.signatures.ed25519 import Signer, from_text, signature_holds, to_text

_TEXT_LIMIT = 1_000_000


class Signature(BaseModel):
    """One signature; `keyid` is the fingerprint of the key that is said to have made it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keyid: str = Field(pattern=r"^[0-9a-f]{64}$")
    sig: str = Field(max_length=200)

    _is_base64 = field_validator("sig")(lambda text: to_text(from_text(text)))


class Envelope(BaseModel):
    """A signed payload. `payload` is base64 of the bytes that were signed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    payload: str = Field(max_length=_TEXT_LIMIT)
    payloadType: str = Field(min_length=1, max_length=200)  # noqa: N815 - the standard's name
    signatures: tuple[Signature, ...] = Field(min_length=1, max_length=16)

    _is_base64 = field_validator("payload")(lambda text: to_text(from_text(text)))

    @property
    def body(self) -> bytes:
        """The payload's bytes."""
        return from_text(self.payload)

    @property
    def canonical(self) -> str:
        """The envelope as it is stored."""
        return canonical_json(self.model_dump(mode="json"))

    def signed_by(self, public_keys: Mapping[str, bytes]) -> tuple[str, ...]:
        """Fingerprints, among those of `public_keys`, whose signature over this holds."""
        message = pre_authentication(self.payloadType, self.body)
        return tuple(
            one.keyid
            for one in self.signatures
            if one.keyid in public_keys
            and signature_holds(public_keys[one.keyid], message, from_text(one.sig))
        )


def pre_authentication(payload_type: str, body: bytes) -> bytes:
    """DSSE's PAE: the bytes that a signature is over."""
    name = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(name), name, len(body), body)


def sign(payload_type: str, body: bytes, signers: Sequence[Signer]) -> Envelope:
    """Put a payload into an envelope, signed by each of these."""
    message = pre_authentication(payload_type, body)
    return Envelope(
        payload=to_text(body),
        payloadType=payload_type,
        signatures=tuple(
            Signature(keyid=signer.fingerprint, sig=to_text(signer.sign(message)))
            for signer in signers
        ),
    )


def read_envelope(text: str | bytes, source: str) -> Envelope:
    """An envelope from outside; AssayError `signature.envelope`, which names `source`."""
    try:
        return Envelope.model_validate_json(text)
    except ValidationError as error:
        raise AssayError(
            "signature.envelope", f"{source} is no signed envelope (DSSE): {first_fault(error)}."
        ) from error
