"""Database engines: how SQLite and PostgreSQL are opened for writing and for reading."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import NullPool

from registry.errors import AssayError

BUSY_TIMEOUT_S = 30
# File systems whose locks and shared memory do not hold between machines: SQLite's write-ahead
# log is unsafe there (https://sqlite.org/wal.html, section 1).
NETWORK_FILE_SYSTEMS = frozenset(
    {
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "webdav",
    }
)


# Halves of characters, which no driver encodes, and NUL, which PostgreSQL refuses.
_NO_TEXT = {
    "sqlite": re.compile("[\ud800-\udfff]"),
    "postgresql": re.compile("[\0\ud800-\udfff]"),
}
_POSTGRESQL_PORT = 5432
_HERE = "localhost"
_THIS_MACHINE = frozenset({"", _HERE, "127.0.0.1", "::1"})
_NOBODY = "\uffff"
"""A character that Unicode sets aside: no text that somebody typed holds it."""


class Mount(NamedTuple):
    """A mounted file system: where it is and of which type."""

    mountpoint: str
    fstype: str


def parse_url(url: str) -> URL:
    """A database URL, with psycopg 3 as PostgreSQL's driver; AssayError if it is neither."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise AssayError(
            "registry.url",
            f"'{url}' is no database URL.",
            "Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE.",
        ) from error
    name = parsed.get_backend_name()
    if name == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if name == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed
    raise AssayError(
        "registry.url",
        f"A registry lives in an SQLite file or in PostgreSQL, not in '{parsed.drivername}'.",
        "Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE.",
    )


def mounts() -> list[Mount]:
    """What is mounted on this machine."""
    return [Mount(item.mountpoint, item.fstype) for item in psutil.disk_partitions(all=True)]


def network_file_system(path: Path, mounted: Sequence[Mount]) -> str | None:
    """The type of the network file system that holds a path, or None if it is local."""
    if str(path).startswith("\\\\"):
        return "a Windows share"
    resolved = path.resolve()
    holding = [
        mount
        for mount in mounted
        if mount.mountpoint and resolved.is_relative_to(Path(mount.mountpoint))
    ]
    if not holding:
        return None
    # The last of equally deep mounts lies over the earlier ones.
    deepest = max(len(Path(mount.mountpoint).parts) for mount in holding)
    top = [mount for mount in holding if len(Path(mount.mountpoint).parts) == deepest][-1]
    return top.fstype if top.fstype.lower() in NETWORK_FILE_SYSTEMS else None


