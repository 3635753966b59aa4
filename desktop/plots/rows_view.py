"""Draws charts that are made of rows: bars, dots with intervals and waterfalls, in panels."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from desktop.plots.axes import RowAxis, ValueAxis, hairline
from desktop.plots.canvas import Canvas
from desktop.plots.geometry import RowPanel, RowPicture, RowShape, colour, panel_columns
from desktop.theme.fonts import SEMIBOLD, font
from desktop.theme.tokens import Tokens

ROW_PX, AXIS_PX, TITLE_PX, EDGE_PX = 26, 34, 28, 12
NAME_PX, NUMBER_PX, LEAST_BOX_PX = 190.0, 110.0, 120.0
BAR, DOT = 0.62, 9.0
COLUMNS = 4
"""Cells of the canvas that a panel takes: names, box, numbers, and the gap to the next."""


class RowsView:
    """A picture of rows on a canvas; other data, or other columns of panels, need another view."""

    def __init__(self, canvas: Canvas, picture: RowPicture, tokens: Tokens, columns: int) -> None:
        self._panels: list[_Panel] = []
        self.columns = columns
        for place, panel in enumerate(picture.panels):
            row, column = divmod(place, columns)
            names = picture.labels if column == 0 else ()
            self._panels.append(_Panel(canvas, panel, names, row, column))
        layout = canvas.grid.layout
        for column in range(columns):
            layout.setColumnStretchFactor(column * COLUMNS + 1, 1)
            layout.setColumnFixedWidth(column * COLUMNS + 3, 20 if column < columns - 1 else 0)
        self.height = picture_height(picture, columns)
        canvas.hint = self._hint
        self.recolour(tokens)
        self.reset()

    def reset(self) -> None:
        """Show each panel's first range."""
        for panel in self._panels:
            panel.reset()

    def recolour(self, tokens: Tokens) -> None:
        """Take a theme's colours."""
        for panel in self._panels:
            panel.recolour(tokens)

    def _hint(self, at: QPointF) -> str:
        for panel in self._panels:
            if panel.box.sceneBoundingRect().contains(at):
                return panel.hint(panel.box.mapSceneToView(at).y())
        return ""


class _Panel:
    """One scale of the picture."""

    def __init__(
        self, canvas: Canvas, panel: RowPanel, names: tuple[str, ...], row: int, column: int
    ) -> None:
        self._panel = panel
        top, left = row * 3, column * COLUMNS
        self._title = None
        if panel.title:
            self._title = pg.LabelItem(justify="left")
            self._title.item.setFont(font(12, SEMIBOLD))
            self._title.setFixedHeight(TITLE_PX)
            canvas.grid.addItem(self._title, top, left + 1, 1, 2)
        self._names = RowAxis("left", names, NAME_PX) if names else None
        self.box = canvas.add_box(top + 1, left + 1, down=False)
        self.box.invertY(True)
        numbers = [shape.text if shape else "\N{EN DASH}" for shape in panel.shapes]
        self._numbers = RowAxis("right", numbers, NUMBER_PX)
        self._below = ValueAxis("bottom")
        self._below.show_axis(panel.axis, titled=not panel.title)
        if self._names is not None:
            canvas.grid.addItem(self._names, top + 1, left)
            self._names.linkToView(self.box)
        canvas.grid.addItem(self._numbers, top + 1, left + 2)
        canvas.grid.addItem(self._below, top + 2, left + 1)
        self._numbers.linkToView(self.box)
        self._below.linkToView(self.box)
        self._drawn: list[pg.GraphicsObject] = []

    def reset(self) -> None:
        """Show the first range."""
        panel = self._panel
        rows = (-0.5, len(panel.shapes) - 0.5)
        self.box.setRange(xRange=(panel.low, panel.high), yRange=rows, padding=0)

    def recolour(self, tokens: Tokens) -> None:
        """Draw in a theme's colours."""
        for item in self._drawn:
            self.box.removeItem(item)
        self._drawn = _draw(self._panel, tokens)
        for item in self._drawn:
            self.box.addItem(item, ignoreBounds=True)
        self._below.recolour(tokens)
        for axis in (self._numbers, self._names):
            if axis is not None:
                axis.setTextPen(tokens.text)
        if self._title is not None:
            self._title.item.setDefaultTextColor(QColor(tokens.text))
            self._title.item.setPlainText(self._panel.title)

    def hint(self, y: float) -> str:
        """What the row at a height says."""
        row = math.floor(y + 0.5)
        if not 0 <= row < len(self._panel.shapes):
            return ""
        shape = self._panel.shapes[row]
        return shape.hint if shape else ""


def columns_for(picture: RowPicture, width: int) -> int:
    """How many panels have room beside each other, at least one."""
    room = int((width - NAME_PX) / (LEAST_BOX_PX + NUMBER_PX))
    return panel_columns(len(picture.panels), room)


def picture_height(picture: RowPicture, columns: int) -> int:
    """The pixels that a picture needs for its rows to be readable."""
    deep = -(-len(picture.panels) // columns)
    titled = any(panel.title for panel in picture.panels)
    below = AXIS_PX + (TITLE_PX if titled else 20)
    return deep * (len(picture.labels) * ROW_PX + below) + EDGE_PX


def _draw(panel: RowPanel, tokens: Tokens) -> list[pg.GraphicsObject]:
    items: list[pg.GraphicsObject] = []
    if panel.low < 0 < panel.high:
        items.append(pg.InfiniteLine(0.0, pen=hairline(tokens.control_border)))
    rows = [(row, shape) for row, shape in enumerate(panel.shapes) if shape is not None]
    if panel.links:
        xs = [x for x, _, _ in panel.links for _ in range(2)]
        ys = [float(y) for _, start, end in panel.links for y in (start, end)]
        pen = hairline(tokens.control_border)
        items.append(pg.PlotCurveItem(xs, ys, connect="pairs", pen=pen))
    bars = [(row, shape, shape.bar) for row, shape in rows if shape.bar is not None]
    if bars:
        items.append(
            pg.BarGraphItem(
                x0=[min(bar) for _, _, bar in bars],
                x1=[max(bar) for _, _, bar in bars],
                y=[row for row, _, _ in bars],
                height=BAR,
                pen=None,
                brushes=[pg.mkBrush(colour(shape.tone, tokens)) for _, shape, _ in bars],
            )
        )
    for row, shape in rows:
        items += _dot(row, shape, panel, tokens)
    return items


def _dot(row: int, shape: RowShape, panel: RowPanel, tokens: Tokens) -> list[pg.GraphicsObject]:
    """A dot, and its interval as a line through it; an arrow where it lies off the scale."""
    dot = shape.dot
    if dot is None:
        return []
    shade = colour(shape.tone, tokens)
    items: list[pg.GraphicsObject] = []
    if shape.off:
        symbol, at = "t2" if shape.off > 0 else "t3", panel.arrow(shape.off)
        return [pg.ScatterPlotItem([at], [row], size=DOT, symbol=symbol, pen=None, brush=shade)]
    if dot.low is not None and dot.high is not None:
        items.append(pg.PlotCurveItem([dot.low, dot.high], [row, row], pen=hairline(shade, 2.0)))
    items.append(
        pg.ScatterPlotItem(
            [dot.value],
            [row],
            size=DOT,
            symbol="o",
            pen=hairline(shade, 2.0),
            brush=pg.mkBrush(tokens.surface if shape.hollow else shade),
        )
    )
    return items
