"""What files a project's data came from, and what its versions were used for."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class DatasetSource(Record, table=True):
    """The bytes of a file that a data snapshot was imported from, by their SHA-256.

    Several files can hold the same data, so that one snapshot may have several.
    """

    __tablename__ = "dataset_source"
    __table_args__ = (UniqueConstraint("dataset_id", "sha256"),)
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "dataset_id", "sha256", "bytes", "read_at", "created_by",
    )  # fmt: skip

    dataset_id: str = Field(sa_column_args=[reference("dataset_snapshot")])
    sha256: str = Field(index=True)
    bytes: int = Field(sa_type=BigInteger)
    read_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


class PredictionBatch(Record, table=True):
    """A table that was scored with a version: where it came from and what came out, by digest.

    The digests are SHA-256 of the files as they were; `rows` counts predictions; `state` is the
    version's when it was used.
    """

    __tablename__ = "prediction_batch"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "state", "source", "source_sha256", "output", "output_sha256", "rows",
        "scored_at", "created_by",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    state: str
    source: str
    source_sha256: str = Field(index=True)
    output: str
    output_sha256: str = Field(index=True)
    rows: int = Field(sa_type=BigInteger)
    scored_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])
