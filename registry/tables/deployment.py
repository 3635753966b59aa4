"""Where a version runs, every move of that, and data that was withdrawn from under it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Deployment(Record, table=True):
    """A version in an environment, by a state machine of its own.

    `environment` names where (as in `production`), `endpoint` the address if there is one.
    `basis` is the right by which the version is used, such as `approval`. `suspended_reason` is
    empty while that right holds, `paused_reason` until a person pauses it.
    """

    __tablename__ = "deployment"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'active', 'draining', 'ended')", name="state"),
    )
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "environment", "endpoint", "manifest_root", "state", "basis",
        "suspended_reason", "paused_reason", "created_at", "created_by",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    environment: str
    endpoint: str = ""
    manifest_root: str
    state: str = "pending"
    basis: str = "approval"
    suspended_reason: str = ""
    paused_reason: str = ""
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


class DeploymentChange(Record, table=True):
    """One move of a deployment: who, when and why; never changed.

    `evaluation_id` is how the version stood against its policy where the move asked for that.
    """

    __tablename__ = "deployment_change"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "deployment_id", "action", "source", "target", "reason", "evaluation_id",
        "principal_id", "changed_at",
    )  # fmt: skip

    deployment_id: str = Field(sa_column_args=[reference("deployment")], index=True)
    action: str
    source: str
    target: str
    reason: str = ""
    evaluation_id: str | None = Field(default=None, sa_column_args=[reference("policy_evaluation")])
    principal_id: str = Field(sa_column_args=[reference("principal")])
    changed_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)


class DatasetWithdrawal(Record, table=True):
    """A data snapshot that must not be used any more: who said so, when and why; never changed."""

    __tablename__ = "dataset_withdrawal"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "dataset_id", "reason", "principal_id", "withdrawn_at",
    )  # fmt: skip

    dataset_id: str = Field(sa_column_args=[reference("dataset_snapshot")], unique=True)
    reason: str
    principal_id: str = Field(sa_column_args=[reference("principal")])
    withdrawn_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
