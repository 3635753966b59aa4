"""The settings dialog: made of the table, in force at once, undone, and true to what holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from desktop.i18n import language
from desktop.i18n.language import Language
from desktop.settings import SETTINGS, OnQuit, Settings, Values
from desktop.settings_dialog import SettingsDialog
from desktop.theme.theme import Appearance
from tests.desktop.walk import nameless, unreachable


class Stage:
    """A dialog over settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(folder)
        self.undo = QUndoStack()
        self.dialog = SettingsDialog(self.settings, self.undo, None)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    language.install(qapp, Language.ENGLISH)
    stage = Stage(tmp_path)
    qtbot.addWidget(stage.dialog)
    stage.dialog.show()
    stage.dialog.activateWindow()
    qtbot.waitUntil(stage.dialog.isActiveWindow)
    yield stage
    stage.settings.close()
    language.install(qapp, Language.ENGLISH)


def test_every_setting_has_a_control_of_its_type_that_shows_its_value(stage: Stage) -> None:
    assert list(stage.dialog.controls) == [setting.key for setting in SETTINGS]
    controls = stage.dialog.controls
    budget, restore = controls["budget_s"], controls["restore"]
    assert isinstance(budget, QSpinBox)
    assert isinstance(restore, QCheckBox)
    assert (budget.minimum(), budget.maximum(), budget.value()) == (10, 86_400, 60)
    assert budget.suffix() == " s"
    assert restore.isChecked()
    for setting in SETTINGS:
        box = controls[setting.key]
        assert isinstance(box, QComboBox) == bool(setting.choices)
        if isinstance(box, QComboBox):
            shown = [box.itemText(place) for place in range(box.count())]
            assert shown == [text() for _, text in setting.choices]


def test_a_change_holds_at_once_and_can_be_undone(qtbot: QtBot, stage: Stage) -> None:
    box = stage.dialog.controls["on_quit"]
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert stage.settings.values.on_quit is OnQuit.KEEP
    stage.undo.undo()
    assert stage.settings.values.on_quit is OnQuit.ASK
    assert box.currentIndex() == 0
    assert stage.undo.count() == 1


def test_a_typed_number_is_one_change(qtbot: QtBot, stage: Stage) -> None:
    box = stage.dialog.controls["budget_s"]
    assert isinstance(box, QSpinBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "300")
    assert stage.settings.values.budget_s == 60
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert stage.settings.values.budget_s == 300
    assert stage.undo.count() == 1


def test_a_click_on_a_box_is_one_change(qtbot: QtBot, stage: Stage) -> None:
    box = stage.dialog.controls["restore"]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert stage.settings.values.restore is False
    assert stage.undo.count() == 1


def test_it_follows_what_is_changed_elsewhere_and_changes_nothing_itself(stage: Stage) -> None:
    stage.settings.put("appearance", Appearance.DARK)
    stage.settings.put("budget_s", 600)
    stage.settings.put("restore", False)
    appearance, budget = (stage.dialog.controls[key] for key in ("appearance", "budget_s"))
    assert isinstance(appearance, QComboBox)
    assert isinstance(budget, QSpinBox)
    assert appearance.currentText() == "Dark"
    assert budget.value() == 600
    assert stage.undo.count() == 0


def test_it_changes_its_language_while_it_is_open(stage: Stage, qapp: QApplication) -> None:
    before = stage.settings.values
    language.install(qapp, Language.PORTUGUESE)
    QApplication.processEvents()
    for setting in SETTINGS:
        assert stage.dialog.controls[setting.key].accessibleName() == setting.title()
    box = stage.dialog.controls["appearance"]
    assert isinstance(box, QComboBox)
    shown = [text() for _, text in SETTINGS[0].choices]
    assert [box.itemText(place) for place in range(box.count())] == shown
    assert stage.settings.values == before == Values()
    assert stage.undo.count() == 0


def test_every_control_is_named_and_reached_by_keyboard(stage: Stage) -> None:
    assert nameless(stage.dialog) == []
    assert unreachable(stage.dialog) == []
