"""What was let pass or went wrong around a version, as shown: waivers, emergencies, incidents."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.tables import (
    EmergencyUse,
    Incident,
    ModelVersion,
    Principal,
    RegisteredModel,
    Waiver,
    utcnow,
)
from registry.views.base import View
from registry.waived import givers

IN_FORCE = "in force"


class WaiverView(View):
    """Leave not to meet one rule; `status` is in force, expired, ended or altered."""

    id: str
    version: str
    rule: str
    description: str
    reason: str
    compensating_control: str
    by: tuple[str, ...]
    signed: bool
    granted_at: datetime
    expires_at: datetime
    status: str
    ended_at: datetime | None
    ended_by: str | None
    ended_reason: str


class EmergencyView(View):
    """Use without an approval; `status` is in force, over, ended or altered."""

    id: str
    version: str
    reason: str
    by: tuple[str, ...]
    signed: bool
    manifest_root: str
    incident: str
    starts_at: datetime
    ends_at: datetime
    status: str
    ended_at: datetime | None
    ended_by: str | None
    ended_reason: str


class IncidentView(View):
    """Something that went wrong, or was done in need; `status` is open, closed or altered."""

    id: str
    version: str | None
    kind: str
    severity: str
    summary: str
    status: str
    opened_by: str
    opened_at: datetime
    closed_by: str | None
    closed_at: datetime | None
    resolution: str


class Exceptions(View):
    """All of them for one version, the newest first."""

    waivers: tuple[WaiverView, ...]
    emergencies: tuple[EmergencyView, ...]
    incidents: tuple[IncidentView, ...]


def exceptions_of(session: Session, version_id: str) -> Exceptions:
    """What was let pass or went wrong around one version."""
    return Exceptions(
        waivers=list_waivers(session, version_id),
        emergencies=list_emergencies(session, version_id),
        incidents=list_incidents(session, version_id),
    )


def list_waivers(session: Session, version_id: str | None = None) -> tuple[WaiverView, ...]:
    """All waivers, or those of a version, the newest first."""
    query = select(Waiver).order_by(col(Waiver.id).desc())
    if version_id is not None:
        query = query.where(Waiver.version_id == version_id)
    return tuple(waiver_view(session, row) for row in session.exec(query).all())


def list_emergencies(session: Session, version_id: str | None = None) -> tuple[EmergencyView, ...]:
    """All emergency uses, or those of a version, the newest first."""
    query = select(EmergencyUse).order_by(col(EmergencyUse.id).desc())
    if version_id is not None:
        query = query.where(EmergencyUse.version_id == version_id)
    return tuple(emergency_view(session, row) for row in session.exec(query).all())


def list_incidents(session: Session, version_id: str | None = None) -> tuple[IncidentView, ...]:
    """All incidents, or those about a version, the newest first."""
    query = select(Incident).order_by(col(Incident.id).desc())
    if version_id is not None:
        query = query.where(Incident.version_id == version_id)
    return tuple(incident_view(session, row) for row in session.exec(query).all())


def waiver_view(session: Session, row: Waiver) -> WaiverView:
    """One waiver."""
    by, signed = givers(session, row.act_id)
    status = "expired" if row.expires_at <= utcnow() else IN_FORCE
    return WaiverView(
        **row.model_dump(
            include={
                "id", "rule", "description", "reason", "compensating_control", "expires_at",
                "granted_at", "ended_at", "ended_reason",
            }
        ),
        version=_label(session, row.version_id),
        status=_status(session, row, status),
        by=by,
        signed=signed,
        ended_by=_name(session, row.ended_by),
    )  # fmt: skip


def emergency_view(session: Session, row: EmergencyUse) -> EmergencyView:
    """One emergency use."""
    by, signed = givers(session, row.act_id)
    return EmergencyView(
        **row.model_dump(
            include={
                "id", "reason", "manifest_root", "starts_at", "ends_at", "ended_at", "ended_reason"
            }
        ),
        version=_label(session, row.version_id),
        incident=row.incident_id,
        status=_status(session, row, "over" if row.ends_at <= utcnow() else IN_FORCE),
        by=by,
        signed=signed,
        ended_by=_name(session, row.ended_by),
    )  # fmt: skip


def incident_view(session: Session, row: Incident) -> IncidentView:
    """One incident."""
    status = "open" if row.closed_at is None else "closed"
    return IncidentView(
        **row.model_dump(
            include={
                "id", "kind", "severity", "summary", "opened_at", "closed_at", "resolution"
            }
        ),
        version=None if row.version_id is None else _label(session, row.version_id),
        status=ALTERED if altered(session, Incident, [row.id]) else status,
        opened_by=_name(session, row.opened_by) or "",
        closed_by=_name(session, row.closed_by),
    )  # fmt: skip


def _status(session: Session, row: Waiver | EmergencyUse, else_: str) -> str:
    if altered(session, type(row), [row.id]):
        return ALTERED
    return "ended" if row.ended_at is not None else else_


def _label(session: Session, version_id: str) -> str:
    number, name = session.exec(
        select(ModelVersion.number, RegisteredModel.name)
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .where(ModelVersion.id == version_id)
    ).one()
    return f"{name}/{number}"


def _name(session: Session, principal_id: str | None) -> str | None:
    return None if principal_id is None else session.get_one(Principal, principal_id).name
