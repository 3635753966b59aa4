"""What a run stands on: data, code and environment, each as it was."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class DatasetSnapshot(Record, table=True):
    """A data snapshot: a Parquet artifact, its columns (canonical JSON) and its fingerprint.

    `reading_json` says how the source was read: encoding, delimiter, marks for missing.
    """

    __tablename__ = "dataset_snapshot"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "name", "source", "reading_json", "rows", "columns_json", "fingerprint",
        "artifact_sha256", "bytes", "created_at", "created_by",
    )  # fmt: skip

    name: str = Field(index=True)
    source: str
    reading_json: str = "{}"
    rows: int = Field(sa_type=BigInteger)
    columns_json: str
    fingerprint: str = Field(index=True)
    artifact_sha256: str
    bytes: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


class CodeSnapshot(Record, table=True):
    """The version of Assay that ran: a digest over its source files, listed in canonical JSON."""

    __tablename__ = "code_snapshot"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version", "digest", "files_json", "created_at",
    )  # fmt: skip

    version: str
    digest: str = Field(index=True)
    files_json: str
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)


class EnvironmentSnapshot(Record, table=True):
    """The interpreter, platform and installed packages (canonical JSON) of a run."""

    __tablename__ = "environment_snapshot"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "python", "platform", "digest", "packages_json", "created_at",
    )  # fmt: skip

    python: str
    platform: str
    digest: str = Field(index=True)
    packages_json: str
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
