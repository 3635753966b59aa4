"""What waits for a person: requests they were asked to look at, those they may decide on, acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from registry.act_views import require_may_settle
from registry.acts import summary
from registry.approvals.able import refusals
from registry.errors import AssayError
from registry.labels import labels_of
from registry.pinned import pinned_policies
from registry.policy import PolicyDocument
from registry.principals import find_principal, names_by_id
from registry.request_list import open_requests
from registry.roles import Right
from registry.tables import (
    AdministrativeAct,
    ApprovalRequest,
    Principal,
    ReviewAssignment,
    utcnow,
)
from registry.turns import approvers
from registry.views.base import View

Waiting = Literal["assigned", "may_decide", "administration"]
MOST_LOOKED_AT = 50
"""Of the requests that nobody in particular was asked for, so many are looked at, the oldest."""
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


class RequestsWaiting(View):
    """The requests that wait for somebody; `more` says that some may be left out."""

    items: tuple[InboxItem, ...]
    more: bool


class Inbox(RequestsWaiting):
    """All that waits for somebody: what they were asked for first, the most pressing of it first.

    `open_requests` counts all that are open, whoever may decide on them.
    """

    open_requests: int


def inbox(session: Session, actor: str) -> Inbox:
    """What waits for somebody. Raises AssayError `principal.unknown` or `principal.inactive`."""
    principal = find_principal(session, actor)
    requests, more = _requests(session, principal)
    items = sorted([*requests, *_acts(session, principal)], key=_urgency)
    return Inbox(items=tuple(items), more=more, open_requests=open_requests(session))


def requests_waiting(session: Session, actor: str) -> RequestsWaiting:
    """The part of it that is about requests; raises as `inbox`."""
    items, more = _requests(session, find_principal(session, actor))
    return RequestsWaiting(items=tuple(sorted(items, key=_urgency)), more=more)


def _urgency(item: InboxItem) -> tuple[int, bool, datetime, datetime]:
    return (_ORDER.index(item.why), item.due_at is None, item.due_at or item.since, item.since)


def _requests(session: Session, principal: Principal) -> tuple[list[InboxItem], bool]:
    """Those that somebody was asked for, and of the others the first MOST_LOOKED_AT."""
    assigned = session.exec(
        select(ReviewAssignment)
        .where(ReviewAssignment.principal_id == principal.id)
        .where(col(ReviewAssignment.ended_at).is_(None))
    ).all()
    asked_of = {row.request_id: row for row in assigned}
    open_ = select(ApprovalRequest).where(ApprovalRequest.status == "open")
    open_ = open_.order_by(col(ApprovalRequest.id))
    theirs = col(ApprovalRequest.id).in_(asked_of)
    rows = list(session.exec(open_.where(theirs)).all())
    others = open_.where(~theirs, ApprovalRequest.requested_by != principal.id)
    found = session.exec(others.limit(MOST_LOOKED_AT + 1)).all()
    rows += found[:MOST_LOOKED_AT]
    against = refusals(session, rows, [principal], Right.REVIEW, at_stage=True)
    able = [row for row in rows if (row.id, principal.id) not in against]
    return _items(session, able, asked_of), len(found) > MOST_LOOKED_AT


def _items(
    session: Session,
    rows: Sequence[ApprovalRequest],
    asked_of: Mapping[str, ReviewAssignment],
) -> list[InboxItem]:
    labels = labels_of(session, [row.version_id for row in rows])
    names = names_by_id(session)
    items = []
    policies, approved = pinned_policies(session, rows), approvers(session, rows)
    for row in rows:
        policy, asked = policies[row.policy_id], asked_of.get(row.id)
        if not isinstance(policy, PolicyDocument):
            continue
        stage = policy.stages[row.stage - 1]
        items.append(
            InboxItem(
                why="may_decide" if asked is None else "assigned",
                id=row.id,
                title=labels[row.version_id],
                by=names[row.requested_by if asked is None else asked.assigned_by],
                since=row.requested_at if asked is None else asked.assigned_at,
                due_at=None if asked is None else asked.due_at,
                overdue=asked is not None and asked.due_at is not None and asked.due_at < utcnow(),
                note=row.comment if asked is None else asked.note,
                stage=stage.name,
                approvals=len(approved[row.id]),
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
