"""Names that point to a version of a model, such as `champion`, and every move of them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Alias(Record, table=True):
    """A name within a model that points to one of its versions, or to none.

    A protected one points to a version only while that is in force. `suspended_reason` is empty
    while the alias may be followed.
    """

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("model_id", "name"),)
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "model_id", "name", "version_id", "protected", "suspended_reason", "set_at",
        "set_by",
    )  # fmt: skip

    model_id: str = Field(sa_column_args=[reference("registered_model")])
    name: str
    version_id: str | None = Field(
        default=None, sa_column_args=[reference("model_version")], index=True
    )
    protected: bool = False
    suspended_reason: str = ""
    set_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    set_by: str = Field(sa_column_args=[reference("principal")])


class AliasChange(Record, table=True):
    """One move of an alias: from which version to which, who, when and why; never changed."""

    __tablename__ = "alias_change"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "alias_id", "action", "source_id", "target_id", "reason", "principal_id",
        "changed_at",
    )  # fmt: skip

    alias_id: str = Field(sa_column_args=[reference("alias")], index=True)
    action: str
    source_id: str | None = Field(default=None, sa_column_args=[reference("model_version")])
    target_id: str | None = Field(default=None, sa_column_args=[reference("model_version")])
    reason: str = ""
    principal_id: str = Field(sa_column_args=[reference("principal")])
    changed_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
