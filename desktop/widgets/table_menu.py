"""What can be done with a table's rows as a whole: copy, save and sort them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.i18n.text import T
from desktop.models.export import as_csv, as_markdown, as_tsv
from desktop.widgets.saving import ask_and_write

if TYPE_CHECKING:
    from desktop.widgets.table import DataTable


class TableMenu(QMenu):
    """The menu of a table; gone once it is closed."""

    def __init__(self, table: DataTable, name: str) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = table.model_of_rows()
        filled = bool(model.rows)
        self.copy = self._add(T("Table", "&Copy")(), filled)
        self.copy.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy.triggered.connect(lambda: copy(table))
        self.copy_markdown = self._add(T("Table", "Copy as &Markdown")(), filled)
        self.copy_markdown.triggered.connect(lambda: copy_markdown(table))
        self.addSeparator()
        self.save_csv = self._add(T("Table", "&Export CSV…")(), filled)
        self.save_csv.triggered.connect(
            lambda: ask_and_write(
                table, f"{name}.csv", lambda: as_csv(model.columns, model.rows), table.exported.emit
            )
        )
        self.save_markdown = self._add(T("Table", "Export Mark&down…")(), filled)
        self.save_markdown.triggered.connect(
            lambda: ask_and_write(
                table,
                f"{name}.md",
                lambda: as_markdown(model.columns, model.rows),
                table.exported.emit,
            )
        )
        self.addSeparator()
        self.sorting = self._sorting(table)
        self.sorting.setEnabled(filled)
        self.addMenu(self.sorting)

    def _add(self, text: str, enabled: bool) -> QAction:
        action = self.addAction(text)
        action.setEnabled(enabled)
        return action

    def _sorting(self, table: DataTable) -> QMenu:
        """The columns to sort by; the one in force again turns the direction round."""
        model = table.model_of_rows()
        menu = QMenu(T("Table", "&Sort by")(), self)
        group = QActionGroup(menu)
        now, order = model.sorting
        for place, column in enumerate(model.columns):
            action = menu.addAction(column.title().replace("&", "&&"))
            action.setData(place)
            action.setCheckable(True)
            action.setChecked(place == now)
            group.addAction(action)
        menu.addSeparator()
        given = menu.addAction(T("Table", "The order given")())
        given.setData(-1)
        given.setCheckable(True)
        given.setChecked(now < 0)
        group.addAction(given)

        def sort(action: QAction) -> None:
            place = int(action.data())
            down = place == now and order is Qt.SortOrder.AscendingOrder
            table.sortByColumn(
                place, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            )

        group.triggered.connect(sort)
        return menu


def copy(table: DataTable) -> None:
    """Put the selected rows, all where none is, on the clipboard for a spreadsheet."""
    columns = table.model_of_rows().columns
    QGuiApplication.clipboard().setText(as_tsv(columns, table.rows_to_copy()))


def copy_markdown(table: DataTable) -> None:
    """Put them on the clipboard as a Markdown table."""
    columns = table.model_of_rows().columns
    QGuiApplication.clipboard().setText(as_markdown(columns, table.rows_to_copy()))
