"""Judging every decision again, by how things stood at its event in the log.

What guards a decision looks at rows as they are. Who can write to the database may bend one, let a
decision pass, and put the row back: then each row agrees with the log again, and the decision does
not. The order is that of events, not of times in rows; where it cannot be told, nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import NamedTuple

from sqlmodel import Session, col, select

from registry.acts import ActKind
from registry.approvals.votes import Decision
from registry.audit import CLOCK_TOLERANCE
from registry.contributors import Hand, hands_in
from registry.errors import AssayError
from registry.log_checks import LogState
from registry.outside_json import read_json
from registry.policy import PolicyDocument
from registry.requirements import scope_words
from registry.roles import MEMBER, PROJECT, RIGHTS, Right, Role
from registry.tables import (
    AdministrativeAct,
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    Policy,
    PolicyRequirement,
    Principal,
    RegisteredModel,
    RoleBinding,
)

_BATCH = 500
_SLACK = 2 * CLOCK_TOLERANCE
"""An event is a little later than what its guard saw, and may be so much ahead of that clock."""
Fault = tuple[str, str]


class Judged(NamedTuple):
    """A decision with what it was about; `event` is the one that made it."""

    id: str
    event: int
    request: str
    stage: int
    verb: str
    who: str
    name: str
    policy: str
    version: str
    model: str
    tier: str


@dataclass(frozen=True)
class _Required:
    """What one act required, from one event to another."""

    began: int
    ended: float
    policies: dict[str, str]


class Order:
    """Which event a row came with, and which changed it last, for rows that are as the log says."""

    def __init__(self, state: LogState) -> None:
        self._state = state
        self._bent = frozenset(one.place for one in state.findings)
        self.bent_tables = frozenset(place.partition(" ")[0] for place in self._bent)

    def began(self, table: str, row: str) -> int | None:
        """The event that a row came with; None where it is not as the log says."""
        last = self.last(table, row)
        return None if last is None else self._state.began.get((table, row), last)

    def last(self, table: str, row: str) -> int | None:
        """The event since which a row is as it is; None where it is not as the log says."""
        if f"{table} {row}" in self._bent:
            return None
        digest, event = self._state.objects.get((table, row), (None, 0))
        return None if digest is None else event

    def told_before(self, table: str, row: str, event: int) -> bool:
        """Whether a row said before an event what it says now.

        A model's description changes as a whole; of other rows who made them stands from the start.
        """
        whole = table == "registered_model"
        known = self.last(table, row) if whole else self.began(table, row)
        return known is not None and known < event

    def time(self, decision: str) -> datetime | None:
        """When the event of a decision was."""
        said = self._state.decided_at.get(decision)
        return None if said is None else datetime.fromisoformat(said)


def contradicted(session: Session, state: LogState) -> Iterator[Fault]:
    """Each decision that was to be refused by what the log says of the time: its place, and why."""
    order = Order(state)
    decisions = _decisions(session, order)
    for check in (_other_policy, _stood_back, _without_role, _own_work):
        for decision, why in check(session, order, decisions):
            yield (
                f"approval_decision {decision.id}",
                f"By what the log says, it was to be refused at event {decision.event}: {why}",
            )


_Found = Iterator[tuple[Judged, str]]


def _decisions(session: Session, order: Order) -> list[Judged]:
    """The decisions that are as the log says, on versions that are."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            ApprovalDecision.id,
            ApprovalDecision.request_id,
            ApprovalDecision.stage,
            ApprovalDecision.decision,
            ApprovalDecision.principal_id,
            Principal.name,
            ApprovalRequest.policy_id,
            ModelVersion.id,
            ModelVersion.model_id,
            RegisteredModel.materiality_tier,
        )
        .join(Principal, col(Principal.id) == col(ApprovalDecision.principal_id))
        .join(ApprovalRequest, col(ApprovalRequest.id) == col(ApprovalDecision.request_id))
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .order_by(col(ApprovalDecision.id))
    ).all()
    found = []
    for key, *said in rows:
        event = order.began("approval_decision", key)
        if event is None:
            continue
        one = Judged(key, event, *said)
        about = (("approval_request", one.request), ("model_version", one.version))
        if all(order.last(*row) is not None for row in about):
            found.append(one)
    return found


def _other_policy(session: Session, order: Order, decisions: Sequence[Judged]) -> _Found:
    """Approvals under a policy that was not accepted for the model then."""
    required = _requirements(session, order)
    if not required:
        return
    names = {row.id: row.name for row in session.exec(select(RegisteredModel)).all()}
    for one in decisions:
        if one.verb != Decision.APPROVE:
            continue
        scopes: list[tuple[str | None, str | None]] = [(None, None), (one.model, None)]
        if order.told_before("registered_model", one.model, one.event):
            scopes.append((None, one.tier))
        for model, tier in scopes:
            for then in required.get((model, tier), ()):
                if then.began < one.event < then.ended and one.policy not in then.policies:
                    scope = scope_words(names[one.model] if model else None, tier)
                    said = " or ".join(sorted(then.policies.values()))
                    yield one, f"approval of {scope} was required under {said}."


