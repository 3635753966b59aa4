"""What all tables share: keys, UTC times, named constraints and the base of governed records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from registry.keys import new_key

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def utcnow() -> datetime:
    """The present as an aware UTC datetime, microseconds kept."""
    return datetime.now(UTC)


class UTCDateTime(TypeDecorator[datetime]):
    """A point in time: aware on the way in (ValueError otherwise), UTC on the way out.

    SQLite has no time zones and would store a local time in silence.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC without a zone for SQLite, with it elsewhere."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: use registry.tables.base.utcnow()")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def reference(table: str) -> ForeignKey:
    """A foreign key to a table's id.

    It is checked at commit, so that records of one transaction can be added in any order.
    """
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


class Table(SQLModel):
    """Base of every table, with one MetaData that names all constraints."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Table):
    """A governed record: no change of it without an audit event in the same transaction.

    `digest_fields` is the canonical list that its digest covers, `digest_version` the list's
    version: a migration that changes the list raises the version and logs a re-digest event. A
    field of `digest_later` came into the list after rows had been written: a row that has none of
    it keeps the digest that it had. `digest_names` are names that a digest gives to fields.
    A class with `append_only` refuses updates and deletes, by database triggers too.
    """

    digest_version: ClassVar[int] = 1
    digest_fields: ClassVar[tuple[str, ...]] = ()
    digest_later: ClassVar[frozenset[str]] = frozenset()
    digest_names: ClassVar[Mapping[str, str]] = {}
    append_only: ClassVar[bool] = False

    id: str = Field(default_factory=new_key, primary_key=True)
