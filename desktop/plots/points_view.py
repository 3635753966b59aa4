"""Draws marks and the line over them; new data go into the items that are there already."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from desktop.plots.axes import ValueAxis, hairline
from desktop.plots.canvas import Canvas
from desktop.plots.description import PointPlot, Style
from desktop.plots.geometry import edge, point_range
from desktop.plots.ticks import value_text
from desktop.theme.tokens import Tokens

SYMBOLS = ("o", "s", "t1", "d")
"""A symbol for the first eight series, another for the next eight, and so on."""
SIZE, NEAR_PX = 8.0, 14.0
OPACITY = 190
_LEFT, _BELOW = (0, 0), (1, 1)

_Kind = tuple[int, Style]


class PointsView:
    """One plot on a canvas."""

    def __init__(self, canvas: Canvas, plot: PointPlot, tokens: Tokens) -> None:
        self._tokens = tokens
        self._plot = plot
        self._clouds: dict[_Kind, pg.ScatterPlotItem] = {}
        self._xs = self._ys = np.empty(0)
        self._left, self._below = ValueAxis("left"), ValueAxis("bottom")
        canvas.grid.addItem(self._left, *_LEFT)
        self._box = canvas.add_box(0, 1, down=True)
        canvas.grid.addItem(self._below, *_BELOW)
        self._left.linkToView(self._box)
        self._below.linkToView(self._box)
        self._line = pg.PlotCurveItem(connect="all")
        self._line.setZValue(1)
        self._box.addItem(self._line)
        canvas.hint = self._hint
        self.recolour(tokens)
        self.show(plot)
        self.reset()

    def show(self, plot: PointPlot) -> None:
        """Put other data on the same axes."""
        self._plot = plot
        self._left.show_axis(plot.y)
        self._below.show_axis(plot.x)
        top = edge(*point_range(plot)[2:])
        self._xs = np.array([mark.x for mark in plot.marks], dtype=np.float64)
        self._ys = np.array(
            [top if mark.y is None else mark.y for mark in plot.marks], dtype=np.float64
        )
        places: dict[_Kind, list[int]] = {kind: [] for kind in self._clouds}
        for place, mark in enumerate(plot.marks):
            places.setdefault((mark.series, mark.style), []).append(place)
        for kind, own in places.items():
            cloud = self._clouds.get(kind) or self._cloud(kind)
            cloud.setData(x=self._xs[own], y=self._ys[own])
        self._line.setData(*_stairs(plot.line.xs, plot.line.ys))

    def reset(self) -> None:
        """Show where the data lie."""
        x_low, x_high, y_low, y_high = point_range(self._plot)
        self._box.setRange(xRange=(x_low, x_high), yRange=(y_low, y_high), padding=0)

    def recolour(self, tokens: Tokens) -> None:
        """Take a theme's colours."""
        self._tokens = tokens
        for axis in (self._left, self._below):
            axis.recolour(tokens)
        self._line.setPen(hairline(tokens.text, 2.0))
        for kind, cloud in self._clouds.items():
            self._paint(cloud, kind)

    def _cloud(self, kind: _Kind) -> pg.ScatterPlotItem:
        """A new item for marks of a kind: all look alike, so Qt draws one cached picture."""
        series, style = kind
        symbol = "x" if style == "cross" else SYMBOLS[series // 8 % len(SYMBOLS)]
        cloud = pg.ScatterPlotItem(size=SIZE, symbol=symbol, pxMode=True, useCache=True)
        self._paint(cloud, kind)
        self._box.addItem(cloud)
        self._clouds[kind] = cloud
        return cloud

    def _paint(self, cloud: pg.ScatterPlotItem, kind: _Kind) -> None:
        series, style = kind
        colour = QColor(series_colour(series, self._tokens))
        colour.setAlpha(OPACITY)
        if style == "dot":
            cloud.setPen(None)
            cloud.setBrush(colour)
        else:
            cloud.setPen(hairline(colour.name(), 1.5))
            cloud.setBrush(colour if style == "cross" else None)

    def _hint(self, at: QPointF) -> str:
        """The mark under the mouse in words."""
        if not len(self._xs) or not self._box.sceneBoundingRect().contains(at):
            return ""
        there = self._box.mapSceneToView(at)
        wide, high = self._box.viewPixelSize()
        if not (wide > 0 and high > 0):
            return ""
        away = np.hypot((self._xs - there.x()) / wide, (self._ys - there.y()) / high)
        nearest = int(np.argmin(away))
        if not math.isfinite(away[nearest]) or away[nearest] > NEAR_PX:
            return ""
        plot, mark = self._plot, self._plot.marks[nearest]
        lines = [f"{mark.name}, {plot.series[mark.series]}"]
        if mark.y is not None:
            lines.append(f"{plot.y.label}: {value_text(mark.y, plot.y.form)}")
        lines.append(f"{plot.x.label}: {value_text(mark.x, plot.x.form)}")
        return "\n".join([*lines, mark.note] if mark.note else lines)


def series_colour(series: int, tokens: Tokens) -> str:
    """The colour of a series; the ninth has the first's again, and another symbol."""
    return tokens.series[series % len(tokens.series)]


def _stairs(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The corners of a line that holds each value until the next."""
    return np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1] if len(ys) else np.empty(0)
