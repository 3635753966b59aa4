"""The policy that a request was made under, and how long an approval under it holds."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from registry.lifecycle import VersionState
from registry.policy import PolicyDocument, expiry
from registry.same_content import revoked_since
from registry.tables import ApprovalRequest, ModelVersion, Policy, utcnow


def pinned_policy(session: Session, request: ApprovalRequest) -> PolicyDocument:
    """The policy that a request was made under; AssayError `policy.changed` if it was altered."""
    row = session.get_one(Policy, request.policy_id)
    return PolicyDocument.from_stored(row.document_json, row.digest)


def approving_request(session: Session, version: ModelVersion) -> ApprovalRequest | None:
    """The request that approved a version, the newest if there were several."""
    return session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.version_id == version.id, ApprovalRequest.status == "approved")
        .order_by(col(ApprovalRequest.id).desc())
    ).first()


def approved_until(session: Session, version: ModelVersion) -> datetime | None:
    """When the approval of a version runs out; None without an approval or without an end.

    Raises AssayError `policy.changed` where the pinned policy was altered.
    """
    request = approving_request(session, version)
    if request is None or request.closed_at is None:
        return None
    return expiry(pinned_policy(session, request), request.closed_at)


def expired(session: Session, version: ModelVersion) -> bool:
    """Whether a version is still marked as approved though its approval's time ran out."""
    until = approved_until(session, version) if version.state == VersionState.APPROVED else None
    return until is not None and until <= utcnow()


def revoked_as(session: Session, version: ModelVersion) -> str:
    """Under which other number an approved version's content was revoked since, or ''.

    What was taken back does not stay in use by another number: that takes an approval after it.
    """
    request = approving_request(session, version)
    if request is None or request.closed_at is None:
        return ""
    return revoked_since(session, version, request.closed_at)


def present_state(session: Session, version: ModelVersion) -> str:
    """A version's state as it counts now: its approval may have run out, or its content be revoked.

    Raises AssayError `policy.changed` where the pinned policy was altered.
    """
    if expired(session, version):
        return VersionState.EXPIRED
    approved = version.state == VersionState.APPROVED
    return VersionState.REVOKED if approved and revoked_as(session, version) else version.state
