"""A reviewer's signature over a decision: what it says, and whether it says what the row says."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlmodel import Session, select

from registry.digests import time_text
from registry.errors import AssayError
from registry.signatures.dsse import Envelope, read_envelope
from registry.signatures.ed25519 import Signer, from_text
from registry.statements import DECISION, predicate_of, signed_statement
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    EnvironmentSnapshot,
    ModelVersion,
    Policy,
    Principal,
    RegisteredModel,
    Run,
    SigningKey,
)
from registry.thread import discussion_until


def signed_decision(
    session: Session,
    decision: ApprovalDecision,
    request: ApprovalRequest,
    version: ModelVersion,
    principal: Principal,
    signers: tuple[Signer, ...],
) -> str | None:
    """The envelope over a decision as it is stored; None where nobody signs."""
    if not signers:
        return None
    model = session.get_one(RegisteredModel, version.model_id)
    subject = (f"{model.name}/{version.number}", request.manifest_root)
    said = _said(session, decision, request)
    return signed_statement(
        session, DECISION, subject, said, principal, at=decision.decided_at, signers=signers
    ).canonical


def signature_fault(  # noqa: PLR0911 - one question after the other, each with its answer
    session: Session, decision: ApprovalDecision
) -> str | None:
    """What is wrong with a decision's signature; None where nothing is, or it needs none.

    A signature stays valid when its key is revoked later. Whether the key was enrolled before is
    told by the times of both, which the log puts in order. Raises NoResultFound where a row that
    the decision rests on is gone.
    """
    if decision.envelope_json is None:
        if decision.authenticated:
            return "It is marked as signed and holds no signature."
        return _unsigned_fault(session, decision)
    try:
        envelope = read_envelope(decision.envelope_json, "The stored envelope")
    except AssayError as error:
        return error.message
    key = _key_of(session, envelope.signatures[0].keyid)
    if key is None or key.principal_id != decision.principal_id or key.purpose != "decision":
        return "It is signed by a key that is not enrolled for who decided."
    if not envelope.signed_by(known_keys([key])):
        return "Its signature does not hold."
    if not _says_the_same(session, decision, envelope):
        return "What was signed is not what the row says."
    return _time_fault(decision, key)


def signing_key(decision: ApprovalDecision) -> str:
    """The fingerprint of the key that is said to have signed a decision; empty without one."""
    if decision.envelope_json is None:
        return ""
    try:
        return read_envelope(decision.envelope_json, "it").signatures[0].keyid
    except AssayError:
        return ""


def known_keys(keys: Sequence[SigningKey]) -> dict[str, bytes]:
    """The public keys of these rows by fingerprint; one that is no base64 is left out."""
    known = {}
    for key in keys:
        with suppress(ValueError):
            known[key.fingerprint] = from_text(key.public_key)
    return known


def _says_the_same(session: Session, decision: ApprovalDecision, envelope: Envelope) -> bool:
    request = session.get_one(ApprovalRequest, decision.request_id)
    said = predicate_of(envelope, DECISION, request.manifest_root)
    expected = _said(session, decision, request) | {"at": time_text(decision.decided_at)}
    return (
        said is not None
        and decision.authenticated
        and all(said.get(name) == value for name, value in expected.items())
    )


def _said(session: Session, decision: ApprovalDecision, request: ApprovalRequest) -> dict[str, Any]:
    """What a decision says, from the rows."""
    policy = session.get_one(Policy, request.policy_id)
    version = session.get_one(ModelVersion, request.version_id)
    run = session.get_one(Run, version.run_id)
    environment = session.get_one(EnvironmentSnapshot, run.environment_id)
    return {
        "request": request.id,
        "version": version.id,
        "manifest_root": request.manifest_root,
        "evidence_root": request.evidence_root,
        "policy": {"name": policy.name, "version": policy.version, "sha256": policy.digest},
        "environment": environment.digest,
        "stage": decision.stage,
        "decision": decision.decision,
        "comment": decision.comment,
        "discussion": discussion_until(session, request.id, decision.decided_at),
    }


def _unsigned_fault(session: Session, decision: ApprovalDecision) -> str | None:
    keys = session.exec(
        select(SigningKey).where(
            SigningKey.principal_id == decision.principal_id, SigningKey.purpose == "decision"
        )
    ).all()
    if any(key.enrolled_at <= decision.decided_at for key in keys):
        return "It is not signed, though who decided had a key by then."
    return None


def _time_fault(decision: ApprovalDecision, key: SigningKey) -> str | None:
    if decision.decided_at < key.enrolled_at:
        return "It is signed by a key that was enrolled only later."
    if key.revoked_at is not None and decision.decided_at >= key.revoked_at:
        return "It is signed by a key that had been revoked."
    return None


def _key_of(session: Session, fingerprint: str) -> SigningKey | None:
    query = select(SigningKey).where(SigningKey.fingerprint == fingerprint)
    return session.exec(query).first()
