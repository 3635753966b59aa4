"""The policy that a request was made under, and how long an approval under it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from registry.errors import AssayError
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
    return approvals(session, [version.id]).get(version.id)


def approved_until(session: Session, version: ModelVersion) -> datetime | None:
    """When the approval of a version runs out; None without an approval or without an end.

    Raises AssayError `policy.changed` where the pinned policy was altered.
    """
    end = ends_of_approvals(session, [version.id])[version.id]
    if isinstance(end, AssayError):
        raise end
    return end


def ends_of_approvals(
    session: Session, ids: Sequence[str]
) -> dict[str, datetime | AssayError | None]:
    """The same for many versions by id, in as few queries; what cannot be told is its error."""
    requests = approvals(session, ids)
    documents = pinned_policies(session, requests.values())
    ends: dict[str, datetime | AssayError | None] = dict.fromkeys(ids)
    for key, request in requests.items():
        document = documents[request.policy_id]
        if isinstance(document, AssayError):
            ends[key] = document
        elif request.closed_at is not None:
            ends[key] = expiry(document, request.closed_at)
    return ends


def approvals(session: Session, ids: Sequence[str]) -> dict[str, ApprovalRequest]:
    """The requests that approved these versions, by version id; the newest of each."""
    # Asked for by version alone: by status as well, SQLite would walk all that were approved.
    query = select(ApprovalRequest).where(col(ApprovalRequest.version_id).in_(ids))
    found = sorted(session.exec(query).all(), key=lambda row: row.id)
    return {row.version_id: row for row in found if row.status == "approved"}


def pinned_policies(
    session: Session, requests: Iterable[ApprovalRequest]
) -> dict[str, PolicyDocument | AssayError]:
    """The policies that requests were made under by id; what was altered is its error."""
    ids = {row.policy_id for row in requests}
    policies = session.exec(select(Policy).where(col(Policy.id).in_(ids))).all()
    return {row.id: _document(row) for row in policies}


def _document(row: Policy) -> PolicyDocument | AssayError:
    try:
        return PolicyDocument.from_stored(row.document_json, row.digest)
    except AssayError as error:
        return error


def ran_out(end: datetime | None) -> bool:
    """Whether what ends then is over."""
    return end is not None and end <= utcnow()


def revoked_as(session: Session, version: ModelVersion) -> str:
    """Under which other number an approved version's content was revoked since, or ''.

    What was taken back does not stay in use by another number: that takes an approval after it.
    """
    return revoked_since(session, [version], approvals(session, [version.id])).get(version.id, "")


def present_state(session: Session, version: ModelVersion) -> str:
    """A version's state as it counts now: its approval may have run out, or its content be revoked.

    Raises AssayError `policy.changed` where the pinned policy was altered.
    """
    state = present_states(session, [version])[version.id]
    if isinstance(state, AssayError):
        raise state
    return state


def present_states(
    session: Session, versions: Sequence[ModelVersion]
) -> dict[str, str | AssayError]:
    """The same for many by id, in as few queries as for one; what cannot be told is its error."""
    approved = [one for one in versions if one.state == VersionState.APPROVED]
    ids = [one.id for one in approved]
    ends = ends_of_approvals(session, ids)
    elsewhere = revoked_since(session, approved, approvals(session, ids))
    states: dict[str, str | AssayError] = {one.id: one.state for one in versions}
    for one in approved:
        end = ends[one.id]
        if isinstance(end, AssayError):
            states[one.id] = end
        elif ran_out(end):
            states[one.id] = VersionState.EXPIRED
        elif one.id in elsewhere:
            states[one.id] = VersionState.REVOKED
    return states
