"""Acts of administration as they are read: what was proposed, by whom, and who may agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from registry.acts import ACTS, subject_of, summary
from registry.database import Registry
from registry.errors import AssayError
from registry.id_ends import find_by_end, short_id
from registry.principals import list_principals
from registry.tables import AdministrativeAct, Principal
from registry.views.base import View


class ActView(View):
    """An administrative act. `alone` says that it was done without a second person.

    `may_agree` names who may agree to it, while it is open, and `second_role` is a role that it
    takes for that, if any; `remark` says what is left to do after
    it, by somebody who has the machine in hand.
    """

    id: str
    kind: str
    summary: str
    reason: str
    status: str
    proposed_by: str
    proposed_at: datetime
    settled_by: str | None
    settled_at: datetime | None
    alone: bool
    signed: bool
    may_agree: tuple[str, ...] = ()
    second_role: str = ""
    remark: str = ""


def read_act(registry: Registry, act_id: str) -> ActView:
    """An act as it stands."""
    with registry.read() as session:
        return act_view(session, session.get_one(AdministrativeAct, act_id))


def act_view(session: Session, act: AdministrativeAct) -> ActView:
    """One act."""
    return _view(session, act, list_principals(session))


def list_acts(session: Session, *, only_open: bool = False) -> tuple[ActView, ...]:
    """All acts of administration, the oldest first."""
    query = select(AdministrativeAct).order_by(col(AdministrativeAct.id))
    if only_open:
        query = query.where(AdministrativeAct.status == "open")
    people = list_principals(session)
    return tuple(_view(session, act, people) for act in session.exec(query).all())


def find_act(session: Session, text: str) -> AdministrativeAct:
    """The act of that id, or of an end of it; AssayError `administration.unknown`."""
    noun, listing = "act of administration", "assay admin list"
    return find_by_end(session, AdministrativeAct, text, "administration.unknown", noun, listing)


def _view(session: Session, act: AdministrativeAct, people: Sequence[Principal]) -> ActView:
    """The act as it is read; `people` are all principals, read once for many acts."""
    settled = session.get(Principal, act.settled_by) if act.settled_by else None
    return ActView(
        **act.model_dump(include={"id", "kind", "reason", "status", "proposed_at", "settled_at"}),
        summary=summary(session, act),
        proposed_by=session.get_one(Principal, act.proposed_by).name,
        settled_by=settled.name if settled else None,
        alone=act.status == "done" and settled is None and ACTS[act.kind].two_persons,
        signed=bool(act.envelope_json) and (settled is None or bool(act.settlement_json)),
        may_agree=_may_agree(session, act, people) if act.status == "open" else (),
        second_role=ACTS[act.kind].second_role,
    )


def _may_agree(
    session: Session, act: AdministrativeAct, people: Sequence[Principal]
) -> tuple[str, ...]:
    """The active principals who may agree to an open act, in the order in which they came."""
    proposer = session.get_one(Principal, act.proposed_by)
    names = []
    for person in people:
        try:
            require_may_settle(session, act, proposer, person, agree=True)
        except AssayError:
            continue
        if person.active:
            names.append(person.name)
    return tuple(names)


def require_may_settle(
    session: Session,
    act: AdministrativeAct,
    proposer: Principal,
    principal: Principal,
    *,
    agree: bool,
) -> None:
    """Two persons, of whom the act may ask more; taking a proposal back is no agreement.

    Raises AssayError `administration.second_person`, and what the act's own rule raises.
    """
    if principal.id != proposer.id:
        ACTS[act.kind].may_settle(session, subject_of(act), proposer, principal)
    elif agree:
        raise AssayError(
            "administration.second_person",
            f"'{principal.name}' proposed the act {short_id(act.id)}: it takes somebody else to "
            "agree.",
            "What takes two persons is never done by one.",
        )
