"""Keys that sign, and the acts by which people and keys come into a project and leave it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class AdministrativeAct(Record, table=True):
    """An act of administration: proposed by one person and, where there is another, settled by two.

    `subject_json` says whom or what it is about. An act that was done at once has no `settled_by`;
    `envelope_json` and `settlement_json` are signatures (DSSE) of those who have keys. Where
    somebody is to come, `newcomer` is their name until the act is settled; the subject holds a
    commitment to it, by `newcomer_salt`.
    """

    __tablename__ = "administrative_act"
    __table_args__ = (CheckConstraint("status IN ('open', 'done', 'declined')", name="status"),)
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "kind", "subject_json", "reason", "status", "proposed_by", "proposed_at",
        "envelope_json", "settled_by", "settled_at", "settlement_json",
    )  # fmt: skip

    kind: str
    subject_json: str
    reason: str = ""
    status: str = "open"
    proposed_by: str = Field(sa_column_args=[reference("principal")])
    proposed_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    envelope_json: str | None = None
    settled_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    settled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    settlement_json: str | None = None
    newcomer: str | None = None
    newcomer_salt: str | None = Field(default=None, repr=False)


class SigningKey(Record, table=True):
    """A public key (Ed25519, base64) that signs for somebody from its enrolment to its revocation.

    `purpose` is `decision`, or `log` for the key that signs the log's checkpoints. `proof_json` is
    the envelope by which who holds the private key asked for its enrolment.
    """

    __tablename__ = "signing_key"
    __table_args__ = (CheckConstraint("purpose IN ('decision', 'log')", name="purpose"),)
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "principal_id", "purpose", "public_key", "fingerprint", "proof_json", "act_id",
        "enrolled_at", "revoked_at", "revoked_by", "revoked_reason",
    )  # fmt: skip

    principal_id: str = Field(sa_column_args=[reference("principal")], index=True)
    purpose: str = "decision"
    public_key: str
    fingerprint: str = Field(unique=True)
    proof_json: str
    act_id: str = Field(sa_column_args=[reference("administrative_act")])
    enrolled_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    revoked_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    revoked_reason: str = ""


class RoleBinding(Record, table=True):
    """A role that a principal has from a time on, for the whole project or for one model.

    `scope` is `project` or a model's id. Only the end of a binding is ever written later.
    """

    __tablename__ = "role_binding"
    __table_args__ = (
        CheckConstraint(
            "role IN ('viewer', 'author', 'reviewer', 'approver', 'auditor', 'service')",
            name="role",
        ),
    )
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "principal_id", "role", "scope", "valid_from", "valid_until", "act_id", "ended_at",
        "ended_by", "ended_reason",
    )  # fmt: skip

    principal_id: str = Field(sa_column_args=[reference("principal")], index=True)
    role: str
    scope: str = "project"
    valid_from: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    valid_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    act_id: str = Field(sa_column_args=[reference("administrative_act")])
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    ended_reason: str = ""
