"""What the act that releases a legal hold checks and does."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from registry.errors import AssayError
from registry.roles import Right, require_right
from registry.tables import AdministrativeAct, Principal, RetentionHold, utcnow

Subject = dict[str, Any]


def release_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """An administrator or auditor asks for it, and it is in force."""
    require_right(session, by, Right.HOLD)
    if session.get_one(RetentionHold, subject["hold"]).released_at is not None:
        raise AssayError("hold.released", "This hold was released already.")


def release(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """End the hold now."""
    hold = session.get_one(RetentionHold, subject["hold"])
    hold.released_at, hold.released_by, hold.released_reason = utcnow(), by, act.reason
    session.add(hold)
