"""Assay's own mark: the application's icon, and the head of its first page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FILE: Final = Path(__file__).parent / "mark.svg"
ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)


def mark(size: int, ratio: float = 1.0) -> QPixmap:
    """The mark `size` wide on a screen with `ratio` pixels to a unit; it suits both themes."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(str(FILE)).render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def application_icon() -> QIcon:
    """The mark as the icon of windows and task bars."""
    made = QIcon()
    for size in ICON_SIZES:
        made.addPixmap(mark(size))
    return made
