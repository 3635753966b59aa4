"""What the acts about people check and do: they come, leave, return and administer."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.key_acts import end_key
from registry.names import validate_name
from registry.personal_names import SaltedName, new_principal, require_committed
from registry.principals import inactive, principal_named
from registry.signing_keys import keys_of
from registry.tables import AdministrativeAct, Principal, RoleBinding

Subject = dict[str, Any]


def creation_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """A name that nobody has here, and that is the one which the log commits to."""
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


def create(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Let somebody in, with the roles that they come with."""
    principal = new_principal(
        SaltedName(subject["newcomer"], subject["newcomer_salt"]),
        key=subject["principal"],
        administrator=subject["administrator"],
        created_by=act.proposed_by,
    )
    session.add(principal)
    for role in subject["roles"]:
        session.add(RoleBinding(principal_id=principal.id, role=role, act_id=act.id))


def deactivation_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """Who is active, and not the last who administers."""
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


def deactivate(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """Let somebody do nothing any more, and end their keys."""
    leaver = session.get_one(Principal, subject["principal"])
    leaver.active = False
    session.add(leaver)
    for key in keys_of(session, leaver.id):
        if key.revoked_at is None:
            end_key(session, key, by, f"Its holder was deactivated: {act.reason}")


def reactivation_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """Who left, and whose name was not erased."""
    principal = session.get_one(Principal, subject["principal"])
    _require_active(principal, active=False)
    if principal.erased_at is not None:
        raise AssayError(
            "principal.erased",
            f"The name of '{principal.name}' was erased: nobody can tell who that was.",
            "Add them anew: assay principal add NAME",
        )


def reactivate(session: Session, _act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Let somebody who left act again."""
    principal = session.get_one(Principal, subject["principal"])
    principal.active = True
    session.add(principal)


def grant_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """Who is active and does not administer."""
    principal = session.get_one(Principal, subject["principal"])
    if not principal.active:
        raise inactive(f"'{principal.name}'")
    if principal.administrator:
        raise AssayError("principal.state", f"'{principal.name}' is an administrator already.")


def grant(session: Session, _act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Let somebody administer."""
    _set_administrator(session, subject, administrator=True)


def end_grant_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """Who administers, and is not the last to."""
    principal = session.get_one(Principal, subject["principal"])
    if not principal.administrator:
        raise AssayError("principal.state", f"'{principal.name}' is no administrator.")
    _require_other_administrator(session, principal)


def end_grant(session: Session, _act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Let somebody administer no more."""
    _set_administrator(session, subject, administrator=False)


def _set_administrator(session: Session, subject: Subject, *, administrator: bool) -> None:
    principal = session.get_one(Principal, subject["principal"])
    principal.administrator = administrator
    session.add(principal)


def _require_active(principal: Principal, *, active: bool) -> None:
    if principal.active != active:
        state = "active" if principal.active else "no longer active"
        raise AssayError("principal.state", f"'{principal.name}' is {state} already.")
