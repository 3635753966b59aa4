"""The font of the whole window: Inter, shipped with Assay."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from registry.fonts import FAMILY, FILES

REGULAR, SEMIBOLD = 400, 600
TEXT_PX = 13


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; a second call does nothing."""
    if FAMILY in QFontDatabase.families():
        return
    for file in FILES:
        QFontDatabase.addApplicationFont(str(file))


def font(pixels: int = TEXT_PX, weight: int = REGULAR, tabular: bool = False) -> QFont:
    """The font in a size and weight; `tabular` digits all have one width, so columns align."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
