"""Reads many rows by their ids with one statement, whose text is the same however many they are.

The ids go in as one value: a list of parameters would be another statement for each number of
them, which the database plans and SQLAlchemy expands anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult

from registry.errors import AssayError


class _Dialect(NamedTuple):
    """How a database takes a list: of ids for a column, and of pairs as a table `wanted`."""

    among: str
    pairs: str


_SQLITE = _Dialect(
    among="IN (SELECT value FROM json_each(?))",
    pairs=(
        "(SELECT json_extract(value, '$[0]') AS name, json_extract(value, '$[1]') AS key "
        "FROM json_each(?)) AS wanted CROSS JOIN"  # which keeps SQLite to this order
    ),
)
_POSTGRESQL = _Dialect(
    among="= ANY(%s::text[])",
    pairs="unnest(%s::text[], %s::text[]) AS wanted (name, key) JOIN",
)


def rows_among(
    connection: Connection, query: str, column: str, ids: Sequence[str]
) -> CursorResult[Any]:
    """The rows of a query, which has no condition yet, whose column is one of these.

    Raises AssayError `record.tampered` for an id that is none.
    """
    parameters: tuple[Any, ...]
    _require_ids(ids)
    if connection.dialect.name == "sqlite":
        text, parameters = _SQLITE.among, (json.dumps(list(ids)),)
    else:
        text, parameters = _POSTGRESQL.among, (list(ids),)
    return connection.exec_driver_sql(f"{query} WHERE {column} {text}", parameters)


def rows_of_pairs(
    connection: Connection, query: str, pairs: Sequence[tuple[str, str]]
) -> CursorResult[Any]:
    """The rows of a query that joins a table to `{wanted}`: to these as `wanted (name, key)`.

    Raises AssayError `record.tampered` for a key that is no id.
    """
    parameters: tuple[Any, ...]
    _require_ids([key for _, key in pairs])
    if connection.dialect.name == "sqlite":
        text, parameters = _SQLITE.pairs, (json.dumps(list(pairs)),)
    else:
        names, keys = [name for name, _ in pairs], [key for _, key in pairs]
        text, parameters = _POSTGRESQL.pairs, (names, keys)
    return connection.exec_driver_sql(query.format(wanted=text), parameters)


def _require_ids(ids: Sequence[object]) -> None:
    """SQLite's JSON ends a text at NUL: a row with such an id would be looked for by another's."""
    for one in ids:
        if not isinstance(one, str) or "\0" in one:
            raise AssayError(
                "record.tampered",
                f"A record has the id {one!r}, which Assay never gives.",
                "Run 'assay audit verify': it says everything that was changed.",
            )
