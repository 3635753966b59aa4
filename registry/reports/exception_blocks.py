"""What was let pass and what went wrong, as blocks of sections 15 and 19."""

from __future__ import annotations

from registry.exceptions import Exceptions
from registry.reports.governance_sections import time_text
from registry.reports.parts import Block
from registry.reports.payloads import table
from registry.views.requests import RequestView

DECISIONS, MONITORING = 15, 19


def exception_blocks(
    found: Exceptions, requests: tuple[RequestView, ...], section: int
) -> list[Block]:
    """What belongs to a section: waivers and discussions to 15, emergencies and incidents to 19."""
    if section == DECISIONS:
        return [*_waivers(found), *_discussions(requests)]
    return [*_emergencies(found), *_incidents(found)] if section == MONITORING else []


def _waivers(found: Exceptions) -> list[Block]:
    rows = [
        [
            one.description, one.status, f"{time_text(one.granted_at)} to "
            f"{time_text(one.ended_at or one.expires_at)}", " and ".join(one.by),
            "yes" if one.signed else "no", one.reason, one.compensating_control,
            f"{one.ended_by}: {one.ended_reason}" if one.ended_by else "-",
        ]
        for one in found.waivers
    ]  # fmt: skip
    names = [
        "rule", "status", "from and until (UTC)", "by", "signed by both", "reason",
        "compensating control", "ended early by, with",
    ]  # fmt: skip
    return [table("Rules that were waived", names, rows)] if rows else []


def _discussions(requests: tuple[RequestView, ...]) -> list[Block]:
    rows = [
        [
            time_text(one.written_at),
            f"{one.principal} (contributor)" if one.contributor else one.principal,
            one.about or "-",
            "CHANGED BEHIND THE AUDIT LOG'S BACK" if one.altered else one.body,
        ]
        for request in requests
        for one in request.comments
    ]
    return [table("Discussion", ["time (UTC)", "by", "about", "said"], rows)] if rows else []


def _emergencies(found: Exceptions) -> list[Block]:
    rows = [
        [
            one.status, f"{time_text(one.starts_at)} to {time_text(one.ended_at or one.ends_at)}",
            " and ".join(one.by), "yes" if one.signed else "no", one.reason,
        ]
        for one in found.emergencies
    ]  # fmt: skip
    names = ["status", "from and until (UTC)", "by", "signed by both", "reason"]
    return [table("Emergency use without an approval", names, rows)] if rows else []


def _incidents(found: Exceptions) -> list[Block]:
    rows = [
        [
            time_text(one.opened_at), one.status, one.severity, one.kind.replace("_", " "),
            one.summary, one.opened_by,
            f"{one.closed_by}: {one.resolution}" if one.closed_by else "-",
        ]
        for one in found.incidents
    ]  # fmt: skip
    names = ["opened (UTC)", "status", "severity", "kind", "what", "by", "closed by, with"]
    return [table("Incidents", names, rows)] if rows else []
