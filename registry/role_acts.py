"""What the acts about roles check and do: bind, delegate, end, and stand back from a request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.principals import inactive
from registry.roles import PROJECT, Role, held_by, require_bindable
from registry.tables import (
    AdministrativeAct,
    ApprovalRequest,
    Principal,
    RegisteredModel,
    ReviewAssignment,
    RoleBinding,
    utcnow,
)

DELEGATED_AT_MOST = timedelta(days=92)
Subject = dict[str, Any]


def binding_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """The role is one that can be bound, for an active person, and in the future."""
    principal = session.get_one(Principal, subject["principal"])
    if not principal.active:
        raise inactive(f"'{principal.name}'")
    require_bindable([subject["role"]])
    if subject["scope"] != PROJECT:
        session.get_one(RegisteredModel, subject["scope"])
    start, end = _times(subject)
    if end is not None and (end <= utcnow() or (start is not None and end <= start)):
        raise AssayError(
            "role.time", "The role would end before it begins, or has ended.", "Give a later end."
        )


def delegation_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """Somebody hands on, for a time, a role that they have."""
    binding_allowed(session, subject, by)
    held, role, scope = held_by(session, [by])[by.id], Role(subject["role"]), subject["scope"]
    if role not in held.roles(scope):
        whole = scope == PROJECT and role in held.roles()
        raise AssayError(
            "role.missing",
            f"'{by.name}' does not have the role {role} to delegate"
            f"{' for all models' if whole else ''}.",
            "Delegate it for the model that you have it for: --model MODEL"
            if whole
            else held.given_by(role),
        )
    _, end = _times(subject)
    if end is None or end - utcnow() > DELEGATED_AT_MOST:
        raise AssayError(
            "role.time",
            f"A delegation ends within {DELEGATED_AT_MOST.days} days.",
            "Give its end: --until DATE",
        )


def bind(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Give the role."""
    start, end = _times(subject)
    session.add(
        RoleBinding(
            principal_id=subject["principal"],
            role=subject["role"],
            scope=subject["scope"],
            valid_from=start or utcnow(),
            valid_until=end,
            act_id=act.id,
        )
    )


def end_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """An administrator ends a role, or who has it, or who delegated it."""
    binding = session.get_one(RoleBinding, subject["binding"])
    if binding.ended_at is not None:
        raise AssayError("role.ended", f"The role {binding.role} ended already.")
    delegated = session.get_one(AdministrativeAct, binding.act_id).proposed_by
    if not by.administrator and by.id not in (binding.principal_id, delegated):
        raise AssayError(
            "role.not_administrator",
            f"'{by.name}' neither has this role, nor gave it, nor is an administrator.",
            "Ask an administrator.",
        )


def end(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """End the role now."""
    binding = session.get_one(RoleBinding, subject["binding"])
    binding.ended_at, binding.ended_by, binding.ended_reason = utcnow(), by, act.reason
    session.add(binding)


def recusal_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """Only oneself stands back, and from an open request."""
    request = session.get_one(ApprovalRequest, subject["request"])
    if request.status != "open" or by.id != subject["principal"]:
        raise AssayError(
            "request.closed", f"The request {request.id} is closed: nobody decides on it any more."
        )


def recuse(session: Session, _act: AdministrativeAct, subject: Subject, by: str) -> None:
    """The act itself is what deciding looks for; who was asked to review is asked no longer."""
    asked = session.exec(
        select(ReviewAssignment).where(
            ReviewAssignment.request_id == subject["request"],
            ReviewAssignment.principal_id == subject["principal"],
            col(ReviewAssignment.ended_at).is_(None),
        )
    ).all()
    for one in asked:
        one.ended_at, one.ended_by = utcnow(), by
        session.add(one)


def _times(subject: Subject) -> tuple[datetime | None, datetime | None]:
    start, end_ = subject["valid_from"], subject["valid_until"]
    return (
        None if start is None else datetime.fromisoformat(start),
        None if end_ is None else datetime.fromisoformat(end_),
    )
