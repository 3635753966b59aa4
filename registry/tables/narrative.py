"""What people write into a version's report."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Narrative(Record, table=True):
    """A text for one section of a version's report; each edit is a further row, never a change.

    `based_on_json` lists the digests of the evidence that the section rested on when it was
    written: where they differ from today's, the text is stale.
    """

    __tablename__ = "narrative"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "section", "topic", "body", "based_on_json", "principal_id",
        "written_at",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    section: int
    topic: str = ""
    body: str
    based_on_json: str = "[]"
    principal_id: str = Field(sa_column_args=[reference("principal")])
    written_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
