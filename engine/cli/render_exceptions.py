"""Waivers, emergency uses and incidents as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from engine.cli.state import State
from engine.cli.text import quoted, said, when
from registry.exceptions import EmergencyView, Exceptions, IncidentView, WaiverView
from registry.id_ends import short_id
from registry.views.base import View

DEEP = " " * 8
V = TypeVar("V", bound=View)


def all_of(state: State, found: Exceptions) -> None:
    """Whatever there is of them around one version."""
    if found.waivers:
        waivers(state, found.waivers)
    if found.emergencies:
        emergencies(state, found.emergencies)
    if found.incidents:
        incidents(state, found.incidents)


def waivers(state: State, found: Sequence[WaiverView]) -> None:
    """Waivers, one below the other."""

    def line(one: WaiverView) -> str:
        return (
            f"{short_id(one.id)}  {one.version}: {one.description} {one.status}, until "
            f"{when(one.expires_at)}, by {' and '.join(one.by)}"
            f"{'' if one.signed else ' (not signed by both)'}\n"
            f"    Why: {quoted(one.reason, DEEP)}\n"
            f"    Instead: {quoted(one.compensating_control, DEEP)}"
            + (
                f"\n    Ended by {one.ended_by}{said(one.ended_reason, DEEP)}"
                if one.ended_by
                else ""
            )
        )

    _each(state, "waivers", found, line, "No rule was waived.")


def emergencies(state: State, found: Sequence[EmergencyView]) -> None:
    """Emergency uses, one below the other."""

    def line(one: EmergencyView) -> str:
        return (
            f"{one.version}: EMERGENCY USE {one.status}, {when(one.starts_at)} to "
            f"{when(one.ends_at)}, by {' and '.join(one.by)}"
            f"{'' if one.signed else ' (not signed by both)'}{said(one.reason, DEEP)}"
            + (
                f"\n    Ended by {one.ended_by}{said(one.ended_reason, DEEP)}"
                if one.ended_by
                else ""
            )
            + f"\n    Incident {short_id(one.incident)}"
        )

    _each(state, "emergencies", found, line, "No emergency use.")


def incidents(state: State, found: Sequence[IncidentView]) -> None:
    """Incidents, one below the other."""

    def line(one: IncidentView) -> str:
        about = f"{one.version}: " if one.version else ""
        closed = (
            f"\n    Closed by {one.closed_by}, {when(one.closed_at)}{said(one.resolution, DEEP)}"
            if one.closed_at
            else ""
        )
        return (
            f"{short_id(one.id)}  {one.status}, {one.severity}, {one.kind}  {about}"
            f"{quoted(one.summary, DEEP)}\n"
            f"    Opened by {one.opened_by}, {when(one.opened_at)}{closed}"
        )

    _each(state, "incidents", found, line, "No incident is open.")


def _each(
    state: State, name: str, found: Sequence[V], line: Callable[[V], str], empty: str
) -> None:
    if state.json:
        state.print_json({name: [one.model_dump(mode="json") for one in found]})
        return
    for one in found:
        state.say_plain(line(one))
    if not found:
        state.say_plain(empty)
