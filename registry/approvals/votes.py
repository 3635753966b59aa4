"""The approvals on a request that count: of people who did not stand back from it since."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlmodel import Session, col, select

from registry.role_grants import recusals
from registry.tables import ApprovalDecision, ApprovalRequest, Principal


class Decision(StrEnum):
    """What a reviewer can say."""

    APPROVE = "approve"
    REJECT = "reject"
    REQUEST_CHANGES = "request_changes"


def votes(
    session: Session, requests: Sequence[ApprovalRequest]
) -> dict[str, dict[int, tuple[Principal, ...]]]:
    """Who approved each of these requests by its id and by stage, in that order, each once.

    Of who stood back after approving none counts: somebody else has to. What people who left had
    approved before stays valid.
    """
    found = session.exec(
        select(ApprovalDecision.request_id, ApprovalDecision.stage, Principal)
        .join(Principal, col(ApprovalDecision.principal_id) == col(Principal.id))
        .where(col(ApprovalDecision.request_id).in_([row.id for row in requests]))
        .where(ApprovalDecision.decision == Decision.APPROVE.value)
        .order_by(col(ApprovalDecision.id))
    ).all()
    stood_back = recusals(session, requests, list({who.id: who for *_, who in found}.values()))
    counted: dict[str, dict[int, dict[str, Principal]]] = {row.id: {} for row in requests}
    for request_id, stage, who in found:
        if (request_id, who.id) not in stood_back:
            counted[request_id].setdefault(stage, {})[who.id] = who
    return {
        key: {stage: tuple(people.values()) for stage, people in stages.items()}
        for key, stages in counted.items()
    }
