"""Which rules are waived for a version now, and by whom."""

from __future__ import annotations

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.contributors import contributions
from registry.errors import tampered
from registry.rules import Leave
from registry.tables import AdministrativeAct, ModelVersion, Principal, Waiver, utcnow


def waivers_in_force(session: Session, version: ModelVersion) -> dict[str, Leave]:
    """What is waived for a version, by the rules' digests; what has ended counts no more.

    Neither does what somebody gave who has come to have a hand in the version since.

    Raises AssayError `record.tampered` where a waiver, or the act that gave it, was changed behind
    the log's back.
    """
    rows = session.exec(
        select(Waiver).where(
            Waiver.version_id == version.id,
            col(Waiver.ended_at).is_(None),
            col(Waiver.expires_at) > utcnow(),
        )
    ).all()
    if not rows:
        return {}
    outside = altered(session, Waiver, [row.id for row in rows])
    outside |= altered(session, AdministrativeAct, [row.act_id for row in rows])
    if outside:
        raise tampered("A waiver for this version was changed")
    contributors = contributions(session, version)
    return {
        row.rule: _leave(session, row)
        for row in rows
        if session.get_one(AdministrativeAct, row.act_id).settled_by not in contributors
    }


def givers(session: Session, act_id: str) -> tuple[tuple[str, ...], bool]:
    """The names of the two persons of an act, and whether both signed it."""
    act = session.get_one(AdministrativeAct, act_id)
    people = (act.proposed_by, act.settled_by)
    names = tuple(session.get_one(Principal, who).name for who in people if who is not None)
    return names, bool(act.envelope_json and act.settlement_json)


def _leave(session: Session, row: Waiver) -> Leave:
    by, signed = givers(session, row.act_id)
    return Leave(row.expires_at, by, row.compensating_control, signed)
