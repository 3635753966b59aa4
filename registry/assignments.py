"""Asking somebody to look at a request, and taking that back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session, col, select

from registry.approvals.able import require_able
from registry.approvals.parts import as_it_stands, require_open
from registry.database import Registry
from registry.errors import AssayError
from registry.principals import find_principal, principal_named
from registry.resolve import resolve_request
from registry.roles import Right, require_right
from registry.tables import ApprovalRequest, ModelVersion, Principal, ReviewAssignment, utcnow
from registry.views.requests import RequestView

NOTE_CHARACTERS = 2000


def assign(
    registry: Registry,
    actor: str,
    request: str,
    name: str,
    *,
    due: datetime | None = None,
    note: str = "",
) -> RequestView:
    """Ask somebody who could decide to look at an open request, by a day where one is given.

    Nobody else is kept from deciding by that. Raises AssayError `assignment.twice`,
    `assignment.due`, `assignment.note`, and what would keep that person from deciding:
    `approval.contributor`, `approval.recused`, `approval.decided_already`, `role.missing`.
    """
    if len(note) > NOTE_CHARACTERS:
        raise AssayError("assignment.note", f"A note has {NOTE_CHARACTERS:,} characters at most.")
    if due is not None and due.astimezone(UTC) <= utcnow():
        raise AssayError(
            "assignment.due", "The day by which it is due has passed.", "Give a later one."
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        who = find_principal(session, name).id
        request_id = resolve_request(session, request, whole_id=True).id
    details = {"request": request_id, "principal": who}
    with registry.transact(actor_id, "review.assigned", details) as session:
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        _require_assigner(session, row, version, session.get_one(Principal, actor_id))
        asked = session.get_one(Principal, who)
        require_able(session, row, asked, Right.REVIEW)
        if _standing(session, row.id, who) is not None:
            raise AssayError(
                "assignment.twice",
                f"'{asked.name}' has been asked already.",
                f"To change the day: assay unassign {row.id} {asked.name}, and assign again.",
            )
        session.add(
            ReviewAssignment(
                request_id=row.id,
                principal_id=who,
                due_at=None if due is None else due.astimezone(UTC),
                note=note.strip(),
                assigned_by=actor_id,
            )
        )
    return as_it_stands(registry, request_id)


def unassign(registry: Registry, actor: str, request: str, name: str) -> RequestView:
    """Ask somebody no longer, who may have left meanwhile.

    Raises AssayError `assignment.none`, `request.closed` or `role.missing`.
    """
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        asked = principal_named(session, name) or find_principal(session, name)
        who = asked.id
        request_id = resolve_request(session, request, whole_id=True).id
    details = {"request": request_id, "principal": who}
    with registry.transact(actor_id, "review.unassigned", details) as session:
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        _require_assigner(session, row, version, session.get_one(Principal, actor_id))
        found = _standing(session, row.id, who)
        if found is None:
            raise AssayError("assignment.none", f"'{name}' is not asked to look at this request.")
        found.ended_at, found.ended_by = utcnow(), actor_id
        session.add(found)
    return as_it_stands(registry, request_id)


def why_not_assign(session: Session, request: str, actor: str) -> AssayError | None:
    """Why somebody may not ask others to look at a request; None where nothing is in the way."""
    try:
        principal = find_principal(session, actor)
        row = resolve_request(session, request, whole_id=True)
        version = session.get_one(ModelVersion, row.version_id)
        _require_assigner(session, row, version, principal)
    except AssayError as error:
        return error
    return None


def _require_assigner(
    session: Session, request: ApprovalRequest, version: ModelVersion, principal: Principal
) -> None:
    require_open(request)
    require_right(session, principal, Right.ASSIGN, version.model_id)


def _standing(session: Session, request_id: str, principal_id: str) -> ReviewAssignment | None:
    return session.exec(
        select(ReviewAssignment).where(
            ReviewAssignment.request_id == request_id,
            ReviewAssignment.principal_id == principal_id,
            col(ReviewAssignment.ended_at).is_(None),
        )
    ).first()
