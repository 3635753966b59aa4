"""The main window as a whole: pages, actions, language, theme, keyboard, screen readers, leaks."""

from __future__ import annotations

import gc
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS, plain_text
from desktop.errors import Problem
from desktop.i18n.language import Language
from desktop.main_window import MainWindow
from desktop.page_stack import PAGES
from desktop.palette import CommandPalette
from desktop.plots.card import ChartCard
from desktop.theme.theme import Appearance
from tests.desktop.walk import nameless, texts, unreachable

WAIT_MS = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window without a project; nothing may go wrong in it unless the test takes it away."""
    window = MainWindow(tmp_path / "config")
    window.problems = []  # type: ignore[attr-defined]
    window.errors.shown.connect(window.problems.append)  # type: ignore[attr-defined]
    window.settings.put("language", Language.ENGLISH)
    window.settings.put("appearance", Appearance.LIGHT)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.quit()
    problems: list[Problem] = window.problems  # type: ignore[attr-defined]
    assert problems == []
    window.deleteLater()


@pytest.fixture
def open_window(qtbot: QtBot, window: MainWindow, project_folder: Path) -> MainWindow:
    """The window with a copy of the trained project open, all of it read."""
    open_project(qtbot, window, project_folder)
    return window


def open_project(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.open_project(folder)
    qtbot.waitUntil(lambda: window.opened is not None, timeout=WAIT_MS)
    wait_until_read(qtbot, window)


def wait_until_read(qtbot: QtBot, window: MainWindow) -> None:
    """Until the jobs are listed and nothing is being read any more."""
    assert window.opened is not None
    opened = window.opened
    qtbot.waitUntil(lambda: window.pages.complete, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: opened.jobs.listed_once, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not opened.background.busy, timeout=WAIT_MS)


def show_page(qtbot: QtBot, window: MainWindow, page: str) -> QWidget:
    window.go(page)
    QApplication.processEvents()
    wait_until_read(qtbot, window)
    return window.pages[page]


PAGE_IDS = [page.id for page in PAGES]


def test_every_action_of_the_table_does_something_once_a_project_is_open(
    open_window: MainWindow,
) -> None:
    handled = open_window.actions_._handlers
    assert [action.id for action in ACTIONS if action.id not in handled] == []


def test_without_a_project_only_what_needs_none_can_be_done(window: MainWindow) -> None:
    for action, made in window.actions_:
        if made.isEnabled():
            assert action.always, action.id


def test_shortcuts_are_unique_and_access_keys_too_within_a_menu(window: MainWindow) -> None:
    shortcuts = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    for language in (Language.ENGLISH, Language.PORTUGUESE):
        window.settings.put("language", language)
        menus: dict[str, list[str]] = {}
        for action, made in window.actions_:
            text = made.text().replace("&&", "")
            if "&" in text:
                menus.setdefault(action.menu, []).append(text[text.index("&") + 1].lower())
        for menu, keys in menus.items():
            assert len(keys) == len(set(keys)), (language, menu, keys)


@pytest.mark.parametrize("page", PAGE_IDS)
def test_the_rail_and_a_shortcut_lead_to_each_page(
    qtbot: QtBot, open_window: MainWindow, page: str
) -> None:
    other = "data" if page != "data" else "models"
    show_page(qtbot, open_window, other)
    qtbot.mouseClick(open_window.rail.entries[page], Qt.MouseButton.LeftButton)
    assert open_window.pages.currentWidget() is open_window.pages[page]
    assert open_window.rail.entries[page].isChecked()
    show_page(qtbot, open_window, other)
    digit = Qt.Key(Qt.Key.Key_1 + PAGE_IDS.index(page))
    qtbot.keyClick(open_window, digit, Qt.KeyboardModifier.ControlModifier)
    assert open_window.pages.currentWidget() is open_window.pages[page]
    wait_until_read(qtbot, open_window)


@pytest.mark.parametrize("page", PAGE_IDS)
def test_every_control_has_a_name_and_is_reached_by_keyboard(
    qtbot: QtBot, open_window: MainWindow, page: str
) -> None:
    shown = show_page(qtbot, open_window, page)
    assert nameless(open_window) == []
    assert unreachable(shown) == []


def test_the_welcome_page_is_named_and_reached_by_keyboard(window: MainWindow) -> None:
    assert nameless(window) == []
    assert unreachable(window.welcome) == []


@pytest.mark.parametrize(
    "action",
    ["project.new", "people.add", "app.settings", "model.submit", "help.shortcuts", "help.about"],
)
def test_every_control_of_a_dialog_has_a_name_and_is_reached_by_keyboard(
    qtbot: QtBot, open_window: MainWindow, action: str
) -> None:
    show_page(qtbot, open_window, "models")
    open_window.actions_[action].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    wait_until_read(qtbot, open_window)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
    dialog.reject()


def test_the_palette_runs_what_is_typed(qtbot: QtBot, open_window: MainWindow) -> None:
    open_window.actions_["view.palette"].trigger()
    palette = open_window.findChild(CommandPalette)
    assert palette is not None
    assert nameless(palette) == []
    qtbot.keyClicks(palette.field, "review")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert open_window.pages.currentWidget() is open_window.pages["review"]
    wait_until_read(qtbot, open_window)


@pytest.mark.parametrize("page", PAGE_IDS)
def test_every_chart_has_a_sentence_and_a_table_or_says_why_it_is_empty(
    qtbot: QtBot, open_window: MainWindow, page: str
) -> None:
    shown = show_page(qtbot, open_window, page)
    for card in shown.findChildren(ChartCard):
        assert card.sentence.text(), card.accessibleName()
        assert card.accessibleName()
        if card.plot is not None:
            assert card.plot.table().rows


def test_the_language_changes_on_a_live_window_and_leaves_no_english_behind(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    english: dict[str, set[str]] = {}
    for page in PAGE_IDS:
        show_page(qtbot, open_window, page)
        english[page] = texts(open_window)
    open_window.settings.put("language", Language.PORTUGUESE)
    file_menu = open_window.menuBar().actions()[0]
    assert plain_text(file_menu.text()) == "Arquivo"
    sources = _translated_sources()
    for page in PAGE_IDS:
        show_page(qtbot, open_window, page)
        assert texts(open_window) & sources == set(), page
    open_window.settings.put("language", Language.ENGLISH)
    for page in PAGE_IDS:
        show_page(qtbot, open_window, page)
        assert texts(open_window) & sources == english[page] & sources


def _translated_sources() -> set[str]:
    """English texts whose Portuguese differs, where no other text is the same in both."""
    import xml.etree.ElementTree as ET

    file = Path(sys.modules["desktop"].__path__[0]) / "i18n" / "assay_pt_BR.ts"
    differing, same = set(), set()
    for message in ET.parse(file).getroot().iter("message"):
        source = message.findtext("source") or ""
        translation = message.findtext("translation") or ""
        (same if translation == source else differing).add(source)
    return differing - same - {"people"}  # the name of the project and of its data here


def test_the_theme_changes_on_a_live_window(qtbot: QtBot, open_window: MainWindow) -> None:
    for look, dark in ((Appearance.DARK, True), (Appearance.LIGHT, False)):
        open_window.settings.put("appearance", look)
        QApplication.processEvents()
        assert open_window.theme.dark is dark
        for page in PAGE_IDS:
            show_page(qtbot, open_window, page)
            picture = open_window.grab().toImage()
            corner = picture.pixelColor(open_window.rail.width() + 6, picture.height() // 2)
            assert corner == QColor(open_window.theme.tokens.window), page


def test_settings_are_undone_and_done_again(qtbot: QtBot, open_window: MainWindow) -> None:
    open_window.actions_["view.theme"].trigger()
    assert open_window.settings.values.appearance is Appearance.DARK
    open_window.actions_["edit.undo"].trigger()
    assert open_window.settings.values.appearance is Appearance.LIGHT
    open_window.actions_["edit.redo"].trigger()
    assert open_window.settings.values.appearance is Appearance.DARK


def test_the_next_window_opens_where_the_last_was_left(
    qtbot: QtBot, tmp_path: Path, project_folder: Path
) -> None:
    first = MainWindow(tmp_path / "kept")
    first.show()
    open_project(qtbot, first, project_folder)
    show_page(qtbot, first, "models")
    assert first.opened is not None
    first.opened.workspace.act_as("rui")
    wait_until_read(qtbot, first)
    first.quit()
    second = MainWindow(tmp_path / "kept")
    assert second.session.state.last == str(project_folder)
    second.show()
    open_project(qtbot, second, Path(second.session.state.last))
    assert second.pages.currentWidget() is second.pages["models"]
    assert second.opened is not None
    assert second.opened.workspace.actor == "rui"
    second.quit()


def test_a_dropped_data_file_is_imported(
    qtbot: QtBot, open_window: MainWindow, people_csv: Path
) -> None:
    assert open_window.opened is not None
    jobs = open_window.opened.jobs
    before = len(jobs.jobs)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(people_csv))])
    event = QDropEvent(
        QPointF(QPoint(400, 300)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    open_window.dropEvent(event)
    qtbot.waitUntil(lambda: len(jobs.jobs) > before, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not jobs.going, timeout=WAIT_MS)
    assert jobs.jobs[0].verb == "import"
    assert jobs.jobs[0].state == "finished"
    wait_until_read(qtbot, open_window)


def test_opening_and_closing_a_project_leaves_no_thread_and_no_timer(
    qtbot: QtBot, window: MainWindow, project_folder: Path
) -> None:
    def active_timers() -> int:
        gc.collect()
        found = [item for item in gc.get_objects() if isinstance(item, QTimer)]
        return sum(shiboken6.isValid(timer) and timer.isActive() for timer in found)

    open_project(qtbot, window, project_folder)
    window.close_project()
    qtbot.waitUntil(lambda: active_timers() == 0, timeout=WAIT_MS)
    threads = threading.active_count()
    for _ in range(3):
        open_project(qtbot, window, project_folder)
        for page in PAGE_IDS:
            show_page(qtbot, window, page)
        window.close_project()
    # What was changed last is written a moment later.
    qtbot.waitUntil(lambda: active_timers() == 0, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: threading.active_count() <= threads, timeout=WAIT_MS)


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_repaints_neither_lose_nor_gather_references_to_none(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    for page in PAGE_IDS:
        show_page(qtbot, open_window, page)
        open_window.grab()
        # The threads that watch the project hold some too: a real leak shows every time.
        assert min(abs(drift_of_none(open_window)) for _ in range(3)) < 20, page


def drift_of_none(window: MainWindow) -> int:
    """How many references to None 20 repaints leave or lose."""
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(20):
        window.grab()
    gc.collect()
    return sys.getrefcount(None) - before


@pytest.mark.parametrize("geometry", ["abcde", "é", "AAAA"])
def test_a_geometry_that_is_none_keeps_no_window_from_opening(
    qtbot: QtBot, tmp_path: Path, geometry: str
) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "session.json").write_text(json.dumps({"geometry": geometry}), encoding="utf-8")
    window = MainWindow(folder)
    qtbot.addWidget(window)
    assert window.session.state.geometry == geometry
    window.shut()


def test_a_folder_that_goes_away_is_told_once(
    qtbot: QtBot, open_window: MainWindow, project_folder: Path
) -> None:
    told: list[Problem] = []
    open_window.errors.shown.connect(told.append)
    wait_until_read(qtbot, open_window)
    away = project_folder.with_name("away")
    project_folder.rename(away)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "is not there any more" in told[0].text
    away.rename(project_folder)
    open_window.problems.clear()  # type: ignore[attr-defined]


def test_a_dialog_of_a_page_goes_with_its_project(qtbot: QtBot, open_window: MainWindow) -> None:
    show_page(qtbot, open_window, "models")
    page = open_window.pages["models"]
    dialog = QDialog(page)
    dialog.open()
    open_window.close_project()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
