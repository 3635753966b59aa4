"""Cosigning: a second Assay signs that one log, as it saw it, only ever grew.

After the witnesses of transparency logs (Syta et al., "Keeping Authorities 'Honest or Bust' with
Decentralized Witness Cosigning", IEEE S&P 2016): who cosigns remembers the last checkpoint of a log
and signs a later one only with a proof that it continues that one. Requests and receipts are files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import Session, col, select

from registry.audit import log_signer
from registry.canonical import canonical_json
from registry.checkpoint import Checkpoint
from registry.database import Registry
from registry.digests import time_text
from registry.errors import AssayError, first_fault
from registry.merkle import Tree, verify_consistency
from registry.principals import find_principal
from registry.signatures.dsse import Envelope, sign
from registry.signatures.ed25519 import (
    KEY_BYTES,
    as_fingerprint,
    fingerprint,
    from_text,
    to_text,
)
from registry.small_file import read_small
from registry.tables import (
    AuditCheckpoint,
    AuditEvent,
    Cosignature,
    ExternalAnchor,
    LogHead,
    SigningKey,
    utcnow,
)

PAYLOAD_TYPE = "application/vnd.assay.cosignature+json"
LARGEST_BYTES = 200_000
_PROOF_AT_MOST = 128
Model = TypeVar("Model", bound=BaseModel)


class CosignRequest(BaseModel):
    """A signed checkpoint, and the proof that it continues one of `since` events (0: none)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay/cosign-request/v1"] = "assay/cosign-request/v1"
    checkpoint: Checkpoint
    public_key: str = Field(max_length=100)
    since: int = Field(ge=0)
    consistency: tuple[str, ...] = Field(max_length=_PROOF_AT_MOST)

    @property
    def key(self) -> str:
        """The fingerprint of the key that it names; '' where that is no key."""
        key = _key(self.public_key)
        return "" if key is None else fingerprint(key)

    @classmethod
    def from_file(cls, path: Path) -> CosignRequest:
        """Read a request; AssayError `cosign.file` where it is none."""
        return _read(cls, path, "request for a cosignature")

    def to_file(self, path: Path) -> None:
        """Write the request."""
        path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")


class Receipt(BaseModel):
    """A cosignature: whose checkpoint, by whose log and key, and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay/cosignature/v1"] = "assay/cosignature/v1"
    checkpoint: Checkpoint
    cosigner: str = Field(min_length=1, max_length=200)
    cosigner_key: str = Field(max_length=100)
    at: str
    envelope: Envelope | None = None

    @property
    def body(self) -> bytes:
        """The bytes that the cosigner signs."""
        return canonical_json(self.model_dump(mode="json", exclude={"envelope"})).encode("ascii")

    @property
    def canonical(self) -> str:
        """The receipt as it is kept."""
        return canonical_json(self.model_dump(mode="json"))

    @property
    def holds(self) -> bool:
        """Whether the cosigner's key signed just this."""
        envelope = self.envelope
        if envelope is None or (envelope.payloadType, envelope.body) != (PAYLOAD_TYPE, self.body):
            return False
        key = _key(self.cosigner_key)
        return key is not None and bool(envelope.signed_by({fingerprint(key): key}))

    def require_signed(self) -> None:
        """Raise AssayError `cosign.signature` where the signature does not hold."""
        if not self.holds:
            raise AssayError(
                "cosign.signature",
                "The cosignature does not hold: the file was changed, or another key signed it.",
                "Ask for the receipt again.",
            )

    def require_own(self, session: Session) -> None:
        """Raise AssayError `cosign.other_log` or `cosign.unknown_checkpoint` where the checkpoint
        is none of this log's."""
        log = session.exec(select(LogHead)).one().log
        made = self.checkpoint
        if made.log != log:
            raise AssayError(
                "cosign.other_log", f"The cosignature is over another log: {made.log}."
            )
        own = session.exec(select(AuditCheckpoint).where(AuditCheckpoint.size == made.size)).first()
        if own is None or own.root != made.root:
            raise AssayError(
                "cosign.unknown_checkpoint",
                f"This log has no such checkpoint at {made.size} events.",
                "If it is an older copy of the project, that is just what a cosignature shows.",
            )

    @classmethod
    def from_text(cls, text: str, source: str) -> Receipt:
        """A stored receipt; AssayError `cosign.file` where it is none."""
        return _parsed(cls, text, source)

    @classmethod
    def from_file(cls, path: Path) -> Receipt:
        """Read a receipt; AssayError `cosign.file` where it is none."""
        return _read(cls, path, "cosignature")

    def to_file(self, path: Path) -> None:
        """Write the receipt."""
        path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")


def cosign_request(registry: Registry, cosigner: str = "") -> CosignRequest:
    """Ask for a cosignature over the newest checkpoint, with the proof that it continues the last
    one that was cosigned (by `cosigner`, or by anybody).

    Raises AssayError `cosign.no_key` where this log has no key.
    """
    made = registry.checkpoint()
    with registry.read() as session:
        if made.envelope is None:
            raise AssayError(
                "cosign.no_key",
                "This log has no key, so that its checkpoints are not signed.",
                "Make one: assay audit new-key",
            )
        key = session.exec(
            select(SigningKey).where(SigningKey.fingerprint == made.envelope.signatures[0].keyid)
        ).one()
        query = select(ExternalAnchor).where(ExternalAnchor.kind == "cosign")
        if cosigner:
            query = query.where(ExternalAnchor.place == cosigner)
        last = session.exec(query.order_by(col(ExternalAnchor.size).desc())).first()
        since = last.size if last else 0
        proof: list[bytes] = []
        if 0 < since < made.size:
            hashes = session.exec(
                select(AuditEvent.event_hash)
                .where(AuditEvent.sequence <= made.size)
                .order_by(col(AuditEvent.sequence))
            ).all()
            proof = Tree([bytes.fromhex(one) for one in hashes]).consistency(since)
    return CosignRequest(
        checkpoint=made,
        public_key=key.public_key,
        since=since,
        consistency=tuple(one.hex() for one in proof),
    )


