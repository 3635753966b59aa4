"""The cards and edges of a lineage as items of a scene, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from desktop.theme.tokens import Tokens
from desktop.widgets.tips import plain_tip
from registry.lineage_layout import HEIGHT, WIDTH, Line, Placed
from registry.lineage_svg import FAMILIES, curve

ROUND, STACK, STRIPE, LEFT = 7.0, 4.0, 3.0, 18.0
HEAD = 6.0
SERIES = (5, 4, 0, 3, 2)
"""The colours of the families of kinds, as places in the theme's series."""
MOST_NAMES = 20


class CardItem(QGraphicsItem):
    """One card: its kind above, its name below, a stripe in its family's colour."""

    def __init__(
        self, placed: Placed, caption: str, name: str, tokens: Tokens, font: QFont
    ) -> None:
        super().__init__()
        self.placed = placed
        self.caption = caption
        self.name = name
        self.tokens = tokens
        self.current = self.lit = False
        self._small, self._bold = QFont(font), QFont(font)
        self._small.setPixelSize(11)
        self._bold.setPixelSize(13)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self.setPos(placed.x, placed.y)
        self.setAcceptHoverEvents(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = [f"{one.label}  {one.detail}".strip() for one in placed.card.members[:MOST_NAMES]]
        self.setToolTip(plain_tip("\n".join([caption, *told])))

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """The card with its ring and what is stacked behind it."""
        return QRectF(-3, -3, WIDTH + 6 + STACK, HEIGHT + 6 + STACK)

    def shape(self) -> QPainterPath:
        """Where it can be clicked."""
        path = QPainterPath()
        path.addRect(QRectF(0, 0, WIDTH, HEIGHT))
        return path

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw it; the current one has the focus ring, one asked for the accent's border."""
        tokens, card = self.tokens, self.placed.card
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(0, 0, WIDTH, HEIGHT)
        edge = QPen(QColor(tokens.control_border if self.lit else tokens.hairline), 1)
        painter.setBrush(QBrush(QColor(tokens.raised)))
        if card.count > 1:
            painter.setPen(edge)
            painter.drawRoundedRect(sheet.translated(STACK, STACK), ROUND, ROUND)
        painter.setPen(QPen(QColor(tokens.accent), 2) if card.start else edge)
        if self.current:
            painter.setPen(QPen(QColor(tokens.focus), 2.5))
            painter.setBrush(QBrush(QColor(tokens.selection)))
        painter.drawRoundedRect(sheet, ROUND, ROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.series[SERIES[FAMILIES[card.kind]]]))
        painter.drawRoundedRect(QRectF(8, 9, STRIPE, HEIGHT - 18), 1.5, 1.5)
        room = WIDTH - LEFT - 8
        self._write(painter, self._small, tokens.muted, self.caption, QRectF(LEFT, 7, room, 16))
        self._write(painter, self._bold, tokens.text, self.name, QRectF(LEFT, 24, room, 19))

    def _write(self, painter: QPainter, font: QFont, colour: str, text: str, place: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), shown)


class LineItem(QGraphicsPathItem):
    """One edge with its head; it is lit while one of its cards is the current one."""

    def __init__(self, line: Line, tokens: Tokens) -> None:
        super().__init__()
        self.line = line
        path = QPainterPath(QPointF(*line.points[0]))
        for first, second, end in curve(line.points):
            path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*end))
        x, y = line.points[-1]
        back = HEAD if line.points[-1][0] >= line.points[-2][0] else -HEAD
        for up in (-0.6, 0.6):
            path.moveTo(x, y)
            path.lineTo(x - back, y + up * HEAD)
        self.setPath(path)
        self.setZValue(-2)
        self.setToolTip(plain_tip(line.relation))
        self.light(tokens, on=False)

    def light(self, tokens: Tokens, *, on: bool) -> None:
        """Take the colour of an edge that matters now, or of one that does not."""
        self.setPen(QPen(QColor(tokens.accent if on else tokens.control_border), 2 if on else 1))
        self.setZValue(-1 if on else -2)


def nearest(items: Sequence[CardItem], one: CardItem, right: int, down: int) -> CardItem | None:
    """The card next to another in a direction: that way, and as little aside as can be."""
    here = one.placed
    best: tuple[float, CardItem] | None = None
    for item in items:
        across = (item.placed.x - here.x) * right
        along = (item.placed.y - here.y) * down
        if across <= 0 if right else (along <= 0 or item.placed.layer != here.layer):
            continue
        far = across + 2 * abs(item.placed.y - here.y) if right else along
        if best is None or far < best[0]:
            best = (far, item)
    return best[1] if best else None
