"""The one way in which a version changes its state: by the table of moves, with its history.

Its aliases and deployments follow in the same transaction.
"""

from __future__ import annotations

from sqlmodel import Session

from registry.lifecycle import VersionAction, VersionState, target_state
from registry.tables import ApprovalRequest, ModelVersion, StateChange
from registry.use import lift_suspension, suspend_use


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
    why = f"The version is {target.value}" + (f": {reason.strip()}" if reason.strip() else ".")
    if source == VersionState.APPROVED:
        suspend_use(session, version, principal_id, why)
    if action is VersionAction.REINSTATE:
        lift_suspension(session, version, principal_id, why)
