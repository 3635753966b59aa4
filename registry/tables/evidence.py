"""What was found out about a version: metrics, parity, explanations, fairness."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow

OPEN_STATES = ("draft", "candidate")
"""The states of a version in which its evidence may still grow."""


class Evidence(Record, table=True):
    """One finding: its kind, the version of its schema, its payload and the payload's digest."""

    __tablename__ = "evidence"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "version_id", "kind", "schema_version", "payload_json", "digest", "artifact_sha256",
        "created_at", "created_by",
    )  # fmt: skip

    version_id: str = Field(sa_column_args=[reference("model_version")], index=True)
    kind: str
    schema_version: int = 1
    payload_json: str
    digest: str
    artifact_sha256: str | None = None
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])
