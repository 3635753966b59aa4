"""Recording what a check found as evidence, vouched for by who made it; and verifying that word."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.digests import time_text
from registry.errors import AssayError
from registry.evidence_kinds import CHECKS
from registry.guards import require_as_logged
from registry.labels import label_of
from registry.outcomes import RECORDED, Outcome, require_found, require_unrecorded
from registry.principals import find_principal
from registry.resolve import resolve_version
from registry.roles import Right, require_right
from registry.signatures.dsse import read_envelope
from registry.signatures.ed25519 import Signer
from registry.signed_decisions import known_keys
from registry.signing_keys import in_force_at, signers_for
from registry.statements import EVIDENCE, predicate_of, signed_statement
from registry.tables import (
    ApprovalRequest,
    Attestation,
    Evidence,
    ModelVersion,
    SigningKey,
)
from registry.views.base import View


class RecordedCheck(View):
    """The evidence that a check became. `key` is the fingerprint of the key that signed it."""

    evidence: str
    version: str
    label: str
    kind: str
    digest: str
    passed: bool
    principal: str
    key: str
    after_review: bool


def ready_to_check(
    registry: Registry, actor: str, signer: Signer | None, version: str | None = None
) -> None:
    """Refuse before the work begins who could not record its outcome, and unlock their key.

    `version` is what is to be checked, where that is known. Raises what `record_check` raises of
    the person, and what `resolve_version` does.
    """
    with registry.read() as session:
        principal = find_principal(session, actor)
        if version is not None:
            row = resolve_version(session, version)
            require_right(session, principal, Right.CHECK, row.model_id)
        signers = signers_for(session, principal, signer)
    for one in signers:
        one.unlock()


def record_check(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    outcome: Outcome,
    *,
    job: str,
    signer: Signer | None = None,
) -> RecordedCheck:
    """Record a check's outcome on the version that it names, signed by who has a key.

    It may come at any time. What is recorded once approval was asked for is no part of what the
    request is about, so that no decision is voided by it; a policy that is evaluated later does
    see it. Floats are kept as decimal strings, and people in a report's statements by their ids.
    The log has to know the outcome from the job that found it, which becomes evidence once. Raises
    AssayError `evidence.altered`, `evidence.recorded`, `evidence.kind`, `evidence.invalid`,
    `evidence.other_version`, `role.missing`, `record.tampered`, or what `signers_for` raises.
    """
    kind, payload = outcome.kind, outcome.payload
    if kind not in CHECKS:
        raise AssayError("evidence.kind", f"'{kind}' is no check that Assay makes.")
    content = outcome.text
    version_id = str(payload.get("version", ""))
    stored = artifacts.put_bytes(content.encode("ascii"))
    details = {"version": version_id, "kind": kind, "job": job}
    ready_to_check(registry, actor, signer)
    with registry.transact(actor, RECORDED, details) as session:
        principal = find_principal(session, actor)
        version = session.get(ModelVersion, version_id)
        if version is None or payload.get("manifest_root") != version.manifest_root:
            raise AssayError(
                "evidence.other_version",
                "The check was made of another version, or of other files, than this project has.",
                "Make it again here.",
            )
        require_right(session, principal, Right.CHECK, version.model_id)
        require_found(session, principal.id, job, kind, content)
        require_unrecorded(session, principal.id, job)
        require_as_logged(session, version)
        row = Evidence(
            version_id=version.id,
            kind=kind,
            payload_json=content,
            digest=stored.sha256,
            artifact_sha256=stored.sha256,
            created_by=principal.id,
        )
        before = _request_before(session, version.id)
        word = Attestation(evidence_id=row.id, principal_id=principal.id, request_id=before)
        signers = signers_for(session, principal, signer)
        if signers:
            word.envelope_json = signed_statement(
                session,
                EVIDENCE,
                (f"{label_of(session, version)} {kind}", row.digest),
                _said(row, version, word),
                principal,
                at=word.attested_at,
                signers=signers,
            ).canonical
        session.add_all([row, word])
        return RecordedCheck(
            evidence=row.id,
            version=version.id,
            label=label_of(session, version),
            kind=kind,
            digest=row.digest,
            passed=payload["passed"],
            principal=principal.name,
            key=signers[0].fingerprint if signers else "",
            after_review=before is not None,
        )


def attestation_fault(  # noqa: PLR0911 - one question after the other, each with its answer
    session: Session, word: Attestation
) -> str | None:
    """What is wrong with somebody's word for a piece of evidence; None where nothing is.

    Raises NoResultFound where a row that it rests on is gone.
    """
    row = session.get_one(Evidence, word.evidence_id)
    version = session.get_one(ModelVersion, row.version_id)
    if row.created_by != word.principal_id:
        return "It is by somebody else than who recorded the evidence."
    keys = session.exec(
        select(SigningKey).where(
            SigningKey.principal_id == word.principal_id, SigningKey.purpose == "decision"
        )
    ).all()
    if word.envelope_json is None:
        if any(key.enrolled_at <= word.attested_at for key in keys):
            return "It is not signed, though who made the check had a key by then."
        return None
    try:
        envelope = read_envelope(word.envelope_json, "The stored envelope")
    except AssayError as error:
        return error.message
    held = set(envelope.signed_by(known_keys(keys)))
    if not held:
        return "It is not signed by a key of who made the check, or the signature does not hold."
    said = predicate_of(envelope, EVIDENCE, row.digest)
    expected = _said(row, version, word) | {"at": time_text(word.attested_at)}
    if said is None or any(said.get(name) != value for name, value in expected.items()):
        return "What was signed is not what the row says."
    if not any(key.fingerprint in held for key in in_force_at(keys, word.attested_at)):
        return "It is signed by a key that was enrolled later or revoked before."
    return None


def _said(row: Evidence, version: ModelVersion, word: Attestation) -> dict[str, Any]:
    return {
        "evidence": row.id,
        "kind": row.kind,
        "version": version.id,
        "manifest_root": version.manifest_root,
        "request": word.request_id,
    }


def _request_before(session: Session, version_id: str) -> str | None:
    """The request that a version had by now: it has one in its life."""
    return session.exec(
        select(ApprovalRequest.id)
        .where(ApprovalRequest.version_id == version_id)
        .order_by(col(ApprovalRequest.id).desc())
    ).first()
