"""The welcome page: how to begin, and the projects of before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import Actions
from desktop.i18n import language
from desktop.i18n.language import Language
from desktop.pages.welcome import WelcomePage, missing_projects
from desktop.session import Session
from desktop.theme.theme import Appearance, Theme
from registry.project import SETTINGS_FILE
from tests.desktop.walk import nameless, unreachable


class Stage:
    """A welcome page with two recent projects, the older of which has gone."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.there, self.gone = folder / "there", folder / "gone"
        self.there.mkdir()
        (self.there / SETTINGS_FILE).write_text("{}")
        self.session = Session(folder / "config")
        for project in (self.gone, self.there):
            self.session.opened(project)
        self.owner = QWidget()
        self.actions = Actions(self.owner)
        self.ran: list[str] = []
        for name in ("project.new", "project.open", "project.demo"):
            self.actions.handle(name, lambda name=name: self.ran.append(name))
        self.theme = Theme(application, Appearance.LIGHT)
        self.page = WelcomePage(self.session, self.theme, self.actions)
        self.opened: list[str] = []
        self.page.opened.connect(self.opened.append)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    language.install(qapp, Language.ENGLISH)
    stage = Stage(qapp, tmp_path)
    qtbot.addWidget(stage.page)
    stage.page.resize(900, 600)
    stage.page.show()
    stage.page.activateWindow()
    qtbot.waitUntil(stage.page.isActiveWindow)
    qtbot.waitUntil(lambda: stage.page.entries[str(stage.gone)].row.missing)
    yield stage
    language.install(qapp, Language.ENGLISH)


def test_recent_projects_are_listed_newest_first_and_open_on_click_or_enter(
    qtbot: QtBot, stage: Stage
) -> None:
    newest, oldest = (stage.page.entries[str(path)] for path in (stage.there, stage.gone))
    assert newest.y() < oldest.y()
    qtbot.mouseClick(newest.row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(newest.row, Qt.Key.Key_Return)
    qtbot.keyClick(newest.row, Qt.Key.Key_Space)
    assert stage.opened == [str(stage.there)] * 3


def test_a_missing_project_says_so_cannot_be_opened_and_can_be_removed(
    qtbot: QtBot, stage: Stage
) -> None:
    entry = stage.page.entries[str(stage.gone)]
    assert "Not there any more" in entry.row.accessibleName()
    qtbot.mouseClick(entry.row, Qt.MouseButton.LeftButton)
    assert stage.opened == []
    assert not stage.page.entries[str(stage.there)].remove.isVisible()
    qtbot.mouseClick(entry.remove, Qt.MouseButton.LeftButton)
    assert stage.session.state.recent == (str(stage.there),)
    assert list(stage.page.entries) == [str(stage.there)]


def test_one_that_is_there_is_removed_by_the_delete_key(qtbot: QtBot, stage: Stage) -> None:
    qtbot.keyClick(stage.page.entries[str(stage.there)].row, Qt.Key.Key_Delete)
    assert stage.session.state.recent == (str(stage.gone),)


def test_it_follows_the_session_and_the_disk(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    shutil.copytree(stage.there, stage.gone)
    stage.session.opened(tmp_path / "third")
    stage.page.show_recent()
    places = [stage.page.entries[path] for path in stage.session.state.recent]
    QApplication.processEvents()
    assert [entry.y() for entry in places] == sorted(entry.y() for entry in places)
    qtbot.waitUntil(lambda: not stage.page.entries[str(stage.gone)].row.missing)
    qtbot.waitUntil(lambda: stage.page.entries[str(tmp_path / "third")].row.missing)


@pytest.mark.parametrize("action", ["project.demo", "project.new", "project.open"])
def test_its_buttons_do_what_the_actions_do(qtbot: QtBot, stage: Stage, action: str) -> None:
    start = stage.page.starts[action]
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert stage.ran == [action]
    stage.actions.make_available(action, False)
    assert not start.isEnabled()


def test_everything_is_named_and_reached_by_keyboard(stage: Stage) -> None:
    assert nameless(stage.page) == []
    assert unreachable(stage.page) == []


def test_it_changes_language_and_theme_while_it_is_shown(stage: Stage, qapp: QApplication) -> None:
    before = stage.page.grab().toImage()
    stage.theme.choose(Appearance.DARK)
    language.install(qapp, Language.PORTUGUESE)
    stage.actions.retranslate()
    QApplication.processEvents()
    after = stage.page.grab().toImage()
    assert after.pixelColor(2, 2).lightness() < before.pixelColor(2, 2).lightness()
    demo = stage.actions["project.demo"].text().replace("&", "")
    assert stage.page.starts["project.demo"].text().strip() == demo


def test_without_recent_projects_it_says_what_will_be_there(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    owner = QWidget()
    page = WelcomePage(Session(tmp_path), Theme(qapp), Actions(owner))
    qtbot.addWidget(page)
    page.show()
    assert page.entries == {}
    assert not any(start.isEnabled() for start in page.starts.values())


def test_looking_for_projects_survives_names_that_no_disk_takes(tmp_path: Path) -> None:
    wrong = str(tmp_path / ("x" * 5000))
    assert missing_projects([wrong, str(tmp_path)]) == {wrong, str(tmp_path)}
