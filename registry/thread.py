"""The discussion of a request as it stood at a decision: its order, its times and its digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, select

from registry.canonical import canonical_json
from registry.digests import time_text
from registry.tables import ApprovalDecision, ReviewComment, utcnow

_PREFIX = b"assay/discussion/v1\0"
_TICK = timedelta(microseconds=1)


def comments_of(session: Session, request_id: str) -> Sequence[ReviewComment]:
    """The comments on a request in the order in which they were written."""
    return session.exec(
        select(ReviewComment)
        .where(ReviewComment.request_id == request_id)
        .order_by(col(ReviewComment.written_at), col(ReviewComment.id))
    ).all()


def discussion_until(session: Session, request_id: str, moment: datetime) -> dict[str, str | int]:
    """What a decision of that moment rested on: how many comments, and a digest over them."""
    before = [one for one in comments_of(session, request_id) if one.written_at <= moment]
    said = [
        [
            one.id, one.parent_id or "", one.about, one.principal_id, time_text(one.written_at),
            one.body,
        ]
        for one in before
    ]  # fmt: skip
    digest = sha256(_PREFIX + canonical_json(said).encode("ascii")).hexdigest()
    return {"comments": len(said), "sha256": digest}


def time_of_comment(session: Session, request_id: str) -> datetime:
    """When a comment that is written now was written: after every decision that there is.

    Machines that write to one registry differ in their clocks, and what a decision rested on is
    told by these times; one writer at a time holds the registry.
    """
    decided = session.exec(
        select(ApprovalDecision.decided_at).where(ApprovalDecision.request_id == request_id)
    ).all()
    earlier = [one.written_at for one in comments_of(session, request_id)]
    return max([utcnow(), *(moment + _TICK for moment in (*decided, *earlier))])


def time_of_decision(session: Session, request_id: str) -> datetime:
    """When a decision that is taken now was taken: not before any comment that there is."""
    earlier = [one.written_at for one in comments_of(session, request_id)]
    return max([utcnow(), *earlier])
