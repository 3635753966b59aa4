"""A registry's rows in one neutral form, equal on SQLite and PostgreSQL: read, hashed, written."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from registry.digests import time_text
from registry.outside_json import read_json
from registry.schema import VERSION_TABLE
from registry.tables import Table
from registry.tables.base import UTCDateTime

BATCH = 500
_NAME = r"^[a-z][a-z0-9_]{0,62}$"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_LARGEST = 2**63 - 1

Row = Sequence[Any]


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    FLAG = "flag"
    TIME = "time"
    BYTES = "bytes"


_TYPES: Mapping[Kind, sa.types.TypeEngine[Any]] = {
    Kind.TEXT: sa.String(),
    Kind.INTEGER: sa.BigInteger(),
    Kind.FLAG: sa.Boolean(),
    Kind.TIME: UTCDateTime(),
    Kind.BYTES: sa.LargeBinary(),
}


class ColumnForm(BaseModel):
    """One column."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=_NAME)
    kind: Kind


class TableForm(BaseModel):
    """One table: its columns, and those of its key, by which its rows are put in order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=_NAME)
    columns: tuple[ColumnForm, ...] = Field(min_length=1, max_length=200)
    key: tuple[str, ...] = Field(min_length=1, max_length=8)

    @property
    def table(self) -> sa.TableClause:
        """For statements."""
        return sa.table(self.name, *(sa.column(one.name, _TYPES[one.kind]) for one in self.columns))


def table_forms() -> tuple[TableForm, ...]:
    """Every table of this Assay's registry, by name."""
    return tuple(
        TableForm(
            name=name,
            columns=tuple(
                ColumnForm(name=one.name, kind=kind_of(one.type)) for one in table.columns
            ),
            key=tuple(column.name for column in table.primary_key.columns),
        )
        for name, table in sorted(Table.metadata.tables.items())
    )


def fits(connection: sa.Connection, forms: Iterable[TableForm]) -> bool:
    """Whether a database has just these tables, with just these columns."""
    inspector = sa.inspect(connection)
    held = set(inspector.get_table_names()) - {VERSION_TABLE}
    expected = {form.name: {one.name for one in form.columns} for form in forms}
    return held == set(expected) and all(
        {str(column["name"]) for column in inspector.get_columns(name)} == columns
        for name, columns in expected.items()
    )


def read_rows(connection: sa.Connection, form: TableForm) -> Iterator[list[Row]]:
    """A table's rows in order of their key, a batch at a time."""
    table = form.table
    query = sa.select(table).order_by(*(table.c[name] for name in form.key))
    streamed = {"stream_results": True, "yield_per": BATCH}
    for batch in connection.execute(query, execution_options=streamed).partitions():
        yield [tuple(row) for row in batch]


def write_rows(connection: sa.Connection, form: TableForm, rows: Sequence[Row]) -> None:
    """Insert rows as they are."""
    names = [one.name for one in form.columns]
    if rows:
        connection.execute(
            sa.insert(form.table), [dict(zip(names, row, strict=True)) for row in rows]
        )


def to_line(form: TableForm, row: Row) -> bytes:
    """A row as one line of JSON: bytes in base64, times as UTC text with microseconds."""
    values = [_plain(column.kind, value) for column, value in zip(form.columns, row, strict=True)]
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


def from_line(form: TableForm, line: bytes) -> Row:
    """The row of a line; ValueError for what no such table holds."""
    values = read_json(line)
    if not isinstance(values, list) or len(values) != len(form.columns):
        raise ValueError("it has other columns")
    return tuple(
        _value(column.kind, value) for column, value in zip(form.columns, values, strict=True)
    )


def content_digest(connection: sa.Connection, forms: Iterable[TableForm]) -> str:
    """SHA-256 over all rows of these tables."""
    digest = sha256()
    for form in forms:
        digest.update(f"{form.name}\n".encode("ascii"))
        for batch in read_rows(connection, form):
            for row in batch:
                digest.update(to_line(form, row))
    return digest.hexdigest()


def kind_of(column: sa.types.TypeEngine[Any]) -> Kind:
    """What a column of this type holds."""
    if isinstance(column, UTCDateTime):
        return Kind.TIME
    if isinstance(column, sa.Boolean):
        return Kind.FLAG
    if isinstance(column, sa.Integer):
        return Kind.INTEGER
    if isinstance(column, sa.LargeBinary):
        return Kind.BYTES
    return Kind.TEXT


def _plain(kind: Kind, value: Any) -> str | int | bool | None:
    if value is None:
        return None
    if kind is Kind.TIME:
        return time_text(value)
    if kind is Kind.BYTES:
        return base64.b64encode(value).decode("ascii")
    plain: str | int | bool = value
    return plain


def _value(kind: Kind, value: object) -> str | int | bool | datetime | bytes | None:
    if value is None:
        return None
    if kind is Kind.FLAG and isinstance(value, bool):
        return value
    if kind is Kind.INTEGER and type(value) is int and abs(value) <= _LARGEST:
        return value
    if isinstance(value, str):
        if kind is Kind.TEXT and "\x00" not in value:
            value.encode("utf-8")  # UnicodeEncodeError is a ValueError: half a character
            return value
        if kind is Kind.TIME and _TIME.fullmatch(value):
            return datetime.fromisoformat(value)
        if kind is Kind.BYTES:
            try:
                return base64.b64decode(value, validate=True)
            except binascii.Error as error:
                raise ValueError("it holds no base64") from error
    raise ValueError(f"{str(value)[:40]!r} is no {kind}")
