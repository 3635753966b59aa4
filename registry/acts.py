"""The kinds of administrative act, as a table: who proposes them, who settles, what they do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from registry import emergency_acts, erasure_acts, hold_acts, role_acts, waiver_acts
from registry.errors import AssayError
from registry.names import validate_name
from registry.personal_names import SaltedName, new_principal, require_committed
from registry.principals import principal_named
from registry.signatures.ed25519 import KEY_BYTES, fingerprint, from_text
from registry.signing_keys import active_key, keys_of
from registry.tables import AdministrativeAct, Principal, RoleBinding, SigningKey, utcnow

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
    at once. `may_settle` refuses who may not, given who proposed and who would settle. After what
    `wipes`, the database is cleared of the bytes that its files keep of rows as they were.
    """

    kind: ActKind
    event: str
    two_persons: bool
    administrator: bool
    check: Callable[[Session, Subject, Principal], None]
    carry_out: Callable[[Session, AdministrativeAct, Subject, str], None]
    may_settle: Callable[[Session, Subject, Principal, Principal], None] = one_administers
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
    ActKind.REVOKE_KEY: "revoke the key {fingerprint} of '{who}'",
    ActKind.ENROL_LOG_KEY: "enrol the key {fingerprint} for the log",
    ActKind.GRANT_ADMINISTRATOR: "make '{who}' an administrator",
    ActKind.END_ADMINISTRATOR: "let '{who}' administer no more",
    ActKind.BIND_ROLE: "make '{who}' {role} ({scope_name}), {until}",
    ActKind.DELEGATE_ROLE: "delegate to '{who}' the role {role} ({scope_name}), {until}",
    ActKind.END_ROLE: "end the role {role} of '{who}'",
    ActKind.RELEASE_HOLD: "release the legal hold {hold}",
    ActKind.RECUSE: "'{who}' does not decide on the request {request}",
    ActKind.GRANT_WAIVER: "waive for {label}, {until}: {description} Instead: {control}",
    ActKind.BREAK_GLASS: "use {label} in an emergency for {hours} hours, though it is not approved",
}


def summary(session: Session, act: AdministrativeAct) -> str:
    """An act in a few words."""
    subject = subject_of(act)
    principal = session.get(Principal, subject.get("principal", ""))
    until = subject.get("valid_until")
    return _WORDS[act.kind].format_map(
        {
            **subject,
            "who": principal.name if principal else "?",
            "newcomer": _newcomer(act, subject, principal),
            "what": "an administrator" if subject.get("administrator") else "a principal",
            "until": f"until {_day(until)}" if until else "without an end",
        }
    )


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _newcomer(act: AdministrativeAct, subject: Subject, principal: Principal | None) -> str:
    """Who came, or is to come; the name of who did not come is not kept."""
    name = principal.name if principal else act.newcomer or subject.get("name")
    return f"'{name}'" if name else "somebody"


def _create_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    if "name_commitment" not in subject:
        raise AssayError(
            "administration.older",
            "This was proposed with an older Assay, which wrote the name into the log.",
            "Decline it, and propose it again.",
        )
    name = validate_name(subject["newcomer"])
    require_committed(SaltedName(name, subject["newcomer_salt"]), subject["name_commitment"])
    if principal_named(session, name) is not None:
        raise AssayError(
            "principal.exists",
            f"There is a principal '{name}' already (case does not count).",
            "Choose another name: two people never share one.",
        )


