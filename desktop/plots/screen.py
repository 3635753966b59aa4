"""A chart on screen: any description, in the theme's colours, for mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.plots.canvas import Canvas
from desktop.plots.description import Plot, PointPlot
from desktop.plots.geometry import RowPicture, rows_of
from desktop.plots.legend import Entry, Legend
from desktop.plots.points_view import SYMBOLS, PointsView, series_colour
from desktop.plots.rows_view import RowsView, columns_for
from desktop.theme.theme import Theme
from desktop.theme.tokens import Tokens

POINTS_PX = 260
"""The height that a plot of points asks for; plots of rows ask for what their rows need."""


class ChartView(QWidget):
    """Shows one description at a time. `moved` tells whether it shows other than the first view."""

    moved = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plot: Plot | None = None
        self._view: PointsView | RowsView | None = None
        self._is_moved = False
        self._legend = Legend()
        self._legend.hide()
        self.canvas = Canvas()
        self.setFocusProxy(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._legend)
        layout.addWidget(self.canvas, 1)
        self.canvas.moved.connect(self._tell_moved)
        self.canvas.reset_asked.connect(self.reset)
        theme.changed.connect(self._recolour)
        self.canvas.recolour(theme.tokens)

    def show_plot(self, plot: Plot) -> None:
        """Show a description; more points of a plot that is shown already are cheap."""
        if plot == self._plot:
            return
        tokens = self._theme.tokens
        self.canvas.setAccessibleName(plot.title)
        self.canvas.setAccessibleDescription(plot.sentence)
        if isinstance(plot, PointPlot) and isinstance(self._view, PointsView):
            self._view.show(plot)
            if not self._is_moved:
                self._view.reset()
        else:
            self.canvas.empty()
            if isinstance(plot, PointPlot):
                self._view = PointsView(self.canvas, plot, tokens)
                self.canvas.setMinimumHeight(POINTS_PX)
            else:
                self._show_rows(rows_of(plot))
            self.canvas.fill()
            self._set_moved(False)
        self._plot = plot
        self._show_legend(tokens)

    def reset(self) -> None:
        """Back to the first view."""
        if self._view is not None:
            self._view.reset()
            self._set_moved(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put as many panels beside each other as there is room for."""
        super().resizeEvent(event)
        if not isinstance(self._view, RowsView) or isinstance(self._plot, PointPlot | None):
            return
        picture = rows_of(self._plot)
        if columns_for(picture, self.width()) != self._view.columns:
            self.canvas.empty()
            self._show_rows(picture)
            self.canvas.fill()
            self._set_moved(False)

    def _show_rows(self, picture: RowPicture) -> None:
        columns = columns_for(picture, self.width())
        rows = RowsView(self.canvas, picture, self._theme.tokens, columns)
        self._view = rows
        self.canvas.setMinimumHeight(rows.height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the chart needs."""
        return QSize(480, self.canvas.minimumHeight() + self._legend.sizeHint().height())

    def _recolour(self) -> None:
        tokens = self._theme.tokens
        self.canvas.recolour(tokens)
        if self._view is not None:
            self._view.recolour(tokens)
        self._show_legend(tokens)

    def _show_legend(self, tokens: Tokens) -> None:
        self._legend.show_entries(legend_of(self._plot, tokens), tokens)

    def _tell_moved(self) -> None:
        self._set_moved(True)

    def _set_moved(self, moved: bool) -> None:
        if moved != self._is_moved:
            self._is_moved = moved
            self.moved.emit(moved)


def legend_of(plot: Plot | None, tokens: Tokens) -> tuple[Entry, ...]:
    """What the colours and symbols of a plot of points stand for; rows are named where they are."""
    if not isinstance(plot, PointPlot):
        return ()
    series = (
        Entry(name, series_colour(place, tokens), SYMBOLS[place // 8 % len(SYMBOLS)])
        for place, name in enumerate(plot.series)
    )
    return (Entry(plot.line.name, tokens.text), *series)
