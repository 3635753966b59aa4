"""Whether a version is in emergency use at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.errors import AssayError, tampered
from registry.lifecycle import VersionState
from registry.pinned import present_state
from registry.same_content import taken_back_as
from registry.tables import AdministrativeAct, EmergencyUse, ModelVersion, utcnow

EMERGENCY_STATES = frozenset(
    {
        VersionState.CANDIDATE,
        VersionState.IN_REVIEW,
        VersionState.SUSPENDED,
        VersionState.EXPIRED,
    }
)
"""What was refused or taken back by somebody who looked at it is used in no emergency."""


def emergency_of(session: Session, version: ModelVersion) -> EmergencyUse | None:
    """The emergency use that is in force for a version; None where there is none.

    It holds for the very manifest for which two persons gave it, until its end, and no longer than
    the version is in a state in which it could be given; a refusal of the same content under
    another number ends it too. Raises AssayError `record.tampered` where it, or the act that gave
    it, was changed behind the log's back.
    """
    row = session.exec(
        select(EmergencyUse)
        .where(
            EmergencyUse.version_id == version.id,
            col(EmergencyUse.ended_at).is_(None),
            col(EmergencyUse.starts_at) <= utcnow(),
            col(EmergencyUse.ends_at) > utcnow(),
        )
        .order_by(col(EmergencyUse.id).desc())
    ).first()
    if row is None:
        return None
    if altered(session, EmergencyUse, [row.id]) or altered(
        session, AdministrativeAct, [row.act_id]
    ):
        raise tampered("An emergency use of this version was changed")
    if row.manifest_root != version.manifest_root or taken_back_as(session, version):
        return None
    return row if present_state(session, version) in EMERGENCY_STATES else None


def emergencies_of(session: Session, versions: Sequence[ModelVersion]) -> dict[str, datetime]:
    """Until when these versions are in emergency use, by id; the others are left out.

    One query where none of them is. What was changed behind the log's back is in force nowhere.
    """
    query = select(EmergencyUse.version_id).where(
        col(EmergencyUse.version_id).in_([one.id for one in versions]),
        col(EmergencyUse.ended_at).is_(None),
        col(EmergencyUse.ends_at) > utcnow(),
    )
    given = set(session.exec(query).all())
    told = {}
    for one in versions:
        if one.id in given:
            with suppress(AssayError):
                if (use := emergency_of(session, one)) is not None:
                    told[one.id] = use.ends_at
    return told
