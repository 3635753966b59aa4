"""The shapes of charts that are made of rows, and first ranges: what both renderers draw."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.plots.description import (
    Axis,
    BarPlot,
    Form,
    Interval,
    IntervalPlot,
    Panel,
    PointPlot,
    WaterfallPlot,
)
from desktop.plots.ticks import value_text, value_texts
from desktop.theme.tokens import Tokens

Tone = Literal["main", "other", "up", "down", "sum"]
RowPlot = BarPlot | IntervalPlot | WaterfallPlot
PANELS_IN_A_ROW = 3
FAR = 3.0
"""How much farther than the nearest a row may lie to be on the scale of the leading one."""


@dataclass(frozen=True)
class RowShape:
    """One row of a panel: a bar or a dot with its interval, the number beside it, its hint."""

    tone: Tone
    text: str
    hint: str
    bar: tuple[float, float] | None = None
    dot: Interval | None = None
    hollow: bool = False
    off: int = 0
    """-1 or 1 where the dot lies beyond the low or the high end of the scale first shown."""

    @property
    def end(self) -> float:
        """Where the next row starts, in a panel that is joined."""
        return self.bar[1] if self.bar else self.dot.value if self.dot else 0.0


@dataclass(frozen=True)
class RowPanel:
    """One scale with a shape for each row; None where a row has no value."""

    title: str
    axis: Axis
    shapes: tuple[RowShape | None, ...]
    low: float
    high: float
    joined: bool = False
    """Whether each row starts where the one before ended, with a line between them."""

    def arrow(self, off: int) -> float:
        """Where the arrow stands that points at a dot beyond an end."""
        inset = 0.03 * (self.high - self.low)
        return self.high - inset if off > 0 else self.low + inset

    @property
    def links(self) -> tuple[tuple[float, int, int], ...]:
        """The lines between rows: where, and from which row to which."""
        if not self.joined:
            return ()
        rows = [(index, shape) for index, shape in enumerate(self.shapes) if shape is not None]
        return tuple((shape.end, index, index + 1) for index, shape in rows[:-1])


@dataclass(frozen=True)
class RowPicture:
    """Panels side by side over the same rows, the first row on top."""

    labels: tuple[str, ...]
    panels: tuple[RowPanel, ...]


def panel_columns(panels: int, room: int = PANELS_IN_A_ROW) -> int:
    """How many panels stand beside each other, at most as many as have room: rows alike long."""
    deep = -(-panels // max(1, min(room, PANELS_IN_A_ROW)))
    return -(-panels // deep)


def colour(tone: Tone, tokens: Tokens) -> str:
    """A tone's colour: blue and orange stay apart for the colour-blind."""
    return {
        "main": tokens.accent,
        "other": tokens.muted,
        "up": tokens.series[0],
        "down": tokens.series[1],
        "sum": tokens.muted,
    }[tone]


def rows_of(plot: RowPlot) -> RowPicture:
    """The rows of a chart as shapes."""
    if isinstance(plot, BarPlot):
        return _bars(plot)
    if isinstance(plot, IntervalPlot):
        panels = tuple(_intervals(plot, panel) for panel in plot.panels)
        return RowPicture(plot.rows, panels)
    return _waterfall(plot)


def point_range(plot: PointPlot) -> tuple[float, float, float, float]:
    """x and y first shown: low and high of each, never empty."""
    xs = [mark.x for mark in plot.marks]
    ys = [mark.y for mark in plot.marks if mark.y is not None] + list(plot.line.ys)
    return *_range(plot.x, xs, 0.02), *_range(plot.y, ys, 0.05)


def edge(y_low: float, y_high: float) -> float:
    """Where marks without a value stand, below the upper edge of the range first shown."""
    return y_high - 0.03 * (y_high - y_low)


def _bars(plot: BarPlot) -> RowPicture:
    bars = plot.bars[: plot.shown]
    form = plot.axis.form
    texts = value_texts([bar.value for bar in bars], form)
    shapes = [
        RowShape("main", text, f"{bar.label}: {value_text(bar.value, form)}", bar=(0.0, bar.value))
        for bar, text in zip(bars, texts, strict=True)
    ]
    low, high = _range(plot.axis, [0.0, *(bar.value for bar in bars)], 0.04)
    panel = RowPanel("", plot.axis, tuple(shapes), low, high)
    return RowPicture(tuple(bar.label for bar in bars), (panel,))


