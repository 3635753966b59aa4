"""Requests for the same content, under whichever number: what was said of it, before or since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from registry.altered import ALTERED, altered
from registry.earlier_words import Step, earlier_words
from registry.lifecycle import VersionState
from registry.pinned import Standing, standings
from registry.principals import names_by_id
from registry.same_content import TAKEN_BACK
from registry.tables import ApprovalRequest, ModelVersion, Policy, RegisteredModel
from registry.views.base import View

AGAINST = frozenset(
    {*TAKEN_BACK, VersionState.SUSPENDED, "voided", ALTERED}  # of a request or of its version
)
REFUSED = frozenset(
    {
        VersionState.REJECTED, VersionState.CHANGES_REQUESTED, VersionState.SUSPENDED,
        VersionState.REVOKED,
    }
)  # fmt: skip
LEFT_AS = {"open": "in_review", "voided": "changes_requested"}
"""The state of a version whose request has this status, where they are not called the same."""


class OtherRequest(View):
    """A request for the same ONNX graph, and what became of it.

    `status` is the request's, `state` how its version stands now. `steps` are who refused it or
    moved its version on, with their reasons; none of a request that is open or was altered.
    `uncertain` says that the version was changed behind the log's back: its content may be other.
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
    steps: tuple[Step, ...]
    uncertain: bool = False

    @property
    def now(self) -> str:
        """How the version stands, where that is other than the request left it; '' if not."""
        return "" if self.state == LEFT_AS.get(self.status, self.status) else self.state

    @property
    def chief(self) -> Step | None:
        """The last step that refused the content or took it back, or else the last of all."""
        return next(
            (one for one in reversed(self.steps) if one.state in REFUSED),
            self.steps[-1] if self.steps else None,
        )

    @property
    def against(self) -> bool:
        """Whether somebody refused the content or took it back, or it cannot be known."""
        return not AGAINST.isdisjoint((self.status, self.state))


def other_requests(
    session: Session, version: ModelVersion, but: Collection[str] = ()
) -> tuple[OtherRequest, ...]:
    """All requests for a version's content, save those in `but`; the oldest first.

    Those for versions of its model that were changed behind the log's back are among them: which
    content they are is not known, and a change of it must not hide what was said. A few statements
    where there is none, and no more for a hundred than for one.
    """
    graph = version.graph_digest
    changed = frozenset[str]() if graph is None else _changed(session, version.model_id)
    same = ModelVersion.id == version.id if graph is None else ModelVersion.graph_digest == graph
    found = session.exec(
        select(ApprovalRequest, ModelVersion, RegisteredModel.name, Policy)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Policy, col(Policy.id) == col(ApprovalRequest.policy_id))
        .where(or_(same, col(ModelVersion.id).in_(changed)))
        .order_by(col(ApprovalRequest.requested_at), col(ApprovalRequest.id))
    ).all()
    kept = [row for row in found if row[0].id not in but]
    if not kept:
        return ()
    names, pairs = names_by_id(session), [(request, other) for request, other, *_ in kept]
    outside = altered(session, ApprovalRequest, [request.id for request, _ in pairs])
    states = _states(session, list({other.id: other for _, other in pairs}.values()))
    words = earlier_words(session, pairs, names)
    told = []
    for request, other, model, policy in kept:
        state, fault = states[other.id]
        said = None if request.id in outside else words[request.id]
        steps = said or ()
        if fault:
            steps = (*steps, Step(state=state, by="", reason=fault))
        told.append(
            OtherRequest(
                **request.model_dump(include={"id", "version_id", "requested_at"}),
                version=f"{model}/{other.number}",
                policy=policy.name,
                policy_version=policy.version,
                status=ALTERED if said is None else request.status,
                state=state,
                requested_by=names[request.requested_by],
                steps=steps,
                uncertain=other.id in changed,
            )
        )
    return tuple(told)


def _changed(session: Session, model_id: str) -> frozenset[str]:
    """A model's versions that approval was asked for and that were changed behind the log's back.

    Of all models they would be too many to compare for each who reads a request.
    """
    query = (
        select(ApprovalRequest.version_id)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .where(ModelVersion.model_id == model_id)
        .distinct()
    )
    return altered(session, ModelVersion, list(session.exec(query).all()))


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
