"""Clearing a database of what it keeps of rows that were changed: old bytes in its pages."""

from __future__ import annotations

import sqlite3
from typing import cast

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from registry.database import Registry

PERSONAL = ("principal", "administrative_act")
"""The tables that hold, or held for a time, names outside the log."""
LOCK_TIMEOUT_MS = 10_000
_FILES = "SELECT relname, relfilenode FROM pg_class WHERE relname = ANY(:tables) AND relkind = 'r'"


def wipe(registry: Registry) -> str:
    """Rewrite the database's pages; gives what is left to do, in words, or an empty text.

    SQLite's file is written anew and its write-ahead log emptied, which other processes that read
    just now can keep from happening. PostgreSQL writes the tables anew for who owns them. What the
    file system, a server's own logs and backups keep is out of reach.
    """
    registry.require_writable()
    if registry.url.get_backend_name() == "sqlite":
        return _wipe_sqlite(registry)
    return _wipe_postgresql(registry.write_engine)


def _wipe_postgresql(engine: Engine) -> str:
    tables = ", ".join(PERSONAL)
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        before = _files(connection)
        connection.execute(text(f"SET lock_timeout = {LOCK_TIMEOUT_MS}"))
        connection.execute(text(f"VACUUM (FULL) {tables}"))
        done = all(before[name] != file for name, file in _files(connection).items())
    except DBAPIError:
        done = False
    finally:
        connection.invalidate()  # its time limit is no other's
        connection.close()
    if done:
        return ""
    return (
        "PostgreSQL may still hold old rows in its files. As the owner of the tables, when nobody "
        f"else uses them: VACUUM (FULL) {tables}"
    )


def _wipe_sqlite(registry: Registry) -> str:
    pooled = registry.write_engine.raw_connection()
    why = "another process reads it"
    try:
        connection = cast("sqlite3.Connection", pooled.driver_connection)
        connection.execute(f"PRAGMA busy_timeout = {LOCK_TIMEOUT_MS}")
        connection.execute("VACUUM")
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        busy, why = 1, str(error)
    finally:
        pooled.invalidate()  # its time limit is no other's
        pooled.close()
    if not busy:
        return ""
    return (
        "Old bytes may still stand in the registry's files, which could not be written anew: "
        f"{why}. Do it later: assay registry wipe"
    )


def _files(connection: Connection) -> dict[str, int]:
    rows = connection.execute(text(_FILES), {"tables": list(PERSONAL)})
    return {str(name): int(file) for name, file in rows}
