"""What goes on around a review: assignments, comments, waivers, emergencies and incidents."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class ReviewAssignment(Record, table=True):
    """Somebody who was asked to look at a request; only its end is written later."""

    __tablename__ = "review_assignment"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "request_id", "principal_id", "due_at", "note", "assigned_by", "assigned_at",
        "ended_at", "ended_by",
    )  # fmt: skip

    request_id: str = Field(sa_column_args=[reference("approval_request")], index=True)
    principal_id: str = Field(sa_column_args=[reference("principal")], index=True)
    due_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    note: str = ""
    assigned_by: str = Field(sa_column_args=[reference("principal")])
    assigned_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by: str | None = Field(default=None, sa_column_args=[reference("principal")])


class ReviewComment(Record, table=True):
    """What somebody said about a request, perhaps in answer to a comment; never changed."""

    __tablename__ = "review_comment"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "request_id", "parent_id", "about", "body", "principal_id", "written_at",
    )  # fmt: skip

    request_id: str = Field(sa_column_args=[reference("approval_request")], index=True)
    parent_id: str | None = Field(default=None, sa_column_args=[reference("review_comment")])
    about: str = ""
    body: str
    principal_id: str = Field(sa_column_args=[reference("principal")])
    written_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)


class Waiver(Record, table=True):
    """Leave for a version not to meet one rule, for a time, with what is done instead.

    `rule` is the rule's digest as policies have it, `act_id` the act by which two persons gave it.
    """

    __tablename__ = "waiver"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "rule", "description", "reason", "compensating_control",
        "expires_at", "act_id", "granted_at", "ended_at", "ended_by", "ended_reason",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    rule: str
    description: str
    reason: str
    compensating_control: str
    expires_at: datetime = Field(sa_type=UTCDateTime)
    act_id: str = Field(sa_column_args=[reference("administrative_act")])
    granted_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    ended_reason: str = ""


class EmergencyUse(Record, table=True):
    """Break-glass: a version that may be used for some hours though it is not approved."""

    __tablename__ = "emergency_use"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "manifest_root", "reason", "act_id", "incident_id", "starts_at",
        "ends_at", "ended_at", "ended_by", "ended_reason",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    manifest_root: str
    reason: str
    act_id: str = Field(sa_column_args=[reference("administrative_act")])
    incident_id: str = Field(sa_column_args=[reference("incident")])
    starts_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    ends_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    ended_reason: str = ""


class Incident(Record, table=True):
    """Something that went wrong or was done in need, until somebody closes it with what came of it.

    `severity` is `low`, `medium`, `high` or `critical`.
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("severity IN ('low', 'medium', 'high', 'critical')", name="severity"),
    )
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "kind", "severity", "summary", "opened_by", "opened_at", "closed_by",
        "closed_at", "resolution",
    )  # fmt: skip

    version_id: str | None = Field(
        default=None, sa_column_args=[reference("model_version")], index=True
    )
    kind: str
    severity: str
    summary: str
    opened_by: str = Field(sa_column_args=[reference("principal")])
    opened_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    closed_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    resolution: str = ""
