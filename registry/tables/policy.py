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


class PolicyRequirement(Record, table=True):
    """A policy that versions may be approved under, where others are not, from an act on.

    It is about the versions of one model, or of the models of one tier; with neither, about all.
    The rows of one act are what may be chosen from. Only the end of a requirement is ever written
    later.
    """

    __tablename__ = "policy_requirement"
    __table_args__ = (
        CheckConstraint("tier IN ('low', 'medium', 'high')", name="tier"),
        CheckConstraint("model_id IS NULL OR tier IS NULL", name="scope"),
        UniqueConstraint("act_id", "policy_id"),
    )
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "model_id", "tier", "policy_id", "act_id", "required_at", "ended_at", "ended_by_act",
    )  # fmt: skip

    model_id: str | None = Field(default=None, sa_column_args=[reference("registered_model")])
    tier: str | None = None
    policy_id: str = Field(sa_column_args=[reference("policy")])
    act_id: str = Field(sa_column_args=[reference("administrative_act")])
    required_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by_act: str | None = Field(default=None, sa_column_args=[reference("administrative_act")])


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
