"""Files that several processes read while one writes: whole or not at all, line by line."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace the file by `data`: a reader sees the old bytes or the new ones.

    `durable` waits until they are on disk, so that they outlive a power cut. Raises OSError, and
    leaves the old file as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        _sync_directory(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Append `line` and its newline, and wait until they are on disk.

    A torn line that a killed writer left gets a newline first, so that it spoils only itself.
    Raises OSError, and then takes back what was written of the line.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        size = os.fstat(descriptor).st_size
        data = line + b"\n"
        if size and _last_byte(descriptor, size) != b"\n":
            data = b"\n" + data
        try:
            while data:
                data = data[os.write(descriptor, data) :]
            os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)


def complete_lines(path: Path, offset: int = 0) -> tuple[list[bytes], int]:
    """The lines from byte `offset` on that end in a newline, and the offset behind them.

    What stands behind the last newline is still being written, or torn: it is left for later, and
    read again from its start, because a writer may take it back. A missing file has no lines.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except FileNotFoundError:
        return [], offset
    end = data.rfind(b"\n") + 1
    return data[:end].split(b"\n")[:-1], offset + end


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; the system frees it when the holder dies. Raises OSError."""
    with path.open("ab") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            yield  # closing the file frees the lock


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _replace(source: Path, target: Path) -> None:
    deadline = time.monotonic() + 2.0
    while True:
        try:
            source.replace(target)
        except PermissionError:
            # Windows refuses to replace a file while somebody reads it.
            if sys.platform != "win32" or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _sync_directory(directory: Path) -> None:
    if sys.platform == "win32":
        return  # Windows cannot open a directory, and NTFS logs renames itself
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
