"""Where tests keep their files: in memory where there is room, for there no write waits."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30


def quick_folder() -> Path:
    """A folder for temporary files: tests end processes, never the machine, so no disk is needed.

    All that is made for a test is small, and much of it is made to be synced to the disk at once.
    """
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        return _MEMORY
    return Path(tempfile.gettempdir())