def _create(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    principal = new_principal(
        SaltedName(subject["newcomer"], subject["newcomer_salt"]),
        key=subject["principal"],
        administrator=subject["administrator"],
        created_by=act.proposed_by,
    )
    session.add(principal)
    for role in subject["roles"]:
        session.add(RoleBinding(principal_id=principal.id, role=role, act_id=act.id))


def _deactivation_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    leaver = session.get_one(Principal, subject["principal"])
    _require_active(leaver, active=True)
    if leaver.administrator:
        _require_other_administrator(session, leaver)


def _require_other_administrator(session: Session, leaver: Principal) -> None:
    others = select(Principal).where(
        col(Principal.administrator).is_(True),
        col(Principal.active).is_(True),
        Principal.id != leaver.id,
    )
    if session.exec(others).first() is None:
        raise AssayError(
            "principal.last_administrator",
            f"'{leaver.name}' is the last active administrator: nobody could administer then.",
            "Add another administrator first: assay principal add NAME --administrator",
        )


def _deactivate(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    leaver = session.get_one(Principal, subject["principal"])
    leaver.active = False
    session.add(leaver)
    for key in keys_of(session, leaver.id):
        if key.revoked_at is None:
            _end_key(session, key, by, f"Its holder was deactivated: {act.reason}")


def _reactivation_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    principal = session.get_one(Principal, subject["principal"])
    _require_active(principal, active=False)
    if principal.erased_at is not None:
        raise AssayError(
            "principal.erased",
            f"The name of '{principal.name}' was erased: nobody can tell who that was.",
            "Add them anew: assay principal add NAME",
        )


def _reactivate(session: Session, _act: AdministrativeAct, subject: Subject, _by: str) -> None:
    principal = session.get_one(Principal, subject["principal"])
    principal.active = True
    session.add(principal)


def _grant_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    principal = session.get_one(Principal, subject["principal"])
    if not principal.active:
        raise AssayError("principal.inactive", f"'{principal.name}' is no longer active here.")
    if principal.administrator:
        raise AssayError("principal.state", f"'{principal.name}' is an administrator already.")


def _grant(session: Session, _act: AdministrativeAct, subject: Subject, _by: str) -> None:
    _set_administrator(session, subject, administrator=True)


def _end_grant_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    principal = session.get_one(Principal, subject["principal"])
    if not principal.administrator:
        raise AssayError("principal.state", f"'{principal.name}' is no administrator.")
    _require_other_administrator(session, principal)


def _end_grant(session: Session, _act: AdministrativeAct, subject: Subject, _by: str) -> None:
    _set_administrator(session, subject, administrator=False)


def _set_administrator(session: Session, subject: Subject, *, administrator: bool) -> None:
    principal = session.get_one(Principal, subject["principal"])
    principal.administrator = administrator
    session.add(principal)


def _require_active(principal: Principal, *, active: bool) -> None:
    if principal.active != active:
        state = "active" if principal.active else "no longer active"
        raise AssayError("principal.state", f"'{principal.name}' is {state} already.")


def _enrolment_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """The key is new here, and replaces just the one that its holder signs with now."""
    _key_allowed(session, subject, _by)
    current = active_key(session, subject["principal"])
    if subject["replaces"] != (current.fingerprint if current else None):
        raise AssayError(
            "key.replaces",
            "A principal signs with one key at a time, and this one would not take its place.",
            "Make another with 'assay key rotate', or revoke the present one first.",
        )


def _key_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    raw = from_text(subject["public_key"])
    if len(raw) != KEY_BYTES or fingerprint(raw) != subject["fingerprint"]:
        raise AssayError("key.invalid", "What is to be enrolled is no Ed25519 public key.")
    known = select(SigningKey).where(SigningKey.fingerprint == subject["fingerprint"])
    if session.exec(known).first() is not None:
        raise AssayError(
            "key.enrolled",
            f"The key {subject['fingerprint']} is or was enrolled here already.",
            "A key is enrolled once: make a new one.",
        )


def _enrol(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    for key in keys_of(session, subject["principal"]):
        if key.fingerprint == subject["replaces"]:
            _end_key(session, key, by, f"replaced by {subject['fingerprint']}")
    _add_key(session, act, subject, "decision")


def _enrol_for_log(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    earlier = select(SigningKey).where(
        SigningKey.purpose == "log", col(SigningKey.revoked_at).is_(None)
    )
    for key in session.exec(earlier).all():
        _end_key(session, key, by, f"replaced by {subject['fingerprint']}")
    _add_key(session, act, subject, "log")


def _add_key(session: Session, act: AdministrativeAct, subject: Subject, purpose: str) -> None:
    session.add(
        SigningKey(
            principal_id=subject["principal"],
            purpose=purpose,
            public_key=subject["public_key"],
            fingerprint=subject["fingerprint"],
            proof_json=act.envelope_json or "",
            act_id=act.id,
        )
    )


def _revocation_allowed(session: Session, subject: Subject, by: Principal) -> None:
    key = _key(session, subject)
    if key.revoked_at is not None:
        raise AssayError("key.revoked", f"The key {key.fingerprint} is revoked already.")
    if by.id != key.principal_id and not by.administrator:
        raise AssayError(
            "key.not_holder",
            f"'{by.name}' neither holds the key {key.fingerprint} nor is an administrator.",
            "Its holder or an administrator can revoke it.",
        )


def _revoke(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    _end_key(session, _key(session, subject), by, act.reason)


def _key(session: Session, subject: Subject) -> SigningKey:
    query = select(SigningKey).where(SigningKey.fingerprint == subject["fingerprint"])
    return session.exec(query).one()


def _end_key(session: Session, key: SigningKey, by: str, reason: str) -> None:
    key.revoked_at = utcnow()
    key.revoked_by = by
    key.revoked_reason = reason
    session.add(key)


ACTS: dict[str, Act] = {
    act.kind: act
    for act in (
        Act(
            ActKind.CREATE_PRINCIPAL, "principal.created", two_persons=True, administrator=True,
            check=_create_allowed, carry_out=_create,
        ),
        Act(
            ActKind.DEACTIVATE_PRINCIPAL, "principal.deactivated", two_persons=False,
            administrator=True, check=_deactivation_allowed, carry_out=_deactivate,
        ),
        Act(
            ActKind.REACTIVATE_PRINCIPAL, "principal.reactivated", two_persons=True,
            administrator=True, check=_reactivation_allowed, carry_out=_reactivate,
        ),
        Act(
            ActKind.ERASE_PRINCIPAL, "principal.erased", two_persons=True, administrator=True,
            check=erasure_acts.erasure_allowed, carry_out=erasure_acts.erase, wipes=True,
        ),
        Act(
            ActKind.ENROL_KEY, "key.enrolled", two_persons=True, administrator=False,
            check=_enrolment_allowed, carry_out=_enrol,
        ),
        Act(
            ActKind.REVOKE_KEY, "key.revoked", two_persons=False, administrator=False,
            check=_revocation_allowed, carry_out=_revoke,
        ),
        Act(
            ActKind.GRANT_ADMINISTRATOR, "administrator.granted", two_persons=True,
            administrator=True, check=_grant_allowed, carry_out=_grant,
        ),
        Act(
            ActKind.END_ADMINISTRATOR, "administrator.ended", two_persons=False,
            administrator=True, check=_end_grant_allowed, carry_out=_end_grant,
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
            check=_key_allowed, carry_out=_enrol_for_log,
        ),
        Act(
            ActKind.GRANT_WAIVER, "waiver.granted", two_persons=True, administrator=False,
            check=waiver_acts.waiver_allowed, carry_out=waiver_acts.waive,
            may_settle=waiver_acts.may_waive, never_alone=True,
        ),
        Act(
            ActKind.BREAK_GLASS, "emergency.begun", two_persons=True, administrator=False,
            check=emergency_acts.emergency_allowed, carry_out=emergency_acts.begin,
            may_settle=emergency_acts.may_begin, never_alone=True,
        ),
    )
}  # fmt: skip
