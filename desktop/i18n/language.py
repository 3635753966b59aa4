"""The languages of the window, and how one is put in force while it is open."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.i18n.translator import LinguistTranslator

FOLDER = Path(__file__).resolve().parent


class Language(StrEnum):
    """What can be chosen; `SYSTEM` is Portuguese where the system is, and else English."""

    SYSTEM = "system"
    ENGLISH = "en"
    PORTUGUESE = "pt_BR"


class _InForce:
    """The language in force and its translators, of which Qt keeps only pointers."""

    language = Language.ENGLISH
    translators: tuple[QTranslator, ...] = ()


def in_force() -> Language:
    """English or Portuguese."""
    return _InForce.language


def resolve(choice: Language, system: QLocale | None = None) -> Language:
    """The language that a choice means on this machine."""
    if choice is not Language.SYSTEM:
        return choice
    spoken = (system or QLocale.system()).language()
    return Language.PORTUGUESE if spoken == QLocale.Language.Portuguese else Language.ENGLISH


def install(application: QApplication, choice: Language) -> None:
    """Put a language in force: texts, Qt's own dialogs, and how numbers are written.

    Every widget has had one LanguageChange event when this returns.
    """
    language = resolve(choice)
    QLocale.setDefault(QLocale("en_US" if language is Language.ENGLISH else "pt_BR"))
    for window in application.topLevelWidgets():
        window.unsetLocale()  # takes the new default, for number fields that are open
    translators: list[QTranslator] = []
    if language is Language.PORTUGUESE:
        own = QTranslator()
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if own.load("qtbase_pt_BR", place):
            translators.append(own)
    translators.append(LinguistTranslator(FOLDER / f"assay_{language}.ts", language))
    _InForce.language = language
    for old in _InForce.translators:
        application.removeTranslator(old)
    _InForce.translators = tuple(translators)
    for new in translators:
        application.installTranslator(new)
    # Each translator posted one to every window, and Qt has merged them.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
