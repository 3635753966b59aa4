"""Requests for the same content, under whichever number: what was said of it, before or since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.lifecycle import VersionState
from registry.pinned import Standing, standings
from registry.principals import names_by_id
from registry.same_content import TAKEN_BACK
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    Policy,
    RegisteredModel,
    StateChange,
)
from registry.views.base import View

AGAINST = frozenset(
    {*TAKEN_BACK, VersionState.SUSPENDED, "voided", ALTERED}  # of a request or of its version
)
LEFT_AS = {"open": "in_review", "voided": "changes_requested"}
"""The state of a version whose request has this status, where they are not called the same."""


class OtherRequest(View):
    """A request for the same ONNX graph, and what became of it.

    `status` is the request's, `state` how its version stands now. `by` ended it or moved its
    version last, with the words of `reason`; both are empty where nobody did or said anything.
    """

    id: str
    version: str
    version_id: str
    policy: str
    policy_version: int
    status: str
    state: str
    requested_by: str
    requested_at: datetime
    by: str
    reason: str

    @property
    def now(self) -> str:
        """How the version stands, where that is other than the request left it; '' if not."""
        return "" if self.state == LEFT_AS.get(self.status, self.status) else self.state

    @property
    def against(self) -> bool:
        """Whether somebody refused the content or took it back, or it cannot be known."""
        return not AGAINST.isdisjoint((self.status, self.state))


def other_requests(
    session: Session, version: ModelVersion, but: Collection[str] = ()
) -> tuple[OtherRequest, ...]:
    """All requests for a version's content, save those in `but`; the oldest first.

    One statement where there is none, and no more for a hundred than for one.
    """
    graph = version.graph_digest
    same = ModelVersion.id == version.id if graph is None else ModelVersion.graph_digest == graph
    found = session.exec(
        select(ApprovalRequest, ModelVersion, RegisteredModel.name, Policy)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Policy, col(Policy.id) == col(ApprovalRequest.policy_id))
        .where(same)
        .order_by(col(ApprovalRequest.requested_at), col(ApprovalRequest.id))
    ).all()
    kept = [row for row in found if row[0].id not in but]
    if not kept:
        return ()
    names, pairs = names_by_id(session), [(request, other) for request, other, *_ in kept]
    outside = altered(session, ApprovalRequest, [request.id for request, _ in pairs])
    states = _states(session, list({other.id: other for _, other in pairs}.values()))
    words = _last_words(session, pairs)
    told = []
    for request, other, model, policy in kept:
        state, fault = states[other.id]
        by, reason = ("", fault) if fault else words[request.id]
        told.append(
            OtherRequest(
                **request.model_dump(include={"id", "version_id", "requested_at"}),
                version=f"{model}/{other.number}",
                policy=policy.name,
                policy_version=policy.version,
                status=ALTERED if request.id in outside else request.status,
                state=state,
                requested_by=names[request.requested_by],
                by=names.get(by, ""),
                reason=reason,
            )
        )
    return tuple(told)


def _states(session: Session, versions: Sequence[ModelVersion]) -> dict[str, tuple[str, str]]:
    """How each version stands now, and why where nobody said so."""
    outside = altered(session, ModelVersion, [one.id for one in versions])
    known = standings(session, versions)
    told = {}
    for one in versions:
        now = known.get(one.id, Standing(one.state))
        unknown = one.id in outside or now.altered is not None
        told[one.id] = (ALTERED if unknown else now.state, now.fault)
    return told


def _last_words(
    session: Session, found: Sequence[tuple[ApprovalRequest, ModelVersion]]
) -> dict[str, tuple[str, str]]:
    """Who ended each request or moved its version after that, and what they said."""
    decisions = {
        row.request_id: row
        for row in session.exec(
            select(ApprovalDecision)
            .where(col(ApprovalDecision.request_id).in_([request.id for request, _ in found]))
            .order_by(col(ApprovalDecision.id))
        )
    }
    moves = {
        row.version_id: row
        for row in session.exec(
            select(StateChange)
            .where(col(StateChange.version_id).in_({other.id for _, other in found}))
            .order_by(col(StateChange.id))
        )
    }
    told = {}
    for request, other in found:
        decided, moved = decisions.get(request.id), moves.get(other.id)
        if request.status == "open":
            told[request.id] = ("", "")
        elif moved is not None and (moved.reason or decided is None):
            told[request.id] = (moved.principal_id, moved.reason)
        else:
            told[request.id] = (decided.principal_id, decided.comment) if decided else ("", "")
    return told
