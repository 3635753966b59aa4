"""Helpers for tests of reading data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from registry.errors import AssayError

Write = Callable[..., Path]
Refused = Callable[..., AssayError]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes text (in an encoding) or bytes to a file and gives its path."""

    def make(content: str | bytes, name: str = "data.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.fixture
def refused() -> Refused:
    """Calls something that must raise AssayError of a code, with a hint, and gives the error."""

    def call(code: str, action: Callable[..., object], *args: object) -> AssayError:
        with pytest.raises(AssayError) as caught:
            action(*args)
        assert caught.value.code == code, str(caught.value)
        assert caught.value.hint
        return caught.value

    return call
