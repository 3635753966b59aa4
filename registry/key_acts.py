"""What the acts about keys check and do: people's and the log's come in, and are revoked."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.signatures.ed25519 import KEY_BYTES, fingerprint, from_text
from registry.signing_keys import active_key, is_own, keys_of
from registry.tables import AdministrativeAct, Principal, SigningKey, utcnow

Subject = dict[str, Any]


def enrolment_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """The key is new here, and replaces just the one that its holder signs with now."""
    new_key_allowed(session, subject, _by)
    current = active_key(session, subject["principal"])
    if subject["replaces"] != (current.fingerprint if current else None):
        raise AssayError(
            "key.replaces",
            "A principal signs with one key at a time, and this one would not take its place.",
            "Make another with 'assay key rotate', or revoke the present one first.",
        )


def new_key_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """An Ed25519 key that was never enrolled here."""
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


def enrol(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """Let somebody sign with a key, and no more with the one that it replaces."""
    for key in keys_of(session, subject["principal"]):
        if key.fingerprint == subject["replaces"]:
            end_key(session, key, by, f"replaced by {subject['fingerprint']}")
    _add_key(session, act, subject, "decision")


def enrol_for_log(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """Let the log be signed with a key, and with no earlier one."""
    earlier = select(SigningKey).where(
        SigningKey.purpose == "log", col(SigningKey.revoked_at).is_(None)
    )
    for key in session.exec(earlier).all():
        end_key(session, key, by, f"replaced by {subject['fingerprint']}")
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


def revocation_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """A key in force, by its holder or by an administrator."""
    key = key_of(session, subject)
    if key.revoked_at is not None:
        raise AssayError("key.revoked", f"The key {key.fingerprint} is revoked already.")
    if not is_own(key, by.id) and not by.administrator:
        log = key.purpose == "log"
        raise AssayError(
            "key.not_holder",
            f"'{by.name}' neither holds the key {key.fingerprint} nor is an administrator.",
            "It is the log's: an administrator can revoke it."
            if log
            else "Its holder or an administrator can revoke it.",
        )


def revoke(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """End a key."""
    end_key(session, key_of(session, subject), by, act.reason)


def key_of(session: Session, subject: Subject) -> SigningKey:
    """The enrolled key that an act is about."""
    query = select(SigningKey).where(SigningKey.fingerprint == subject["fingerprint"])
    return session.exec(query).one()


def of_the_log(session: Session, subject: Subject) -> bool:
    """Whether an act is about a key of the log."""
    query = select(SigningKey.purpose).where(SigningKey.fingerprint == subject["fingerprint"])
    return session.exec(query).first() == "log"


def end_key(session: Session, key: SigningKey, by: str, reason: str) -> None:
    """Write down that a key counts no more from now on, by whom and why."""
    key.revoked_at = utcnow()
    key.revoked_by = by
    key.revoked_reason = reason
    session.add(key)
