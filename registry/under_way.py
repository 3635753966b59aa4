"""Marks beside large work under way, so that what a killed process left there is told and cleared.

A mark is a file that its process holds a lock on. The system frees the lock when the process dies,
however it does: a mark that can be locked is nobody's.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

_MARK = ".under-way"
_RANDOM = re.compile(r"[0-9a-f]{8}")

Told = Callable[[Path, int], None]
"""Gets what was cleared and its bytes."""


def silent(_place: Path, _size: int) -> None:
    """Tell nobody."""


@contextmanager
def under_way(folder: Path, prefix: str) -> Iterator[Path]:
    """A new name in a folder, not used yet, whose mark is held until the block ends.

    The mark is there, and held, before anything can be. Raises OSError.
    """
    while True:
        place = folder / f"{prefix}{token_hex(4)}"
        mark = place.with_name(f"{place.name}{_MARK}")
        with mark.open("xb") as held:
            # Somebody who clears may have come between: then it is gone, or theirs.
            if not _locks(held) or not mark.exists():
                continue
            try:
                yield place
            finally:
                _remove(mark, held)
            return


def clear_left(folder: Path, prefix: str, told: Told) -> None:
    """Clear what killed processes left in a folder under names that begin so, and tell each.

    What a living process holds, and what this user may not open or remove, stays.
    """
    for mark in _marks(folder, prefix):
        with suppress(OSError), mark.open("r+b") as held:
            # What its process has just finished is gone by its name.
            if not _locks(held) or not mark.exists():
                continue
            place = mark.with_name(mark.name.removesuffix(_MARK))
            size = _size(place)
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
            _remove(mark, held)
            if size is not None:
                told(place, size)


def _marks(folder: Path, prefix: str) -> list[Path]:
    """Those of names that `under_way` gives: another file there is somebody's own."""
    with suppress(OSError):
        begin = (one for one in sorted(folder.iterdir()) if one.name.startswith(prefix))
        marks = (one for one in begin if one.name.endswith(_MARK) and not one.is_symlink())
        return [
            one
            for one in marks
            if _RANDOM.fullmatch(one.name.removeprefix(prefix).removesuffix(_MARK))
        ]
    return []


def _locks(file: IO[bytes]) -> bool:
    """Take the lock if nobody has it. Closing the file frees it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(mark: Path, held: IO[bytes]) -> None:
    """Take a mark away while it is held, where the system lets one: on Windows after."""
    if sys.platform == "win32":
        held.close()
    with suppress(OSError):
        mark.unlink()


def _size(place: Path) -> int | None:
    """Bytes in a file or folder; None where there is neither."""
    if not os.path.lexists(place):
        return None
    if place.is_symlink() or not place.is_dir():
        return place.lstat().st_size
    return sum(one.lstat().st_size for one in place.rglob("*") if one.is_file())
