"""Roles: what each may do, as one table; and the bindings that give them to people for a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlmodel import Session, col, select

from registry.altered import altered, taken_away
from registry.errors import AssayError, tampered
from registry.principals import administrator_name
from registry.reading import recalled_each
from registry.tables import Principal, RegisteredModel, RoleBinding, utcnow
from registry.views.base import View

PROJECT = "project"
"""The scope of a binding that holds for every model."""


class Role(StrEnum):
    """What somebody is in a project, or for one model."""

    VIEWER = "viewer"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SERVICE = "service"


class Right(StrEnum):
    """What somebody may do, in words that follow 'may'."""

    IMPORT = "import data"
    TRAIN = "train"
    SUBMIT = "submit a version"
    REVIEW = "reject a version or ask for changes"
    APPROVE = "approve a version"
    ASSIGN = "ask somebody to review"
    WAIVE = "waive a rule of a policy"
    BREAK_GLASS = "have a version used in an emergency"
    STOP = "end a waiver or an emergency use"
    REPORT_INCIDENT = "open an incident"
    CLOSE_INCIDENT = "close an incident"
    SUSPEND = "suspend a version"
    REINSTATE = "reinstate a version"
    REVOKE = "revoke an approval"
    RETIRE = "retire a version"
    ARCHIVE = "archive a version"
    EXPORT = "export a version"
    SCORE = "record a batch of predictions"
    REPORT = "write a report"
    CHECK = "reproduce a version or re-perform a report"
    EVIDENCE = "bring evidence for a version, or answer a finding"
    DESCRIBE = "describe a model of which they made a version"
    OWN = "describe a model that they own, or hand it on"
    NARRATE = "write about a version in its report"
    CHALLENGE = "write what a version's validators say"
    ALIAS = "point an alias at a version"
    PROMOTE = "move a protected alias, such as champion"
    ANCHOR = "anchor the log outside"
    COSIGN = "cosign another log"
    DEPLOY = "deploy a version, drain and end a deployment"
    PAUSE = "pause a deployment"
    WITHDRAW_DATA = "withdraw data: their own, or any as approver or administrator"
    KEEP = "keep the registry: move it, or collect files that nothing refers to"
    HOLD = "place a legal hold"


MEMBER = frozenset({Role.AUTHOR, Role.REVIEWER, Role.APPROVER})
"""What somebody is who was never given a role. Nobody decides on their own work, whatever it is."""

_MAKERS = frozenset({Role.AUTHOR, Role.SERVICE})
_DECIDERS = frozenset({Role.REVIEWER, Role.APPROVER})

RIGHTS: Mapping[Right, frozenset[Role]] = {
    Right.IMPORT: _MAKERS,
    Right.TRAIN: _MAKERS,
    Right.SUBMIT: _MAKERS,
    Right.REVIEW: _DECIDERS,
    Right.APPROVE: _DECIDERS,
    Right.ASSIGN: frozenset({Role.AUTHOR, Role.REVIEWER, Role.APPROVER, Role.ADMINISTRATOR}),
    Right.WAIVE: frozenset({Role.APPROVER}),
    Right.BREAK_GLASS: frozenset({Role.AUTHOR, *_DECIDERS, Role.ADMINISTRATOR}),
    Right.CLOSE_INCIDENT: frozenset({*_DECIDERS, Role.ADMINISTRATOR}),
    # Stopping and telling are the safe side: nobody has to find the right person first.
    Right.STOP: frozenset(Role),
    Right.REPORT_INCIDENT: frozenset(Role),
    Right.SUSPEND: frozenset(Role),
    Right.REINSTATE: frozenset({Role.APPROVER}),
    Right.REVOKE: frozenset({Role.APPROVER}),
    Right.RETIRE: frozenset({Role.AUTHOR, Role.ADMINISTRATOR}),
    Right.ARCHIVE: frozenset({Role.AUTHOR, Role.ADMINISTRATOR}),
    Right.EXPORT: frozenset(Role) - {Role.VIEWER},
    Right.SCORE: frozenset(Role) - {Role.VIEWER},
    Right.REPORT: frozenset(Role),
    Right.CHECK: frozenset(Role) - {Role.VIEWER},
    Right.EVIDENCE: frozenset(Role) - {Role.VIEWER, Role.AUDITOR},
    Right.DESCRIBE: frozenset({Role.AUTHOR, Role.ADMINISTRATOR}),
    # An owner need not make models, but who only looks on writes nothing: others named them.
    Right.OWN: frozenset(Role) - {Role.VIEWER, Role.AUDITOR},
    Right.NARRATE: frozenset({Role.AUTHOR, Role.ADMINISTRATOR}),
    Right.CHALLENGE: _DECIDERS,
    Right.ALIAS: frozenset({Role.AUTHOR, Role.APPROVER, Role.ADMINISTRATOR, Role.SERVICE}),
    # Which version in force is followed is a person's choice, and not that of its author.
    Right.PROMOTE: frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    Right.ANCHOR: frozenset(Role) - {Role.VIEWER},
    Right.COSIGN: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Right.DEPLOY: frozenset({Role.APPROVER, Role.ADMINISTRATOR, Role.SERVICE}),
    Right.PAUSE: frozenset(Role) - {Role.VIEWER, Role.AUDITOR},
    # Who imported the data may, or who answers for more than one model: registry.withdrawals.
    Right.WITHDRAW_DATA: frozenset({Role.AUTHOR, Role.APPROVER, Role.ADMINISTRATOR, Role.SERVICE}),
    Right.KEEP: frozenset({Role.ADMINISTRATOR}),
    Right.HOLD: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
}

ACTION_RIGHTS: Mapping[str, Right] = {
    "dataset.imported": Right.IMPORT,
    "run.recorded": Right.TRAIN,
    "approval.requested": Right.SUBMIT,
    "approval.approve": Right.APPROVE,
    "approval.reject": Right.REVIEW,
    "approval.request_changes": Right.REVIEW,
    "review.assigned": Right.ASSIGN,
    "review.unassigned": Right.ASSIGN,
    "waiver.granted": Right.WAIVE,
    "waiver.ended": Right.STOP,
    "emergency.begun": Right.BREAK_GLASS,
    "emergency.ended": Right.STOP,
    "incident.opened": Right.REPORT_INCIDENT,
    "incident.closed": Right.CLOSE_INCIDENT,
    "version.suspended": Right.SUSPEND,
    "version.reinstated": Right.REINSTATE,
    "version.revoked": Right.REVOKE,
    "version.retired": Right.RETIRE,
    "version.archived": Right.ARCHIVE,
    "version.exported": Right.EXPORT,
    "version.bundled": Right.EXPORT,
    "batch.scored": Right.SCORE,
    "report.written": Right.REPORT,
    "bom.written": Right.REPORT,
    "check.finished": Right.CHECK,
    "evidence.checked": Right.CHECK,
    "card.written": Right.REPORT,
    "evidence.recorded": Right.EVIDENCE,
    "narrative.written": Right.NARRATE,
    "narrative.challenged": Right.CHALLENGE,
    "alias.set": Right.ALIAS,
    "alias.cleared": Right.ALIAS,
    "alias.promoted": Right.PROMOTE,
    "alias.demoted": Right.PROMOTE,
    "deployment.requested": Right.DEPLOY,
    "deployment.activated": Right.DEPLOY,
    "deployment.drained": Right.DEPLOY,
    "deployment.ended": Right.DEPLOY,
    "deployment.resumed": Right.DEPLOY,
    "deployment.paused": Right.PAUSE,
    "anchor.written": Right.ANCHOR,
    "log.cosigned": Right.COSIGN,
    "dataset.withdrawn": Right.WITHDRAW_DATA,
    "registry.left": Right.KEEP,
    "registry.moved": Right.KEEP,
    "artifacts.collected": Right.KEEP,
    "hold.placed": Right.HOLD,
}
"""The right that each action of the audit log takes. The others are guarded by who somebody is:
an administrator, the holder of a key, who made a request, who has a part in a review."""


class BindingView(View):
    """A role that somebody has, had or will have. `scope` is 'project' or a model's name."""

    id: str
    principal: str
    role: str
    scope: str
    valid_from: datetime
    valid_until: datetime | None
    ended_at: datetime | None
    ended_reason: str
    in_force: bool


