"""The kinds of administrative act, as a table: who proposes them, who settles, what they do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from registry import (
    emergency_acts,
    erasure_acts,
    hold_acts,
    key_acts,
    principal_acts,
    requirement_acts,
    role_acts,
    waiver_acts,
)
from registry.errors import AssayError
from registry.id_ends import short_id
from registry.one_line import one_line
from registry.roles import Role
from registry.tables import AdministrativeAct, Principal

Subject = dict[str, Any]


class ActKind(StrEnum):
    """What an administrative act does."""

    CREATE_PRINCIPAL = "principal.create"
    DEACTIVATE_PRINCIPAL = "principal.deactivate"
    REACTIVATE_PRINCIPAL = "principal.reactivate"
    ERASE_PRINCIPAL = "principal.erase"
    ENROL_KEY = "key.enrol"
    REVOKE_KEY = "key.revoke"
    ENROL_LOG_KEY = "log_key.enrol"
    GRANT_ADMINISTRATOR = "administrator.grant"
    END_ADMINISTRATOR = "administrator.end"
    BIND_ROLE = "role.bind"
    DELEGATE_ROLE = "role.delegate"
    END_ROLE = "role.end"
    RECUSE = "review.recuse"
    RELEASE_HOLD = "hold.release"
    GRANT_WAIVER = "waiver.grant"
    BREAK_GLASS = "emergency.begin"
    REQUIRE_POLICY = "policy.require"
    RELEASE_POLICY = "policy.release"


def one_administers(
    _session: Session, _subject: Subject, proposer: Principal, settler: Principal
) -> None:
    """People, keys and roles come in by two persons, of whom one is an administrator."""
    if not (proposer.administrator or settler.administrator):
        raise AssayError(
            "administration.second_person",
            f"'{settler.name}' cannot settle what '{proposer.name}' proposed: it takes an "
            "administrator.",
            "People and keys come in by two persons, of whom one is an administrator.",
        )


@dataclass(frozen=True)
class Act:
    """One kind of act. `check` refuses it before it is proposed and again before it is done.

    Where `two_persons` is set, somebody else settles what was proposed as soon as there is
    somebody else, or waits for one where it is `never_alone`; what only takes rights away is done
    at once. `may_settle` refuses who may not, given who proposed and who would settle, and
    `second_role` is one by which somebody may. After what `wipes`, the database is cleared of the
    bytes that its files keep of rows as they were.
    """

    kind: ActKind
    event: str
    two_persons: bool
    administrator: bool
    check: Callable[[Session, Subject, Principal], None]
    carry_out: Callable[[Session, AdministrativeAct, Subject, str], None]
    may_settle: Callable[[Session, Subject, Principal, Principal], None] = one_administers
    second_role: str = ""
    never_alone: bool = False
    wipes: bool = False


def subject_of(act: AdministrativeAct) -> Subject:
    """Whom or what an act is about."""
    content: Subject = json.loads(act.subject_json)
    return content


def open_subject(act: AdministrativeAct) -> Subject:
    """The same, with the name of who is to come, which is not kept with it."""
    return subject_of(act) | {"newcomer": act.newcomer, "newcomer_salt": act.newcomer_salt}


_WORDS: dict[str, str] = {
    ActKind.CREATE_PRINCIPAL: "add {newcomer} as {what}",
    ActKind.DEACTIVATE_PRINCIPAL: "deactivate '{who}'",
    ActKind.REACTIVATE_PRINCIPAL: "reactivate '{who}'",
    ActKind.ERASE_PRINCIPAL: "erase the name of '{who}'",
    ActKind.ENROL_KEY: "enrol the key {fingerprint} for '{who}'",
    ActKind.REVOKE_KEY: "revoke the key {fingerprint} of {holder}",
    ActKind.ENROL_LOG_KEY: "enrol the key {fingerprint} for the log",
    ActKind.GRANT_ADMINISTRATOR: "make '{who}' an administrator",
    ActKind.END_ADMINISTRATOR: "let '{who}' administer no more",
    ActKind.BIND_ROLE: "make '{who}' {role} ({scope_name}), {until}",
    ActKind.DELEGATE_ROLE: "delegate to '{who}' the role {role} ({scope_name}), {until}",
    ActKind.END_ROLE: "end the role {role} of '{who}'",
    ActKind.RELEASE_HOLD: "release the legal hold {hold_end}",
    ActKind.RECUSE: "'{who}' does not decide on the request {request}",
    ActKind.GRANT_WAIVER: "waive for {label}, {until}: {description} Instead: {control}",
    ActKind.BREAK_GLASS: "use {label} in an emergency for {hours} hours, though it is not approved",
    ActKind.REQUIRE_POLICY: "require of {scope_name} approval under {names}{replaced}",
    ActKind.RELEASE_POLICY: "require of {scope_name} no policy any more{replaced}",
}


def summary(session: Session, act: AdministrativeAct) -> str:
    """An act in a few words."""
    subject = subject_of(act)
    principal = session.get(Principal, subject.get("principal", ""))
    until = subject.get("valid_until")
    return _WORDS[act.kind].format_map(
        {
            **{
                name: one_line(value) if isinstance(value, str) else value
                for name, value in subject.items()
            },
            "who": principal.name if principal else "?",
            "holder": _holder(session, act, principal),
            "newcomer": _newcomer(act, subject, principal),
            "what": "an administrator" if subject.get("administrator") else "a principal",
            "hold_end": short_id(subject.get("hold", "")),
            "until": f"until {_day(until)}" if until else "without an end",
        }
    )


def _holder(session: Session, act: AdministrativeAct, principal: Principal | None) -> str:
    """Whose key is revoked; the log's is nobody's, though somebody made it."""
    if act.kind == ActKind.REVOKE_KEY and key_acts.of_the_log(session, subject_of(act)):
        return "the log"
    return f"'{principal.name if principal else '?'}'"


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _newcomer(act: AdministrativeAct, subject: Subject, principal: Principal | None) -> str:
    """Who came, or is to come; the name of who did not come is not kept."""
    name = principal.name if principal else act.newcomer or subject.get("name")
    return f"'{name}'" if name else "somebody"


ACTS: dict[str, Act] = {
    act.kind: act
    for act in (
        Act(
            ActKind.CREATE_PRINCIPAL, "principal.created", two_persons=True, administrator=True,
            check=principal_acts.creation_allowed, carry_out=principal_acts.create,
        ),
        Act(
            ActKind.DEACTIVATE_PRINCIPAL, "principal.deactivated", two_persons=False,
            administrator=True, check=principal_acts.deactivation_allowed,
            carry_out=principal_acts.deactivate,
        ),
        Act(
            ActKind.REACTIVATE_PRINCIPAL, "principal.reactivated", two_persons=True,
            administrator=True, check=principal_acts.reactivation_allowed,
            carry_out=principal_acts.reactivate,
        ),
        Act(
            ActKind.ERASE_PRINCIPAL, "principal.erased", two_persons=True, administrator=True,
            check=erasure_acts.erasure_allowed, carry_out=erasure_acts.erase, wipes=True,
        ),
        Act(
            ActKind.ENROL_KEY, "key.enrolled", two_persons=True, administrator=False,
            check=key_acts.enrolment_allowed, carry_out=key_acts.enrol,
        ),
        Act(
            ActKind.REVOKE_KEY, "key.revoked", two_persons=False, administrator=False,
            check=key_acts.revocation_allowed, carry_out=key_acts.revoke,
        ),
        Act(
            ActKind.GRANT_ADMINISTRATOR, "administrator.granted", two_persons=True,
            administrator=True, check=principal_acts.grant_allowed, carry_out=principal_acts.grant,
        ),
        Act(
            ActKind.END_ADMINISTRATOR, "administrator.ended", two_persons=False,
            administrator=True, check=principal_acts.end_grant_allowed,
            carry_out=principal_acts.end_grant,
        ),
        Act(
            ActKind.BIND_ROLE, "role.bound", two_persons=True, administrator=True,
            check=role_acts.binding_allowed, carry_out=role_acts.bind,
        ),
        Act(
            ActKind.DELEGATE_ROLE, "role.delegated", two_persons=True, administrator=False,
            check=role_acts.delegation_allowed, carry_out=role_acts.bind,
        ),
        Act(
            ActKind.END_ROLE, "role.ended", two_persons=False, administrator=False,
            check=role_acts.end_allowed, carry_out=role_acts.end,
        ),
        Act(
            ActKind.RELEASE_HOLD, "hold.released", two_persons=True, administrator=False,
            check=hold_acts.release_allowed, carry_out=hold_acts.release,
        ),
        Act(
            ActKind.RECUSE, "review.recused", two_persons=False, administrator=False,
            check=role_acts.recusal_allowed, carry_out=role_acts.recuse,
        ),
        Act(
            ActKind.ENROL_LOG_KEY, "log_key.enrolled", two_persons=True, administrator=True,
            check=key_acts.new_key_allowed, carry_out=key_acts.enrol_for_log,
        ),
        Act(
            ActKind.GRANT_WAIVER, "waiver.granted", two_persons=True, administrator=False,
            check=waiver_acts.waiver_allowed, carry_out=waiver_acts.waive,
            may_settle=waiver_acts.may_waive, second_role=Role.APPROVER, never_alone=True,
        ),
        Act(
            ActKind.BREAK_GLASS, "emergency.begun", two_persons=True, administrator=False,
            check=emergency_acts.emergency_allowed, carry_out=emergency_acts.begin,
            may_settle=emergency_acts.may_begin, never_alone=True,
        ),
        Act(
            ActKind.REQUIRE_POLICY, "policy.required", two_persons=True, administrator=True,
            check=requirement_acts.requirement_allowed, carry_out=requirement_acts.require,
            may_settle=requirement_acts.may_require, second_role=Role.AUDITOR,
        ),
        Act(
            ActKind.RELEASE_POLICY, "policy.released", two_persons=True, administrator=True,
            check=requirement_acts.release_allowed, carry_out=requirement_acts.release,
            may_settle=requirement_acts.may_require, second_role=Role.AUDITOR,
        ),
    )
}  # fmt: skip
