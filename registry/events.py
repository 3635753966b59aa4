"""The audit log as a list to read: who did what to which records."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, union_all
from sqlmodel import Session, col

from registry.distinct import distinct
from registry.paging import FIRST, Asked, Page
from registry.principals import names_by_id
from registry.tables.audit import AuditEvent
from registry.views.base import View

_MOST_WAYS = 100
_NO_WORD = re.compile("[._]")
_SHOWN = (
    col(AuditEvent.sequence), col(AuditEvent.at), col(AuditEvent.actor), col(AuditEvent.action),
    col(AuditEvent.payload), col(AuditEvent.event_hash),
)  # fmt: skip
_Choice = tuple[set[str], set[str]]
"""Actions and actors, of which an event has to have one."""


class EventView(View):
    """One event. `touched` counts the records that it changed, by table."""

    sequence: int
    at: datetime
    actor: str
    action: str
    touched: str
    event_hash: str


def log_size(session: Session) -> int:
    """How many events the log holds: whoever changes a governed record makes it grow."""
    found = session.connection().execute(select(func.max(col(AuditEvent.sequence))))
    return found.scalar_one() or 0


def event_page(session: Session, asked: Asked = FIRST) -> Page[EventView]:
    """Events, the newest first. A word may stand in the action or in the actor's name; states are
    actions. How many there are is told of the whole log alone.
    """
    connection, number = session.connection(), col(AuditEvent.sequence)
    names, query = names_by_id(session), select(*_SHOWN)
    past = asked.after if re.fullmatch("[0-9]{1,18}", asked.after) else ""
    before = [number < int(past)] if past else []
    narrowed = bool(asked.words or asked.states)
    if narrowed:
        query = query.where(_said(_choices(session, asked, names), before, asked.limit + 1))
    page = query.where(*before).order_by(number.desc()).limit(asked.limit + 1)
    found = connection.execute(page).all()
    more, found = len(found) > asked.limit, found[: asked.limit]
    return Page(
        items=tuple(_view(row, names) for row in found),
        total=None if narrowed or asked.after else log_size(session),
        after=str(found[-1].sequence) if more else "",
    )


def _view(row: Any, names: Mapping[str, str]) -> EventView:
    return EventView(
        sequence=row.sequence,
        at=row.at,
        actor=names.get(row.actor, row.actor),
        action=row.action,
        touched=_touched(row.payload),
        event_hash=row.event_hash,
    )


def actions_of(session: Session) -> tuple[str, ...]:
    """The actions that the log holds; what is not known to be one is not looked for."""
    return distinct(session, "audit_event", "action") or ()


def _choices(session: Session, asked: Asked, names: Mapping[str, str]) -> list[_Choice]:
    """For each word, and for the states: the actions that hold it and the actors."""
    known = actions_of(session)
    choices = []
    for word in asked.words:
        said = word.text.casefold()
        actions = {one for one in known if said in one or said in _NO_WORD.sub(" ", one)}
        actors = {key for key, name in names.items() if said in name.casefold()}
        choices.append((actions | set(word.codes), actors))
    if asked.states:
        choices.append((set(asked.states), set()))
    return choices


def _said(
    choices: Sequence[_Choice], before: Sequence[ColumnElement[bool]], limit: int
) -> ColumnElement[bool]:
    """That an event is one of the last ones that fit all choices.

    Few ways to fit are each looked up in an index. Of many ways, one soon fits: then the log is
    read from its end.
    """
    action, actor = col(AuditEvent.action), col(AuditEvent.actor)
    if not all(actions or actors for actions, actors in choices):
        return false()
    terms = _terms(choices)
    if terms is None:
        fits = (or_(action.in_(actions), actor.in_(actors)) for actions, actors in choices)
        return and_(*fits)
    if not terms:
        return false()
    number = col(AuditEvent.sequence)
    lasts = []
    for an_action, an_actor in terms:
        one = select(number).where(*before).order_by(number.desc()).limit(limit)
        if an_action:
            one = one.where(action == an_action)
        if an_actor:
            one = one.where(actor == an_actor)
        lasts.append(select(one.subquery().c.sequence))
    return number.in_(union_all(*lasts))


def _terms(choices: Sequence[_Choice]) -> set[tuple[str, str]] | None:
    """Action and actor (either may be empty: any) of each way to fit; None where they are many."""
    terms = {("", "")}
    for actions, actors in choices:
        if len(terms) * (len(actions) + len(actors)) > _MOST_WAYS:
            return None
        by_action = {(one, who) for one in actions for old, who in terms if old in ("", one)}
        by_actor = {(what, one) for one in actors for what, old in terms if old in ("", one)}
        terms = by_action | by_actor
    return terms


def _touched(payload: bytes) -> str:
    """`1 run, 12 trial`; a payload that cannot be read is for `audit verify` to find."""
    try:
        objects = json.loads(payload)["objects"]
        counts = Counter(str(item["table"]) for item in objects)
    except (ValueError, KeyError, TypeError):
        return "(unreadable)"
    return ", ".join(f"{number} {table}" for table, number in counts.items())
