"""The table of the pages: rows to choose, sort, copy, save and, where a column allows, edit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView

from desktop.i18n.text import Speaks, T, Text
from desktop.models.table import AnyIndex, TypedTableModel
from desktop.theme.theme import Theme
from desktop.widgets.cells import PADDING, CellDelegate
from desktop.widgets.columns import ColumnWidths
from desktop.widgets.table_menu import TableMenu, copy

ROW_PX, HEADER_PX = 38, 36
FIELD_PX, LEAST_FIELD_PX = 220, 120
NO_MATCH = T("Table", "Nothing matches the filter")


class DataTable(Speaks, QTableView):
    """A table in which one row is current and others may be selected with it.

    `chosen` gives the row that became current, or None; `activated_row` the one that Enter or a
    double click was for; `exported` the file that was written.
    """

    chosen = Signal(object)
    activated_row = Signal(object)
    exported = Signal(Path)

    def __init__(
        self, model: TypedTableModel[Any], name: Text, description: Text, theme: Theme
    ) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._name = name
        self._empty = T("Table", "Nothing here yet")
        self._narrowed = False
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._cells = CellDelegate(self, lambda: theme.tokens)
        self.setItemDelegate(self._cells)

        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_PX)
        rows.setDefaultSectionSize(ROW_PX)
        rows.hide()
        header.setFixedHeight(HEADER_PX)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(*model.sorting)
        self.setModel(model)
        self.setSortingEnabled(True)
        self._widths = ColumnWidths(self, model, self._cells)

        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._activate)
        model.arranged.connect(self._arranged)
        self._has_rows = model.rowCount() > 0
        self.say(self.setAccessibleName, name)
        self.say(self.setAccessibleDescription, description)

    def model_of_rows(self) -> TypedTableModel[Any]:
        """The model, with its type."""
        return self._model

    def current(self) -> Any:
        """The current row, or None."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected rows, in the order shown."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.rows[place] for place in places]

    def choose(self, key: Hashable) -> bool:
        """Make the row with this key current, alone selected and in view; False without one."""
        place = self._model.row_of(key)
        if place is None:
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(place, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def set_empty(self, text: Text) -> None:
        """What to show in the middle while there are no rows."""
        self._empty = text
        self.viewport().update()

    def set_narrowed(self, narrowed: bool) -> None:
        """Whether the rows are some that were searched for."""
        if narrowed != self._narrowed:
            self._narrowed = narrowed
            self.viewport().update()

    def empty_text(self) -> str:
        """What an empty table says now."""
        return NO_MATCH() if self._model.total or self._narrowed else self._empty()

    def rows_to_copy(self) -> Sequence[Any]:
        """What copying takes: the selected rows, all where none is."""
        return self.selected() or self._model.rows

    def retranslate(self) -> None:
        """Read headings, cells and widths again."""
        super().retranslate()
        self._model.retell()
        self._widths.forget()

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        for place in (now.row(), before.row()):
            self.viewport().update(self._row_rect(place).adjusted(0, -2, 0, 2))
        self.chosen.emit(self._model.rows[now.row()] if now.isValid() else None)

    def _arranged(self) -> None:
        number, order = self._model.sorting
        header = self.horizontalHeader()
        if (header.sortIndicatorSection(), header.sortIndicatorOrder()) != (number, order):
            was = header.blockSignals(True)
            header.setSortIndicator(number, order)
            header.blockSignals(was)
            header.viewport().update()
        if bool(self._model.rows) != self._has_rows or not self._has_rows:
            self._has_rows = bool(self._model.rows)
            self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _activate(self, index: AnyIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.activated_row.emit(self._model.rows[index.row()])

    def _edit_row(self) -> bool:
        """Edit the current cell, or else the row's first that can be edited."""
        current = self.currentIndex()
        cells = [current, *(current.siblingAtColumn(i) for i in range(len(self._model.columns)))]
        for cell in cells:
            if cell.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(cell)
                self.edit(cell)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, edit and activate by keyboard; the rest is Qt's."""
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            copy(self)
        elif event.key() == Qt.Key.Key_F2 and current.isValid():
            self._edit_row()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            if current.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(current)
            else:
                self._activate(current)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Open the menu, at the current row where a key asked for it."""
        position = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self._row_rect(self.currentIndex().row()).bottomLeft() + QPoint(PADDING, 0)
            position = self.viewport().mapToGlobal(place)
        self.menu().popup(position)

    def menu(self) -> TableMenu:
        """The menu for the rows as they are; it goes when it is closed."""
        return TableMenu(self, self._name())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Coming by keyboard, have a current row to be seen."""
        super().focusInEvent(event)
        if (
            not self.currentIndex().isValid()
            and self._model.rows
            and event.reason()
            in (
                Qt.FocusReason.TabFocusReason,
                Qt.FocusReason.BacktabFocusReason,
            )
        ):
            self.selectionModel().setCurrentIndex(
                self._model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give what room there is to the columns that stretch."""
        super().resizeEvent(event)
        self._widths.stretch()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the cells, then the ring round the current row, or the words of an empty table."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        tokens = self._theme.tokens
        if not self._model.rows:
            painter.setPen(QColor(tokens.muted))
            room = self.viewport().rect().adjusted(24, 12, -24, -12)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.empty_text())
        if self.hasFocus():
            place = self.currentIndex().row()
            ring = self._row_rect(place) if place >= 0 else self.viewport().rect()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(ring).adjusted(1, 1, -1, -1), 4, 4)
            if place >= 0:
                self._draw_current_cell(painter, tokens.focus)

    def _draw_current_cell(self, painter: QPainter, colour: str) -> None:
        """Underline the current cell where Enter would edit it."""
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            cell = self.visualRect(index)
            painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(QRectF(cell).adjusted(4, 4.5, -4, -4.5), 4, 4)

    def _row_rect(self, place: int) -> QRect:
        top = self.rowViewportPosition(place)
        return QRect(0, top, self.viewport().width(), self.rowHeight(place))


class FilterField(Speaks, QLineEdit):
    """Hands over the words typed to search a table's rows by; Escape clears it."""

    def __init__(self, search: Callable[[str], object], text: Text) -> None:
        super().__init__()
        self.say(self.setPlaceholderText, text)
        self.say(self.setAccessibleName, text)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(LEAST_FIELD_PX)
        self.setMaximumWidth(FIELD_PX)
        self.textChanged.connect(search)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it may be where there is room."""
        return QSize(FIELD_PX, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Clear by Escape; an empty field leaves the key to its dialog."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
