"""What a database refuses, as messages for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from registry.engines import BUSY_TIMEOUT_S
from registry.errors import AssayError, first_line

_DISK_FULL = frozenset({"53100"})
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
    except IntegrityError as error:
        raise AssayError(
            "record.refused", f"The database refused the record: {first_line(error.orig or error)}."
        ) from error
    except DBAPIError as error:
        code, said = getattr(error.orig, "sqlstate", None), first_line(error.orig or error)
        if code in _DISK_FULL or "disk is full" in said:
            raise AssayError(
                "disk.full",
                f"The disk of the registry '{url.render_as_string()}' is full; nothing "
                "was written.",
                "Free some space and repeat.",
            ) from error
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
