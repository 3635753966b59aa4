"""Writes a chart into a file: PNG and SVG by matplotlib, always light, and its numbers as CSV.

matplotlib is loaded by the first export, in whichever thread asks for it: not the window's.
"""

from __future__ import annotations

import csv
import io
import logging
import math
import re
import textwrap
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from desktop.plots.description import Cell, Plot, PointPlot
from desktop.plots.geometry import (
    RowPanel,
    RowPicture,
    RowShape,
    colour,
    edge,
    panel_columns,
    point_range,
    rows_of,
)
from desktop.plots.ticks import tick_text, ticks
from desktop.theme.tokens import LIGHT
from registry.destination import refuse_own_files, whole_file
from registry.fonts import FAMILY, FILES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Picture = Literal["png", "svg"]

PX = 1 / 96
"""Inches in a pixel of a browser. PNG has two dots each way for each of them."""
WIDTH, POINTS_HEIGHT, ROW, AROUND = 800.0, 440.0, 26.0, 60.0
TITLE, SENTENCE, TEXT = 12.0, 9.75, 9.0
"""Sizes in points: 16, 13 and 12 pixels."""
NAME_LETTERS, SENTENCE_LETTERS = 32, 118
_MARKERS = ("o", "s", "^", "D")
# matplotlib's settings belong to the process.
_ONE_AT_A_TIME = threading.Lock()
_STYLE: dict[Any, Any] = {
    "font.family": [FAMILY, "DejaVu Sans"],
    "font.size": TEXT,
    # A column may be named $x$.
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "assay",
    "figure.facecolor": LIGHT.surface,
    "axes.facecolor": LIGHT.surface,
    "savefig.facecolor": LIGHT.surface,
    "text.color": LIGHT.text,
    "axes.edgecolor": LIGHT.hairline,
    "axes.labelcolor": LIGHT.muted,
    "xtick.labelcolor": LIGHT.muted,
    "ytick.labelcolor": LIGHT.muted,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": LIGHT.grid,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
}


def export_picture(plot: Plot, out: Path, kind: Picture) -> None:
    """Write the chart as PNG or SVG; the file appears whole or not at all."""
    refuse_own_files(out)
    with whole_file(out) as place:
        place.write_bytes(picture(plot, kind))


def export_table(plot: Plot, out: Path) -> None:
    """Write the chart's numbers as CSV; the file appears whole or not at all."""
    refuse_own_files(out)
    with whole_file(out) as place:
        place.write_text(table_csv(plot), encoding="utf-8", newline="")


def table_csv(plot: Plot) -> str:
    """The numbers behind a chart as CSV: a point for the decimal sign, all digits."""
    table = plot.table()
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([heading.text for heading in table.headings])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return held.getvalue()


