"""People and keys that come into a project and leave it, each an act of administration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import do_alone, propose, require_allowed
from registry.database import Registry
from registry.errors import AssayError
from registry.keys import new_key
from registry.names import validate_name
from registry.personal_names import SaltedName
from registry.principals import find_anybody, find_principal
from registry.roles import require_bindable
from registry.signatures.ed25519 import Signer, to_text
from registry.signing_keys import active_key, find_signing_key, is_own


def add_principal(
    registry: Registry,
    actor: str,
    name: str,
    *,
    administrator: bool = False,
    roles: Sequence[str] = (),
    signer: Signer | None = None,
) -> ActView:
    """Add a principal, as an administrator; from the third on it waits for a second person.

    Without `roles` they are author, reviewer and approver. Raises AssayError `principal.exists`,
    `principal.invalid_name`, `role.unknown`, and what `propose` raises.
    """
    subject, newcomer = _arrival(name, administrator=administrator, roles=roles)
    return propose(
        registry, actor, ActKind.CREATE_PRINCIPAL, subject, signer=signer, newcomer=newcomer
    )


def found(
    registry: Registry, actor: str, names: Sequence[str], *, signer: Signer | None = None
) -> tuple[ActView, ...]:
    """Add a project's first people in one act, as the founder, who is the only one there yet.

    From then on people come in by two persons. Raises AssayError `principal.exists`,
    `principal.invalid_name`, and what `do_alone` raises.
    """
    arrivals = [_arrival(name) for name in names]
    return do_alone(registry, actor, ActKind.CREATE_PRINCIPAL, arrivals, signer=signer)


def deactivate_principal(
    registry: Registry, actor: str, name: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """Take away from who left the right to act, and revoke their keys, at once.

    What they did stays valid. Raises AssayError `principal.last_administrator`.
    """
    return _about(registry, actor, ActKind.DEACTIVATE_PRINCIPAL, name, reason, signer)


def reactivate_principal(
    registry: Registry, actor: str, name: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """Let who had left act again, with a second person; a key has to be enrolled anew."""
    return _about(registry, actor, ActKind.REACTIVATE_PRINCIPAL, name, reason, signer)


def key_to_replace(registry: Registry, actor: str, *, rotate: bool) -> str | None:
    """The fingerprint of somebody's present key, asked before another is made.

    Raises AssayError `key.present` where one is and no rotation is meant, `key.absent` where none
    is and one is.
    """
    with registry.read() as session:
        principal = find_principal(session, actor)
        current = active_key(session, principal.id)
    if current is not None and not rotate:
        raise AssayError(
            "key.present",
            f"'{principal.name}' has an enrolled key already.",
            "To replace it: assay key rotate. If it is lost: assay key revoke "
            f"{current.fingerprint[:16]} --reason WHY, then: assay key new",
        )
    if current is None and rotate:
        raise AssayError(
            "key.absent", f"'{principal.name}' has no key to replace.", "Make one: assay key new"
        )
    return current.fingerprint if current else None


def enrol_key(
    registry: Registry, actor: str, key: Signer, *, signer: Signer | None = None
) -> ActView:
    """Ask for one's own new key to sign from now on; a second person agrees, and it does.

    Who has a key already gives it as `signer`: the new one takes its place (a rotation).
    """
    with registry.read() as session:
        principal = find_principal(session, actor)
        current = active_key(session, principal.id)
        subject = {
            **_public(principal.id, key),
            "replaces": current.fingerprint if current else None,
        }
    return propose(registry, actor, ActKind.ENROL_KEY, subject, signer=signer, new_key=key)


def enrol_log_key(
    registry: Registry, actor: str, key: Signer, *, signer: Signer | None = None
) -> ActView:
    """Have a key sign the log's checkpoints: an administrator's act, with a second person."""
    with registry.read() as session:
        subject = _public(find_principal(session, actor).id, key)
    return propose(registry, actor, ActKind.ENROL_LOG_KEY, subject, signer=signer, new_key=key)


def require_new_log_key(
    registry: Registry, actor: str, key: Signer, *, signer: Signer | None = None
) -> None:
    """Refuse what `enrol_log_key` would, before the key is written anywhere."""
    with registry.read() as session:
        subject = _public(find_principal(session, actor).id, key)
    require_allowed(registry, actor, ActKind.ENROL_LOG_KEY, subject, signer=signer)


def revoke_key(
    registry: Registry, actor: str, fingerprint: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """End a key at once, as its holder or as an administrator: lost, stolen, or its passphrase is.

    What it signed until now stays valid. The holder needs no signature for it. Raises AssayError
    `key.unknown`, `key.revoked` or `key.not_holder`.
    """
    with registry.read() as session:
        key = find_signing_key(session, fingerprint)
        subject = {"principal": key.principal_id, "fingerprint": key.fingerprint}
    return propose(registry, actor, ActKind.REVOKE_KEY, subject, reason=reason, signer=signer)


def needs_signature_to_revoke(registry: Registry, actor: str, fingerprint: str) -> bool:
    """Whether somebody revokes another's key or the log's: they sign, where they have one."""
    with registry.read() as session:
        key = find_signing_key(session, fingerprint)
        return not is_own(key, find_principal(session, actor).id)


def _arrival(
    name: str, *, administrator: bool = False, roles: Sequence[str] = ()
) -> tuple[dict[str, Any], SaltedName]:
    """What is committed to of somebody who comes, and their name beside it."""
    newcomer = SaltedName.of(validate_name(name))
    require_bindable(roles)
    subject = {
        "principal": new_key(),
        "name_commitment": newcomer.commitment,
        "administrator": administrator,
        "roles": sorted(set(roles)),
    }
    return subject, newcomer


def _about(
    registry: Registry, actor: str, kind: ActKind, name: str, reason: str, signer: Signer | None
) -> ActView:
    with registry.read() as session:
        subject = {"principal": find_anybody(session, name).id}
    return propose(registry, actor, kind, subject, reason=reason, signer=signer)


def _public(principal_id: str, key: Signer) -> dict[str, str]:
    return {
        "principal": principal_id,
        "public_key": to_text(key.public_key),
        "fingerprint": key.fingerprint,
    }
