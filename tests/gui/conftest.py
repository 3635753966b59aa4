"""A window for whole ways, and the steps that a person takes in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Problem
from desktop.i18n.language import Language
from desktop.main_window import MainWindow
from desktop.theme.theme import Appearance

WAIT_MS = 120_000
W = TypeVar("W", bound=QWidget)


class Person:
    """Looks at the window and works it by mouse and keyboard, through Qt's own events."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.window = window
        self.problems: list[Problem] = []
        self._qtbot = qtbot
        window.errors.shown.connect(self.problems.append)

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something can be seen; a problem that is shown ends it."""

        def met() -> bool:
            assert self.problems == []
            return bool(condition())

        self._qtbot.waitUntil(met, timeout=WAIT_MS)

    def see(self, kind: type[W], name: str) -> W:
        """The visible widget of that name, once it is there and can be used."""
        self.wait(lambda: self._find(kind, name) is not None)
        found = self._find(kind, name)
        assert found is not None
        return found

    def click(self, name: str) -> None:
        """Click on the middle of a widget."""
        widget = self.see(QWidget, name)
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def click_row(self, name: str, row: int = 0) -> None:
        """Click on a row of a table."""
        table = self.see(QTableView, name)
        self.wait(lambda: table.model().rowCount() > row)
        place: QRect = table.visualRect(table.model().index(row, 0))
        point = QPoint(place.left() + 16, place.center().y())
        self._qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def write(self, name: str, text: str) -> None:
        """Click into a field and replace its text."""
        widget = self.see(QWidget, name)
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        target = widget.focusWidget() or widget
        if isinstance(widget, QComboBox) and widget.lineEdit() is not None:
            target = widget.lineEdit()
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(target, text)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key in the window."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        target = QApplication.focusWidget() or QApplication.activeModalWidget() or self.window
        QTest.keyClick(target, key, held)

    def answer_file_dialog(self, path: Path) -> None:
        """Type a path into the file dialog in front and confirm it."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        dialog.activateWindow()
        self.wait(dialog.isActiveWindow)
        self.write("fileNameEdit", str(path))
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: not isinstance(QApplication.activeModalWidget(), QFileDialog))

    def jobs(self) -> list[tuple[str, str]]:
        """Verb and state of the project's jobs, newest first."""
        assert self.window.opened is not None
        return [(job.verb, job.state) for job in self.window.opened.jobs.jobs]

    def _find(self, kind: type[W], name: str) -> W | None:
        for top in QApplication.topLevelWidgets():
            for widget in (top, *top.findChildren(QWidget)):
                if widget.objectName() == name and widget.isVisible() and widget.isEnabled():
                    assert isinstance(widget, kind)
                    return widget
        return None


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A person before a window without a project."""
    window = MainWindow(tmp_path / "config")
    window.settings.put("language", Language.ENGLISH)
    window.settings.put("appearance", Appearance.LIGHT)
    window.show()
    qtbot.waitExposed(window)
    person = Person(qtbot, window)
    yield person
    window.quit()
    assert person.problems == []
    window.deleteLater()