def cosign(
    registry: Registry, actor: str, request: CosignRequest, known_key: str = ""
) -> tuple[Receipt, bool]:
    """Sign another log's checkpoint with this log's key, after checking that it only grew.

    `known_key` is the fingerprint that its holder told; without one, the key of the first request
    is believed and kept. Gives the receipt, and whether the log was seen before.

    Raises AssayError `cosign.signature`, `cosign.key`, `cosign.own_log`, `cosign.rollback`,
    `cosign.fork` or `cosign.proof`, and `log_key.missing`.
    """
    made, key = request.checkpoint, _key(request.public_key)
    if key is None or not made.signed_by({fingerprint(key): key}):
        raise AssayError(
            "cosign.signature",
            "The checkpoint is not signed by the key that the request names.",
            "Ask for the request again.",
        )
    details: dict[str, str | int] = {"size": made.size, "root": made.root}
    with registry.transact(actor, "log.cosigned", details) as session:
        own = session.exec(select(LogHead)).one().log
        if made.log == own:
            raise AssayError("cosign.own_log", "A log does not cosign itself.")
        last = last_cosigned(session, made.log)
        _require_key(last, request, fingerprint(key), known_key)
        if last is not None:
            _require_growth(last, request)
            if last.size == made.size:
                return Receipt.from_text(last.receipt_json, "the stored cosignature"), True
        signer = log_signer(session.connection(), registry.log_signers)
        if signer is None:
            raise AssayError(
                "cosign.no_key", "This log has no key to cosign with.", "assay audit new-key"
            )
        receipt = Receipt(
            checkpoint=made,
            cosigner=own,
            cosigner_key=to_text(signer.public_key),
            at=time_text(utcnow()),
        )
        receipt = receipt.model_copy(
            update={"envelope": sign(PAYLOAD_TYPE, receipt.body, (signer,))}
        )
        session.add(
            Cosignature(
                log=made.log,
                public_key=request.public_key,
                size=made.size,
                root=made.root,
                checkpoint_json=canonical_json(made.model_dump(mode="json")),
                receipt_json=receipt.canonical,
                cosigned_by=find_principal(session, actor).id,
            )
        )
    return receipt, last is not None


def last_cosigned(session: Session, log: str) -> Cosignature | None:
    """What was cosigned last of another log; None where it was never seen."""
    return session.exec(
        select(Cosignature).where(Cosignature.log == log).order_by(col(Cosignature.size).desc())
    ).first()


def _require_key(
    last: Cosignature | None, request: CosignRequest, shown: str, known_key: str
) -> None:
    """The key is the one that was told, or else the one that signed before."""
    if known_key:
        told = as_fingerprint(known_key)
        if not shown.startswith(told) or len(told) < 16:
            raise AssayError(
                "cosign.key",
                f"The request is signed by the key {shown}, not by '{known_key}'.",
                "Give 16 characters of the fingerprint at least, as its holder tells them.",
            )
        return
    if last is not None and last.public_key != request.public_key:
        raise AssayError(
            "cosign.key",
            f"The log {last.log} was signed by another key before; now it is {shown}.",
            "Ask its holder for the new key's fingerprint, and give it with --fingerprint.",
        )


def _require_growth(last: Cosignature, request: CosignRequest) -> None:
    made = request.checkpoint
    if made.size < last.size:
        raise AssayError(
            "cosign.rollback",
            f"ROLLBACK: the log {made.log} had {last.size} events when it was cosigned last; now "
            f"it has {made.size}. Its end was cut off, or an old copy was put back.",
            "Do not trust it: tell its reviewers and auditors.",
        )
    if made.size == last.size:
        if made.root == last.root:
            return
        raise _fork(made)
    if request.since != last.size:
        raise AssayError(
            "cosign.proof",
            f"The request proves growth from {request.since} events; {last.size} were cosigned "
            "last.",
            "Let its holder receive the last cosignature first (assay audit cosign --receive), and "
            "ask again.",
        )
    try:
        proof = [bytes.fromhex(one) for one in request.consistency]
    except ValueError as error:
        raise _fork(made) from error
    old, new = bytes.fromhex(last.root), bytes.fromhex(made.root)
    if not verify_consistency(last.size, made.size, old, new, proof):
        raise _fork(made)


def _fork(made: Checkpoint) -> AssayError:
    return AssayError(
        "cosign.fork",
        f"FORK: the log {made.log} does not continue what was cosigned last. Its past was "
        "rewritten, or two copies of it went on.",
        "Do not trust it: tell its reviewers and auditors.",
    )


def _key(text: str) -> bytes | None:
    try:
        raw = from_text(text)
    except ValueError:
        return None
    return raw if len(raw) == KEY_BYTES else None


def _read(cls: type[Model], path: Path, what: str) -> Model:
    try:
        text = read_small(path, LARGEST_BYTES).decode("utf-8")
    except OSError as error:
        raise AssayError("cosign.file", f"'{path}' cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise AssayError("cosign.file", f"'{path}' is no {what}: {error}.") from error
    return _parsed(cls, text, f"'{path}'")


def _parsed(cls: type[Model], text: str, source: str) -> Model:
    try:
        return cls.model_validate_json(text)
    except ValidationError as error:
        raise AssayError(
            "cosign.file",
            f"{source} is not of the expected form: {first_fault(error)}.",
            "The one who asks writes it with 'assay audit cosign ask', the one who signs with "
            "'assay audit cosign sign'.",
        ) from error
