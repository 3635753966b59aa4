"""The command palette: finding, choosing and running actions by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS, Actions
from desktop.i18n import language
from desktop.i18n.language import Language
from desktop.palette import COMMAND_ROLE, CommandPalette
from desktop.theme.theme import Appearance, Theme
from tests.desktop.walk import name_of, nameless


class Stage:
    """A window with a field that has the keyboard, its actions, and what was run."""

    def __init__(self, application: QApplication) -> None:
        self.theme = Theme(application, Appearance.LIGHT)
        self.window = QMainWindow()
        self.window.resize(900, 600)
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.actions = Actions(self.window)
        self.ran: list[str] = []
        for action in ACTIONS:
            if action.always:
                self.actions.handle(action.id, lambda name=action.id: self.ran.append(name))

    def open(self) -> CommandPalette:
        palette = CommandPalette(self.actions, self.theme, self.window)
        palette.open()
        return palette


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    language.install(qapp, Language.ENGLISH)
    stage = Stage(qapp)
    qtbot.addWidget(stage.window)
    stage.window.show()
    stage.window.activateWindow()
    qtbot.waitUntil(stage.window.isActiveWindow)
    stage.field.setFocus()
    yield stage
    language.install(qapp, Language.ENGLISH)


def titles(palette: CommandPalette) -> list[str]:
    return [command.title for command in palette.model.commands]


def test_it_shows_every_other_action_those_that_can_run_first(stage: Stage) -> None:
    palette = stage.open()
    assert len(titles(palette)) == len(ACTIONS) - 1
    assert "Command palette" not in titles(palette)
    blocked = [bool(command.hindrance) for command in palette.model.commands]
    assert blocked == sorted(blocked)


def test_typed_letters_find_and_enter_runs_the_best(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "setti")
    assert titles(palette)[0] == "Settings"
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert stage.ran == ["app.settings"]
    assert stage.field.hasFocus()


def test_arrows_choose_round_the_ends(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    last = palette.model.rowCount() - 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == last
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() > 2
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert stage.ran == ["project.new"]


def test_a_menu_and_an_action_find_together(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    qtbot.keyClicks(palette.field, "help about")
    assert titles(palette)[0] == "About Assay"


def test_what_cannot_run_now_says_why_and_is_not_run(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    qtbot.keyClicks(palette.field, "start training")
    chosen = palette.list.currentIndex().data(COMMAND_ROLE)
    assert chosen.title == "Start training"
    assert chosen.hindrance == "Needs an open project"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    stage.actions.project_is_open(True)
    stage.actions.handle("project.close", lambda: None)
    assert palette.list.currentIndex().data(COMMAND_ROLE).hindrance == "Not possible now"
    stage.actions.handle("train.start", lambda: stage.ran.append("train.start"))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert stage.ran == ["train.start"]


def test_a_click_runs_and_one_beside_it_closes(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    place = palette.list.visualRect(palette.model.index(1, 0)).center()
    with qtbot.waitSignal(palette.destroyed):
        qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stage.ran == ["project.open"]
    palette = stage.open()
    with qtbot.waitSignal(palette.destroyed):
        qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


@pytest.mark.parametrize("how", ["escape", "shortcut", "focus"])
def test_it_goes_and_gives_the_keyboard_back(qtbot: QtBot, stage: Stage, how: str) -> None:
    palette = stage.open()
    with qtbot.waitSignal(palette.destroyed):
        if how == "escape":
            qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
        elif how == "shortcut":
            stage.actions["view.theme"].trigger()
        else:
            stage.field.setFocus(Qt.FocusReason.MouseFocusReason)
    assert stage.field.hasFocus()


def test_letters_that_no_action_has_say_so(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    qtbot.keyClicks(palette.field, "zzzz")
    assert palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_screen_reader_hears_what_is_chosen(qtbot: QtBot, stage: Stage) -> None:
    palette = stage.open()
    assert nameless(palette) == []
    assert name_of(palette.field) == "Find an action"
    qtbot.keyClicks(palette.field, "quit")
    assert palette.field.accessibleDescription() == "Quit, File, Ctrl+Q"
    spoken = palette.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == palette.field.accessibleDescription()


def test_it_stays_in_the_window_and_follows_its_size(stage: Stage) -> None:
    palette = stage.open()
    stage.window.resize(640, 420)
    assert palette.geometry() == stage.window.rect()
    panel = palette.list.window()
    assert panel is stage.window
    assert palette.field.mapTo(stage.window, QPoint()).x() >= 0
    assert palette.hint.mapTo(stage.window, palette.hint.rect().bottomLeft()).y() <= 420
