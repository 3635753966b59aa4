"""Who was asked, who decided, and what became of a version: requests, decisions, state changes."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class ApprovalRequest(Record, table=True):
    """A version put up for review, with what is reviewed pinned: manifest, evidence, policy."""

    __tablename__ = "approval_request"
    __table_args__ = (
        CheckConstraint(
            "status IN ('open', 'approved', 'rejected', 'changes_requested', 'withdrawn', "
            "'voided')",
            name="status",
        ),
    )
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "policy_id", "manifest_root", "evidence_root", "status", "stage",
        "requested_by", "requested_at", "closed_at", "comment",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    policy_id: str = Field(sa_column_args=[reference("policy")])
    manifest_root: str
    evidence_root: str
    status: str = "open"
    stage: int = 1
    requested_by: str = Field(sa_column_args=[reference("principal")])
    requested_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    comment: str = ""


class ApprovalDecision(Record, table=True):
    """What one principal decided at one stage of a request; one each, never changed.

    `authenticated` says whether an enrolled key signed `envelope_json` (a DSSE envelope).
    """

    __tablename__ = "approval_decision"
    __table_args__ = (
        UniqueConstraint("request_id", "stage", "principal_id"),
        CheckConstraint("decision IN ('approve', 'reject', 'request_changes')", name="decision"),
    )
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "request_id", "stage", "principal_id", "decision", "comment", "authenticated",
        "envelope_json", "decided_at",
    )  # fmt: skip

    request_id: str = Field(sa_column_args=[reference("approval_request")])
    stage: int
    principal_id: str = Field(sa_column_args=[reference("principal")])
    decision: str
    comment: str = ""
    authenticated: bool = False
    envelope_json: str | None = None
    decided_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)


class StateChange(Record, table=True):
    """One move of a version from a state to another: who, when and why; never changed.

    `reason` is empty where the request or its decisions say it.
    """

    __tablename__ = "state_change"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "request_id", "action", "source", "target", "reason", "principal_id",
        "changed_at",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    request_id: str | None = Field(default=None, sa_column_args=[reference("approval_request")])
    action: str
    source: str
    target: str
    reason: str = ""
    principal_id: str = Field(sa_column_args=[reference("principal")])
    changed_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
