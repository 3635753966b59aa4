"""Whose turn it is on an open request: how many of the stage's quorum are there, who may still."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from registry.approvals.able import who_may_decide
from registry.approvals.seats import Unfilled, unfilled
from registry.approvals.votes import votes
from registry.pinned import pinned_policy
from registry.principals import list_principals
from registry.requirements import why_not_approve
from registry.signing_keys import active_key
from registry.tables import ApprovalRequest
from registry.views.base import View


class Turn(View):
    """Where an open request stands in its present stage.

    `without_key` are those who could decide but for the enrolled key that the policy asks for;
    `then` is the stage that follows, empty where this is the last; `unfilled` are the stages for
    which there are not enough people here. `no_approval` is why nobody may approve, whoever they
    are: its policy is not one that is required; empty where nothing is against it.
    """

    stage: int
    stages: int
    name: str
    role: str | None
    quorum: int
    approved_by: tuple[str, ...]
    may_decide: tuple[str, ...]
    without_key: tuple[str, ...]
    then: str
    unfilled: tuple[Unfilled, ...]
    no_approval: str


def turn_of(session: Session, request: ApprovalRequest) -> Turn | None:
    """How an open request stands; None for one that is closed.

    Raises AssayError `policy.changed` where the pinned policy was altered.
    """
    if request.status != "open":
        return None
    policy = pinned_policy(session, request)
    stage = policy.stages[request.stage - 1]
    names = who_may_decide(session, request).names
    against = why_not_approve(session, request)
    approved_by = approvers(session, [request])[request.id]
    able = [person for person in list_principals(session) if person.name in names]
    keyless = {
        person.id
        for person in able
        if policy.requires_key and active_key(session, person.id) is None
    }
    return Turn(
        stage=request.stage,
        stages=len(policy.stages),
        name=stage.name,
        role=stage.role,
        quorum=stage.quorum,
        approved_by=approved_by,
        may_decide=tuple(one.name for one in able if one.id not in keyless),
        without_key=tuple(one.name for one in able if one.id in keyless),
        then=policy.stages[request.stage].name if request.stage < len(policy.stages) else "",
        unfilled=unfilled(session, request, policy, len(approved_by)),
        no_approval="" if against is None else against.message,
    )


def approvers(session: Session, requests: Sequence[ApprovalRequest]) -> dict[str, tuple[str, ...]]:
    """Who approved each of these requests at its present stage, in that order, by its id."""
    counted = votes(session, requests)
    return {
        row.id: tuple(one.name for one in counted[row.id].get(row.stage, ())) for row in requests
    }
