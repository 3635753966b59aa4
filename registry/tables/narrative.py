"""What people write into a version's report."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Narrative(Record, table=True):
    """A text for one topic of a version's report; each edit is a further row, never a change.

    Revisions count from 1. `based_on_json` lists the digests of what the text rested on when it was
    written: where they differ from today's, it is stale. `state` is the version's at that time, and
    `carried_from` the text of another version that this one was taken over from.
    """

    __tablename__ = "narrative"
    __table_args__ = (UniqueConstraint("version_id", "topic", "revision"),)
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "section", "topic", "revision", "body", "based_on_json", "state",
        "carried_from", "principal_id", "written_at",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")])
    section: int
    topic: str
    revision: int = 1
    body: str
    based_on_json: str = "[]"
    state: str = "candidate"
    carried_from: str | None = Field(default=None, sa_column_args=[reference("narrative")])
    principal_id: str = Field(sa_column_args=[reference("principal")])
    written_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
