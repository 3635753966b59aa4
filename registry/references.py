"""Which stored files the registry's rows name, wherever in a row they do."""

from __future__ import annotations

import re
from collections.abc import Iterable

import sqlalchemy as sa

from registry.digests import STREAMED, table_of
from registry.tables import (
    GOVERNED,
    Artifact,
    DatasetSnapshot,
    Evidence,
    ModelVersion,
    Record,
)
from registry.transfer.rows import Kind, kind_of

_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_BATCH = 500
STORED: tuple[tuple[type[Record], str, str | None], ...] = (
    (Artifact, "sha256", "bytes"),
    (DatasetSnapshot, "artifact_sha256", "bytes"),
    (ModelVersion, "manifest_sha256", None),
    (Evidence, "artifact_sha256", None),
)
"""Records whose file has to be in the store: the columns of its SHA-256, and of its size if any."""


def stored_digests(connection: sa.Connection) -> set[str]:
    """The SHA-256 of every file that has to be in the store."""
    found: set[str] = set()
    for record, name, _ in STORED:
        column = table_of(record).columns[name]
        query = sa.select(column).where(column.is_not(None)).distinct()
        found.update(connection.execute(query, execution_options=STREAMED).scalars())
    return found


def named_digests(connection: sa.Connection) -> set[str]:
    """Every SHA-256 that any governed row holds, in a column or within a text.

    More than the files: whatever has the form of a digest counts, so that a kind of record that
    names its files in a way of its own is never forgotten.
    """
    found: set[str] = set()
    for record in GOVERNED:
        query = sa.select(*_texts(record))
        for row in connection.execute(query, execution_options=STREAMED):
            found |= _digests(row)
    return found


def digests_of(connection: sa.Connection, keys: Iterable[tuple[str, str]]) -> set[str]:
    """The same for these rows alone, by table and id."""
    by_table: dict[str, list[str]] = {}
    for name, key in keys:
        by_table.setdefault(name, []).append(key)
    found: set[str] = set()
    for record in GOVERNED:
        table = table_of(record)
        ids = by_table.get(table.name, [])
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            for row in connection.execute(sa.select(*_texts(record)).where(table.c.id.in_(batch))):
                found |= _digests(row)
    return found


def _texts(record: type[Record]) -> list[sa.Column[str]]:
    return [one for one in table_of(record).columns if kind_of(one.type) is Kind.TEXT]


def _digests(row: Iterable[object]) -> set[str]:
    return {digest for value in row if value for digest in _DIGEST.findall(str(value))}
