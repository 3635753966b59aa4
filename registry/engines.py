"""Database engines: how SQLite and PostgreSQL are opened for writing and for reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

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


def write_engine(url: URL) -> Engine:
    """An engine whose transactions hold the write lock from their beginning."""
    return _engine(url, read_only=False)


def read_engine(url: URL) -> Engine:
    """An engine that cannot write and whose transactions each see one moment."""
    return _engine(url, read_only=True)


def _engine(url: URL, *, read_only: bool) -> Engine:
    if url.get_backend_name() == "postgresql":
        options: dict[str, Any] = {"isolation_level": "READ COMMITTED"}
        if read_only:
            options = {"isolation_level": "REPEATABLE READ"}
        engine = create_engine(url, pool_pre_ping=True, **options)
        return engine.execution_options(postgresql_readonly=True) if read_only else engine
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver would begin transactions by its own rules, late and not before a SELECT.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"query_only={'ON' if read_only else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
