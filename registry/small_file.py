"""Files from outside: whether one is there, and reading a small one, no device and no pipe."""

from __future__ import annotations

from pathlib import Path

from registry.errors import AssayError


def require_file(path: Path) -> None:
    """Refuse what is no regular file; AssayError `file.missing`."""
    if path.is_dir():
        raise AssayError("file.missing", f"{path} is a folder.", "Name a file in it.")
    if not path.is_file():
        raise AssayError("file.missing", f"There is no file {path}.", "Check the path.")


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    A pipe would be waited for without an end, and a device read without one. Raises OSError where
    it cannot be read, ValueError that says why it is not.
    """
    if path.exists() and not path.is_file():
        raise ValueError("it is a folder" if path.is_dir() else "it is no regular file")
    with path.open("rb") as opened:
        content = opened.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"it is larger than {limit:,} bytes")
    return content
