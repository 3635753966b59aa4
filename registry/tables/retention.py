"""What has to be kept."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class RetentionHold(Record, table=True):
    """A legal hold: nothing of a record may be collected or erased until it is released.

    `object_table` and `object_id` name the record; both empty, it holds the whole project.
    """

    __tablename__ = "retention_hold"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "object_table", "object_id", "reason", "placed_by", "placed_at", "released_by",
        "released_at", "released_reason",
    )  # fmt: skip

    object_table: str = ""
    object_id: str = ""
    reason: str
    placed_by: str = Field(sa_column_args=[reference("principal")])
    placed_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    released_by: str | None = Field(default=None, sa_column_args=[reference("principal")])
    released_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    released_reason: str = ""
