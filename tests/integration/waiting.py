"""Waiting for what another process does, and reading what a worker has said so far."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE_S = 120


def wait(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; fails the test if it does not in good time."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def said(messages: Path) -> list[dict[str, Any]]:
    """The messages of a job, without a last line that is being written."""
    found = []
    for line in messages.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            break
    return found
