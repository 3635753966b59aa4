"""The drawing area of charts: mouse, wheel, keys and focus; it knows nothing of what is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.plots.axes import hairline
from desktop.theme.tokens import Tokens
from desktop.widgets.tips import plain_tip

PAN, ZOOM = 0.1, 0.8
_PAN_KEYS = {
    Qt.Key.Key_Left: (-PAN, 0.0),
    Qt.Key.Key_Right: (PAN, 0.0),
    Qt.Key.Key_Up: (0.0, PAN),
    Qt.Key.Key_Down: (0.0, -PAN),
}
_ZOOM_KEYS = {Qt.Key.Key_Plus: ZOOM, Qt.Key.Key_Equal: ZOOM, Qt.Key.Key_Minus: 1 / ZOOM}

pg.setConfigOptions(antialias=True)


class PlotBox(pg.ViewBox):  # type: ignore[misc]
    """The part of a chart where data lie. `down` says whether it may be moved up and down too."""

    def __init__(self, *, down: bool) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.disableAutoRange()
        self.setMouseEnabled(x=True, y=down)
        self.down = down

    def pan(self, right: float, up: float) -> None:
        """Move by a share of what is in view."""
        (x_low, x_high), (y_low, y_high) = self.viewRange()
        move = up * (y_high - y_low) if self.down else 0.0
        self.translateBy(x=right * (x_high - x_low), y=move)

    def zoom(self, factor: float) -> None:
        """Show `factor` of what is in view."""
        self.scaleBy(x=factor, y=factor if self.down else None)


class Canvas(pg.GraphicsView):  # type: ignore[misc]
    """Where charts are drawn. The wheel scrolls the page, and zooms only with Ctrl held.

    Arrows, + and - move and zoom the boxes, 0 asks for the first view. `hint` answers what is to
    be said of a point in the scene.
    """

    moved = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[PlotBox] = []
        self.hint: Callable[[QPointF], str] = _nothing
        self._ring = hairline("#000000")
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(pg.GraphicsView.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.empty()

    def add_box(self, row: int, column: int, *, down: bool) -> PlotBox:
        """A box in a cell of the canvas."""
        box = PlotBox(down=down)
        box.sigRangeChangedManually.connect(self._tell_moved)
        self.grid.addItem(box, row, column)
        self.boxes.append(box)
        return box

    def empty(self) -> None:
        """Take everything off the canvas."""
        self.boxes.clear()
        self.hint = _nothing
        # A grid of its own: an emptied one keeps the sizes of its rows and columns.
        self.grid = pg.GraphicsLayout()
        self.grid.layout.setContentsMargins(4, 4, 4, 4)
        self.grid.layout.setSpacing(0)
        self.setCentralItem(self.grid)

    def fill(self) -> None:
        """Take the whole room once all is added: a grid shrinks while it is being filled."""
        self.grid.layout.activate()
        self.grid.setGeometry(QRectF(self.viewport().rect()))

    def recolour(self, tokens: Tokens) -> None:
        """Take a theme's background and ring."""
        self.setBackground(tokens.surface)
        self._ring = hairline(tokens.focus, 2.0)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page unless Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Pan, zoom or reset."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_0:
            self.reset_asked.emit()
        elif key in _PAN_KEYS:
            for box in self.boxes:
                box.pan(*_PAN_KEYS[key])
            self.moved.emit()
        elif key in _ZOOM_KEYS:
            for box in self.boxes:
                box.zoom(_ZOOM_KEYS[key])
            self.moved.emit()
        else:
            event.ignore()
            return
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Back to the first view."""
        self.reset_asked.emit()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Let Tab leave: nothing inside takes the focus."""
        return QWidget.focusNextPrevChild(self, forward)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Say what is under the mouse."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            pressed = event.buttons() != Qt.MouseButton.NoButton
            text = "" if pressed else self.hint(self.mapToScene(event.position().toPoint()))
            if text:
                QToolTip.showText(
                    event.globalPosition().toPoint(), plain_tip(text), self.viewport()
                )
            elif QToolTip.isVisible():
                QToolTip.hideText()
        return bool(super().viewportEvent(event))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring where the focus came by keyboard."""
        super().focusInEvent(event)
        self._ringed = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        }
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ringed = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the chart, and the ring over it."""
        super().paintEvent(event)
        if not self._ringed:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ring)
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _tell_moved(self, axes: object) -> None:
        del axes
        self.moved.emit()


def _nothing(at: QPointF) -> str:
    del at
    return ""
