"""The database schema's version: what it is, and bringing it up to this Assay's."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import Connection

# Alembic takes a good part of a second to load: it is loaded when a database is opened, off the
# window's thread, so that the window need not wait for it.
if TYPE_CHECKING:
    from alembic.config import Config


class SchemaState(Enum):
    """How a database's schema stands to the one that this Assay writes."""

    ABSENT = "absent"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def schema_state(connection: Connection) -> SchemaState:
    """Where the database stands. A revision that this Assay does not know is newer."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config())
    if revision is None:
        return SchemaState.ABSENT
    if revision == scripts.get_current_head():
        return SchemaState.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.OLDER if revision in known else SchemaState.NEWER


def schema_revision(connection: Connection) -> str:
    """The version of a database's schema; empty where it has none."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""


def is_known(revision: str) -> bool:
    """Whether this Assay knows a schema's version: its own, or an older one."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return revision in {script.revision for script in scripts}


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate within the caller's transaction, to the newest revision by default."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "registry:migrations")
    return config
