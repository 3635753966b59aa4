"""Cards, labels, lists of facts and buttons say what they are given, in any theme and language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.i18n.text import T
from desktop.theme.theme import Appearance, Theme
from desktop.theme.tokens import DARK, LIGHT
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Banner, Card, EmptyState, FigureTile, line
from desktop.widgets.facts import FactList
from desktop.widgets.fields import decimal_field, whole_field
from desktop.widgets.labels import (
    ElidedLabel,
    Pill,
    caption_label,
    data_label,
    error_label,
    heading_label,
    muted_label,
    title_label,
    value_label,
)
from desktop.widgets.progress import WorkBar

TITLE = T("Test", "Best ROC AUC")


def ground(widget: QLabel) -> str:
    """The colour in the middle of a widget's left part, right of its border."""
    return widget.grab().toImage().pixelColor(8, widget.height() // 2).name()


def test_labels_show_markup_as_it_is(qtbot: QtBot) -> None:
    makers = (
        title_label,
        heading_label,
        muted_label,
        caption_label,
        value_label,
        error_label,
        data_label,
    )
    for make in makers:  # fmt: skip
        assert make("<b>x</b>").textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("make", [value_label, error_label, data_label])
def test_data_can_be_selected_by_mouse_and_keyboard(
    qtbot: QtBot, make: Callable[[str], QLabel]
) -> None:
    flags = make("0.91").textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_titles_are_larger_and_heavier(theme: Theme, qtbot: QtBot) -> None:
    for label, pixels in ((title_label("A"), 20), (heading_label("A"), 14), (value_label("1"), 20)):
        qtbot.addWidget(label)
        label.ensurePolished()
        assert (label.font().pixelSize(), label.font().weight()) == (pixels, 600)


def test_a_tile_says_title_and_value_together(qtbot: QtBot) -> None:
    tile = FigureTile(TITLE)
    qtbot.addWidget(tile)
    tile.show_value("0.9312", "± 0.01")
    assert tile.value.text() == "0.9312"
    assert tile.accessibleName() == "Best ROC AUC: 0.9312, ± 0.01"
    assert not tile.note.isHidden()
    tile.show_value("0.94")
    assert tile.note.isHidden()


def test_a_card_has_its_heading_as_name(qtbot: QtBot) -> None:
    card = Card(TITLE)
    qtbot.addWidget(card)
    assert card.heading is not None
    assert (card.heading.text(), card.accessibleName()) == ("Best ROC AUC",) * 2
    assert Card().heading is None
    assert line().height() <= 1 or line().maximumHeight() == 1


def test_a_banner_takes_its_tone_and_hides_without_words(theme: Theme, qtbot: QtBot) -> None:
    banner = Banner("info")
    qtbot.addWidget(banner)
    banner.resize(400, 48)
    assert banner.isHidden()
    banner.show_text("Somebody else changed this.", "warn")
    assert banner.isVisible()
    assert banner.accessibleName() == "Somebody else changed this."
    assert ground(banner) == LIGHT.warn_bg
    theme.choose(Appearance.DARK)
    assert ground(banner) == DARK.warn_bg
    banner.show_text("")
    assert banner.isHidden()


def test_an_empty_state_says_what_to_do_and_offers_it(theme: Theme, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    action = button("primary", lambda: pressed.append(True))
    action.setText("Import")
    state = EmptyState("data", TITLE, T("Test", "Import a table first."), action)
    qtbot.addWidget(state)
    state.show()
    assert (state.title.text(), state.words.text()) == ("Best ROC AUC", "Import a table first.")
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    before = state.grab().toImage()
    theme.choose(Appearance.DARK)
    assert state.grab().toImage() != before


@pytest.mark.parametrize("kind", ["plain", "primary", "danger", "quiet"])
def test_a_button_shows_focus_and_does_not_move(theme: Theme, qtbot: QtBot, kind: Kind) -> None:
    made = button(kind)
    made.setText("Train")
    qtbot.addWidget(made)
    made.show()
    assert made.height() == 32
    size, plain = made.sizeHint(), made.grab().toImage()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert made.sizeHint() == size
    assert made.grab().toImage() != plain


def test_controls_are_32_high(theme: Theme, qtbot: QtBot) -> None:
    for made in (QLineEdit(), whole_field(0, 10, 5), decimal_field(0, 1, 0.5, 2)):
        qtbot.addWidget(made)
        made.show()
        made.adjustSize()
        assert made.height() == 32


def test_number_fields_keep_to_their_bounds(theme: Theme, qtbot: QtBot) -> None:
    whole, decimal = whole_field(10, 60, 99), decimal_field(0, 1, 0.255, 2)
    assert whole.value() == 60
    assert decimal.value() == pytest.approx(0.26, abs=0.006)
    assert decimal.singleStep() == pytest.approx(0.01)


def test_a_pill_takes_the_colour_of_its_state(theme: Theme, qtbot: QtBot) -> None:
    pill = Pill()
    qtbot.addWidget(pill)
    pill.show_state("Approved", "good")
    pill.show()
    assert ground(pill) == LIGHT.good_bg
    pill.show_state("Rejected", "bad")
    assert ground(pill) == LIGHT.bad_bg
    assert pill.text() == "Rejected"


def test_a_label_without_room_cuts_its_middle_and_tells_all(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("/a/very/long/path/that/has/no/room.parquet")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.text() != label.whole()
    assert label.toolTip() == label.accessibleName() == label.whole()
    label.resize(900, 20)
    assert label.text() == label.whole()
    assert label.toolTip() == ""


def test_facts_are_shown_said_and_copied(qtbot: QtBot) -> None:
    facts = FactList()
    qtbot.addWidget(facts)
    rows = T("Test", "Rows")
    facts.show_facts([(TITLE, "0.93"), (rows, "30,000")])
    names = [label.accessibleName() for label in facts.findChildren(QLabel)]
    assert [name for name in names if name] == ["Best ROC AUC: 0.93", "Rows: 30,000"]
    facts.copy()
    assert QGuiApplication.clipboard().text() == "Best ROC AUC\t0.93\nRows\t30,000\n"
    facts.show_facts([(rows, "5")])
    qtbot.waitUntil(lambda: len(facts.findChildren(QLabel)) == 2)
    QApplication.sendEvent(facts, QEvent(QEvent.Type.LanguageChange))
    assert facts.as_text() == "Rows\t5\n"


def test_a_button_runs_what_it_is_for_without_qts_arguments(qtbot: QtBot) -> None:
    seen: list[int] = []
    made = button(clicked=lambda: seen.append(1))
    qtbot.addWidget(made)
    told = QSignalSpy(made.clicked)
    made.click()
    assert (seen, told.count()) == ([1], 1)


def test_work_shows_its_share_where_it_is_known(theme: Theme, qtbot: QtBot) -> None:
    work = WorkBar()
    qtbot.addWidget(work)
    assert work.isHidden()
    work.show_work("Fitting", 0.684)
    assert not work.isHidden()
    assert (work.words.text(), work.bar.value()) == ("Fitting", 684)
    assert work.share.text().startswith("68")
    assert work.bar.height() == 6
    work.show_work("Ending", None)
    assert work.bar.isHidden()
    assert work.share.isHidden()
