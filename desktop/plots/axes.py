"""The axes of charts on screen: numbers with the window's ticks, and rows with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.plots.description import Axis, Form
from desktop.plots.ticks import tick_text, ticks
from desktop.theme.fonts import font
from desktop.theme.tokens import Tokens

TICK_PX = 12
ACROSS_PX, DOWN_PX = 62, 44
"""The least distance between ticks of an axis across, and of one that goes down."""


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """What both have: Inter with tabular digits, and no marks that stand out."""

    def __init__(self, side: str) -> None:
        super().__init__(side, maxTickLength=0)
        self.enableAutoSIPrefix(False)
        self.setTickFont(font(TICK_PX, tabular=True))
        self.setStyle(tickTextOffset=8, tickAlpha=255)
        # The grid lies below what is drawn: pyqtgraph puts boxes at -100.
        self.setZValue(-1000)


class ValueAxis(_Axis):
    """An axis of numbers with a grid."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._form = Form.NUMBER
        self._title = ""
        self._colour = ""
        self.setGrid(255)
        # The first and last texts may reach past the axis by so many pixels.
        self.setStyle(hideOverlappingLabels=20)

    def show_axis(self, axis: Axis, *, titled: bool = True) -> None:
        """Show another scale."""
        title = axis.title if titled else ""
        self._form = axis.form
        if title != self._title:
            self._title = title
            self._put_title()
        self.picture = None
        self.update()

    def recolour(self, tokens: Tokens) -> None:
        """Take a theme's colours."""
        self.setPen(hairline(tokens.hairline))
        self.setTickPen(hairline(tokens.grid))
        self.setTextPen(tokens.muted)
        self._colour = tokens.muted
        self._put_title()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, Any]]:  # noqa: N802 - pyqtgraph's names
        """One level of ticks, as close as their texts allow."""
        apart = DOWN_PX if self.orientation in {"left", "right"} else ACROSS_PX
        low, high = min(minVal, maxVal), max(minVal, maxVal)
        return [ticks(low, high, max(int(size / apart), 2), self._form)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """The texts of ticks, in the language's way of writing numbers."""
        del scale
        return [tick_text(value, spacing, self._form) for value in values]

    def _put_title(self) -> None:
        if self._title:
            # The label is HTML; metrics and columns are named by people.
            self.setLabel(
                escape(self._title), **{"color": self._colour, "font-size": f"{TICK_PX}px"}
            )
        self.showLabel(bool(self._title))


class RowAxis(_Axis):
    """A text beside each row: its name on the left, its number on the right. It has no lines."""

    def __init__(self, side: str, texts: Sequence[str], most_px: float) -> None:
        super().__init__(side)
        measure = QFontMetricsF(font(TICK_PX, tabular=True))
        self._texts = [
            measure.elidedText(each, Qt.TextElideMode.ElideRight, most_px) for each in texts
        ]
        widest = max((measure.horizontalAdvance(each) for each in self._texts), default=0.0)
        self.setWidth(round(widest + 14))
        self.setPen(QPen(Qt.PenStyle.NoPen))

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, Any]]:  # noqa: N802
        """One tick a row."""
        del minVal, maxVal, size
        return [(1.0, list(range(len(self._texts))))]

    def drawPicture(self, p: QPainter, axisSpec: Any, tickSpecs: Any, textSpecs: Any) -> None:  # noqa: N802
        """Draw the texts alone: a tick without length is a dot."""
        del tickSpecs
        super().drawPicture(p, axisSpec, [], textSpecs)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """The rows' texts."""
        del scale, spacing
        return [self._texts[int(value)] for value in values]


def hairline(colour: str, width: float = 1.0) -> QPen:
    """A pen of so many pixels, however far the chart is zoomed."""
    pen: QPen = pg.mkPen(colour, width=width)
    return pen
