"""The legend above a chart: what each colour and symbol stands for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n.text import N
from desktop.theme.fonts import font
from desktop.theme.tokens import Tokens

LINE_PX, SWATCH_PX, GAP_PX, TEXT_PX = 22, 20, 16, 12
LINES = 2
"""More would take the room of the chart: what does not fit is counted, and named in the table."""
MORE = N("Plots", "and {n} more")


@dataclass(frozen=True)
class Entry:
    """A line, or the symbol of a series (pyqtgraph's letter for it)."""

    text: str
    colour: str
    symbol: str = ""


class Legend(QWidget):
    """Entries one beside the other, in two lines at most; then how many more there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._words = QColor()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(font(TEXT_PX))

    def show_entries(self, entries: tuple[Entry, ...], tokens: Tokens) -> None:
        """Show other entries, or the same in other colours."""
        words = QColor(tokens.muted)
        if (entries, words) == (self._entries, self._words):
            return
        self._entries, self._words = entries, words
        self.setVisible(bool(entries))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of the lines that the width asks for."""
        places, more = self._places(width)
        last = more or (places[-1][0] if places else None)
        return int(last.y()) + LINE_PX if last is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep room for all lines."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:  # noqa: N802
        """What the present width asks for."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        return QSize(80, LINE_PX if self._entries else 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the entries."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places, more = self._places(self.width())
        for (at, width), entry in zip(places, self._entries, strict=False):
            _swatch(painter, QPointF(at.x() + SWATCH_PX / 2 - 3, at.y() + LINE_PX / 2), entry)
            painter.setPen(self._words)
            place = QRectF(at.x() + SWATCH_PX, at.y(), width - SWATCH_PX, LINE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, entry.text)
        if more is not None:
            painter.setPen(self._words)
            place = QRectF(more.x(), more.y(), self.width() - more.x(), LINE_PX)
            text = MORE(n=len(self._entries) - len(places))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _places(self, width: int) -> tuple[list[tuple[QPointF, float]], QPointF | None]:
        """Where each entry starts and how wide it is; where the count of the others starts."""
        measure = QFontMetricsF(self.font())
        count = measure.horizontalAdvance(MORE(n=len(self._entries)))
        places: list[tuple[QPointF, float]] = []
        x = y = 0.0
        for number, entry in enumerate(self._entries):
            wide = SWATCH_PX + measure.horizontalAdvance(entry.text) + 2
            last = y >= (LINES - 1) * LINE_PX
            # In the last line the count needs room too, unless this is the last entry.
            room = width - (count + GAP_PX if last and number + 1 < len(self._entries) else 0)
            if x and x + wide > room:
                if last:
                    return places, QPointF(x, y)
                x, y = 0.0, y + LINE_PX
            places.append((QPointF(x, y), wide))
            x += wide + GAP_PX
        return places, None


def _swatch(painter: QPainter, at: QPointF, entry: Entry) -> None:
    colour = QColor(entry.colour)
    if not entry.symbol:
        painter.setPen(QPen(colour, 2.0))
        painter.drawLine(at - QPointF(7, 0), at + QPointF(7, 0))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if entry.symbol == "o":
        painter.drawEllipse(at, 4, 4)
    elif entry.symbol == "s":
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
    else:
        low = 4.0 if entry.symbol == "t1" else 0.0
        corners = [QPointF(-4.5, low), QPointF(0, -4.5), QPointF(4.5, low)]
        corners += [] if low else [QPointF(0, 4.5)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
