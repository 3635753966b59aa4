"""A language is chosen, follows the system, and holds for Qt's own words too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QDoubleSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n.language import FOLDER, Language, in_force, resolve
from desktop.i18n.translator import LinguistTranslator
from tests.desktop.i18n.conftest import Speak


@pytest.mark.parametrize(
    ("system", "meant"),
    [
        ("pt_BR", Language.PORTUGUESE),
        ("pt_PT", Language.PORTUGUESE),
        ("en_GB", Language.ENGLISH),
        ("de_DE", Language.ENGLISH),
        ("C", Language.ENGLISH),
    ],
)
def test_the_system_decides_where_nobody_chose(system: str, meant: Language) -> None:
    assert resolve(Language.SYSTEM, QLocale(system)) is meant
    assert resolve(Language.ENGLISH, QLocale(system)) is Language.ENGLISH
    assert resolve(Language.PORTUGUESE, QLocale(system)) is Language.PORTUGUESE


def test_the_language_in_force_is_known(speak: Speak) -> None:
    assert in_force() is Language.ENGLISH
    speak(Language.PORTUGUESE)
    assert in_force() is Language.PORTUGUESE
    assert QLocale().name() == "pt_BR"
    speak(Language.ENGLISH)
    assert in_force() is Language.ENGLISH
    assert QLocale().name() == "en_US"


def test_qts_own_buttons_change_with_the_language(speak: Speak, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.text().replace("&", "") == "Cancel"
    speak(Language.PORTUGUESE)
    assert cancel.text().replace("&", "") == "Cancelar"
    speak(Language.ENGLISH)
    assert cancel.text().replace("&", "") == "Cancel"


def test_an_open_number_field_follows_the_language(speak: Speak, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QDoubleSpinBox()
    QVBoxLayout(window).addWidget(field)
    field.setValue(1.5)
    assert field.text() == "1.50"
    speak(Language.PORTUGUESE)
    assert field.text() == "1,50"
    speak(Language.ENGLISH)
    assert field.text() == "1.50"


def test_a_widget_is_told_once_and_before_the_change_is_done(speak: Speak, qtbot: QtBot) -> None:
    class Counting(QWidget):
        told = 0

        def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
            self.told += event.type() == QEvent.Type.LanguageChange
            super().changeEvent(event)

    window = Counting()
    inner = Counting(window)
    qtbot.addWidget(window)
    for times, language in enumerate((Language.PORTUGUESE, Language.ENGLISH), start=1):
        speak(language)
        assert window.told == inner.told == times


def test_no_translator_is_left_behind(speak: Speak, qapp: QApplication) -> None:
    for language in (Language.PORTUGUESE, Language.ENGLISH, Language.PORTUGUESE):
        speak(language)
    speak(Language.ENGLISH)
    assert QApplication.translate("State", "In review") == "In review"


def test_an_unfinished_or_vanished_translation_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "some.ts"
    file.write_text(
        """<?xml version="1.0" encoding="utf-8"?>
        <TS version="2.1" language="pt_BR"><context><name>A</name>
        <message><source>one</source><translation>um</translation></message>
        <message><source>two</source><translation type="unfinished">dois</translation></message>
        <message><source>six</source><translation type="vanished">seis</translation></message>
        <message><source>ten</source><translation></translation></message>
        </context></TS>""",
        encoding="utf-8",
    )
    translator = LinguistTranslator(file, "pt_BR")
    assert translator.translate("A", "one") == "um"
    assert [translator.translate("A", source) for source in ("two", "six", "ten", "no")] == [
        None
    ] * 4
    assert translator.translate("B", "one") is None
    assert not translator.isEmpty()


def test_each_language_that_can_be_chosen_has_a_file() -> None:
    for language in Language:
        if language is not Language.SYSTEM:
            assert (FOLDER / f"assay_{language}.ts").is_file()
