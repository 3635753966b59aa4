"""A window whose language was changed says all that one opened in that language says."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n.language import Language
from desktop.main_window import MainWindow
from desktop.pages.explain import ExplainPage
from desktop.widgets.labels import ElidedLabel
from registry.approvals import submit
from registry.project import Project
from registry.version_list import model_page
from tests.desktop.support import ANALYST

WAIT_MS = 60_000
Words = Counter[tuple[str, str]]
PAGES = ("data", "train", "explain", "models", "review", "reports", "audit")


@pytest.fixture
def copies(tmp_path: Path, project_folder: Path) -> dict[Language, Path]:
    """Two folders, each with a copy of one project whose version is under review."""
    with Project.open(project_folder) as project:
        with project.registry.read() as session:
            version = model_page(session).items[0].versions[0].id
        submit(project.registry, project.artifacts, ANALYST, version, policy="personal")
    folders = {first: tmp_path / first for first in (Language.ENGLISH, Language.PORTUGUESE)}
    for folder in folders.values():
        shutil.copytree(project_folder, folder / "people")
    return folders


def open_window(qtbot: QtBot, folder: Path, language: Language) -> MainWindow:
    window = MainWindow(folder / "config")
    window.settings.put("language", language)
    window.show()
    window.open_project(folder / "people")
    qtbot.waitUntil(lambda: window.opened is not None, timeout=WAIT_MS)
    return window


def show(qtbot: QtBot, window: MainWindow, page: str) -> None:
    """A page with all that it reads; the Train page with the run that is over."""
    opened = window.opened
    assert opened is not None
    qtbot.waitUntil(lambda: opened.jobs.listed_once, timeout=WAIT_MS)
    run = next(job.id for job in opened.jobs.jobs if job.verb == "train")
    window.go(page, run if page == "train" else "")
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not opened.background.busy, timeout=WAIT_MS)


def explain_a_row(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "explain")
    page = window.pages["explain"]
    assert isinstance(page, ExplainPage)
    page.row.explain()
    qtbot.waitUntil(lambda: page.row.result is not None, timeout=WAIT_MS)


def words(window: MainWindow) -> Words:
    """All that is written, said or hinted at on the widgets in view, with the widget's kind."""
    found: Words = Counter()
    for action in window.findChildren(QAction):
        found.update(("action", text) for text in (action.text(), action.toolTip()))
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            kind = f"{type(widget).__name__} {widget.objectName()}"
            found.update((kind, text) for text in said_by(widget) if text)
    return found


def said_by(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):  # what is cut depends on the room, which may differ
        yield widget.whole()
        return
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield from (widget.text(), widget.placeholderText())
        case QAbstractSpinBox():
            yield widget.text()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QAbstractItemView() if widget.model() is not None:
            model = widget.model()
            root = QModelIndex()
            columns = 1 if isinstance(widget, QListView) else model.columnCount(root)
            for column in range(columns):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
                for row in range(model.rowCount(root)):
                    cell = model.index(row, column)
                    yield str(cell.data() or "")
                    yield str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")
        case _:
            pass


def told_in_portuguese(qtbot: QtBot, folder: Path, first: Language) -> dict[str, Words]:
    """What each page says in Portuguese where all of it has been shown in `first` before."""
    window = open_window(qtbot, folder, first)
    told = {}
    try:
        window.actions_["jobs.show"].trigger()
        for page in PAGES:
            show(qtbot, window, page)
        window.settings.put("language", Language.PORTUGUESE)
        for page in PAGES:
            show(qtbot, window, page)
            told[page] = words(window)
        window.actions_["jobs.show"].trigger()  # the next job's times are its own
        window.settings.put("language", first)
        explain_a_row(qtbot, window)
        window.settings.put("language", Language.PORTUGUESE)
        show(qtbot, window, "explain")
        told["a row"] = words(window)
    finally:
        window.quit()
        window.deleteLater()
    return {
        page: Counter((kind, text.replace(str(folder), "")) for kind, text in said.elements())
        for page, said in told.items()
    }


@pytest.mark.slow
def test_a_change_of_language_leaves_nothing_behind(
    qtbot: QtBot, copies: dict[Language, Path]
) -> None:
    changed, opened = (told_in_portuguese(qtbot, folder, first) for first, folder in copies.items())
    for page, said in opened.items():
        assert (changed[page] - said, said - changed[page]) == (Counter(), Counter()), page
