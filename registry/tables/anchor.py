"""Checkpoints that were put outside the registry, and those of other logs cosigned here."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
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


class Cosignature(Record, table=True):
    """A checkpoint of another log that this log's key cosigned; never changed.

    The last of a log is what this Assay has seen of it. `public_key` is the other log's, pinned
    with its first cosignature; `checkpoint_json` and `receipt_json` are canonical JSON.
    """

    __tablename__ = "cosignature"
    __table_args__ = (UniqueConstraint("log", "size"),)
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "log", "public_key", "size", "root", "checkpoint_json", "receipt_json",
        "cosigned_at", "cosigned_by",
    )  # fmt: skip

    log: str
    public_key: str
    size: int = Field(sa_type=BigInteger)
    root: str
    checkpoint_json: str
    receipt_json: str
    cosigned_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    cosigned_by: str = Field(sa_column_args=[reference("principal")])