def _intervals(plot: IntervalPlot, panel: Panel) -> RowPanel:
    form = panel.axis.form
    near = _near(panel.points, plot.leading)
    low, high = _range(panel.axis, [end for point in near for end in _ends(point)], 0.08)
    known = [point for point in panel.points if point is not None]
    texts = iter(value_texts([point.value for point in known], form))
    shapes: list[RowShape | None] = []
    for index, point in enumerate(panel.points):
        if point is None:
            shapes.append(None)
            continue
        hint = f"{plot.rows[index]}\n{panel.axis.label}: {value_text(point.value, form)}"
        if point.low is not None and point.high is not None:
            hint += f" ({value_text(point.low, form)} \N{EN DASH} {value_text(point.high, form)})"
        shapes.append(
            RowShape(
                "main" if plot.leading is None or plot.leading == index else "other",
                next(texts),
                hint,
                dot=point,
                hollow=index in plot.weak,
                off=0 if point in near else (1 if point.value > high else -1),
            )
        )
    return RowPanel(panel.axis.title, panel.axis, tuple(shapes), low, high)


def _near(points: tuple[Interval | None, ...], leading: int | None) -> list[Interval]:
    """The points that set the scale.

    With a row that leads these are its own, its nearest and those about as far: a constant guess
    would press all others into one place.
    """
    known = [point for point in points if point is not None]
    first = points[leading] if leading is not None else None
    if first is None or len(known) < 3:
        return known
    others = sorted((one for one in known if one is not first), key=lambda one: _apart(one, first))
    reach = FAR * max(_apart(others[0], first), max(_ends(first)) - min(_ends(first)))
    return [one for one in known if one is first or _apart(one, first) <= reach]


def _apart(one: Interval, other: Interval) -> float:
    return abs(one.value - other.value)


def _ends(point: Interval) -> list[float]:
    return [each for each in (point.value, point.low, point.high) if each is not None]


def _waterfall(plot: WaterfallPlot) -> RowPicture:
    form, at = plot.axis.form, plot.base[1]
    labels, places = [plot.base[0]], [at]
    values = [plot.base[1], plot.total[1], *(step.amount for step in plot.shown)]
    base, total = value_texts(values, form)[:2]
    amounts = value_texts(values, Form.SIGNED)[2:]
    shapes = [_sum(*plot.base, base, form)]
    for step, text in zip(plot.shown, amounts, strict=True):
        label = f"{step.label} = {step.value}" if step.value else step.label
        hint = f"{label}: {value_text(step.amount, Form.SIGNED)}"
        tone: Tone = "up" if step.amount >= 0 else "down"
        shapes.append(RowShape(tone, text, hint, bar=(at, at + step.amount)))
        labels.append(label)
        at += step.amount
        places.append(at)
    shapes.append(_sum(*plot.total, total, form))
    low, high = _range(plot.axis, [*places, plot.total[1]], 0.06)
    panel = RowPanel("", plot.axis, tuple(shapes), low, high, joined=True)
    return RowPicture((*labels, plot.total[0]), (panel,))


def _sum(name: str, value: float, text: str, form: Form) -> RowShape:
    return RowShape("sum", text, f"{name}: {value_text(value, form)}", dot=Interval(value))


def _range(axis: Axis, values: Iterable[float], margin: float) -> tuple[float, float]:
    """What the axis says, else where the values lie with a margin; never empty."""
    finite = [value for value in values if math.isfinite(value)]
    low = min(finite, default=0.0) if axis.low is None else axis.low
    high = max(finite, default=1.0) if axis.high is None else axis.high
    if high - low < max(abs(high), abs(low), 1e-12) * 1e-9:
        room = max(abs(high) * 0.1, 1e-9) if high else 1.0
        return (low, low + room) if axis.low is not None else (low - room, high + room)
    room = (high - low) * margin
    return (
        low if axis.low is not None else low - room,
        high if axis.high is not None else high + room,
    )
