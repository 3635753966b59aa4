"""Taking an open request back."""

from __future__ import annotations

from sqlmodel import Session

from registry.approvals.parts import as_it_stands, close, require_open
from registry.database import Registry
from registry.errors import AssayError
from registry.guards import require_as_logged
from registry.lifecycle import VersionAction
from registry.principals import find_principal
from registry.resolve import resolve_request
from registry.tables import ApprovalRequest, ModelVersion, Principal
from registry.views.requests import RequestView


def withdraw(registry: Registry, actor: str, request: str, reason: str) -> RequestView:
    """Take an open request back, as who made it; an administrator may where that person left.

    The version cannot be submitted again: what is improved is a new version. Raises AssayError
    `approval.comment`, `approval.not_requester` or `request.closed`.
    """
    if not reason.strip():
        raise AssayError(
            "approval.comment",
            "A withdrawal needs a comment that says why.",
            "Give it with --comment TEXT.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        request_id = resolve_request(session, request, whole_id=True).id
    details = {"request": request_id}
    with registry.transact(actor_id, "approval.withdrawn", details, checkpoint=True) as session:
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        require_as_logged(session, version)
        require_open(row)
        _require_requester(session, row, session.get_one(Principal, actor_id))
        close(session, row, version, VersionAction.WITHDRAW, actor_id, reason=reason)
    return as_it_stands(registry, request_id)


def why_not_withdraw(
    session: Session, request: ApprovalRequest, actor: str, tampered: AssayError | None
) -> AssayError | None:
    """Why somebody may not take a request back now; None where nothing is in the way.

    `tampered` is what `who_may_decide` found of the rows.
    """
    if tampered is not None:
        return tampered
    try:
        principal = find_principal(session, actor)
        require_open(request)
        _require_requester(session, request, principal)
    except AssayError as error:
        return error
    return None


def _require_requester(session: Session, request: ApprovalRequest, principal: Principal) -> None:
    """Who asked may take it back; where they left, an administrator has to."""
    asked = session.get_one(Principal, request.requested_by)
    if principal.id == asked.id or (principal.administrator and not asked.active):
        return
    raise AssayError(
        "approval.not_requester",
        f"'{principal.name}' cannot take this request back: '{asked.name}' made it.",
        f"Ask '{asked.name}' to, or decide on it.",
    )
