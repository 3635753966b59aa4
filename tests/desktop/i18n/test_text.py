"""Texts translate when they are called, and widgets say them again in another language."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.language import Language
from desktop.i18n.text import FEW, N, Speaks, T, Text
from tests.desktop.i18n.conftest import Speak

IN_REVIEW = Text("State", "In review")
CANDIDATE = Text("State", "Candidate")
MINUTES = Text("Duration", "{minutes} m {seconds} s")
REST = Text("Plots", "the other {n} columns", plural=True)


class Speaking(Speaks, QWidget):
    """A widget with a label."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel(self)


class SpeakingDialog(Speaks, QDialog):
    pass


class SpeakingWindow(Speaks, QMainWindow):
    pass


@pytest.fixture
def widget(qtbot: QtBot) -> Speaking:
    made = Speaking()
    qtbot.addWidget(made)
    return made


def test_a_text_is_in_the_language_of_the_moment_when_it_is_called(speak: Speak) -> None:
    assert IN_REVIEW() == "In review"
    speak(Language.PORTUGUESE)
    assert IN_REVIEW() == "Em revisão"
    speak(Language.ENGLISH)
    assert IN_REVIEW() == "In review"


def test_declaring_a_text_says_whether_it_has_plural_forms() -> None:
    once = T("State", "In review")
    many = N("Plots", "the other {n} columns")
    assert once == IN_REVIEW
    assert many == REST
    assert hash(once) == hash(IN_REVIEW)


def test_values_fill_the_placeholders_of_a_translation(speak: Speak) -> None:
    assert MINUTES(minutes=6, seconds="20") == "6 m 20 s"
    speak(Language.PORTUGUESE)
    assert MINUTES(minutes=6, seconds="20") == "6 min 20 s"


def test_a_text_that_no_file_has_stays_as_it_is(speak: Speak) -> None:
    speak(Language.PORTUGUESE)
    assert Text("Nowhere", "Not translated: {x}")(x="{y}") == "Not translated: {y}"


@pytest.mark.parametrize(
    ("n", "english", "portuguese"),
    [
        (0, "the other 0 columns", "0 outra coluna"),
        (1, "the other column", "1 outra coluna"),
        (2, "the other 2 columns", "as outras 2 colunas"),
        (1_234, "the other 1,234 columns", "as outras 1.234 colunas"),
        (3_000_000_000, "the other 3,000,000,000 columns", "as outras 3.000.000.000 colunas"),
    ],
)
def test_a_count_chooses_the_form_and_is_grouped(
    speak: Speak, n: int, english: str, portuguese: str
) -> None:
    assert REST(n=n) == english
    speak(Language.PORTUGUESE)
    assert REST(n=n) == portuguese


def test_a_live_widget_follows_the_language(speak: Speak, widget: Speaking) -> None:
    widget.say(widget.label.setText, IN_REVIEW)
    widget.say(widget.setWindowTitle, MINUTES, minutes=1, seconds="02")
    assert widget.label.text() == "In review"
    speak(Language.PORTUGUESE)
    assert widget.label.text() == "Em revisão"
    assert widget.windowTitle() == "1 min 02 s"
    speak(Language.ENGLISH)
    assert widget.label.text() == "In review"


@pytest.mark.parametrize("kind", [SpeakingDialog, SpeakingWindow])
def test_dialogs_and_windows_follow_even_while_hidden(
    speak: Speak, qtbot: QtBot, kind: type[SpeakingDialog | SpeakingWindow]
) -> None:
    window = kind()
    qtbot.addWidget(window)
    window.say(window.setWindowTitle, CANDIDATE)
    speak(Language.PORTUGUESE)
    assert window.windowTitle() == "Candidata"


def test_a_widget_deep_inside_a_window_follows(speak: Speak, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    middle, inner = QWidget(), Speaking()
    QVBoxLayout(middle).addWidget(inner)
    window.setCentralWidget(middle)
    inner.say(inner.label.setText, IN_REVIEW)
    speak(Language.PORTUGUESE)
    assert inner.label.text() == "Em revisão"


def test_the_last_text_for_a_place_counts(speak: Speak, widget: Speaking) -> None:
    widget.say(widget.label.setText, IN_REVIEW)
    widget.say(widget.label.setText, CANDIDATE)
    assert widget.label.text() == "Candidate"
    speak(Language.PORTUGUESE)
    assert widget.label.text() == "Candidata"


def test_a_partial_and_a_lambda_are_places_too(speak: Speak, widget: Speaking) -> None:
    box = QComboBox(widget)
    box.addItem("")
    widget.say(partial(box.setItemText, 0), IN_REVIEW)
    widget.say(lambda words: widget.setToolTip(f"<{words}>"), CANDIDATE)
    speak(Language.PORTUGUESE)
    assert box.itemText(0) == "Em revisão"
    assert widget.toolTip() == "<Candidata>"


def test_what_was_said_to_deleted_widgets_is_forgotten(speak: Speak, widget: Speaking) -> None:
    labels = [QLabel(widget) for _ in range(3)]
    first, second, third = labels
    widget.say(first.setText, IN_REVIEW)
    widget.say(partial(second.setProperty, "words"), IN_REVIEW)
    widget.say(lambda words: third.setToolTip(f"<{words}>"), IN_REVIEW)
    widget.say(widget.label.setText, CANDIDATE)
    for label in labels:
        label.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    speak(Language.PORTUGUESE)
    assert widget.label.text() == "Candidata"
    assert len(widget._said.texts) == 1


def test_content_that_is_made_again_and_again_leaves_nothing_behind(widget: Speaking) -> None:
    for _ in range(10 * FEW):
        label = QLabel(widget)
        widget.say(label.setText, IN_REVIEW)
        label.deleteLater()
        QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete)
    assert len(widget._said.texts) <= FEW


def test_a_widget_that_speaks_is_freed_with_what_it_said(qapp: QObject) -> None:
    widget = Speaking()
    widget.say(widget.label.setText, IN_REVIEW)
    widget.say(widget.setToolTip, IN_REVIEW)
    gone = weakref.ref(widget)
    del widget
    gc.collect()
    assert gone() is None


def test_retranslating_extends_to_content_made_from_data(speak: Speak, qtbot: QtBot) -> None:
    class Counting(Speaking):
        def retranslate(self) -> None:
            super().retranslate()
            self.label.setText(REST(n=2))

    widget = Counting()
    qtbot.addWidget(widget)
    speak(Language.PORTUGUESE)
    assert widget.label.text() == "as outras 2 colunas"
