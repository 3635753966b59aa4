"""What a chart shows, as plain data: no Qt, no matplotlib, words already translated."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Cell = str | int | float | None
Style = Literal["dot", "hollow", "cross"]


class Form(StrEnum):
    """How the values of an axis or a column are written. Durations are held in seconds."""

    NUMBER = "number"
    SIGNED = "signed"
    PERCENT = "percent"
    DURATION = "duration"
    WHOLE = "whole"
    TEXT = "text"


@dataclass(frozen=True)
class Axis:
    """A scale: what it measures, and the range first shown where the data alone do not set it."""

    label: str
    unit: str = ""
    form: Form = Form.NUMBER
    low: float | None = None
    high: float | None = None

    @property
    def title(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Heading:
    """A column of the table behind a chart."""

    text: str
    form: Form = Form.TEXT


@dataclass(frozen=True)
class PlotTable:
    """The numbers behind a chart; a cell is empty where there is no value."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point. Without `y` it stands at the upper edge: it happened and has no value."""

    x: float
    y: float | None
    name: str
    series: int
    style: Style = "dot"
    note: str = ""


@dataclass(frozen=True)
class StepLine:
    """A value that holds until the next: `ys[i]` from `xs[i]` on. Ascending in x."""

    name: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def at(self, x: float) -> float | None:
        """The value that holds at `x`; None before the first."""
        place = bisect_right(self.xs, x)
        return self.ys[place - 1] if place else None


@dataclass(frozen=True)
class PointPlot:
    """Marks in series over x, ascending in x, and a line over the same axes."""

    title: str
    sentence: str
    x: Axis
    y: Axis
    series: tuple[str, ...]
    marks: tuple[Mark, ...]
    line: StepLine
    headings: tuple[str, str, str]
    """Of the table: what a mark, a series and a note are."""

    def table(self) -> PlotTable:
        """A row a mark, with the line's value there."""
        mark, series, note = self.headings
        return PlotTable(
            (
                Heading(mark),
                Heading(series),
                Heading(self.x.title, self.x.form),
                Heading(self.y.title, self.y.form),
                Heading(self.line.name, self.y.form),
                Heading(note),
            ),
            tuple(
                (one.name, self.series[one.series], one.x, one.y, self.line.at(one.x), one.note)
                for one in self.marks
            ),
        )


@dataclass(frozen=True)
class Bar:
    """One bar from zero."""

    label: str
    value: float


@dataclass(frozen=True)
class BarPlot:
    """Horizontal bars, the first on top. The first `shown` are drawn; the table has them all."""

    title: str
    sentence: str
    heading: str
    axis: Axis
    bars: tuple[Bar, ...]
    shown: int

    def table(self) -> PlotTable:
        """A row a bar."""
        return PlotTable(
            (Heading(self.heading), Heading(self.axis.title, self.axis.form)),
            tuple((bar.label, bar.value) for bar in self.bars),
        )


@dataclass(frozen=True)
class Interval:
    """A value with its 95 % interval, where it has one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Panel:
    """One measure on a scale of its own, over all rows of the plot."""

    axis: Axis
    points: tuple[Interval | None, ...]


@dataclass(frozen=True)
class IntervalPlot:
    """Dots with 95 % intervals: the same rows in small panels, one a measure."""

    title: str
    sentence: str
    headings: tuple[str, str, str, str, str]
    """Of the table: what a panel, a row, a value, and the ends of its interval are."""
    rows: tuple[str, ...]
    panels: tuple[Panel, ...]
    leading: int | None = None
    """The row that the others are compared with."""
    weak: frozenset[int] = frozenset()
    """Rows that rest on too little to trust; drawn hollow."""

    def table(self) -> PlotTable:
        """A row for each row of each panel that has a value."""
        percent = all(panel.axis.form is Form.PERCENT for panel in self.panels)
        form = Form.PERCENT if percent else Form.NUMBER
        panel_heading, row_heading, *numbers = self.headings
        return PlotTable(
            (
                Heading(panel_heading),
                Heading(row_heading),
                *(Heading(each, form) for each in numbers),
            ),
            tuple(
                (panel.axis.title, row, point.value, point.low, point.high)
                for panel in self.panels
                for row, point in zip(self.rows, panel.points, strict=True)
                if point is not None
            ),
        )


@dataclass(frozen=True)
class Step:
    """What one column adds; `value` is what the row holds there."""

    label: str
    value: str
    amount: float


@dataclass(frozen=True)
class WaterfallPlot:
    """How steps lead from a base to a total. The table has all steps, also those drawn as one."""

    title: str
    sentence: str
    headings: tuple[str, str, str]
    """Of the table: what a step, its value and its amount are."""
    axis: Axis
    base: tuple[str, float]
    total: tuple[str, float]
    steps: tuple[Step, ...]
    shown: tuple[Step, ...]

    def table(self) -> PlotTable:
        """The base, a row a step, the total."""
        name, value, amount = self.headings
        return PlotTable(
            (Heading(name), Heading(value), Heading(amount, Form.NUMBER)),
            (
                (self.base[0], "", self.base[1]),
                *((step.label, step.value, step.amount) for step in self.steps),
                (self.total[0], "", self.total[1]),
            ),
        )


Plot = PointPlot | BarPlot | IntervalPlot | WaterfallPlot
