"""Digests of governed rows, equal on SQLite and PostgreSQL, from objects and from raw columns.

A digest is SHA-256 over canonical JSON of the table's name, the version of its field list and
each field with its value: text, integers (flags as 0 and 1), times as UTC text with microseconds.
Raw columns are read as the driver gives them, without SQLAlchemy's conversions: a value that a
conversion would repair in silence (a flag of 2, a time in another notation) is a change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, Table, text
from sqlalchemy.exc import DBAPIError

from registry.many_rows import rows_among
from registry.tables.base import Record, UTCDateTime

Plain = str | int | None

_SQLITE_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
STREAMED = {"stream_results": True, "yield_per": 1000}
"""Execution options of a query whose rows are not all held at once."""


class UnreadableError(ValueError):
    """A stored value is none that Assay writes."""


class _Kind(Enum):
    TEXT = "text"
    INTEGER = "integer"
    FLAG = "flag"
    TIME = "time"


def table_of(record: type[Record]) -> Table:
    """The SQLAlchemy table of a governed class."""
    table: Table = record.__table__  # type: ignore[attr-defined]
    return table


def row_digest(row: Record) -> str:
    """The digest of an object as it is in memory.

    Raises TypeError naming table and field for a value of the wrong type, ValueError for a naive
    time.
    """
    return sha256(covered_text(row).encode("ascii")).hexdigest()


def covered_text(row: Record) -> str:
    """The text that the digest of an object is of; raises as `row_digest` does."""
    record = type(row)
    values: list[Plain] = []
    for field, kind in _fields(record):
        try:
            values.append(_from_python(kind, getattr(row, field)))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{table_of(record).name}.{field}: {error}") from error
    return _covered(record, values)


def check_values(row: Record) -> None:
    """Raise as `row_digest` for a value of the wrong type in any column, digested or not."""
    record = type(row)
    for column in table_of(record).columns:
        try:
            _from_python(_kind(column), getattr(row, column.key))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{table_of(record).name}.{column.key}: {error}") from error


def stored_digests(
    connection: Connection, record: type[Record], ids: Iterable[str]
) -> dict[str, str]:
    """The digests of rows as the database holds them, by id; absent rows are left out.

    Raises UnreadableError naming table, id and field where a value is none that Assay writes.
    """
    found = rows_among(connection, _select(record), '"id"', list(ids))
    return {str(raw[0]): _raw_digest(record, raw, connection.dialect.name) for raw in found}


def stream_digests(
    connection: Connection, record: type[Record]
) -> Iterator[tuple[str, str | UnreadableError]]:
    """Every row's id and digest, in order of id; an error in the digest's place if unreadable."""
    dialect = connection.dialect.name
    seen: set[str] = set()
    try:
        query = text(f'{_select(record)} ORDER BY "id"')
        for raw in connection.execute(query, execution_options=STREAMED):
            seen.add(str(raw[0]))
            try:
                yield str(raw[0]), _raw_digest(record, raw, dialect)
            except UnreadableError as error:
                yield str(raw[0]), error
    except DBAPIError:
        # The driver could not decode a value and does not say of which row: row by row it shows.
        name = table_of(record).name
        for key in connection.execute(text(f'SELECT "id" FROM "{name}"')).scalars().all():  # noqa: S608
            if str(key) not in seen:
                yield str(key), _digest_or_error(connection, record, key)


def _digest_or_error(
    connection: Connection, record: type[Record], key: str
) -> str | UnreadableError:
    try:
        return stored_digests(connection, record, [key])[key]
    except UnreadableError as error:
        return error
    except DBAPIError as error:
        return UnreadableError(f"{table_of(record).name} {key}: {error.orig}")


def time_text(value: datetime) -> str:
    """An aware time as UTC text with microseconds; ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def raw_time_text(value: object, dialect: str) -> str:
    """A time column's raw value as `time_text` would write it; UnreadableError otherwise."""
    if dialect == "sqlite":
        if isinstance(value, str) and _SQLITE_TIME.fullmatch(value):
            return value.replace(" ", "T") + "Z"
    elif isinstance(value, datetime) and value.tzinfo is not None:
        return time_text(value)
    raise UnreadableError(f"{value!r} is no time that Assay writes")


@cache
def _fields(record: type[Record]) -> tuple[tuple[str, _Kind], ...]:
    columns = table_of(record).columns
    return tuple((field, _kind(columns[field])) for field in record.digest_fields)


def _kind(column: Column[Any]) -> _Kind:
    if isinstance(column.type, UTCDateTime):
        return _Kind.TIME
    if isinstance(column.type, Boolean):
        return _Kind.FLAG
    return _Kind.INTEGER if isinstance(column.type, Integer) else _Kind.TEXT


@cache
def _select(record: type[Record]) -> str:
    names = ", ".join(f'"{field}"' for field in record.digest_fields)
    return f'SELECT {names} FROM "{table_of(record).name}"'  # noqa: S608


def _raw_digest(record: type[Record], raw: Sequence[object], dialect: str) -> str:
    values: list[Plain] = []
    for (field, kind), value in zip(_fields(record), raw, strict=True):
        try:
            values.append(_from_raw(kind, value, dialect))
        except UnreadableError as error:
            place = f"{table_of(record).name} {raw[0]}, {field}"
            raise UnreadableError(f"{place}: {error}") from None
    return _digest(record, values)


def _digest(record: type[Record], values: Sequence[Plain]) -> str:
    return sha256(_covered(record, values).encode("ascii")).hexdigest()


def _covered(record: type[Record], values: Sequence[Plain]) -> str:
    pairs = [
        [record.digest_names.get(field, field), value]
        for field, value in zip(record.digest_fields, values, strict=True)
        if value is not None or field not in record.digest_later
    ]
    covered = ["assay/row", table_of(record).name, record.digest_version, pairs]
    return json.dumps(covered, separators=(",", ":"))


def _from_python(kind: _Kind, value: object) -> Plain:
    if value is None:
        return None
    if kind is _Kind.TIME and isinstance(value, datetime):
        return time_text(value)
    if kind is _Kind.FLAG and isinstance(value, bool):
        return int(value)
    if kind is _Kind.INTEGER and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is _Kind.TEXT and isinstance(value, str):
        return str(value)
    raise TypeError(f"{value!r} is no {kind.value}")


def _from_raw(kind: _Kind, value: object, dialect: str) -> Plain:
    if value is None:
        return None
    if kind is _Kind.TIME:
        return raw_time_text(value, dialect)
    if kind is _Kind.FLAG:
        if value is True or value is False:
            return int(value)
        if dialect == "sqlite" and type(value) is int and value in (0, 1):
            return value
    elif (kind is _Kind.INTEGER and type(value) is int) or (
        kind is _Kind.TEXT and type(value) is str
    ):
        return value
    raise UnreadableError(f"{value!r} is no {kind.value} that Assay writes")
