"""A table of text rows: how it is shown, reached by keyboard, read aloud and copied."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.picture import RIGHT_ALIGNED, Row

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 38
HEADER_HEIGHT = 36
# Room at both sides of a cell, and a hairline in place of Fusion's raised headings.
STYLE = """
QTableView { border: 1px solid palette(mid); }
QTableView::item { padding: 0 12px; border: 0; }
QTableView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
QHeaderView { background: palette(base); border: 0; }
QHeaderView::section {
    background: palette(base); color: palette(text); font-weight: 600;
    padding: 0 15px; border: 0; border-bottom: 1px solid palette(mid);
}
"""


class RowModel(QAbstractTableModel):
    """Rows of text under fixed headings."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        super().__init__()
        self.headings = headings
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Replace the rows; where their number stays, selection and scrolling do too."""
        if len(rows) == len(self.rows):
            self.rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(self.headings) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, its alignment, and what a screen reader says of it."""
        text = self.rows[index.row()][index.column()]
        heading = self.headings[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{heading}: {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(heading)
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's heading."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return alignment(self.headings[section])
        return None


def alignment(heading: str) -> Qt.AlignmentFlag:
    """Numbers to the right, words to the left."""
    side = Qt.AlignmentFlag.AlignRight if heading in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RowTable(QTableView):
    """Shows a RowModel: whole rows are selected, Tab leaves it, Copy takes the selection."""

    def __init__(self, model: RowModel, name: str, description: str) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.take_colours()
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(80)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)

    def take_colours(self) -> None:
        """Take the palette's colours anew: Qt resolves a style sheet's once, when it is set."""
        self.setStyleSheet("")
        self.setStyleSheet(STYLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the selected rows, as a spreadsheet takes them; leave other keys to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
            return
        super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Headings and selected rows, separated by tabs."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [self._rows.headings, *(self._rows.rows[row] for row in chosen)]
        return "\n".join("\t".join(cells) for cells in lines)
