"""The dialogs of the Help menu: made from the program and its table of actions."""

from __future__ import annotations

from importlib.metadata import version

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.about import AboutDialog, ShortcutsDialog
from desktop.actions import ACTIONS, Actions
from desktop.i18n import language
from desktop.i18n.language import Language
from desktop.theme.theme import Appearance, Theme
from tests.desktop.walk import nameless, unreachable


def test_about_names_the_version_and_copies_all_of_it(qtbot: QtBot, qapp: QApplication) -> None:
    language.install(qapp, Language.ENGLISH)
    dialog = AboutDialog(None)
    dialog.show()
    copy = dialog.findChild(QPushButton, "about-copy")
    assert copy is not None
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert f"Version\t{version('assay')}" in copied
    assert "Qt\t6." in copied
    assert nameless(dialog) == []
    dialog.close()


def test_the_shortcuts_are_those_of_the_actions(qtbot: QtBot, qapp: QApplication) -> None:
    language.install(qapp, Language.ENGLISH)
    owner = QWidget()
    dialog = ShortcutsDialog(Actions(owner), Theme(qapp, Appearance.LIGHT), None)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    rows = dialog.table.model_of_rows().rows
    with_keys = [action for action in ACTIONS if action.shortcut]
    assert [(row.action, row.keys) for row in rows] == [(a, a.shortcut) for a in with_keys]
    qtbot.keyClicks(dialog.filter, "training")
    assert [row.action.id for row in dialog.table.model_of_rows().rows] == ["train.start"]
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
    dialog.close()
