"""Cards in rows of one or two, or below each other where there is no room for two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.pages.base import GAP

TWO_COLUMNS_PX = 1000


class CardGrid(QWidget):
    """Shows rows of one or two cards; a card that is alone takes the whole width."""

    def __init__(self, before: QWidget) -> None:
        """`before` is where Tab comes from."""
        super().__init__()
        self._before = before
        self._rows: list[tuple[QWidget, ...]] = []
        self._two = False
        self._end = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(0, 1)

    @property
    def columns(self) -> int:
        """How many columns there are at this width."""
        return 2 if self._two else 1

    def show_rows(self, rows: Sequence[Sequence[QWidget]]) -> None:
        """Show these cards in this order."""
        self._clear()
        self._rows = [tuple(row) for row in rows]
        self._arrange()
        self.order_focus()

    def order_focus(self) -> None:
        """Have Tab go through the cards as they are shown, whenever their parts were made."""
        chain = [self._before]
        for card in (card for row in self._rows for card in row):
            for widget in card.findChildren(QWidget):
                # A combo box's list is a window of its own.
                own = widget.window() is self.window() and not chain[-1].isAncestorOf(widget)
                if own and _is_stop(widget):
                    chain.append(widget)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Change between one column and two."""
        super().resizeEvent(event)
        two = event.size().width() >= TWO_COLUMNS_PX
        if two != self._two:
            self._two = two
            self._clear()
            self._arrange()

    def _clear(self) -> None:
        # Not takeAt: the item that it gives stays its widget's, and the next one's sizes go stale.
        for card in (card for row in self._rows for card in row):
            self._grid.removeWidget(card)
        self._grid.setRowStretch(self._end, 0)

    def _arrange(self) -> None:
        self._end = 0
        for row in self._rows:
            beside = self._two and len(row) > 1
            for place, card in enumerate(row):
                if beside:
                    self._grid.addWidget(card, self._end, place, Qt.AlignmentFlag.AlignTop)
                else:
                    self._grid.addWidget(card, self._end + place, 0, 1, self.columns)
            self._end += 1 if beside else len(row)
        self._grid.setColumnStretch(1, 1 if self._two else 0)
        self._grid.setRowStretch(self._end, 1)


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops here: at a control, or at what hands the focus to a part of itself."""
    proxy = widget.focusProxy()
    if proxy is not None:
        return widget.isAncestorOf(proxy)
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
