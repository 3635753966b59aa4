"""What another policy would have said of past approvals: rules, keys and quorum."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from registry.policy import PolicyDocument, PolicyVerdict
from registry.policy_checks import evaluate_version
from registry.queries import request_view
from registry.tables import ApprovalRequest, ModelVersion
from registry.views.base import View
from registry.views.requests import RequestView


class ReplayedApproval(View):
    """A past approval under another policy. `people` says what its decisions would lack."""

    request: str
    version: str
    approved_at: datetime | None
    under: str
    passed: bool
    rules: PolicyVerdict
    people: tuple[str, ...]


def replay(session: Session, document: PolicyDocument) -> tuple[ReplayedApproval, ...]:
    """Every approved request as a policy would judge it now, the newest first.

    The evidence of an approved version is frozen, so it is what was reviewed; the champion and the
    model's description are those of now. Raises AssayError `evidence.changed`.
    """
    requests = session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.status == "approved")
        .order_by(col(ApprovalRequest.id).desc())
    ).all()
    return tuple(_replayed(session, row, document) for row in requests)


def _replayed(session: Session, row: ApprovalRequest, document: PolicyDocument) -> ReplayedApproval:
    view = request_view(session, row)
    verdict = evaluate_version(session, session.get_one(ModelVersion, row.version_id), document)
    people = _lacking(view, document)
    return ReplayedApproval(
        request=view.id,
        version=view.version,
        approved_at=view.closed_at,
        under=f"{view.policy} version {view.policy_version}",
        passed=verdict.passed and not people,
        rules=verdict,
        people=people,
    )


def _lacking(view: RequestView, document: PolicyDocument) -> tuple[str, ...]:
    """What the decisions that were taken lack under another policy's stages.

    Stages are compared by their number of distinct approving people in all, since another policy
    may cut a review into other stages; nobody counts twice. Roles then are not kept with a
    decision, so they are not replayed.
    """
    approvals = [one for one in view.decisions if one.decision == "approve"]
    counted = {one.principal for one in approvals if one.authenticated or not document.requires_key}
    lacking = []
    unsigned = sorted({one.principal for one in approvals} - counted)
    if unsigned:
        lacking.append(f"No valid signature by: {', '.join(unsigned)}.")
    needed = sum(stage.quorum for stage in document.stages)
    if len(counted) < needed:
        lacking.append(f"{len(counted)} of {needed} approving people.")
    return tuple(lacking)
