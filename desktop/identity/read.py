"""Reads who is in a project, roles, keys, required policies, and what waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from registry.act_views import ActView, list_acts
from registry.errors import AssayError
from registry.falling_short import ShortView, falling_short
from registry.policy_list import PolicyView, policy_views
from registry.principals import find_principal, list_principals
from registry.requirements import RequirementView, requirement_views
from registry.roles import BindingView, held_by, list_bindings
from registry.signing_keys import KeyView, active_key, identity_assurances, list_keys


@dataclass(frozen=True)
class PersonRow:
    """Somebody of the project. `identity` says how sure it is that they are who they say."""

    name: str
    roles: tuple[str, ...]
    administrator: bool
    active: bool
    erased: bool
    identity: str


@dataclass(frozen=True)
class Identity:
    """All of it, as `actor` sees it; `own_key` is the key by which they sign."""

    actor: str
    administrator: bool
    own_key: str | None
    people: tuple[PersonRow, ...]
    keys: tuple[KeyView, ...]
    bindings: tuple[BindingView, ...]
    waiting: tuple[ActView, ...]
    policies: tuple[PolicyView, ...]
    required: tuple[RequirementView, ...]
    falling_short: tuple[ShortView, ...]


def read_identity(session: Session, actor: str) -> Identity:
    """Everything about people and keys. Raises AssayError as `find_principal`."""
    me = find_principal(session, actor)
    own = active_key(session, me.id)
    everyone, people = list_principals(session), []
    held = held_by(session, everyone)
    assured = identity_assurances(session, [row.id for row in everyone])
    for row in everyone:
        try:
            roles = tuple(sorted(held[row.id].roles()))
        except AssayError:  # forged bindings: they have no role that counts
            roles = ()
        people.append(
            PersonRow(
                name=row.name,
                roles=roles,
                administrator=row.administrator,
                active=row.active,
                erased=row.erased_at is not None,
                identity=assured[row.id],
            )
        )
    return Identity(
        actor=me.name,
        administrator=me.administrator,
        own_key=own.fingerprint if own else None,
        people=tuple(people),
        keys=list_keys(session),
        bindings=list_bindings(session),
        waiting=list_acts(session, only_open=True),
        policies=policy_views(session),
        required=requirement_views(session),
        falling_short=falling_short(session),
    )
