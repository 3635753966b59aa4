"""Ending approvals whose time ran out."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from registry.database import Registry
from registry.guards import require_as_logged
from registry.labels import label_of
from registry.lifecycle import VersionAction, VersionState
from registry.moves import move
from registry.pinned import approved_until, approving_request, pinned_policy
from registry.principals import find_principal
from registry.tables import ModelVersion, utcnow
from registry.views.base import View


class ExpiredView(View):
    """A version whose approval was ended because its time ran out."""

    version: str
    policy: str
    until: datetime


def expire(
    registry: Registry, actor: str, *, now: datetime | None = None
) -> tuple[ExpiredView, ...]:
    """End every approval whose time ran out, each in a transaction of its own; anyone may.

    `now` is the present where it is not given. Raises AssayError `record.tampered` for a version
    that was changed behind the log's back.
    """
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        approved = session.exec(
            select(ModelVersion.id).where(ModelVersion.state == VersionState.APPROVED)
        ).all()
    ended = (_expire(registry, actor_id, key, now or utcnow()) for key in approved)
    return tuple(one for one in ended if one is not None)


def _expire(
    registry: Registry, actor_id: str, version_id: str, now: datetime
) -> ExpiredView | None:
    with registry.read() as session:
        until = approved_until(session, session.get_one(ModelVersion, version_id))
    if until is None or now < until:
        return None
    details = {"version": version_id}
    with registry.transact(actor_id, "version.expired", details, checkpoint=True) as session:
        row = session.get_one(ModelVersion, version_id)
        require_as_logged(session, row)
        request = approving_request(session, row)
        policy = "" if request is None else pinned_policy(session, request).name
        reason = f"The policy '{policy}' let the approval hold until {until:%Y-%m-%d %H:%M} UTC."
        move(session, row, VersionAction.EXPIRE, actor_id, reason=reason)
        label = label_of(session, row)
    return ExpiredView(version=label, policy=policy, until=until)
