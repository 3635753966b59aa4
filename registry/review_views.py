"""The discussion of a request and who was asked to look at it, as they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.contributors import contributions
from registry.tables import (
    ApprovalRequest,
    ModelVersion,
    Principal,
    ReviewAssignment,
    ReviewComment,
    utcnow,
)
from registry.thread import comments_of
from registry.views.requests import AssignmentView, CommentView


def thread_view(session: Session, request: ApprovalRequest) -> tuple[CommentView, ...]:
    """The comments on a request, each followed by what answers it, the oldest first."""
    rows = comments_of(session, request.id)
    if not rows:
        return ()
    outside = altered(session, ReviewComment, [row.id for row in rows])
    contributors = contributions(session, session.get_one(ModelVersion, request.version_id))
    return tuple(
        CommentView(
            **row.model_dump(include={"id", "parent_id", "about", "body", "written_at"}),
            depth=depth,
            principal=session.get_one(Principal, row.principal_id).name,
            contributor=row.principal_id in contributors,
            altered=row.id in outside,
        )
        for row, depth in _in_order(rows)
    )


def assignments_of(session: Session, request: ApprovalRequest) -> tuple[AssignmentView, ...]:
    """Everybody who was asked to look at a request, the first first."""
    rows = session.exec(
        select(ReviewAssignment)
        .where(ReviewAssignment.request_id == request.id)
        .order_by(col(ReviewAssignment.id))
    ).all()
    return tuple(_assignment(session, request, row) for row in rows)


def standing_assignments(session: Session, request: ApprovalRequest) -> tuple[AssignmentView, ...]:
    """Those of them who are still asked."""
    return tuple(one for one in assignments_of(session, request) if one.ended_at is None)


def _assignment(
    session: Session, request: ApprovalRequest, row: ReviewAssignment
) -> AssignmentView:
    waits = request.status == "open" and row.ended_at is None
    return AssignmentView(
        **row.model_dump(include={"id", "due_at", "note", "assigned_at", "ended_at"}),
        principal=session.get_one(Principal, row.principal_id).name,
        assigned_by=session.get_one(Principal, row.assigned_by).name,
        overdue=waits and row.due_at is not None and row.due_at < utcnow(),
    )


def _in_order(rows: Sequence[ReviewComment]) -> Iterator[tuple[ReviewComment, int]]:
    """Depth first. What answers a comment that is not there stands at the top: nothing is lost."""
    known = {row.id for row in rows}
    answers: defaultdict[str, list[ReviewComment]] = defaultdict(list)
    for row in rows:
        answers[row.parent_id if row.parent_id in known else ""].append(row)
    left = [(row, 0) for row in reversed(answers[""])]
    while left:
        row, depth = left.pop()
        yield row, depth
        left += [(one, depth + 1) for one in reversed(answers[row.id])]
