"""How wide a table's columns are: by what they hold, and those that stretch by the room left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.models.table import TypedTableModel
from desktop.theme.fonts import SEMIBOLD, font
from desktop.widgets.cells import PADDING, CellDelegate

SAMPLE = 60
NARROWEST, WIDEST = 48, 360
STRETCH_AT_LEAST = 100
REFIT_MS = 200
# Room for the arrow of the column sorted by, in part in the heading's padding.
ARROW = 4


class ColumnWidths(QObject):
    """Fits a table's columns to a sample of its rows; what a person drags stays as dragged.

    While rows come and change columns only grow, so the table does not twitch.
    """

    def __init__(self, table: QTableView, model: TypedTableModel[Any], cells: CellDelegate) -> None:
        super().__init__(table)
        self._header = table.horizontalHeader()
        self._table = table
        self._model = model
        self._cells = cells
        self._fitted: dict[int, int] = {}
        self._dragged: set[int] = set()
        self._fitting = False
        self._sampled = False
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._header.setMinimumSectionSize(NARROWEST)
        self._header.sectionResized.connect(self._resized)
        self._later = QTimer(self, singleShot=True, interval=REFIT_MS)
        self._later.timeout.connect(self.fit)
        model.arranged.connect(self._soon)
        self.fit()

    def fit(self) -> None:
        """Fit the columns to the rows."""
        rows = self._sample()
        self._sampled = bool(rows)
        for place, column in enumerate(self._model.columns):
            width = column.width
            if width is None:
                width = self._heading_room(place)
                editable, pill = column.put is not None, column.tone is not None
                texts = [column.text(row) for row in rows]
                if column.choices is not None:
                    texts += [text for row in rows[:1] for _, text in column.choices(row)]
                for text in texts:
                    width = max(width, self._cells.room(text, pill=pill, editable=editable))
                width = max(width, min(self._fitted.get(place, 0), WIDEST))
            self._fitted[place] = max(NARROWEST, min(width, WIDEST))
        self.stretch()

    def forget(self) -> None:
        """Fit from nothing: the words are other ones."""
        self._fitted.clear()
        self.fit()

    def stretch(self) -> None:
        """Set the widths, giving the room left to the columns that stretch."""
        widths = {
            place: width for place, width in self._fitted.items() if place not in self._dragged
        }
        stretching = [place for place in widths if self._model.columns[place].stretch]
        taken = sum(
            self._header.sectionSize(place) if place in self._dragged else self._fitted[place]
            for place in self._fitted
            if place not in stretching
        )
        left = self._table.viewport().width() - taken
        for number, place in enumerate(stretching):
            share = left // (len(stretching) - number)
            least = max(STRETCH_AT_LEAST, self._heading_room(place))
            widths[place] = max(least, share)
            left -= widths[place]
        self._fitting = True
        for place, width in widths.items():
            if self._header.sectionSize(place) != width:
                self._header.resizeSection(place, width)
        self._fitting = False

    def _heading_room(self, place: int) -> int:
        """The width that a column's heading takes."""
        words = self._model.columns[place].title()
        heading = QFontMetrics(font(weight=SEMIBOLD)).horizontalAdvance(words)
        return max(heading + 2 * PADDING + ARROW, self._header.minimumSectionSize())

    def _sample(self) -> list[Any]:
        rows = self._model.rows
        if len(rows) <= SAMPLE:
            return list(rows)
        step = len(rows) // (SAMPLE // 2)
        return [*rows[: SAMPLE // 2], *rows[SAMPLE // 2 :: step]]

    def _soon(self) -> None:
        if not self._sampled and self._model.rows:
            self.fit()
        elif not self._later.isActive():
            self._later.start()

    def _resized(self, place: int, _before: int, _now: int) -> None:
        if not self._fitting:
            self._dragged.add(place)
            self.stretch()
