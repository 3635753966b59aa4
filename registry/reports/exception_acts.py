"""What was let pass and what went wrong, as lines of section 16: when, what, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from registry.exceptions import EmergencyView, Exceptions, IncidentView, WaiverView
from registry.rules.base import quoted_rule

Act = tuple[datetime, str, str]
BY_TIME = "-"
"""By whom something ended that ran out."""


def acts_of_exception(found: Exceptions) -> list[Act]:
    """How waivers, emergency uses and incidents began and ended."""
    return [
        *(act for one in found.waivers for act in _of_waiver(one)),
        *(act for one in found.emergencies for act in _of_emergency(one)),
        *(act for one in found.incidents for act in _of_incident(one)),
    ]


def _of_waiver(one: WaiverView) -> Iterator[Act]:
    rule = f"the rule {quoted_rule(one.description)}"
    until = f"{one.expires_at:%Y-%m-%d %H:%M} UTC"
    yield one.granted_at, f"{rule} was waived until {until}: {one.reason}", " and ".join(one.by)
    if one.ended_at is not None:
        yield (
            one.ended_at,
            f"the waiver of {rule} was ended: {one.ended_reason}",
            one.ended_by or "",
        )
    elif one.status == "expired":
        yield one.expires_at, f"the waiver of {rule} ran out", BY_TIME


def _of_emergency(one: EmergencyView) -> Iterator[Act]:
    until = f"{one.ends_at:%Y-%m-%d %H:%M} UTC"
    told = f"use without an approval was let until {until}: {one.reason}"
    yield one.starts_at, told, " and ".join(one.by)
    if one.ended_at is not None:
        yield one.ended_at, f"its emergency use was ended: {one.ended_reason}", one.ended_by or ""
    elif one.status == "over":
        yield one.ends_at, "its emergency use ran out", BY_TIME


def _of_incident(one: IncidentView) -> Iterator[Act]:
    yield (
        one.opened_at,
        f"a {one.severity} incident was opened ({one.kind.replace('_', ' ')}): {one.summary}",
        one.opened_by,
    )
    if one.closed_at is not None:
        yield one.closed_at, f"an incident was closed: {one.resolution}", one.closed_by or ""
