"""Text for a terminal: made harmless, times as people read them, lines that break at words."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

QUOTED = "| "
"""Before each further line of what a person wrote: it cannot pass for a line of Assay's own."""
_DIGEST = re.compile(r"\b([0-9a-f]{16})[0-9a-f]{48}\b")
_QUOTED_LINE = re.compile(rf" *{re.escape(QUOTED)}")
_COMMAND = re.compile(
    r"'(?:\S*/)?assay [^']*'|`(?:\S*/)?assay [^`]*`|(?<![\w'`])(?:[^\s'`]*/)?assay .*$"
)
_HELD = "\0"
"""Stands for a blank at which a line is not broken; `printable` leaves none in a text."""
_LEAD = 28
"""Before a command that ends a line: words so few stay before it, however long it is."""
_AGES = ((86_400, "d"), (3600, "h"), (60, "min"))
_OLDEST_S = 7 * 86_400


def printable(text: str) -> str:
    """The text on one line, without what a file's names could send to the terminal to obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def quoted(words: str, pad: str = "    ") -> str:
    """A person's words after the head of an entry: further lines are marked as theirs."""
    first, *others = words.strip().splitlines() or [""]
    return "".join([first, *(f"\n{pad}{QUOTED}{line}" for line in others)])


def said(words: str, pad: str = "    ") -> str:
    """The same behind a colon; '' where nothing was said."""
    return f": {quoted(words, pad)}" if words.strip() else ""


def when(moment: datetime | str | None) -> str:
    """A time as a person reads it, `2026-11-26 14:05 UTC`; `-` for none.

    Text that is an ISO time is taken as that, other text is left as it is.
    """
    if moment is None:
        return "-"
    if isinstance(moment, str):
        try:
            return when(datetime.fromisoformat(moment))
        except (ValueError, OverflowError):  # before the first day of all in UTC
            return moment
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def age(moment: datetime, now: datetime | None = None) -> str:
    """How long ago it was, `5 min ago`; the time itself where it lies more than a week back."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < 0 or seconds > _OLDEST_S:
        return when(moment)
    for length, unit in _AGES:
        if seconds >= length:
            return f"{int(seconds // length)} {unit} ago"
    return "just now"


def counted(number: int, noun: str) -> str:
    """`1 request`, `2 requests`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def near(path: str | Path) -> str:
    """A path as it can be typed here: from the working directory where it lies below it."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def shortened(text: str) -> str:
    """The text with each SHA-256 told by how it begins."""
    return _DIGEST.sub(r"\1…", text)


def broken(line: str, width: int) -> list[str]:
    """A line of prose broken at words, what follows indented; a command stays in one piece.

    A command is what stands in quotes and begins with `assay`, or without quotes all to the end.
    """
    command = _COMMAND.search(line)
    if len(line) <= width or (command and command.end() == len(line) and command.start() < _LEAD):
        return [line]
    mark = _QUOTED_LINE.match(line)
    pad = mark[0] if mark else line[: len(line) - len(line.lstrip())]
    parts = textwrap.wrap(
        _COMMAND.sub(lambda found: found[0].replace(" ", _HELD), line),
        max(width, 20),
        subsequent_indent=pad if mark else f"{pad}  ",
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return [part.replace(_HELD, " ") for part in parts] or [line]
