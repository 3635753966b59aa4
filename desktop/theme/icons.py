"""Icons: the shipped drawings in the colours of the theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QDir, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop.theme.tokens import Tokens

FOLDER: Final = Path(__file__).parent / "icons"
ICONS: Final = (
    "data", "train", "explain", "models", "review", "reports", "audit", "jobs", "open", "folder",
    "add", "save", "export", "stop", "discard", "check", "cross", "warning", "info", "search",
    "settings", "undo", "redo", "copy", "refresh", "person", "language", "theme", "chevron-right",
    "chevron-down", "file", "home", "help", "command", "play", "table", "chart", "close",
)  # fmt: skip
# Those of a screen with one, and with two or more, pixels to a unit; Qt takes the nearest.
SIZES: Final = (16, 20, 24, 32, 40, 48, 64)
MARKS_PREFIX: Final = "assaymarks"


@cache
def icon(name: str, tokens: Tokens, tone: str = "muted") -> QIcon:
    """An icon in the colour that `tone` names among the tokens; checked, it has the accent's."""
    made = QIcon()
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, getattr(tokens, tone)),
        (QIcon.Mode.Normal, QIcon.State.On, tokens.accent if tone == "muted" else ""),
        (QIcon.Mode.Selected, QIcon.State.Off, getattr(tokens, tone)),
        (QIcon.Mode.Disabled, QIcon.State.Off, tokens.disabled),
    ):
        if colour:
            for size in SIZES:
                made.addPixmap(_drawn(name, colour, size), mode, state)
    return made


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture `size` wide on a screen with `ratio` pixels to a unit."""
    key = f"assay {name} {colour} {size} {ratio}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = _drawn(name, colour, round(size * ratio))
        made.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, made)
    return made


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    source = _source(name).replace("currentColor", colour)
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    return made


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def find_marks() -> None:
    """Let the style sheet find the marks of check boxes and arrows, wherever Assay is installed.

    A style sheet takes pictures from files alone, so these are shipped in both themes' colours.
    """
    QDir.setSearchPaths(MARKS_PREFIX, [str(FOLDER / "marks")])