def refuse_network_file_system(url: URL) -> None:
    """Raise AssayError where an SQLite file would lie on a network drive."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    kind = network_file_system(Path(url.database), mounts())
    if kind is not None:
        raise AssayError(
            "registry.network_drive",
            f"The registry '{url.database}' would lie on a network drive ({kind}), where SQLite "
            "can lose what two processes write.",
            "Put the project on a local disk, or keep the registry in PostgreSQL.",
        )


def may_write(url: URL) -> bool:
    """Whether this user may write an SQLite file and its folder; PostgreSQL is asked by writing.

    A file that is not there is its folder's matter.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        return True
    file = Path(url.database)
    return os.access(file.parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def write_engine(url: URL) -> Engine:
    """An engine whose transactions hold the write lock from their beginning."""
    return _postgresql(url, read_only=False) if _is_postgresql(url) else _sqlite_writer(url)


def migration_engine(url: URL) -> Engine:
    """As `write_engine`, but SQLite does not enforce foreign keys.

    A migration that makes a table anew drops the old one while others refer to it; who uses this
    has to run `foreign_key_check` before the commit (https://sqlite.org/lang_altertable.html,
    section 7).
    """
    if _is_postgresql(url):
        return _postgresql(url, read_only=False)
    return _sqlite_writer(url, foreign_keys=False)


def read_engine(url: URL) -> Engine:
    """An engine that cannot write and whose transactions each see one moment.

    Of an SQLite file that this user may not write, or whose folder, nothing is created or changed.
    What the database holds as no text can be asked for, and is not found. Connecting raises
    AssayError `registry.unfinished` where a write-ahead log lies there that cannot be read without
    writing.
    """
    engine = _postgresql(url, read_only=True) if _is_postgresql(url) else _sqlite_reader(url)
    event.listen(engine, "before_cursor_execute", _askable, retval=True)
    return engine


def _askable(
    connection: Connection, _cursor: object, statement: str, values: Any, *_: object
) -> tuple[str, Any]:
    return statement, _as_text(values, _NO_TEXT[connection.dialect.name])


def _as_text(value: Any, no_text: re.Pattern[str]) -> Any:
    """A statement's values, with what is no text of the database as texts that are in none."""
    if isinstance(value, str):
        return no_text.sub(_NOBODY, value)
    if isinstance(value, dict):
        return {name: _as_text(one, no_text) for name, one in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_as_text(one, no_text) for one in value)
    return value


def _is_postgresql(url: URL) -> bool:
    return url.get_backend_name() == "postgresql"


def _postgresql(url: URL, *, read_only: bool) -> Engine:
    level: Any = "REPEATABLE READ" if read_only else "READ COMMITTED"
    engine = create_engine(url, pool_pre_ping=True, isolation_level=level)
    event.listen(engine, "connect", _in_utc)
    return engine.execution_options(postgresql_readonly=True) if read_only else engine


def _in_utc(connection: Any, _record: object) -> None:
    """Have times come in UTC: in another zone the first and the last day of all have no form."""
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


class _Pinned(sqlite3.Connection):
    """A connection that knows which file it opened: the path may come to name another."""

    file: Path
    identity: tuple[int, int] | None


def make_file(url: URL) -> None:
    """Make the empty file that a new SQLite registry begins as; connections make none.

    Raises AssayError `registry.unreadable` where it cannot be made.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    try:
        Path(url.database).touch()
    except OSError as error:
        raise AssayError(
            "registry.unreadable",
            f"The registry '{url.database}' cannot be made: {error.strerror}.",
            "Name a folder that exists and that you may write to.",
        ) from error


def file_identity(url: URL) -> tuple[int, int] | None:
    """Which file an SQLite URL names at this moment; None where there is none."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return _identity(Path(url.database))


def same_database(one: URL, other: URL) -> bool:
    """Whether two URLs surely name one database: one SQLite file, or one database at one address of
    PostgreSQL, however each spells it. Two names of a server's may still be one."""
    if _is_postgresql(one) and _is_postgresql(other):
        return _endpoint(one) == _endpoint(other)
    file = file_identity(one)
    return file is not None and file == file_identity(other)


def _endpoint(url: URL) -> tuple[str, int, str]:
    """Host, port and database, as libpq takes them where they are left out
    (https://www.postgresql.org/docs/current/libpq-connect.html, sections 34.1.1 and 34.1.2)."""
    host, port = url.host or url.query.get("host") or "", url.port or url.query.get("port")
    host = (host if isinstance(host, str) else ",".join(host)).lower().rstrip(".")
    number = str(port or _POSTGRESQL_PORT)
    database = url.database or url.query.get("dbname") or url.username or ""
    return (
        _HERE if host in _THIS_MACHINE else host,
        int(number) if number.isdigit() else _POSTGRESQL_PORT,
        database if isinstance(database, str) else ",".join(database),
    )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sqlite_writer(url: URL, *, foreign_keys: bool = True) -> Engine:
    file = Path(url.database or "")
    engine = create_engine(url, creator=lambda: _open_pinned(file))
    pragmas = (
        "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON",
        f"foreign_keys={int(foreign_keys)}",
    )  # fmt: skip
    return _prepared(engine, "BEGIN IMMEDIATE", pragmas)


def _sqlite_reader(url: URL) -> Engine:
    file = Path(url.database or "")
    if may_write(url):
        # Not opened read-only: SQLite's last reader would then leave the log's files behind.
        engine = create_engine(url, creator=lambda: _open_pinned(file))
    else:
        # Nothing is kept open: what was read as unchanging may have changed by the next time.
        engine = create_engine(url, creator=lambda: _read_only(file), poolclass=NullPool)
    return _prepared(engine, "BEGIN", ("query_only=ON",))


def _prepared(engine: Engine, begins: str, pragmas: Sequence[str]) -> Engine:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver would begin transactions by its own rules, late and not before a SELECT.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_TIMEOUT_S * 1000}", "foreign_keys=ON", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "checkout")
    def checkout(connection: Any, *_: object) -> None:
        # A file that was replaced or removed lives on in what has it open: what is written there
        # is lost, though all looks well.
        known = connection.identity if isinstance(connection, _Pinned) else None
        if known is not None and _identity(connection.file) != known:
            raise InvalidatePoolError("the registry's file was replaced")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(begins)

    return engine


def _read_only(file: Path) -> sqlite3.Connection:
    """Open what may not be written, with the least that reads it truly.

    While its owner has it open, the log (-wal) and its index (-shm) are there and are read too.
    Else there is no log, or one that a crash or an incomplete copy left: SQLite would have to make
    the index to read it. Without a log nothing but the file itself counts (`immutable`).
    """
    wal, index = Path(f"{file}-wal"), Path(f"{file}-shm")
    if wal.exists() and index.exists():
        connection = _open(file, "mode=ro")
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError:
            connection.close()
        else:
            return connection
    try:
        waiting = wal.stat().st_size
    except FileNotFoundError:
        waiting = 0
    if waiting:
        raise AssayError(
            "registry.unfinished",
            f"The registry '{file}' cannot be read here: changes still stand in '{wal.name}' "
            "beside it, and reading those takes writing to the folder, which you may not.",
            "Copy the whole project folder, that file included, to a place where you may write, "
            "and open the copy.",
        )
    return _open(file, "mode=ro&immutable=1")


def _open_pinned(file: Path) -> _Pinned:
    identity = _identity(file)  # asked before: if it changes meanwhile, that shows at checkout
    if identity is None:
        raise AssayError(
            "registry.gone",
            f"The registry '{file}' is not there any more.",
            "Put it back where it was, or open the project from where it is now.",
        )
    return _open(file, "mode=rw", identity)


def _open(file: Path, options: str, identity: tuple[int, int] | None = None) -> _Pinned:
    connection = sqlite3.connect(
        f"{file.resolve().as_uri()}?{options}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        check_same_thread=False,
        factory=_Pinned,
    )
    connection.file, connection.identity = file, identity
    return connection
