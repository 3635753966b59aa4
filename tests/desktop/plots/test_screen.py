"""Charts on screen: every kind, both themes, by mouse and keyboard, and cheap when more comes."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QScrollArea,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.plots import builders
from desktop.plots.description import Plot
from desktop.plots.geometry import panel_columns
from desktop.plots.screen import ChartView
from desktop.theme.theme import Appearance, Theme
from desktop.theme.tokens import DARK, LIGHT
from tests.desktop.plots.samples import samples, search_of

# Said by Qt's offscreen platform of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ChartView:
    made = ChartView(theme)
    qtbot.addWidget(made)
    made.resize(900, 560)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(view: ChartView, plot: Plot) -> QImage:
    view.show_plot(plot)
    QApplication.processEvents()
    return view.grab().toImage()


def colours(picture: QImage) -> set[str]:
    return {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }


def test_every_kind_is_drawn_in_both_themes(view: ChartView, theme: Theme, plot: Plot) -> None:
    light = show(view, plot)
    assert light.pixelColor(2, light.height() - 2) == QColor(LIGHT.surface)
    assert len(colours(light)) > 20
    theme.choose(Appearance.DARK)
    QApplication.processEvents()
    dark = view.grab().toImage()
    assert dark.pixelColor(2, dark.height() - 2) == QColor(DARK.surface)
    assert not {LIGHT.surface, LIGHT.text} & colours(dark)


def test_a_chart_of_another_kind_takes_the_whole_room(view: ChartView) -> None:
    for name in ("search", "estimates", "groups", "importance", "contributions", "search"):
        show(view, samples()[name])
        inside = view.canvas.viewport().rect()
        for box in view.canvas.boxes:
            assert box.sceneBoundingRect().height() > 60
            assert box.sceneBoundingRect().width() > 60
        low = max(box.sceneBoundingRect().bottom() for box in view.canvas.boxes)
        right = max(box.sceneBoundingRect().right() for box in view.canvas.boxes)
        assert 0 < inside.height() - low < 80
        assert 0 < inside.width() - right < 120


def test_panels_go_below_each_other_where_there_is_no_room(view: ChartView) -> None:
    heights, columns = [], []
    show(view, samples()["estimates"])
    for width in (1200, 420):
        view.resize(width, 560)
        QApplication.processEvents()
        boxes = [box.sceneBoundingRect() for box in view.canvas.boxes]
        assert min(box.width() for box in boxes) > 90
        heights.append(view.canvas.minimumHeight())
        columns.append(len({round(box.left()) for box in boxes}))
    assert columns == [2, 1]
    assert heights[0] < heights[1]


@pytest.mark.parametrize(
    ("panels", "room", "columns"),
    [(1, 3, 1), (3, 3, 3), (4, 3, 2), (5, 3, 3), (7, 3, 3), (5, 2, 2), (4, 0, 1), (2, 9, 2)],
)
def test_rows_of_panels_are_alike_long(panels: int, room: int, columns: int) -> None:
    assert panel_columns(panels, room) == columns


def test_a_reader_hears_title_and_sentence(view: ChartView, plot: Plot) -> None:
    show(view, plot)
    assert view.canvas.accessibleName() == plot.title
    assert view.canvas.accessibleDescription() == plot.sentence


def test_more_trials_go_into_the_items_that_are_there(view: ChartView) -> None:
    trials = search_of(1000)
    first = builders.search_progress(trials[:200], "log_loss")
    assert first is not None
    show(view, first)
    box = view.canvas.boxes[0]
    before = list(box.addedItems)
    for count in range(400, 1001, 200):
        plot = builders.search_progress(trials[:count], "log_loss")
        assert plot is not None
        show(view, plot)
    assert view.canvas.boxes == [box]
    assert box.addedItems == before
    drawn = sum(len(item.data) for item in before if isinstance(item, pg.ScatterPlotItem))
    assert drawn == 1000


def test_new_trials_leave_a_view_that_a_person_moved(view: ChartView, qtbot: QtBot) -> None:
    trials = search_of(60)
    plots = [builders.search_progress(trials[:count], "log_loss") for count in (40, 60)]
    assert plots[0] is not None
    assert plots[1] is not None
    show(view, plots[0])
    box = view.canvas.boxes[0]
    first = box.viewRange()
    with qtbot.waitSignal(view.moved) as moved:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert moved.args == [True]
    zoomed = box.viewRange()
    assert zoomed != first
    show(view, plots[1])
    assert box.viewRange() == zoomed
    with qtbot.waitSignal(view.moved) as moved:
        qtbot.keyClick(view.canvas, Qt.Key.Key_0)
    assert moved.args == [False]
    assert box.viewRange()[0][1] > first[0][1]


@pytest.mark.parametrize(
    ("key", "axis", "sign"),
    [
        (Qt.Key.Key_Left, 0, -1),
        (Qt.Key.Key_Right, 0, 1),
        (Qt.Key.Key_Up, 1, 1),
        (Qt.Key.Key_Down, 1, -1),
    ],
)
def test_arrows_move_the_view(
    view: ChartView, qtbot: QtBot, key: Qt.Key, axis: int, sign: int
) -> None:
    show(view, samples()["search"])
    box = view.canvas.boxes[0]
    before = box.viewRange()
    qtbot.keyClick(view.canvas, key)
    assert (box.viewRange()[axis][0] - before[axis][0]) * sign > 0
    assert box.viewRange()[1 - axis] == before[1 - axis]


def test_plus_and_minus_undo_each_other(view: ChartView, qtbot: QtBot) -> None:
    show(view, samples()["groups"])
    before = [box.viewRange()[0] for box in view.canvas.boxes]
    rows = [box.viewRange()[1] for box in view.canvas.boxes]
    qtbot.keyClick(view.canvas, Qt.Key.Key_Minus)
    assert [box.viewRange()[0] for box in view.canvas.boxes] != before
    assert [box.viewRange()[1] for box in view.canvas.boxes] == rows
    qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    for box, (low, high) in zip(view.canvas.boxes, before, strict=True):
        assert box.viewRange()[0] == pytest.approx([low, high])


def test_a_double_click_resets_and_dragging_moves(view: ChartView, qtbot: QtBot) -> None:
    show(view, samples()["search"])
    box, viewport = view.canvas.boxes[0], view.canvas.viewport()
    before = box.viewRange()
    start = view.canvas.mapFromScene(box.sceneBoundingRect().center())
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        drag(viewport, start + QPoint(step * 12, 0))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert box.viewRange() != before
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=start)
    assert box.viewRange() == before


def drag(viewport: QWidget, to: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(viewport.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def turn_wheel(area: QWidget, view: ChartView, keys: Qt.KeyboardModifier) -> None:
    """As the mouse does: to the window, which finds who takes it."""
    canvas = view.canvas
    inside = canvas.mapFromScene(canvas.boxes[0].sceneBoundingRect().center())
    at = QPointF(canvas.viewport().mapTo(area, inside))
    QTest.wheelEvent(area.windowHandle(), at, QPoint(0, -120), stateKey=keys)
    QApplication.processEvents()


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(qtbot: QtBot, theme: Theme) -> None:
    view = ChartView(theme)
    area, page = QScrollArea(), QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(view)
    tall = QWidget()
    tall.setFixedHeight(2000)
    layout.addWidget(tall)
    area.setWidget(page)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(700, 400)
    with qtbot.waitExposed(area):
        area.show()
    show(view, samples()["search"])
    before = view.canvas.boxes[0].viewRange()
    turn_wheel(area, view, Qt.KeyboardModifier.NoModifier)
    scrolled = area.verticalScrollBar().value()
    assert scrolled > 0
    assert view.canvas.boxes[0].viewRange() == before
    turn_wheel(area, view, Qt.KeyboardModifier.ControlModifier)
    assert area.verticalScrollBar().value() == scrolled
    assert view.canvas.boxes[0].viewRange() != before


def test_tab_goes_through_the_chart_and_a_ring_shows_where(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    before, view, after = QLineEdit(), ChartView(theme), QLineEdit()
    for each in (before, view, after):
        layout.addWidget(each)
    qtbot.addWidget(window)
    window.resize(600, 500)
    with qtbot.waitExposed(window):
        window.show()
    show(view, samples()["importance"])
    window.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert view.canvas.hasFocus()
    assert view.grab().toImage().pixelColor(1, view.height() // 2) == QColor(LIGHT.focus)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_mouse_is_told_exact_values(view: ChartView, qtbot: QtBot) -> None:
    plot = builders.search_progress(search_of(3), "log_loss")
    assert plot is not None
    show(view, plot)
    box, canvas = view.canvas.boxes[0], view.canvas
    mark = plot.marks[1]
    at = box.mapViewToScene(QPointF(mark.x, mark.y or 0.0))
    said = canvas.hint(at)
    assert mark.name in said
    assert builders.number(mark.y or 0.0) in said
    qtbot.mouseMove(canvas.viewport(), canvas.mapFromScene(at))
    assert canvas.hint(QPointF(-50, -50)) == ""
    for name in ("importance", "groups", "estimates", "contributions"):
        show(view, samples()[name])
        box = canvas.boxes[0]
        rect = box.sceneBoundingRect()
        assert canvas.hint(QPointF(rect.center().x(), rect.top() + 5)) != ""
    QToolTip.hideText()


def test_repaints_neither_take_nor_leave_references_to_none(view: ChartView, plot: Plot) -> None:
    show(view, plot)

    def repaint() -> None:
        for _ in range(20):
            view.canvas.viewport().repaint()
            QApplication.processEvents()

    repaint()
    gc.collect()
    before = sys.getrefcount(None)
    repaint()
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 10


def test_a_closed_chart_leaves_no_thread_and_no_timer(qtbot: QtBot, theme: Theme) -> None:
    def alive(kind: type) -> int:
        gc.collect()
        return sum(isinstance(each, kind) for each in gc.get_objects())

    def once() -> None:
        view = ChartView(theme)
        view.resize(600, 400)
        with qtbot.waitExposed(view):
            view.show()
        for plot in samples().values():
            show(view, plot)
        view.close()
        view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    once()
    threads, timers, views = threading.active_count(), alive(QTimer), alive(ChartView)
    once()
    assert threading.active_count() == threads
    assert alive(QTimer) == timers
    assert alive(ChartView) == views


def test_importing_the_charts_loads_no_heavy_library() -> None:
    heavy = ("matplotlib", "pandas", "scipy", "h5py", "numba", "cupy", "OpenGL", "sklearn")
    code = (
        "import sys\n"
        "import desktop.plots.card, desktop.plots.export, desktop.plots.builders\n"
        "early = [name for name in ('pyqtgraph', 'numpy') if name in sys.modules]\n"
        "import desktop.plots.screen\n"
        f"late = [name for name in {heavy!r} if name in sys.modules]\n"
        "assert not early, early\n"
        "assert not late, late\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=120)
