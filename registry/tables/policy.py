"""What a version must show: policies and how a version stood against them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Policy(Record, table=True):
    """One version of a policy: its document and the document's digest never change."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("name", "version"),)
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "name", "version", "document_json", "digest", "created_at", "created_by",
    )  # fmt: skip

    name: str
    version: int
    document_json: str
    digest: str
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


class PolicyEvaluation(Record, table=True):
    """How a request stood against its policy at submission, approval or deployment, by rule."""

    __tablename__ = "policy_evaluation"
    __table_args__ = (
        CheckConstraint("moment IN ('submission', 'approval', 'deployment')", name="moment"),
    )
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "request_id", "policy_id", "moment", "verdict", "rules_json", "created_at",
    )  # fmt: skip

    request_id: str = Field(sa_column_args=[reference("approval_request")], index=True)
    policy_id: str = Field(sa_column_args=[reference("policy")])
    moment: str
    verdict: str
    rules_json: str
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
