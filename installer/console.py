"""What the bootstrap says: one line a step with the time since its start, on standard error."""

from __future__ import annotations

import sys
import time

# So that a line that is replaced in place does not wrap on a narrow terminal.
WIDTH = 66


class SetupError(Exception):
    """Setting up cannot go on; the message says why and what to do."""


class Console:
    """Writes steps to standard error, so that a verb's own output can be piped."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._live = sys.stderr.isatty()
        self._reported = 0.0

    def step(self, text: str) -> None:
        """Say what happens next."""
        self._write(text, end="\n")

    def waiting(self, text: str, every: float = 20.0) -> None:
        """Say that a step goes on: in place on a terminal, else a line every so many seconds."""
        text = text if len(text) <= WIDTH else f"{text[: WIDTH - 3]}..."
        if self._live:
            self._write(text, end="")
            return
        now = time.monotonic()
        if now - max(self._reported, self._start) >= every:
            self._reported = now
            self._write(text, end="\n")

    def _write(self, text: str, end: str) -> None:
        clear = "\r\x1b[2K" if self._live else ""
        elapsed = time.monotonic() - self._start
        sys.stderr.write(f"{clear}[{elapsed:6.1f} s] {text}{end}")
        sys.stderr.flush()