def _requirements(
    session: Session, order: Order
) -> dict[tuple[str | None, str | None], list[_Required]]:
    """What was ever required, by model and tier; nothing where a row of it is not as logged."""
    if "policy_requirement" in order.bent_tables:
        return {}
    rows = session.exec(
        select(PolicyRequirement, Policy.name, Policy.version)
        .join(Policy, col(Policy.id) == col(PolicyRequirement.policy_id))
        .order_by(col(PolicyRequirement.id))
    ).all()
    acts: dict[tuple[str, str | None, str | None], _Required] = {}
    for row, name, version in rows:
        began, last = (ask("policy_requirement", row.id) for ask in (order.began, order.last))
        if began is None or last is None:
            continue
        key = (row.act_id, row.model_id, row.tier)
        act = acts.setdefault(key, _Required(began, last if row.ended_at else inf, {}))
        act.policies[row.policy_id] = f"{name} version {version}"
    found: defaultdict[tuple[str | None, str | None], list[_Required]] = defaultdict(list)
    for (_, model, tier), act in acts.items():
        found[model, tier].append(act)
    return found


def _stood_back(session: Session, order: Order, decisions: Sequence[Judged]) -> _Found:
    """Decisions of who had stood back from the request."""
    acts = session.exec(
        select(AdministrativeAct.id, AdministrativeAct.subject_json).where(
            AdministrativeAct.kind == ActKind.RECUSE
        )
    ).all()
    since: dict[tuple[str, str], int] = {}
    for act, subject in acts:
        event = order.began("administrative_act", act)
        if event is not None:
            said = read_json(subject)
            pair = (said["request"], said["principal"])
            since[pair] = min(event, since.get(pair, event))
    for one in decisions:
        event = since.get((one.request, one.who))
        if event is not None and event < one.event:
            yield one, f"'{one.name}' had stood back from the request at event {event}."


def _without_role(session: Session, order: Order, decisions: Sequence[Judged]) -> _Found:
    """Decisions of who had no role then that lets them, or not the one of the stage."""
    if "role_binding" in order.bent_tables:
        return
    bindings: defaultdict[str, list[RoleBinding]] = defaultdict(list)
    for row in session.exec(select(RoleBinding)).all():
        bindings[row.principal_id].append(row)
    stages = _stage_roles(session)
    for one in decisions:
        held = _roles_then(order, one, bindings.get(one.who, ()))
        right = Right.APPROVE if one.verb == Decision.APPROVE else Right.REVIEW
        needed = [RIGHTS[right]]
        asked = stages.get((one.policy, one.stage))
        if asked is not None:
            needed.append(frozenset({asked}))
        for roles in needed:
            if not held & roles:
                has, takes = ", ".join(sorted(held)) or "none", " or ".join(sorted(roles))
                yield one, f"it took the role {takes}; '{one.name}' had for this model: {has}."
                break


def _roles_then(order: Order, one: Judged, bindings: Sequence[RoleBinding]) -> set[Role]:
    """The roles that somebody may have held at a decision."""
    at, held, bound = order.time(one.id), set[Role](), False
    for row in bindings:
        began, last = (ask("role_binding", row.id) for ask in (order.began, order.last))
        if began is None or last is None or began > one.event:
            continue
        bound = bound or began < one.event
        if row.scope not in (PROJECT, one.model) or (row.ended_at and last < one.event):
            continue
        ended = row.valid_until is not None and at is not None and row.valid_until <= at - _SLACK
        if not ended and (at is None or row.valid_from <= at):
            held.add(Role(row.role))
    return held if bound else held | MEMBER


def _stage_roles(session: Session) -> dict[tuple[str, int], Role]:
    """The role that a stage asks for, by the policy's id and the stage's number."""
    found: dict[tuple[str, int], Role] = {}
    for row in session.exec(select(Policy)).all():
        try:
            stages = PolicyDocument.from_stored(row.document_json, row.digest).stages
        except AssayError:  # not as it was stored: found for itself
            continue
        found |= {(row.id, at): one.role for at, one in enumerate(stages, 1) if one.role}
    return found


def _own_work(session: Session, order: Order, decisions: Sequence[Judged]) -> _Found:
    """Decisions of who had had a hand in the version by then."""
    of: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in decisions:
        of[one.version].append(one)
    ids = list(of)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        versions = session.exec(select(ModelVersion).where(col(ModelVersion.id).in_(batch))).all()
        hands: defaultdict[tuple[str, str], list[Hand]] = defaultdict(list)
        for hand in hands_in(session, versions):
            hands[hand.version, hand.who].append(hand)
        for one in (each for key in batch for each in of[key]):
            theirs = hands.get((one.version, one.who), ())
            known = _known_by(order, one.event)
            acts = list(dict.fromkeys(hand.act for hand in theirs if known(hand)))
            if acts:
                yield one, f"'{one.name}' {' and '.join(acts[:3])}."


def _known_by(order: Order, event: int) -> Callable[[Hand], bool]:
    return lambda hand: all(order.told_before(*row, event) for row in hand.rows)
