"""What people sign: in-toto statements about decisions, acts of administration and checks.

Each statement (in-toto Attestation Framework, version 1) names its subject by SHA-256 and says in
its predicate who says what, when, by which key, and where the log stood. Canonical JSON, so that
the bytes that were signed are the bytes that are kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from registry.canonical import canonical_json
from registry.digests import time_text
from registry.outside_json import read_json
from registry.signatures.dsse import Envelope, sign
from registry.signatures.ed25519 import Signer
from registry.tables import AuditCheckpoint, LogHead, Principal

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
DECISION = "urn:assay:decision:v1"
ADMINISTRATION = "urn:assay:administration:v1"
EVIDENCE = "urn:assay:evidence:v1"


@dataclass(frozen=True)
class LogPlace:
    """Where the log stood: its name, and its last checkpoint's size and root (0 and '' if none)."""

    log: str
    size: int
    root: str


def log_place(session: Session) -> LogPlace:
    """Where the log stands as this session sees it."""
    head = session.exec(select(LogHead)).one()
    last = session.exec(
        select(AuditCheckpoint).order_by(col(AuditCheckpoint.size).desc()).limit(1)
    ).first()
    return LogPlace(head.log, last.size if last else 0, last.root if last else "")


def signed_statement(
    session: Session,
    kind: str,
    subject: tuple[str, str],
    said: Mapping[str, Any],
    principal: Principal,
    *,
    at: datetime,
    signers: tuple[Signer, ...],
) -> Envelope:
    """A statement by a principal, signed; `subject` is a name and its SHA-256 in hex.

    It says who by id: what was signed cannot be changed when a name is to be erased.
    """
    place = log_place(session)
    predicate = {
        **said,
        "principal": principal.id,
        "keys": [signer.fingerprint for signer in signers],
        "at": time_text(at),
        "nonce": secrets.token_hex(16),
        "checkpoint": {"log": place.log, "size": place.size, "root": place.root},
    }
    name, digest = subject
    body = canonical_json(
        {
            "_type": STATEMENT_TYPE,
            "subject": [{"name": name, "digest": {"sha256": digest}}],
            "predicateType": kind,
            "predicate": predicate,
        }
    )
    return sign(PAYLOAD_TYPE, body.encode("ascii"), signers)


def predicate_of(envelope: Envelope, kind: str, digest: str) -> dict[str, Any] | None:
    """What a statement of this kind about this subject says; None where it is no such statement.

    The signatures are not looked at.
    """
    try:
        content = read_json(envelope.body)
    except ValueError:
        return None
    if envelope.payloadType != PAYLOAD_TYPE or not isinstance(content, dict):
        return None
    subjects = content.get("subject")
    first = subjects[0] if isinstance(subjects, list) and len(subjects) == 1 else None
    about = first.get("digest") if isinstance(first, dict) else None
    predicate = content.get("predicate")
    as_expected = (
        content.get("_type") == STATEMENT_TYPE
        and content.get("predicateType") == kind
        and about == {"sha256": digest}
        and isinstance(predicate, dict)
    )
    return predicate if as_expected else None


def text_digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes in hex."""
    return sha256(text.encode("utf-8")).hexdigest()
