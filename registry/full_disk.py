"""A disk, a quota or a limit that is used up: how it shows, and how a person is told."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from registry.errors import AssayError

# What is used up, as said of a folder, and what to do.
_USED_UP: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: (
        "The disk of '{folder}' is full",
        "Free some space on it, or use a folder on another disk, and repeat.",
    ),
    errno.EDQUOT: (
        "Your quota on the disk of '{folder}' is used up",
        "Delete files of yours there, or have the quota raised, and repeat.",
    ),
    errno.EFBIG: (
        "A file in '{folder}' has reached the limit on the size of files",
        "Raise the limit (ulimit -f unlimited), and repeat.",
    ),
}
_WINDOWS = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_PROBED = bytes(64 * 1024)


def is_disk_full(error: OSError) -> bool:
    """Whether the system said that the disk, the quota or the limit on files is used up."""
    return error.errno in _USED_UP or getattr(error, "winerror", None) in _WINDOWS


def disk_full(folder: Path | str, error: OSError, lost: str = "nothing was written") -> AssayError:
    """The refusal of what could not be written to a folder; `lost` says what came of it."""
    what, hint = _USED_UP.get(error.errno or 0, _USED_UP[errno.ENOSPC])
    return AssayError("disk.full", f"{what.format(folder=folder)}: {lost}.", hint)


def told_disk_full(error: OSError, *asked: Path) -> AssayError:
    """The refusal for an error that may name no file: then the first of these folders without room.

    Where all have room again, it says that of the first.
    """
    if error.filename:
        return disk_full(Path(os.fsdecode(error.filename)).parent, error)
    return disk_full(next((one for one in asked if no_room(one)), asked[0]), error)


def no_room(folder: Path, size: int = 0) -> OSError | None:
    """What the system says of a little more in the folder, in a file that has `size` bytes already.

    None where there is room, and where something else than room is wanting.
    """
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            file.seek(size)  # leaves a hole, which takes no room
            left = _PROBED
            while left:  # what is short of room begins with a shorter write
                left = left[file.write(left) :]
    except OSError as error:
        return error if is_disk_full(error) else None
    return None
