"""Incidents: opened by anyone, closed with what came of them."""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import Session, col, select

from registry.database import Registry
from registry.emergency_acts import BREAK_GLASS
from registry.errors import AssayError
from registry.exceptions import IncidentView, incident_view
from registry.id_ends import find_by_end, short_id
from registry.names import is_name
from registry.principals import find_principal
from registry.resolve import resolve_version
from registry.same_content import same_content
from registry.tables import (
    AdministrativeAct,
    EmergencyUse,
    Incident,
    ModelVersion,
    Principal,
    utcnow,
)

TEXT_CHARACTERS = 4000


class Severity(StrEnum):
    """How bad it is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


def open_incident(
    registry: Registry,
    actor: str,
    summary: str,
    *,
    version: str | None = None,
    kind: str = "incident",
    severity: str = Severity.MEDIUM,
) -> IncidentView:
    """Say that something went wrong, about a version or about none; anyone may.

    Raises AssayError `incident.text`, `incident.severity` or `incident.kind`.
    """
    _require_text(summary, "a summary", "--summary")
    if severity not in set(Severity):
        raise AssayError(
            "incident.severity", f"'{severity}' is no severity.", f"Say one of: {_SEVERITIES}."
        )
    if not is_name(kind) or kind == BREAK_GLASS:
        raise AssayError(
            "incident.kind",
            f"'{kind}' is no kind of incident that can be opened.",
            "A kind is a name; 'break_glass' opens by itself where the glass is broken.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        version_id = None if version is None else resolve_version(session, version).id
    row = Incident(
        version_id=version_id,
        kind=kind,
        severity=severity,
        summary=summary.strip(),
        opened_by=actor_id,
    )
    incident_id = row.id
    details = {"incident": incident_id}
    with registry.transact(actor_id, "incident.opened", details) as session:
        session.add(row)
    return _as_it_stands(registry, incident_id)


def close_incident(registry: Registry, actor: str, incident: str, resolution: str) -> IncidentView:
    """Close an incident with what came of it.

    Where the glass was broken, nobody who ever did so for this content closes it, and not while the
    version is still in use. Raises AssayError `incident.unknown`, `incident.closed`,
    `incident.text`, `incident.own`, `incident.in_use`, `role.missing` or `record.tampered`.
    """
    _require_text(resolution, "a resolution", "--resolution")
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        incident_id = _find(session, incident).id
    details = {"incident": incident_id}
    with registry.transact(actor_id, "incident.closed", details, checkpoint=True) as session:
        row = session.get_one(Incident, incident_id)
        if row.closed_at is not None:
            raise AssayError(
                "incident.closed", f"The incident {short_id(row.id)} is closed already."
            )
        _require_stranger(session, row, session.get_one(Principal, actor_id))
        row.closed_at, row.closed_by, row.resolution = utcnow(), actor_id, resolution.strip()
        session.add(row)
    return _as_it_stands(registry, incident_id)


def _require_stranger(session: Session, incident: Incident, principal: Principal) -> None:
    if incident.kind != BREAK_GLASS or incident.version_id is None:
        return
    content = same_content(session, session.get_one(ModelVersion, incident.version_id))
    uses = session.exec(
        select(EmergencyUse).where(
            col(EmergencyUse.version_id).in_([version.id for version in content])
        )
    ).all()
    for use in uses:
        act = session.get_one(AdministrativeAct, use.act_id)
        if principal.id in (act.proposed_by, act.settled_by):
            raise AssayError(
                "incident.own",
                f"'{principal.name}' broke the glass, and cannot say that all is well again.",
                "Somebody who did not has to close the incident.",
            )
        mine = use.incident_id == incident.id
        if mine and use.ended_at is None and use.ends_at > utcnow():
            raise AssayError(
                "incident.in_use",
                f"The version is in emergency use until {use.ends_at:%Y-%m-%d %H:%M} UTC.",
                "End that first: assay end-emergency VERSION --reason WHY",
            )


def _find(session: Session, text: str) -> Incident:
    listing = "assay incident list"
    return find_by_end(session, Incident, text, "incident.unknown", "incident", listing)


def _as_it_stands(registry: Registry, incident_id: str) -> IncidentView:
    with registry.read() as session:
        return incident_view(session, session.get_one(Incident, incident_id))


def _require_text(text: str, what: str, option: str) -> None:
    if not text.strip() or len(text) > TEXT_CHARACTERS:
        raise AssayError(
            "incident.text",
            f"An incident needs {what} (1 to {TEXT_CHARACTERS:,} characters).",
            f"Give it with {option} TEXT.",
        )


_SEVERITIES = ", ".join(Severity)
