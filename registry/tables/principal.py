"""Who acts: people and services."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Principal(Record, table=True):
    """Someone who acts. The project's creator is the first and created itself."""

    __tablename__ = "principal"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "name", "administrator", "active", "created_at", "created_by",
    )  # fmt: skip

    name: str = Field(unique=True)
    administrator: bool = False
    active: bool = True
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])
