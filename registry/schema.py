"""The database schema's version: what it is, and bringing it up to this Assay's."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pkgutil import iter_modules

from sqlalchemy import Connection, inspect, text

from registry.migrations import versions

VERSION_TABLE = "alembic_version"
_LOCK = 4_158_797_401


class SchemaState(Enum):
    """How a database's schema stands to the one that this Assay writes."""

    ABSENT = "absent"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def schema_state(connection: Connection) -> SchemaState:
    """Where the database stands. A revision that this Assay does not know is newer."""
    revision = schema_revision(connection)
    if not revision:
        return SchemaState.ABSENT
    if revision == revisions()[-1]:
        return SchemaState.CURRENT
    return SchemaState.OLDER if revision in revisions() else SchemaState.NEWER


def schema_revision(connection: Connection) -> str:
    """The version of a database's schema; empty where it has none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
    # Assay's migrations are one line: a schema of several revisions is none that it knows, and
    # SQLite holds whatever somebody writes there, bytes too.
    return ", ".join(sorted(str(one) for one in found.scalars()))


@cache
def revisions() -> tuple[str, ...]:
    """The schema's versions that this Assay knows, the oldest first.

    They are read off the names of the migrations' files: Alembic would have to be loaded, and to
    run every one of them, to tell.
    """
    return tuple(sorted(one.name[1:].partition("_")[0] for one in iter_modules(versions.__path__)))


def lock_schema(connection: Connection) -> None:
    """Wait for whoever makes or migrates this PostgreSQL database; SQLite locks the whole file."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate within the caller's transaction, to the newest revision by default.

    One who comes while another migrates waits, and finds it done.
    """
    # Takes a good part of a second to load, and few who open a registry have to migrate it.
    from alembic import command
    from alembic.config import Config

    lock_schema(connection)
    config = Config()
    config.set_main_option("script_location", "registry:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
