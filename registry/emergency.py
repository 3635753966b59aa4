"""Break-glass: using a version that is not approved, by two persons, for 72 hours at most."""

from __future__ import annotations

from sqlmodel import Session, col, select

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import propose
from registry.database import Registry
from registry.emergency_acts import require_hours
from registry.errors import AssayError
from registry.exceptions import EmergencyView, emergency_view
from registry.labels import label_of
from registry.principals import find_principal
from registry.resolve import resolve_version
from registry.signatures.ed25519 import Signer
from registry.tables import EmergencyUse, ModelVersion, utcnow

REASON_CHARACTERS = 4000


def break_glass(
    registry: Registry,
    actor: str,
    version: str,
    *,
    hours: int,
    reason: str,
    signer: Signer | None = None,
) -> ActView:
    """Ask that a version be used though it is not approved; a second person has to agree.

    Raises AssayError `emergency.reason`, `emergency.hours`, `emergency.state`, `emergency.open`,
    `emergency.content`, `emergency.closer` or `role.missing`.
    """
    _require_reason(reason)
    require_hours(hours)
    with registry.read() as session:
        row = resolve_version(session, version)
        subject = {
            "version": row.id,
            "label": label_of(session, row),
            "manifest_root": row.manifest_root,
            "hours": hours,
        }
    return propose(registry, actor, ActKind.BREAK_GLASS, subject, reason=reason, signer=signer)


def end_emergency(registry: Registry, actor: str, version: str, reason: str) -> EmergencyView:
    """End the emergency use of a version before its time; anyone may.

    Raises AssayError `emergency.none`, `emergency.reason` or `record.tampered`.
    """
    _require_reason(reason)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        version_id = resolve_version(session, version).id
        use_id = _running(session, version_id).id
    details = {"version": version_id, "emergency": use_id}
    with registry.transact(actor_id, "emergency.ended", details, checkpoint=True) as session:
        row = _running(session, version_id)
        row.ended_at, row.ended_by, row.ended_reason = utcnow(), actor_id, reason.strip()
        session.add(row)
        use_id = row.id
    with registry.read() as session:
        return emergency_view(session, session.get_one(EmergencyUse, use_id))


def _running(session: Session, version_id: str) -> EmergencyUse:
    found = session.exec(
        select(EmergencyUse).where(
            EmergencyUse.version_id == version_id,
            col(EmergencyUse.ended_at).is_(None),
            col(EmergencyUse.ends_at) > utcnow(),
        )
    ).first()
    if found is None:
        label = label_of(session, session.get_one(ModelVersion, version_id))
        raise AssayError("emergency.none", f"{label} is in no emergency use.")
    return found


def _require_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > REASON_CHARACTERS:
        raise AssayError(
            "emergency.reason",
            f"This needs a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say why in a sentence, with --reason: it is kept.",
        )