def picture(plot: Plot, kind: Picture) -> bytes:
    """The chart as the bytes of a file; the same bytes for the same chart."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _ONE_AT_A_TIME, mpl.rc_context(_STYLE):
        _add_fonts()
        figure = Figure(layout="constrained")
        FigureCanvasAgg(figure)
        if isinstance(plot, PointPlot):
            figure.set_size_inches(WIDTH * PX, POINTS_HEIGHT * PX)
            _draw_points(figure, plot)
        else:
            _draw_rows(figure, rows_of(plot))
        _head(figure, plot)
        _settle(figure)
        held = io.BytesIO()
        if kind == "png":
            said = {"Title": plot.title, "Description": plot.sentence, "Software": "Assay"}
            figure.savefig(held, format="png", dpi=2 / PX, metadata=said)
        else:
            said_so: dict[str, Any] = {
                "Title": plot.title, "Description": plot.sentence, "Creator": "Assay", "Date": None
            }  # fmt: skip
            figure.savefig(held, format="svg", metadata=said_so)
    if kind == "png":
        return held.getvalue()
    # A blank has no outline; readers of SVG 1.1 miss the attribute.
    return re.sub(rb'(<path id="[^"]+")( transform)', rb'\1 d="M 0 0"\2', held.getvalue())


def _plain(cell: Cell) -> str:
    if isinstance(cell, float):
        return repr(cell)
    return "" if cell is None else str(cell)


def _add_fonts() -> None:
    from matplotlib.font_manager import fontManager

    # DejaVu, for what Inter lacks, has no semibold; that is nobody's trouble.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    known = {entry.fname for entry in fontManager.ttflist}
    for file in FILES:
        if str(file) not in known:
            fontManager.addfont(str(file))


def _head(figure: Figure, plot: Plot) -> None:
    """Title and sentence above the chart, in room that is made for them."""
    lines = textwrap.wrap(plot.sentence, SENTENCE_LETTERS)
    width, height = figure.get_size_inches()
    head = (42 + 18 * len(lines)) * PX
    figure.set_size_inches(width, height + head)
    engine: Any = figure.get_layout_engine()
    share = head / (height + head)
    pad = 10 * PX
    engine.set(
        rect=(0.012, 0.012, 0.976, 1 - share - 0.012), w_pad=pad / 2, h_pad=pad / 2, wspace=0.03
    )
    top = height + head
    figure.text(
        16 * PX / width, 1 - 14 * PX / top, plot.title, fontsize=TITLE, weight=600, va="top"
    )
    figure.text(
        16 * PX / width, 1 - 38 * PX / top, "\n".join(lines),
        fontsize=SENTENCE, color=LIGHT.muted, va="top", linespacing=1.35,
    )  # fmt: skip


def _settle(figure: Figure) -> None:
    """Fix the places that the layout found, without the last digits, which vary from run to run."""
    figure.draw_without_rendering()
    places = [(axes, axes.get_position()) for axes in figure.axes]
    figure.set_layout_engine("none")
    for axes, place in places:
        x, y, width, height = (round(each, 5) for each in place.bounds)
        axes.set_position((x, y, width, height))


def _draw_points(figure: Figure, plot: PointPlot) -> None:
    axes = figure.add_subplot()
    x_low, x_high, y_low, y_high = point_range(plot)
    top = edge(y_low, y_high)
    # Not all readers of SVG cut what lies beyond the axes.
    marks = [mark for mark in plot.marks if mark.y is None or y_low <= mark.y <= y_high]
    for place, name in enumerate(plot.series):
        shade = LIGHT.series[place % len(LIGHT.series)]
        marker = _MARKERS[place // len(LIGHT.series) % len(_MARKERS)]
        for style in ("dot", "hollow", "cross"):
            own = [mark for mark in marks if (mark.series, mark.style) == (place, style)]
            axes.scatter(
                [mark.x for mark in own],
                [top if mark.y is None else mark.y for mark in own],
                s=34,
                marker="x" if style == "cross" else marker,
                facecolors="none" if style == "hollow" else shade,
                edgecolors="none" if style == "dot" else None if style == "cross" else shade,
                linewidths=1.2,
                alpha=0.75,
            )
        axes.scatter([], [], s=34, marker=marker, color=shade, linewidths=0, label=name)
    axes.step(
        plot.line.xs, plot.line.ys, where="post", color=LIGHT.text, linewidth=1.6,
        label=plot.line.name,
    )  # fmt: skip
    axes.set(xlim=(x_low, x_high), ylim=(y_low, y_high), xlabel=plot.x.title, ylabel=plot.y.title)
    axes.grid(True)
    _put_ticks(axes, "x", x_low, x_high, 8, plot)
    _put_ticks(axes, "y", y_low, y_high, 7, plot)
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=5, handletextpad=0.4,
        columnspacing=1.4, borderaxespad=0.2,
    )  # fmt: skip


def _put_ticks(
    axes: Axes, which: Literal["x", "y"], low: float, high: float, most: int, plot: PointPlot
) -> None:
    form = plot.x.form if which == "x" else plot.y.form
    step, places = ticks(low, high, most, form)
    texts = [tick_text(place, step, form) for place in places]
    (axes.set_xticks if which == "x" else axes.set_yticks)(places, texts)


def _draw_rows(figure: Figure, rows: RowPicture) -> None:
    columns = panel_columns(len(rows.panels))
    deep = math.ceil(len(rows.panels) / columns)
    height = deep * (len(rows.labels) * ROW + AROUND)
    figure.set_size_inches(WIDTH * PX, height * PX)
    for place, panel in enumerate(rows.panels):
        axes = figure.add_subplot(deep, columns, place + 1)
        names = rows.labels if place % columns == 0 else ()
        _draw_panel(axes, panel, names, max(3, 8 // columns))


def _draw_panel(axes: Axes, panel: RowPanel, names: tuple[str, ...], most: int) -> None:
    count = len(panel.shapes)
    axes.set(xlim=(panel.low, panel.high), ylim=(count - 0.5, -0.5))
    axes.grid(True, axis="x")
    axes.spines.left.set_visible(False)
    step, places = ticks(panel.low, panel.high, most, panel.axis.form)
    axes.set_xticks(places, [tick_text(place, step, panel.axis.form) for place in places])
    axes.set_yticks(range(count) if names else [], [_short(name) for name in names])
    axes.tick_params(axis="y", labelcolor=LIGHT.text)
    if panel.title:
        axes.set_title(panel.title, loc="left", fontsize=TEXT, weight=600)
    else:
        axes.set_xlabel(panel.axis.title)
    if panel.low < 0 < panel.high:
        axes.axvline(0.0, color=LIGHT.control_border, linewidth=0.8)
    for x, start, end in panel.links:
        axes.plot([x, x], [start, end], color=LIGHT.control_border, linewidth=0.8)
    numbers = axes.secondary_yaxis("right")
    numbers.set_yticks(range(count), [shape.text if shape else "" for shape in panel.shapes])
    numbers.spines["right"].set_visible(False)
    numbers.tick_params(labelcolor=LIGHT.text)
    for row, shape in enumerate(panel.shapes):
        if shape is not None:
            _draw_shape(axes, row, shape, panel)


def _draw_shape(axes: Axes, row: int, shape: RowShape, panel: RowPanel) -> None:
    shade = colour(shape.tone, LIGHT)
    if shape.bar is not None:
        start, end = shape.bar
        axes.barh(row, end - start, left=start, height=0.62, color=shade)
    if shape.dot is None:
        return
    if shape.off:
        marker = ">" if shape.off > 0 else "<"
        axes.plot([panel.arrow(shape.off)], [row], marker=marker, markersize=6, color=shade)
        return
    if shape.dot.low is not None and shape.dot.high is not None:
        axes.plot([shape.dot.low, shape.dot.high], [row, row], color=shade, linewidth=1.6)
    face = LIGHT.surface if shape.hollow else shade
    axes.plot(
        [shape.dot.value], [row], marker="o", markersize=6, markerfacecolor=face,
        markeredgecolor=shade, markeredgewidth=1.6, zorder=3,
    )  # fmt: skip


def _short(name: str) -> str:
    """A name that fits beside an axis."""
    if len(name) <= NAME_LETTERS:
        return name
    return name[: NAME_LETTERS - 1] + "\N{HORIZONTAL ELLIPSIS}"
