"""What a version was used for: batches of predictions."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class PredictionBatch(Record, table=True):
    """A table that was scored with a version: where it came from and what came out, by digest.

    The digests are SHA-256 of the files as they were; `rows` counts predictions.
    """

    __tablename__ = "prediction_batch"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "source", "source_sha256", "output", "output_sha256", "rows",
        "scored_at", "created_by",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    source: str
    source_sha256: str
    output: str
    output_sha256: str = Field(index=True)
    rows: int = Field(sa_type=BigInteger)
    scored_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])
