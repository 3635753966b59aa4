"""What waits for a person: requests they were asked to look at, those they may decide on, acts."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from registry.act_views import require_may_settle
from registry.acts import summary
from registry.approvals.decisions import require_able, require_stage_role
from registry.errors import AssayError
from registry.pinned import pinned_policy
from registry.policy import PolicyDocument
from registry.principals import find_principal
from registry.queries import label_of
from registry.review_views import standing_assignments
from registry.roles import Right
from registry.tables import AdministrativeAct, ApprovalRequest, ModelVersion, Principal, utcnow
from registry.turns import approvers
from registry.views import View

Waiting = Literal["assigned", "may_decide", "administration"]
_ORDER: tuple[Waiting, ...] = ("assigned", "may_decide", "administration")


class InboxItem(View):
    """One thing that waits; `id` is of a request, or of an act of administration.

    `since` is when it began to wait, `by` who asked for it. Of a request, `stage` names its stage,
    which `approvals` of `quorum` people approved.
    """

    why: Waiting
    id: str
    title: str
    by: str
    since: datetime
    due_at: datetime | None = None
    overdue: bool = False
    note: str = ""
    stage: str = ""
    approvals: int = 0
    quorum: int = 0


def inbox(session: Session, actor: str) -> tuple[InboxItem, ...]:
    """What waits for somebody: what they were asked for first, the most pressing of it first.

    Raises AssayError `principal.unknown` or `principal.inactive`.
    """
    principal = find_principal(session, actor)
    items = [*_requests(session, principal), *_acts(session, principal)]
    return tuple(sorted(items, key=_urgency))


def _urgency(item: InboxItem) -> tuple[int, bool, datetime, datetime]:
    return (_ORDER.index(item.why), item.due_at is None, item.due_at or item.since, item.since)


def _requests(session: Session, principal: Principal) -> list[InboxItem]:
    open_ = select(ApprovalRequest).where(ApprovalRequest.status == "open")
    items = []
    policies: dict[str, PolicyDocument] = {}
    for row in session.exec(open_.order_by(col(ApprovalRequest.id))).all():
        version = session.get_one(ModelVersion, row.version_id)
        try:
            require_able(session, row, version, principal, Right.REVIEW)
            if row.policy_id not in policies:
                policies[row.policy_id] = pinned_policy(session, row)
            stage = policies[row.policy_id].stages[row.stage - 1]
            require_stage_role(session, stage, principal, version)
        except AssayError:
            continue
        asked = next(
            (one for one in standing_assignments(session, row) if one.principal == principal.name),
            None,
        )
        items.append(
            InboxItem(
                why="may_decide" if asked is None else "assigned",
                id=row.id,
                title=label_of(session, version),
                by=session.get_one(Principal, row.requested_by).name
                if asked is None
                else asked.assigned_by,
                since=row.requested_at if asked is None else asked.assigned_at,
                due_at=None if asked is None else asked.due_at,
                overdue=asked is not None and asked.due_at is not None and asked.due_at < utcnow(),
                note=row.comment if asked is None else asked.note,
                stage=stage.name,
                approvals=len(approvers(session, row)),
                quorum=stage.quorum,
            )
        )
    return items


def _acts(session: Session, principal: Principal) -> list[InboxItem]:
    open_ = select(AdministrativeAct).where(
        AdministrativeAct.status == "open", AdministrativeAct.proposed_by != principal.id
    )
    items = []
    for act in session.exec(open_.order_by(col(AdministrativeAct.id))).all():
        proposer = session.get_one(Principal, act.proposed_by)
        try:
            require_may_settle(session, act, proposer, principal, agree=True)
        except AssayError:
            continue
        items.append(
            InboxItem(
                why="administration",
                id=act.id,
                title=summary(session, act),
                by=proposer.name,
                since=act.proposed_at,
                note=act.reason,
            )
        )
    return items
