"""Giving roles and taking them: bind, delegate, end, promote, demote, and stand back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, select

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import propose
from registry.altered import altered
from registry.database import Registry
from registry.digests import time_text
from registry.errors import tampered
from registry.id_ends import find_by_end
from registry.principals import find_principal
from registry.resolve import resolve_model, resolve_request
from registry.roles import PROJECT
from registry.signatures.ed25519 import Signer
from registry.tables import AdministrativeAct, ApprovalRequest, Principal, RoleBinding


def bind_role(
    registry: Registry,
    actor: str,
    name: str,
    role: str,
    *,
    model: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    signer: Signer | None = None,
) -> ActView:
    """Give somebody a role, for all models or one, as an administrator; somebody agrees.

    Who has a binding is only what the bindings say. Raises AssayError `role.unknown`, `role.time`.
    """
    subject = _subject(registry, name, role, model, start, end)
    return propose(registry, actor, ActKind.BIND_ROLE, subject, signer=signer)


def delegate_role(
    registry: Registry,
    actor: str,
    name: str,
    role: str,
    *,
    end: datetime,
    model: str | None = None,
    signer: Signer | None = None,
) -> ActView:
    """Give one's own role to somebody else as well, until an end; somebody agrees.

    They act in their own name. Raises AssayError `role.missing` or `role.time`.
    """
    subject = _subject(registry, name, role, model, None, end)
    return propose(registry, actor, ActKind.DELEGATE_ROLE, subject, signer=signer)


def end_role(
    registry: Registry, actor: str, binding: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """End a role at once. Raises AssayError `role.unknown`, `role.ended`."""
    with registry.read() as session:
        row = _binding(session, binding)
        subject = {"principal": row.principal_id, "binding": row.id, "role": row.role}
    return propose(registry, actor, ActKind.END_ROLE, subject, reason=reason, signer=signer)


def promote(registry: Registry, actor: str, name: str, *, signer: Signer | None = None) -> ActView:
    """Make somebody an administrator; somebody agrees."""
    return _about(registry, actor, ActKind.GRANT_ADMINISTRATOR, name, "", signer)


def demote(
    registry: Registry, actor: str, name: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """Let somebody administer no more, at once; the last administrator stays."""
    return _about(registry, actor, ActKind.END_ADMINISTRATOR, name, reason, signer)


def recuse(
    registry: Registry, actor: str, request: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """Stand back from a request, for good: one knows the author too well, or the matter."""
    with registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_request(session, request, whole_id=True)
        subject = {"principal": principal.id, "request": row.id}
    return propose(registry, actor, ActKind.RECUSE, subject, reason=reason, signer=signer)


def recusals(
    session: Session, requests: Sequence[ApprovalRequest], principals: Sequence[Principal]
) -> frozenset[tuple[str, str]]:
    """Who stood back from which of these requests: each a request's id and a principal's.

    Raises AssayError `record.tampered` where one that stood back is not as the log says.
    """
    found = session.exec(
        select(AdministrativeAct.id, AdministrativeAct.subject_json).where(
            AdministrativeAct.kind == ActKind.RECUSE
        )
    ).all()
    if altered(session, AdministrativeAct, [key for key, _ in found]):
        raise tampered("That somebody stood back from a request was changed")
    said = (json.loads(subject) for _, subject in found)
    wanted = {(row.id, one.id) for row in requests for one in principals}
    return frozenset(wanted & {(one["request"], one["principal"]) for one in said})


def _subject(
    registry: Registry,
    name: str,
    role: str,
    model: str | None,
    start: datetime | None,
    end: datetime | None,
) -> dict[str, str | None]:
    with registry.read() as session:
        principal = find_principal(session, name)
        scope = PROJECT if model is None else resolve_model(session, model).id
    return {
        "principal": principal.id,
        "role": role,
        "scope": scope,
        "scope_name": "all models" if model is None else f"model {model}",
        "valid_from": None if start is None else time_text(start.astimezone(UTC)),
        "valid_until": None if end is None else time_text(end.astimezone(UTC)),
    }


def _about(
    registry: Registry, actor: str, kind: ActKind, name: str, reason: str, signer: Signer | None
) -> ActView:
    with registry.read() as session:
        subject = {"principal": find_principal(session, name).id}
    return propose(registry, actor, kind, subject, reason=reason, signer=signer)


def _binding(session: Session, text: str) -> RoleBinding:
    noun, listing = "binding of a role", "assay role list"
    return find_by_end(session, RoleBinding, text, "role.unknown", noun, listing)
