"""Cards in two columns, or below each other where there is no room for two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.pages.base import GAP

TWO_COLUMNS_PX = 1000


class CardGrid(QWidget):
    """Has cards in pairs, and `wide` ones below them."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[QWidget] = []
        self._wide: list[QWidget] = []
        self._two = False
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(0, 1)

    @property
    def columns(self) -> int:
        """How many columns there are at this width."""
        return 2 if self._two else 1

    def show_cards(self, pairs: Sequence[QWidget], wide: Sequence[QWidget]) -> None:
        """Show these cards in this order."""
        # Not takeAt: the item that it gives stays its widget's, and the next one's sizes go stale.
        for card in (*self._pairs, *self._wide):
            self._grid.removeWidget(card)
        self._pairs, self._wide = list(pairs), list(wide)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Change between one column and two."""
        super().resizeEvent(event)
        two = event.size().width() >= TWO_COLUMNS_PX
        if two != self._two:
            self._two = two
            self._arrange()

    def _arrange(self) -> None:
        for card in (*self._pairs, *self._wide):
            self._grid.removeWidget(card)
        self._grid.setRowStretch(self._rows, 0)
        for place, card in enumerate(self._pairs):
            self._grid.addWidget(card, *divmod(place, self.columns))
        first = -(-len(self._pairs) // self.columns)
        for row, card in enumerate(self._wide, start=first):
            self._grid.addWidget(card, row, 0, 1, self.columns)
        self._rows = first + len(self._wide)
        self._grid.setColumnStretch(1, 1 if self._two else 0)
        self._grid.setRowStretch(self._rows, 1)
