"""A card with a chart, the sentence that says what it shows, its table, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QMenu,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from desktop.background import Background
from desktop.i18n.text import T, Text
from desktop.models.export import as_tsv
from desktop.models.table import Column, TypedTableModel
from desktop.plots.description import Cell, Form, Heading, Plot
from desktop.plots.export import export_picture, export_table
from desktop.plots.ticks import value_text
from desktop.theme.theme import Theme
from desktop.widgets.cards import PADDING, Card
from desktop.widgets.file_dialogs import ask_to_save
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable

if TYPE_CHECKING:
    from desktop.plots.screen import ChartView

Row = tuple[int, tuple[Cell, ...]]

ICON_PX, TABLE_PX = 16, 260
_NO_REASON = T("Plots", "There is nothing to show yet.")
_KINDS: dict[str, Text] = {
    "png": T("Plots", "PNG picture (*.png)"),
    "svg": T("Plots", "SVG drawing (*.svg)"),
    "csv": T("Plots", "CSV table (*.csv)"),
}


class ChartCard(Card):
    """Shows a chart or its table. `exported` gives the file that was written."""

    exported = Signal(Path)

    def __init__(self, heading: Text, theme: Theme, background: Background) -> None:
        super().__init__(heading)
        self._name = heading
        self._theme = theme
        self._background = background
        self._plot: Plot | None = None
        self._reason = ""
        self._view: ChartView | None = None
        self._table: DataTable | None = None
        self._headings: tuple[Heading, ...] = ()
        self._model: TypedTableModel[Row] | None = None
        self.sentence = muted_label()
        self.sentence.setWordWrap(True)
        self._why = muted_label()
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._why)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self._pages, 1)

        self.reset_button = self._tool("refresh", T("Plots", "Reset the view (0)"), self._reset)
        self.reset_button.hide()
        self.chart_button = self._tool("chart", T("Plots", "Show the chart"), self._show)
        self.table_button = self._tool("table", T("Plots", "Show the table"), self._show)
        self._switch = QButtonGroup(self)
        for each in (self.chart_button, self.table_button):
            each.setCheckable(True)
            self._switch.addButton(each)
        self.chart_button.setChecked(True)
        self.export_button = self._tool("export", T("Plots", "Export"))
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export_button.setMenu(self._menu())
        theme.changed.connect(self._dress)
        self._dress()
        self.show_plot(None)

    @property
    def plot(self) -> Plot | None:
        """The description that is shown."""
        return self._plot

    @property
    def view(self) -> ChartView | None:
        """The chart; None until there was one to show."""
        return self._view

    def show_plot(self, plot: Plot | None, reason: str = "") -> None:
        """Show a chart, or the reason why there is none."""
        self._plot, self._reason = plot, reason
        self._show()

    def retranslate(self) -> None:
        """Say everything in another language; the chart's own words come with its next one."""
        super().retranslate()
        self._show()

    def save(self, kind: str, out: Path) -> None:
        """Write the chart that is shown as `png` or `svg`, or its numbers as `csv`."""
        plot = self._plot
        if plot is None:
            return
        match kind:
            case "png" | "svg":
                self._write(lambda: export_picture(plot, out, kind), out)
            case _:
                self._write(lambda: export_table(plot, out), out)

    def copy_table(self) -> None:
        """Put the numbers, as they are shown, on the clipboard for a spreadsheet."""
        if self._plot is not None:
            table = self._plot.table()
            QGuiApplication.clipboard().setText(
                as_tsv(_columns(table.headings), list(enumerate(table.rows)))
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep room for all lines of the sentence: a scroll area would not ask for it."""
        super().resizeEvent(event)
        self._fit_sentence()

    def _fit_sentence(self) -> None:
        room = self.width() - 2 * (PADDING + 1)
        self.sentence.setMinimumHeight(self.sentence.heightForWidth(max(room, 100)))

    def _show(self) -> None:
        plot = self._plot
        for each in (self.chart_button, self.table_button, self.export_button):
            each.setEnabled(plot is not None)
        self.sentence.setVisible(plot is not None)
        title = plot.title if plot else self._name()
        sentence = plot.sentence if plot else self._reason or _NO_REASON()
        if self.heading is not None:
            self.heading.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.sentence.setText(sentence)
        self._fit_sentence()
        self._why.setText(sentence)
        if plot is None:
            self._pages.setCurrentWidget(self._why)
        elif self.table_button.isChecked():
            self._pages.setCurrentWidget(self._shown_table(plot))
        else:
            self._pages.setCurrentWidget(self._shown_chart(plot))
        if self._pages.currentWidget() is not self._view:
            self.reset_button.hide()

    def _shown_chart(self, plot: Plot) -> QWidget:
        if self._view is None:
            # The drawing library takes a third of a second to load: not before the window is up.
            from desktop.plots.screen import ChartView

            self._view = ChartView(self._theme)
            self._view.moved.connect(self.reset_button.setVisible)
            self._pages.addWidget(self._view)
        self._view.show_plot(plot)
        return self._view

    def _shown_table(self, plot: Plot) -> QWidget:
        table = plot.table()
        if self._table is None or self._model is None or table.headings != self._headings:
            if self._table is not None:
                self._pages.removeWidget(self._table)
                self._table.deleteLater()
            self._headings = table.headings
            self._model = TypedTableModel(_columns(table.headings), key=_number)
            self._table = DataTable(
                self._model, _as_said(plot.title), _as_said(plot.sentence), self._theme
            )
            self._model.setParent(self._table)
            self._table.setMinimumHeight(TABLE_PX)
            self._table.exported.connect(self.exported)
            self._pages.addWidget(self._table)
        self._table.say(self._table.setAccessibleDescription, _as_said(plot.sentence))
        self._model.show(list(enumerate(table.rows)))
        return self._table

    def _reset(self) -> None:
        if self._view is not None:
            self._view.reset()
            self._view.setFocus()

    def _write(self, work: Callable[[], None], out: Path) -> None:
        self._background.run(work, lambda _: self.exported.emit(out), owner=self)

    def _ask(self, kind: str) -> None:
        """Ask for a file, without waiting for the answer."""
        if self._plot is None:
            return
        name = "".join(
            letter if letter.isalnum() or letter in " -_" else "-" for letter in self._plot.title
        )
        ask_to_save(self, "", f"{name}.{kind}", _KINDS[kind], lambda out: self.save(kind, out))

    def _tool(
        self, icon: str, words: Text, clicked: Callable[[], None] | None = None
    ) -> QToolButton:
        made = QToolButton()
        made.setProperty("icon_name", icon)
        made.setIconSize(QSize(ICON_PX, ICON_PX))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(made.setToolTip, words)
        self.say(made.setAccessibleName, words)
        if clicked is not None:
            made.clicked.connect(clicked)
        self.header.addWidget(made)
        return made

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, words in (
            ("png", T("Plots", "Save as &PNG…")),
            ("svg", T("Plots", "Save as &SVG…")),
            ("csv", T("Plots", "Save the data as &CSV…")),
        ):
            action = menu.addAction("")
            self.say(action.setText, words)
            action.triggered.connect(lambda _=False, kind=kind: self._ask(kind))
        menu.addSeparator()
        action = menu.addAction("")
        self.say(action.setText, T("Plots", "Copy the &table"))
        action.triggered.connect(self.copy_table)
        return menu

    def _dress(self) -> None:
        for each in (
            self.reset_button, self.chart_button, self.table_button, self.export_button
        ):  # fmt: skip
            each.setIcon(self._theme.icon(each.property("icon_name")))


def _columns(headings: tuple[Heading, ...]) -> list[Column[Row]]:
    return [_column(place, heading) for place, heading in enumerate(headings)]


def _column(place: int, heading: Heading) -> Column[Row]:
    words = heading.form is Form.TEXT

    def text(row: Row) -> str:
        return value_text(row[1][place], heading.form)

    def value(row: Row) -> Any:
        return row[1][place]

    return Column(
        key=str(place),
        title=_as_said(heading.text),
        text=text,
        sort=None if words else value,
        right=not words,
        stretch=place == 0,
    )


def _number(row: Row) -> int:
    return row[0]


def _as_said(words: str) -> Text:
    """Words that are translated already, or a column's name: no catalogue has them."""
    return Text("", words)
