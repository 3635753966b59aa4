"""The last request of a model that a reviewer refused: what the one that came after answers."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    Principal,
    RegisteredModel,
)
from registry.views.base import View

REFUSALS = ("reject", "request_changes")


class RefusedBefore(View):
    """Who rejected a version of the same model or asked for changes to it, when and why.

    `altered` says that the decision was changed behind the log's back, so that its words are not
    known to be those that were said.
    """

    request_id: str
    version: str
    decision: str
    by: str
    decided_at: datetime
    words: str
    altered: bool


def refused_before(session: Session, request: ApprovalRequest) -> RefusedBefore | None:
    """The newest refusal among the earlier requests of a request's model, of any graph; or None."""
    found = session.exec(
        select(ApprovalDecision, ModelVersion.number, RegisteredModel.name, Principal.name)
        .join(ApprovalRequest, col(ApprovalRequest.id) == col(ApprovalDecision.request_id))
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Principal, col(Principal.id) == col(ApprovalDecision.principal_id))
        .where(
            ModelVersion.model_id == session.get_one(ModelVersion, request.version_id).model_id,
            ApprovalRequest.id != request.id,
            col(ApprovalRequest.requested_at) <= request.requested_at,
            col(ApprovalDecision.decision).in_(REFUSALS),
        )
        .order_by(col(ApprovalDecision.id).desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    decision, number, model, by = found
    return RefusedBefore(
        request_id=decision.request_id,
        version=f"{model}/{number}",
        decision=decision.decision,
        by=by,
        decided_at=decision.decided_at,
        words=decision.comment,
        altered=bool(altered(session, ApprovalDecision, [decision.id])),
    )
