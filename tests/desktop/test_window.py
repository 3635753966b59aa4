"""The window on a real project, drawn offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.row_table import RowTable
from registry.project import Project

Add = Callable[[], object]
Open = Callable[[Project], MainWindow]


def tables(window: MainWindow) -> dict[str, RowTable]:
    return {table.accessibleName(): table for table in window.findChildren(RowTable)}


def visible_texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    """Opens windows and closes them after the test, as a person would."""
    opened: list[MainWindow] = []

    def open_window(project: Project) -> MainWindow:
        window = MainWindow(project, interval_s=0.1)
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: "As of" in window.statusBar().currentMessage(), timeout=15_000)
        return window

    yield open_window
    for window in opened:
        window.close()


@pytest.fixture
def window(open_window: Open, project: Project) -> MainWindow:
    return open_window(project)


def test_a_version_is_shown_with_state_held_out_metric_and_date(window: MainWindow) -> None:
    shown = dict(zip(window.models.headings, window.models.rows[-1], strict=True))
    assert shown["Model"] == "people-bought"
    assert shown["State"] == "candidate"
    assert shown["Held-out metric"] == "log_loss 0.2765"
    assert shown["95 % interval"] == "0.26 to 0.29"
    assert shown["Made"].startswith("20")


def test_a_job_is_shown_with_its_work_and_state(window: MainWindow) -> None:
    shown = dict(zip(window.jobs.headings, window.jobs.rows[0], strict=True))
    assert (shown["Work"], shown["State"], shown["Done"]) == ("import", "finished", "100%")
    assert shown["Asked by"] == "ada"


def test_a_version_that_another_process_records_appears_by_itself(
    window: MainWindow, qtbot: QtBot, add_version: Add
) -> None:
    before = len(window.models.rows)
    add_version()
    qtbot.waitUntil(lambda: len(window.models.rows) == before + 1, timeout=15_000)
    numbers = [row[1] for row in window.models.rows]
    assert numbers == [str(number) for number in range(before + 1, 0, -1)]


def test_an_empty_project_says_what_to_do(open_window: Open, tmp_path: Path) -> None:
    window = open_window(Project.create(tmp_path / "empty", "ada"))
    assert window.models.rows == ()
    assert any("assay train" in text for text in visible_texts(window))


def test_a_registry_that_cannot_be_read_is_told_and_the_window_stays(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    project = Project.create(tmp_path / "gone", "ada")
    window = open_window(project)
    project.registry.read_engine.dispose()
    for file in (tmp_path / "gone").glob("registry.db*"):
        file.unlink()
    qtbot.waitUntil(lambda: "registry" in window.statusBar().currentMessage(), timeout=15_000)
    assert window.isVisible()


def test_tab_leaves_a_table_and_every_control_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    models = tables(window)["Models"]
    models.setFocus()
    qtbot.keyClick(models, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tables(window)["Jobs"]
    named = [*tables(window).values(), *window.findChildren(QPushButton)]
    assert all(control.accessibleName() or control.text() for control in named)
    index = window.models.index(0, 2)
    assert window.models.data(index, Qt.ItemDataRole.AccessibleTextRole) == "State: candidate"


def test_selected_rows_are_copied_with_their_headings(window: MainWindow, qtbot: QtBot) -> None:
    jobs = tables(window)["Jobs"]
    jobs.selectRow(0)
    qtbot.keyClick(jobs, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t") == list(window.jobs.headings)
    assert row.split("\t") == list(window.jobs.rows[0])


@pytest.mark.parametrize("dark", [True, False])
def test_the_window_takes_its_colours_from_the_system_palette(
    window: MainWindow, qtbot: QtBot, dark: bool
) -> None:
    """Offscreen there is no system scheme to switch, so the palette that it would give is set."""
    usual = QApplication.palette()
    ground = QColor("#1c1f24" if dark else "#f4f5f7")
    QApplication.setPalette(QPalette(QColor("#2a2e35" if dark else "#f4f5f7"), ground))
    try:
        qtbot.waitUntil(lambda: shown_lightness(window) < 0.35 if dark else True, timeout=5_000)
        assert (shown_lightness(window) < 0.35) == dark
        text = window.palette().color(QPalette.ColorRole.WindowText).lightnessF()
        assert (text > 0.5) == dark
    finally:
        QApplication.setPalette(usual)


def shown_lightness(window: MainWindow) -> float:
    """Mean lightness of the window's pixels, 0 to 1."""
    image = window.grab().toImage().scaled(16, 16)
    pixels = [image.pixelColor(x, y).lightnessF() for x in range(16) for y in range(16)]
    return sum(pixels) / len(pixels)
