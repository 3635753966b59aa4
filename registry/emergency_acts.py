"""What the act of breaking the glass checks and does: use of a version that is not approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.contributors import contributions
from registry.emergency_use import EMERGENCY_STATES
from registry.errors import AssayError, tampered
from registry.id_ends import short_id
from registry.pinned import present_state
from registry.roles import Right, Role, require_right, roles_of
from registry.same_content import same_content, taken_back_as
from registry.tables import (
    AdministrativeAct,
    EmergencyUse,
    Incident,
    ModelVersion,
    Principal,
    utcnow,
)
from registry.withdrawn import require_data_in_use

HOURS_AT_MOST = 72
BREAK_GLASS = "break_glass"
"""The kind of the incident that an emergency use opens."""
AUTHORITY = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
Subject = dict[str, Any]


def emergency_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """The version may be used so, for these hours, and no earlier emergency is left unexplained."""
    version = session.get_one(ModelVersion, subject["version"])
    require_right(session, by, Right.BREAK_GLASS, version.model_id)
    require_hours(subject["hours"])
    state = present_state(session, version)
    if state not in EMERGENCY_STATES:
        allowed = ", ".join(sorted(one.replace("_", " ") for one in EMERGENCY_STATES))
        raise AssayError(
            "emergency.state",
            f"The version is {state.replace('_', ' ')}: it is used in no emergency.",
            f"States in which one may be: {allowed}.",
        )
    if version.manifest_root is None or version.manifest_root != subject["manifest_root"]:
        raise AssayError(
            "emergency.changed",
            "The version is not the one that was to be used: its manifest is another.",
            "Look at it again and propose it anew.",
        )
    taken_back = taken_back_as(session, version)
    if taken_back:
        raise AssayError(
            "emergency.content",
            f"Somebody refused the same content as {taken_back}, or took it back: it is used in no "
            "emergency under another number either.",
            "It takes an approval to be used again.",
        )
    require_data_in_use(session, version)
    _require_explained(session, version)
    _refuse_closers(session, version, [by])


def require_hours(hours: object) -> None:
    """Raise AssayError `emergency.hours` for what is no length of an emergency use."""
    if not isinstance(hours, int) or isinstance(hours, bool) or not 1 <= hours <= HOURS_AT_MOST:
        raise AssayError(
            "emergency.hours",
            f"An emergency use lasts 1 to {HOURS_AT_MOST} whole hours.",
            "What is needed for longer needs an approval.",
        )


def may_begin(session: Session, subject: Subject, proposer: Principal, settler: Principal) -> None:
    """One of the two has the authority and had no hand in the version; the other may have had.

    Nobody signs their own work, in an emergency neither: what a contributor asks for, a stranger to
    the work who may approve or administer lets happen, or the other way round. Who said of an
    earlier emergency of this content that all is well again does not begin the next.
    """
    version = session.get_one(ModelVersion, subject["version"])
    require_right(session, settler, Right.BREAK_GLASS, version.model_id)
    _refuse_closers(session, version, [proposer, settler])
    contributors = contributions(session, version)
    if not any(
        person.id not in contributors and roles_of(session, person, version.model_id) & AUTHORITY
        for person in (proposer, settler)
    ):
        raise AssayError(
            "emergency.authority",
            f"Neither '{proposer.name}' nor '{settler.name}' may let this version be used: one of "
            "the two has to be an approver or administrator who had no hand in it.",
            "Nobody signs their own work, in an emergency neither: ask somebody else.",
        )


def _refuse_closers(
    session: Session, version: ModelVersion, principals: Iterable[Principal]
) -> None:
    """Otherwise three people could use a version without an end, explaining to each other why."""
    closers = {one.closed_by for one in _broken(session, version) if one.closed_at is not None}
    for principal in principals:
        if principal.id in closers:
            raise AssayError(
                "emergency.closer",
                f"'{principal.name}' explained an earlier emergency use of this version, and does "
                "not begin another.",
                "Who breaks the glass and who explains it are different people: ask somebody else.",
            )


def _broken(session: Session, version: ModelVersion) -> Sequence[Incident]:
    """The incidents of every emergency use of a version's content, whatever its number.

    Raises AssayError `record.tampered`: an incident that was written to be closed explains nothing.
    """
    found = session.exec(
        select(Incident)
        .where(
            col(Incident.version_id).in_([one.id for one in same_content(session, version)]),
            Incident.kind == BREAK_GLASS,
        )
        .order_by(col(Incident.id))
    ).all()
    if altered(session, Incident, [one.id for one in found]):
        raise tampered("An incident of this version was changed")
    return found


def begin(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Let the version be used from now on, and open the incident that explains it later."""
    now = utcnow()
    version = session.get_one(ModelVersion, subject["version"])
    _require_not_overtaken(session, act, version)
    incident = Incident(
        version_id=version.id,
        kind=BREAK_GLASS,
        severity="high",
        summary=f"{subject['label']} ({version.state.replace('_', ' ')}) is used without an "
        f"approval for {subject['hours']} hours at most: {act.reason}",
        opened_by=act.proposed_by,
        opened_at=now,
    )
    session.add(incident)
    session.add(
        EmergencyUse(
            version_id=version.id,
            manifest_root=subject["manifest_root"],
            reason=act.reason,
            act_id=act.id,
            incident_id=incident.id,
            starts_at=now,
            ends_at=now + timedelta(hours=subject["hours"]),
        )
    )


def _require_not_overtaken(session: Session, act: AdministrativeAct, version: ModelVersion) -> None:
    """What was proposed before another use began was not proposed for what came after it."""
    later = session.exec(
        select(EmergencyUse).where(
            col(EmergencyUse.version_id).in_([one.id for one in same_content(session, version)]),
            col(EmergencyUse.starts_at) >= act.proposed_at,
        )
    ).first()
    if later is not None:
        raise AssayError(
            "emergency.overtaken",
            "This was proposed before an earlier emergency use of the version began.",
            "Propose it anew, with the reason that there is now.",
        )


def _require_explained(session: Session, version: ModelVersion) -> None:
    """One emergency after the other would be use without an end, and without an approval."""
    earlier = next((one for one in _broken(session, version) if one.closed_at is None), None)
    if earlier is not None:
        raise AssayError(
            "emergency.open",
            "An earlier emergency use of this version is not explained yet: incident "
            f"{short_id(earlier.id)} is open.",
            "Somebody who did not break the glass closes it: assay incident close "
            f"{short_id(earlier.id)} --resolution WHAT",
        )
