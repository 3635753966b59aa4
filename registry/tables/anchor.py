"""Where checkpoints of the log were put outside the registry."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class ExternalAnchor(Record, table=True):
    """A checkpoint that stands outside: in a file, a git tag, or cosigned by another Assay.

    `place` says where, `receipt_json` is what came back (canonical JSON); never changed.
    """

    __tablename__ = "external_anchor"
    __table_args__ = (CheckConstraint("kind IN ('file', 'git', 'cosign')", name="kind"),)
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "kind", "size", "root", "place", "receipt_json", "anchored_at", "anchored_by",
    )  # fmt: skip

    kind: str
    size: int = Field(sa_type=BigInteger)
    root: str
    place: str
    receipt_json: str = "{}"
    anchored_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    anchored_by: str = Field(sa_column_args=[reference("principal")])
