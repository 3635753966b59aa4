"""The policy that a request was made under, and how long an approval under it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.policy import PolicyDocument, expiry
from registry.reading import recalled_each, rows_by_id
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
    request = approving_request(session, version)
    end = None if request is None else _end(request, pinned_policies(session, [request]))
    if isinstance(end, AssayError):
        raise end
    return end


def _end(
    request: ApprovalRequest, policies: Mapping[str, PolicyDocument | AssayError]
) -> datetime | AssayError | None:
    policy = policies[request.policy_id]
    if isinstance(policy, AssayError):
        return policy
    return None if request.closed_at is None else expiry(policy, request.closed_at)


@dataclass(frozen=True)
class Standing:
    """How an approved version stands now: in which state, and what is against its use, if anything.

    Where the policy of its approval was altered, `altered` is the error, and the state is unknown.
    """

    state: str
    fault: str = ""
    altered: AssayError | None = None


def standings(session: Session, versions: Sequence[ModelVersion]) -> dict[str, Standing]:
    """How these versions stand by id, those left out that are not approved; in few queries."""
    rows = {version.id: version for version in versions}

    def find(fresh: Sequence[str]) -> dict[str, Standing]:
        return _standings(session, [rows[key] for key in fresh])

    return recalled_each(session, standings, list(rows), find)


def _standings(session: Session, versions: Sequence[ModelVersion]) -> dict[str, Standing]:
    approved = [one for one in versions if one.state == VersionState.APPROVED]
    if not approved:
        return {}
    requests = approvals(session, [one.id for one in approved])
    policies = pinned_policies(session, requests.values())
    elsewhere = revoked_since(session, approved, requests)
    told = {}
    for one in approved:
        end = _end(requests[one.id], policies) if one.id in requests else None
        if isinstance(end, AssayError):
            told[one.id] = Standing(one.state, end.message, end)
        elif end is not None and end <= utcnow():
            told[one.id] = Standing(VersionState.EXPIRED, "The version's approval ran out.")
        elif one.id in elsewhere:
            said = f"The same content was revoked as {elsewhere[one.id]}."
            told[one.id] = Standing(VersionState.REVOKED, said)
        else:
            told[one.id] = Standing(one.state)
    return told


def approvals(session: Session, ids: Sequence[str]) -> dict[str, ApprovalRequest]:
    """The requests that approved these versions, by version id; the newest of each."""
    return recalled_each(session, approvals, ids, lambda fresh: _approvals(session, fresh))


def _approvals(session: Session, ids: Sequence[str]) -> dict[str, ApprovalRequest]:
    # Asked for by version alone: by status as well, SQLite would walk all that were approved.
    query = select(ApprovalRequest).where(col(ApprovalRequest.version_id).in_(ids))
    found = sorted(session.exec(query).all(), key=lambda row: row.id)
    return {row.version_id: row for row in found if row.status == "approved"}


def pinned_policies(
    session: Session, requests: Iterable[ApprovalRequest]
) -> dict[str, PolicyDocument | AssayError]:
    """The policies that requests were made under by id; what was altered is its error."""
    ids = sorted({row.policy_id for row in requests})
    if not ids:
        return {}
    return recalled_each(
        session, pinned_policies, ids, lambda fresh: _pinned_policies(session, fresh)
    )


def _pinned_policies(
    session: Session, ids: Sequence[str]
) -> dict[str, PolicyDocument | AssayError]:
    return {key: _document(row) for key, row in rows_by_id(session, Policy, ids).items()}


def _document(row: Policy) -> PolicyDocument | AssayError:
    try:
        return PolicyDocument.from_stored(row.document_json, row.digest)
    except AssayError as error:
        return error


def revoked_as(session: Session, version: ModelVersion) -> str:
    """Under which other number an approved version's content was revoked since, or ''.

    What was taken back does not stay in use by another number: that takes an approval after it.
    """
    return revoked_since(session, [version], approvals(session, [version.id])).get(version.id, "")


def present_state(session: Session, version: ModelVersion) -> str:
    """A version's state as it counts now: its approval may have run out, or its content be revoked.

    Raises AssayError `policy.changed` where the pinned policy was altered.
    """
    standing = standings(session, [version]).get(version.id, Standing(version.state))
    if standing.altered is not None:
        raise standing.altered
    return standing.state
