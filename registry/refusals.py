"""What a database refuses, as messages for a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from registry.engines import BUSY_TIMEOUT_S
from registry.errors import AssayError, first_line
from registry.full_disk import disk_full, no_room

_DISK_FULL = frozenset({"53100"})
_SQLITE_FULL, _SQLITE_IOERR = 13, 10
_READ_ONLY = frozenset({"25006"})
_DENIED = frozenset({"42501"})
_LOCKED = frozenset({"55P03", "40001", "40P01"})


@contextmanager
def translated(url: URL, *, writing: bool = False) -> Iterator[None]:
    """Turn what the database at a URL refuses into an AssayError.

    `writing` says that a missing right is the right to write.
    """
    try:
        yield
    except StaleDataError as error:
        raise AssayError(
            "record.stale",
            "Someone else changed this record since it was read; nothing was written.",
            "Read it again and repeat the change.",
        ) from error
    except (IntegrityError, DataError) as error:
        raise AssayError(
            "record.refused", f"The database refused the record: {first_line(error.orig or error)}."
        ) from error
    except DBAPIError as error:
        code, said = getattr(error.orig, "sqlstate", None), first_line(error.orig or error)
        full = _full_disk(url, error)
        if full is not None:
            raise full from error
        if code in _READ_ONLY or (writing and code in _DENIED) or "readonly database" in said:
            raise read_only(url) from error
        if code in _LOCKED or "locked" in said:
            raise AssayError(
                "database.busy",
                f"Another process held the registry for over {BUSY_TIMEOUT_S} s.",
                "Try again; if it stays so, see which process holds it.",
            ) from error
        if type(error) in (OperationalError, DatabaseError) or code in _DENIED:
            raise AssayError(
                "registry.unreadable",
                f"The registry '{url.render_as_string()}' cannot be used: {said}.",
                "Check that it is there, readable and running.",
            ) from error
        raise


def _full_disk(url: URL, error: DBAPIError) -> AssayError | None:
    """The refusal where the disk is full, the quota used up, or a file at its limit.

    SQLite calls only some of that so, and the rest an I/O error: then the disk is asked.
    """
    if getattr(error.orig, "sqlstate", None) in _DISK_FULL:
        return AssayError(
            "disk.full",
            f"The disk of the database server is full ('{url.render_as_string()}'): nothing was "
            "written.",
            "Have its administrator free some space, and repeat.",
        )
    kind = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest of it says more closely
    if kind not in (_SQLITE_FULL, _SQLITE_IOERR) or not url.database:
        return None
    file = Path(url.database)
    sizes = [one.stat().st_size for one in (file, Path(f"{file}-wal")) if one.is_file()]
    found = no_room(file.parent, max(sizes, default=0))
    if found is None and kind == _SQLITE_FULL:
        found = OSError(errno.ENOSPC, "")
    return (
        None
        if found is None
        else disk_full(file.parent, found, f"nothing was written to {file.name}")
    )


def require_references(connection: Connection) -> None:
    """Raise AssayError `registry.references` where rows of SQLite refer to none."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise AssayError(
            "registry.references",
            f"Nothing was written: rows of {tables} refer to rows that are not there.",
            "It was changed by other means than Assay: put it back from a backup.",
        )


def read_only(url: URL) -> AssayError:
    """The refusal of a write to a registry that this user may only read."""
    return AssayError(
        "registry.read_only",
        f"The registry '{url.render_as_string()}' cannot be written here.",
        "You may only read this project; ask its owner for write access, or work on a copy.",
    )
