"""The theme dresses the application, follows what is chosen, and leaves nothing behind."""

from __future__ import annotations

import gc
import re
import threading
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QIcon, QImage
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from desktop.theme import fonts
from desktop.theme.icons import FOLDER, ICONS, MARKS_PREFIX, icon, pixmap
from desktop.theme.stylesheet import style_sheet
from desktop.theme.theme import Appearance, Theme, worn
from desktop.theme.tokens import DARK, LIGHT, Tokens
from registry import fonts as shipped

MARK_INKS = {
    "check": "on_accent",
    "dash": "on_accent",
    "tick": "text",
    "chevron-down": "muted",
    "chevron-up": "muted",
    "chevron-left": "muted",
    "chevron-right": "muted",
    "chevron-down-off": "disabled",
    "chevron-up-off": "disabled",
}
BOTH = [pytest.param(LIGHT, "light", id="light"), pytest.param(DARK, "dark", id="dark")]


def inks(image: QImage) -> set[str]:
    """The colours of the opaque points."""
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {point.name() for point in points if point.alpha() == 255}


def test_a_choice_changes_palette_style_sheet_and_tokens(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    assert (theme.dark, theme.tokens, worn()) == (False, LIGHT, LIGHT)
    with qtbot.waitSignal(theme.changed):
        theme.choose(Appearance.DARK)
    assert (theme.dark, theme.tokens, worn()) == (True, DARK, DARK)
    assert qapp.palette().window().color().name() == DARK.window
    assert qapp.styleSheet() == style_sheet(DARK)


def test_the_same_choice_again_changes_nothing(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(Appearance.LIGHT)


def test_the_system_is_followed_while_nothing_is_chosen(
    theme: Theme, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hints:
        """The system's hints: the offscreen platform has no scheme of its own."""

        scheme = Qt.ColorScheme.Light

        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
            return self.scheme

        def setColorScheme(self, scheme: Qt.ColorScheme) -> None:  # noqa: N802
            pass

    hints = Hints()
    signal = qapp.styleHints().colorSchemeChanged
    monkeypatch.setattr(QApplication, "styleHints", lambda *_: hints)
    theme.choose(Appearance.SYSTEM)
    hints.scheme = Qt.ColorScheme.Dark
    with qtbot.waitSignal(theme.changed):
        signal.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is DARK
    theme.choose(Appearance.LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        signal.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is LIGHT


def test_switching_to_and_fro_leaves_nothing_behind(theme: Theme, qtbot: QtBot) -> None:
    window = QMainWindow()
    window.setCentralWidget(QPushButton("Train"))
    qtbot.addWidget(window)
    window.show()

    def switch(times: int) -> tuple[int, int, int]:
        for _ in range(times):
            theme.choose(Appearance.DARK)
            theme.choose(Appearance.LIGHT)
            QApplication.processEvents()
        gc.collect()
        objects = [each for each in gc.get_objects() if isinstance(each, QObject)]
        timers = window.findChildren(QTimer)
        return len(objects), len(timers) + len(window.children()), threading.active_count()

    before = switch(2)
    assert switch(20) == before


@pytest.mark.parametrize(("tokens", "name"), BOTH)
def test_the_style_sheet_leaves_no_name_open_and_finds_its_marks(
    theme: Theme, tokens: Tokens, name: str
) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    marks = re.findall(rf"url\({MARKS_PREFIX}:({name}/[a-z-]+\.svg)\)", sheet)
    assert len(marks) == sheet.count("url(")
    assert all((FOLDER / "marks" / mark).is_file() for mark in marks)


@pytest.mark.parametrize(("tokens", "name"), BOTH)
def test_the_shipped_marks_have_the_themes_colours(tokens: Tokens, name: str) -> None:
    shipped = {path.stem: path for path in (FOLDER / "marks" / name).glob("*.svg")}
    assert set(shipped) == set(MARK_INKS)
    for mark, path in shipped.items():
        assert ET.parse(path).getroot().get("stroke") == getattr(tokens, MARK_INKS[mark])


def test_every_icon_is_shipped_once_with_its_licence() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(ICONS)
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_has_the_colour_of_its_tone_and_of_being_off(theme: Theme, name: str) -> None:
    made = icon(name, DARK, "accent")
    assert DARK.accent in inks(made.pixmap(QSize(32, 32)).toImage())
    assert DARK.disabled in inks(made.pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage())


def test_an_icon_of_a_checked_button_has_the_accent(theme: Theme) -> None:
    on = icon("train", LIGHT).pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.On)
    assert LIGHT.accent in inks(on.toImage())


def test_a_picture_is_sharp_on_a_dense_screen(theme: Theme) -> None:
    made = pixmap("check", LIGHT.good, 18, 2.0)
    assert (made.width(), made.devicePixelRatio()) == (36, 2.0)


def test_the_shipped_font_is_used_in_both_weights(theme: Theme, qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == shipped.FAMILY
    assert QFontInfo(fonts.font(weight=fonts.SEMIBOLD)).weight() == QFont.Weight.DemiBold
    folder = shipped.FOLDER
    assert set(folder.glob("*.otf")) == set(shipped.FILES)
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")


def test_tabular_digits_have_one_width(theme: Theme) -> None:
    tabular = QFontMetrics(fonts.font(tabular=True))
    assert len({tabular.horizontalAdvance(digit * 10) for digit in "0123456789"}) == 1
    plain = QFontMetrics(fonts.font())
    assert plain.horizontalAdvance("1" * 10) < plain.horizontalAdvance("0" * 10)