@dataclass(frozen=True)
class Held:
    """The roles that somebody holds now: `everywhere`, and more of them for some models."""

    principal: Principal
    everywhere: frozenset[Role]
    for_models: Mapping[str, frozenset[Role]]
    tampered: bool
    administrator: Callable[[], str] = field(repr=False, compare=False)

    def roles(self, model_id: str | None = None) -> frozenset[Role]:
        """What somebody is for a model, for every one (PROJECT), or else for any.

        Raises AssayError `record.tampered` where a binding was changed behind the log's back.
        """
        if self.tampered:
            raise tampered(f"The roles of '{self.principal.name}' were changed")
        if model_id is None:
            return self.everywhere.union(*self.for_models.values())
        return self.everywhere | self.for_models.get(model_id, frozenset())

    def require(self, right: Right, model_id: str | None = None) -> None:
        """Raise AssayError `role.missing` where no role gives the right, and as `roles`."""
        held, name = self.roles(model_id), self.principal.name
        if held & RIGHTS[right]:
            return
        needed = " or ".join(sorted(RIGHTS[right]))
        has = ", ".join(sorted(held)) or "none"
        for_model = "" if model_id is None else " for this model"
        raise AssayError(
            "role.missing",
            f"'{name}' may not {right}: that takes the role {needed}; '{name}' "
            f"has{for_model}: {has}.",
            self.given_by(min(RIGHTS[right])),
        )

    def given_by(self, role: str) -> str:
        """How to come by a role, for hints."""
        return (
            f"An administrator can give it: assay --as {self.administrator()} "
            f"role bind {self.principal.name} {role}"
        )


