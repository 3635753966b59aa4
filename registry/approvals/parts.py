"""What submitting, deciding and withdrawing share: a request that is open, shown and closed."""

from __future__ import annotations

from sqlmodel import Session

from registry.database import Registry
from registry.errors import AssayError
from registry.lifecycle import VersionAction
from registry.moves import move
from registry.queries import request_view
from registry.tables import ApprovalRequest, ModelVersion, utcnow
from registry.views.requests import RequestView


def as_it_stands(registry: Registry, request_id: str) -> RequestView:
    """A request as it is once the log holds what was done to it."""
    with registry.read() as session:
        return request_view(session, session.get_one(ApprovalRequest, request_id))


def require_open(request: ApprovalRequest) -> None:
    """Raise AssayError `request.closed` for a request on which was decided."""
    if request.status != "open":
        status = request.status.replace("_", " ")
        raise AssayError(
            "request.closed",
            f"The request {request.id} is closed: {status}.",
            "A decision is final.",
        )


def close(
    session: Session,
    request: ApprovalRequest,
    version: ModelVersion,
    action: VersionAction,
    actor_id: str,
    *,
    reason: str = "",
    voided: bool = False,
) -> None:
    """End a request in the state that its version goes to; a voided one says so instead."""
    move(session, version, action, actor_id, reason=reason, request=request)
    request.status = "voided" if voided else version.state
    request.closed_at = utcnow()
