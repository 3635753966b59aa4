"""The one way in which a version changes its state: by the table of moves, with its history."""

from __future__ import annotations

from sqlmodel import Session

from registry.lifecycle import VersionAction, target_state
from registry.tables import ApprovalRequest, ModelVersion, StateChange


def move(
    session: Session,
    version: ModelVersion,
    action: VersionAction,
    principal_id: str,
    *,
    reason: str = "",
    request: ApprovalRequest | None = None,
) -> None:
    """Take a version to the state that `action` leads to, and record who did it and why.

    Raises AssayError `lifecycle.illegal` where its state does not allow the action.
    """
    source, target = version.state, target_state(version.state, action)
    version.state = target.value
    session.add(version)
    session.add(
        StateChange(
            version_id=version.id,
            request_id=request.id if request else None,
            action=action.value,
            source=source,
            target=target.value,
            reason=reason.strip(),
            principal_id=principal_id,
        )
    )
