"""Enrolled keys: whose they are, whether they sign now, and who has to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.errors import AssayError, tampered
from registry.signatures.ed25519 import Signer, as_fingerprint
from registry.tables import AdministrativeAct, Principal, SigningKey
from registry.views.base import View


def in_force_at(keys: Sequence[SigningKey], at: datetime) -> list[SigningKey]:
    """The keys that were enrolled and not revoked at a time, by what their rows say."""
    return [
        key
        for key in keys
        if key.enrolled_at <= at and (key.revoked_at is None or at < key.revoked_at)
    ]


class KeyView(View):
    """An enrolled key. `assurance` says how its enrolment ties it to the person.

    `countersigned` says that who agreed to it signed that with a key of their own.
    """

    principal: str
    principal_id: str
    purpose: str
    public_key: str
    fingerprint: str
    enrolled_at: datetime
    revoked_at: datetime | None
    revoked_reason: str
    assurance: str
    countersigned: bool

    @property
    def signs(self) -> bool:
        """Whether a person signs decisions with it now."""
        return self.purpose == "decision" and self.revoked_at is None


def keys_of(session: Session, principal_id: str) -> Sequence[SigningKey]:
    """All keys by which somebody decides or ever did, the oldest first."""
    return session.exec(
        select(SigningKey)
        .where(SigningKey.principal_id == principal_id, SigningKey.purpose == "decision")
        .order_by(col(SigningKey.id))
    ).all()


def active_key(session: Session, principal_id: str) -> SigningKey | None:
    """The key by which somebody signs now; None without one."""
    return next((key for key in keys_of(session, principal_id) if key.revoked_at is None), None)


def is_own(key: SigningKey, principal_id: str) -> bool:
    """Whether a key is somebody's own: the log's is nobody's, whoever made it."""
    return key.purpose == "decision" and key.principal_id == principal_id


def find_signing_key(session: Session, fingerprint: str) -> SigningKey:
    """The enrolled key whose fingerprint begins so; AssayError `key.unknown` or `key.ambiguous`."""
    begun = as_fingerprint(fingerprint)
    found = session.exec(
        select(SigningKey).where(col(SigningKey.fingerprint).startswith(begun, autoescape=True))
    ).all()
    if len(begun) < 8 or not found:
        raise AssayError(
            "key.unknown",
            f"No key is enrolled whose fingerprint begins with '{fingerprint}'.",
            "Give 8 characters of it at least; 'assay key list' lists them.",
        )
    if len(found) > 1:
        raise AssayError("key.ambiguous", f"Several fingerprints begin with '{fingerprint}'.")
    return found[0]


def signers_for(
    session: Session, principal: Principal, signer: Signer | None
) -> tuple[Signer, ...]:
    """With what a principal signs this act: nothing for who never had a key.

    Who has one must use it, and who had one must enrol another first: otherwise anybody could
    still act in that name by leaving the signature out. Raises AssayError `signature.required`,
    `signature.revoked`, `signature.key` or `record.tampered`.
    """
    keys = keys_of(session, principal.id)
    if altered(session, SigningKey, [key.id for key in keys]):
        raise tampered(f"The keys of '{principal.name}' were changed")
    active = next((key for key in keys if key.revoked_at is None), None)
    if active is None:
        if keys:
            raise AssayError(
                "signature.revoked",
                f"The key of '{principal.name}' was revoked, and none has taken its place.",
                f"Make and enrol another: assay --as {principal.name} key new",
            )
        if signer is not None:
            raise AssayError(
                "signature.key",
                f"'{principal.name}' has no enrolled key; this one signs for nobody here.",
                f"Have it enrolled first: assay --as {principal.name} key new",
            )
        return ()
    if signer is None:
        raise AssayError(
            "signature.required",
            f"'{principal.name}' has an enrolled key: what is done in that name has to be signed.",
            f"Unlock the key {active.fingerprint}.",
        )
    if signer.fingerprint != active.fingerprint:
        raise AssayError(
            "signature.key",
            f"The key {signer.fingerprint} is not the one that signs for '{principal.name}'.",
            f"Use the key {active.fingerprint}.",
        )
    return (signer,)


def list_keys(session: Session) -> tuple[KeyView, ...]:
    """All keys, in the order in which they were enrolled."""
    rows = session.exec(
        select(SigningKey, Principal.name, AdministrativeAct)
        .join(Principal, col(Principal.id) == col(SigningKey.principal_id))
        .join(AdministrativeAct, col(AdministrativeAct.id) == col(SigningKey.act_id))
        .order_by(col(SigningKey.id))
    ).all()
    return tuple(
        KeyView(
            principal=name,
            principal_id=key.principal_id,
            purpose=key.purpose,
            public_key=key.public_key,
            fingerprint=key.fingerprint,
            enrolled_at=key.enrolled_at,
            revoked_at=key.revoked_at,
            revoked_reason=key.revoked_reason,
            assurance=assurance(session, act),
            countersigned=bool(act.settlement_json),
        )
        for key, name, act in rows
    )


def assurance(session: Session, act: AdministrativeAct) -> str:
    """How sure it is that a key is its principal's: by who enrolled it."""
    if act.settled_by is None:
        return "enrolled by its holder alone"
    by = session.get_one(Principal, act.settled_by).name
    signed = "signed" if act.settlement_json else "unsigned"
    return f"enrolled by its holder and {by} ({signed})"


def identity_assurances(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """How sure it is that who acts in each of these names is that person, by principal id."""
    said = dict.fromkeys(ids, "self-declared: no key")
    found = session.exec(
        select(SigningKey, AdministrativeAct)
        .join(AdministrativeAct, col(AdministrativeAct.id) == col(SigningKey.act_id))
        .where(col(SigningKey.principal_id).in_(ids), SigningKey.purpose == "decision")
        .order_by(col(SigningKey.revoked_at).is_(None), col(SigningKey.id).desc())
    ).all()
    for key, act in found:  # the oldest of those in force comes last
        in_force = key.revoked_at is None
        said[key.principal_id] = f"key {assurance(session, act)}" if in_force else "key revoked"
    return said
