"""Who vouches for the outcome of a check, and whether it was made after a version was handed in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Attestation(Record, table=True):
    """One principal's word for one piece of evidence: that they made this check.

    `envelope_json` is the DSSE envelope, where they have an enrolled key. `request_id` names the
    request that had been made before, if one had: what was reviewed then is without this evidence.
    """

    __tablename__ = "attestation"
    append_only: ClassVar[bool] = True
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "evidence_id", "principal_id", "request_id", "envelope_json", "attested_at",
    )  # fmt: skip

    evidence_id: str = Field(sa_column_args=[reference("evidence")], unique=True)
    principal_id: str = Field(sa_column_args=[reference("principal")])
    request_id: str | None = Field(default=None, sa_column_args=[reference("approval_request")])
    envelope_json: str | None = None
    attested_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