def held_by(session: Session, principals: Sequence[Principal]) -> dict[str, Held]:
    """What each of these holds now, by principal id, in as few queries as for one."""
    people = {one.id: one for one in principals}

    def find(fresh: Sequence[str]) -> dict[str, Held]:
        return _held_by(session, [people[key] for key in fresh])

    return recalled_each(session, held_by, list(people), find)


def _held_by(session: Session, principals: Sequence[Principal]) -> dict[str, Held]:
    ids = [one.id for one in principals]
    query = select(RoleBinding).where(col(RoleBinding.principal_id).in_(ids))
    bindings = session.exec(query).all()
    outside = altered(session, RoleBinding, [one.id for one in bindings])
    # Who has no binding may more than some who have: whose the one was that is gone is not known.
    every = session.exec(select(RoleBinding.id)).all()
    gone = bool(taken_away(session, RoleBinding, every))
    now = utcnow()

    # Asked for by hints only, and then once for all of them.
    @cache
    def administrator() -> str:
        return administrator_name(session)

    def held(one: Principal) -> Held:
        rows = [row for row in bindings if row.principal_id == one.id]
        return _held(one, rows, outside, now, administrator, gone=gone)

    return {one.id: held(one) for one in principals}


def _held(
    principal: Principal,
    bindings: Sequence[RoleBinding],
    outside: frozenset[str],
    now: datetime,
    administrator: Callable[[], str],
    *,
    gone: bool,
) -> Held:
    by_scope: defaultdict[str, set[Role]] = defaultdict(set)
    for one in bindings:
        if one.id not in outside and in_force(one, now):
            by_scope[one.scope].add(Role(one.role))
    everywhere = by_scope.pop(PROJECT, set())
    if not bindings:
        everywhere |= MEMBER
    if principal.administrator:
        everywhere.add(Role.ADMINISTRATOR)
    return Held(
        principal=principal,
        everywhere=frozenset(everywhere),
        for_models={scope: frozenset(roles) for scope, roles in by_scope.items()},
        tampered=gone or any(one.id in outside for one in bindings),
        administrator=administrator,
    )


def roles_of(
    session: Session, principal: Principal, model_id: str | None = None
) -> frozenset[Role]:
    """What somebody is now: for a model where one is named, or else for any.

    Raises AssayError `record.tampered` where a binding was changed behind the log's back.
    """
    return held_by(session, [principal])[principal.id].roles(model_id)


def require_right(
    session: Session, principal: Principal, right: Right, model_id: str | None = None
) -> None:
    """Raise AssayError `role.missing` where somebody has no role that gives a right."""
    held_by(session, [principal])[principal.id].require(right, model_id)


def require_bindable(roles: Iterable[str]) -> None:
    """Raise AssayError `role.unknown` for what is no role that a binding can give."""
    bindable = sorted(set(Role) - {Role.ADMINISTRATOR})
    unknown = [role for role in roles if role not in bindable]
    if unknown:
        raise AssayError(
            "role.unknown",
            f"'{unknown[0]}' is no role that can be bound.",
            f"Roles are: {', '.join(bindable)}. An administrator is made with: "
            "assay principal promote NAME",
        )


def in_force(binding: RoleBinding, now: datetime) -> bool:
    """Whether a binding holds at a time."""
    return (
        binding.ended_at is None
        and binding.valid_from <= now
        and (binding.valid_until is None or now < binding.valid_until)
    )


def list_bindings(session: Session) -> tuple[BindingView, ...]:
    """All bindings, the oldest first."""
    rows = session.exec(
        select(RoleBinding, Principal.name)
        .join(Principal, col(Principal.id) == col(RoleBinding.principal_id))
        .order_by(col(RoleBinding.id))
    ).all()
    now = utcnow()
    return tuple(
        BindingView(
            **row.model_dump(
                include={"id", "role", "valid_from", "valid_until", "ended_at", "ended_reason"}
            ),
            principal=name,
            scope=_scope_name(session, row.scope),
            in_force=in_force(row, now),
        )
        for row, name in rows
    )


def _scope_name(session: Session, scope: str) -> str:
    model = None if scope == PROJECT else session.get(RegisteredModel, scope)
    return model.name if model else scope
