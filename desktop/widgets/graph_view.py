"""A lineage as a graph that can be moved, zoomed and walked through by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from desktop.i18n.text import Speaks, T, Text
from desktop.theme.theme import Theme
from desktop.widgets.graph_cards import CardItem, LineItem, nearest
from registry.lineage_fold import Card
from registry.lineage_layout import Layout

SMALLEST, LARGEST, STEP = 0.35, 2.5, 1.2
LEAST_FIT = 0.82
"""How far the whole graph is made smaller to fit: below this it could not be read."""
HINT = T(
    "Lineage",
    "Arrows go from card to card, Enter opens one; + and - zoom, 0 shows all. Drag to move.",
)
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GraphView(Speaks, QGraphicsView):
    """Shows a layout. `chosen` gives the card that is current, `opened` one that was activated.

    The wheel scrolls the page around it, and zooms with Ctrl held, as charts do.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, name: Text) -> None:
        super().__init__()
        self._theme = theme
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._cards: dict[str, CardItem] = {}
        self._lines: list[LineItem] = []
        self._current: CardItem | None = None
        self._layout: Layout | None = None
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.say(self.setAccessibleName, name)
        self.say(self.setAccessibleDescription, HINT)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def current(self) -> Card | None:
        """The card that is current."""
        return self._current.placed.card if self._current else None

    @property
    def cards(self) -> tuple[CardItem, ...]:
        """The cards that are shown, layer by layer."""
        return tuple(self._cards.values())

    def show_layout(
        self, layout: Layout, caption: Callable[[Card], str], name: Callable[[Card], str]
    ) -> None:
        """Draw a layout with these words; what was current stays so where it is still there."""
        kept = self._current.placed.card.members[0].id if self._current else ""
        self._current = None
        self._scene.clear()
        self._layout = layout
        tokens = self._theme.tokens
        self._lines = [LineItem(line, tokens) for line in layout.paths]
        self._cards = {
            one.card.id: CardItem(one, caption(one.card), name(one.card), tokens, self.font())
            for one in layout.cards
        }
        for item in (*self._lines, *self._cards.values()):
            self._scene.addItem(item)
        self._scene.setSceneRect(QRectF(0, 0, layout.width, layout.height))
        again = [
            item
            for item in self._cards.values()
            if any(one.id == kept for one in item.placed.card.members)
        ]
        self.fit()
        if again:
            self._choose(again[0])

    def choose(self, card_id: str) -> bool:
        """Make a card current and bring it into view; False where there is none."""
        item = self._cards.get(card_id)
        if item is not None:
            self._choose(item)
        return item is not None

    def fit(self) -> None:
        """Show all, as far as it can still be read; else the middle of what was asked for."""
        self._fitted = True
        if self._layout is None:
            return
        room = self.viewport().size()
        scale = min(room.width() / self._layout.width, room.height() / self._layout.height, 1.0)
        self.resetTransform()
        scale = max(scale, LEAST_FIT)
        self.scale(scale, scale)
        start = next((item for item in self._cards.values() if item.placed.card.start), None)
        if start is not None:
            self.centerOn(start.sceneBoundingRect().center())

    def zoom(self, factor: float) -> None:
        """Make everything larger or smaller, within bounds."""
        held = self.transform().m11()
        to = min(max(held * factor, SMALLEST), LARGEST)
        self.scale(to / held, to / held)
        self._fitted = False

    def _dress(self) -> None:
        self.setBackgroundBrush(QColor(self._theme.tokens.surface))
        for line in self._lines:
            line.light(self._theme.tokens, on=False)
        for card in self._cards.values():
            card.tokens = self._theme.tokens
            card.update()
        if self._current is not None:
            self._choose(self._current)

    def _choose(self, item: CardItem) -> None:
        before, self._current = self._current, item
        for one in self._cards.values():
            one.current = one is item
            one.lit = False
            one.update()
        for line in self._lines:
            on = item.placed.card.id in (line.line.source, line.line.target)
            line.light(self._theme.tokens, on=on)
            if on:
                self._cards[line.line.source].lit = self._cards[line.line.target].lit = True
        self.ensureVisible(item, 24, 16)
        said = f"{item.caption}: {', '.join(one.label for one in item.placed.card.members[:5])}"
        self.setAccessibleDescription(f"{said}. {HINT()}")
        if before is not item:
            self.chosen.emit(item.placed.card)

    def retranslate(self) -> None:
        """Say the hint again; the cards' words come with the next layout."""
        super().retranslate()
        if self._current is not None:
            self._choose(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk, open and zoom by keyboard."""
        key = Qt.Key(event.key())
        if key in _WAYS:
            self._walk(*_WAYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._current is not None:
                self.opened.emit(self._current.placed.card)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _walk(self, right: int, down: int) -> None:
        items = list(self._cards.values())
        if self._current is None:
            if items:
                self._choose(next((one for one in items if one.placed.card.start), items[0]))
            return
        other = nearest(items, self._current, right, down)
        if other is not None:
            self._choose(other)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Coming by keyboard, have a current card to be seen."""
        super().focusInEvent(event)
        if self._current is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._walk(0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl; without it the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Make the card that is clicked current; elsewhere a drag moves the graph."""
        item = self._card_at(event.position())
        if item is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(item)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the card."""
        item = self._card_at(event.position())
        if item is not None:
            self.opened.emit(item.placed.card)
        event.accept()

    def _card_at(self, place: QPointF) -> CardItem | None:
        found = self.itemAt(place.toPoint())
        return found if isinstance(found, CardItem) else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit again, unless somebody chose how large it is."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
