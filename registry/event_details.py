"""One event of the audit log in full: the records that it changed, and its hashes."""

from __future__ import annotations

import json
from datetime import datetime

from sqlmodel import Session

from registry.outside_json import read_json
from registry.tables import Principal
from registry.tables.audit import AuditEvent, AuditObject
from registry.views.base import View


class TouchedView(View):
    """A record that an event changed, with its digests; '' where it was not there, or is gone."""

    table: str
    id: str
    before: str
    after: str


class EventDetail(View):
    """An event. Where its payload cannot be read, `readable` is False and it touches nothing."""

    sequence: int
    event_id: str
    at: datetime
    actor: str
    action: str
    details: str
    touched: tuple[TouchedView, ...]
    readable: bool
    payload_hash: str
    previous_hash: str
    event_hash: str


def event_detail(session: Session, sequence: int) -> EventDetail | None:
    """The event with this number; None where the log has none.

    Whether its hashes are those of its payload is for `audit verify`.
    """
    row = session.get(AuditEvent, sequence)
    if row is None:
        return None
    actor = session.get(Principal, row.actor)
    read = _payload(row.payload)
    details, touched = read if read is not None else ("", ())
    return EventDetail(
        sequence=row.sequence,
        event_id=row.event_id,
        at=row.at,
        actor=actor.name if actor is not None else row.actor,
        action=row.action,
        details=details,
        touched=touched,
        readable=read is not None,
        payload_hash=row.payload_hash,
        previous_hash=row.previous_hash,
        event_hash=row.event_hash,
    )


def last_event_of(session: Session, table: str, record: str) -> int | None:
    """The number of the event that last spoke of a record; None where none did."""
    found = session.get(AuditObject, (table, record))
    return None if found is None else found.sequence


def _payload(payload: bytes) -> tuple[str, tuple[TouchedView, ...]] | None:
    try:
        said = read_json(payload)
        return json.dumps(said["details"], ensure_ascii=False), tuple(
            TouchedView(
                table=str(item["table"]),
                id=str(item["id"]),
                before=item["before"] or "",
                after=item["after"] or "",
            )
            for item in said["objects"]
        )
    except (ValueError, KeyError, TypeError):
        return None
