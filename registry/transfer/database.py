"""An empty database that becomes a registry in one transaction, or stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from registry.database import Registry
from registry.engines import make_file, migration_engine
from registry.errors import AssayError
from registry.refusals import require_references, translated
from registry.schema import lock_schema, upgrade


@contextmanager
def new_database(url: str, revision: str = "head") -> Iterator[sa.Connection]:
    """A transaction in an empty database that was just given a schema.

    What fails inside leaves nothing. References are checked at the end. Raises AssayError
    `registry.not_empty` where something is in the database already.
    """
    target = Registry(url)
    file = Path(target.url.database or "") if target.url.get_backend_name() == "sqlite" else None
    made = file is not None and not file.exists()
    engine = migration_engine(target.url)
    try:
        target.require_writable()
        make_file(target.url)
        with translated(target.url, writing=True), engine.begin() as connection:
            _require_empty(connection, target)
            upgrade(connection, revision)
            yield connection
            settle_references(connection)
    except BaseException:
        engine.dispose()
        if file is not None and made:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{file}{suffix}").unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()
        target.close()


def settle_references(connection: sa.Connection) -> None:
    """Check now that no row refers to one that is not there."""
    if connection.dialect.name == "sqlite":
        require_references(connection)
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")


def _require_empty(connection: sa.Connection, target: Registry) -> None:
    lock_schema(connection)  # of two that fill one at once the second finds it filled
    if sa.inspect(connection).get_table_names():
        raise AssayError(
            "registry.not_empty",
            f"The database '{target.url.render_as_string()}' is not empty.",
            "Name an empty one: nothing is ever written over a registry.",
        )
