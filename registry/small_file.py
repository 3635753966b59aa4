"""Reading a small file from outside: no device, no pipe, and no more than a limit."""

from __future__ import annotations

from pathlib import Path


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    A pipe would be waited for without an end, and a device read without one. Raises OSError where
    it cannot be read, ValueError that says why it is not.
    """
    if path.exists() and not path.is_file():
        raise ValueError("it is no regular file")
    with path.open("rb") as opened:
        content = opened.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"it is larger than {limit:,} bytes")
    return content
