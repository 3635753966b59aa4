"""Who acts: people and services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Principal(Record, table=True):
    """Someone who acts. The project's creator is the first and created itself.

    The log knows the name by `name_commitment` alone, a hash of the name with a random `salt`:
    once both are gone, nobody can find out what it was (registry.personal_names). In rows from
    before there were salts it is the name itself.
    """

    __tablename__ = "principal"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "name_commitment", "administrator", "active", "created_at", "created_by",
        "erased_at",
    )  # fmt: skip
    digest_later: ClassVar[frozenset[str]] = frozenset({"erased_at"})
    digest_names: ClassVar[Mapping[str, str]] = {"name_commitment": "name"}

    name: str = Field(unique=True)
    salt: str | None = Field(default=None, repr=False)
    name_commitment: str
    administrator: bool = False
    active: bool = True
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])
    erased_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
