"""The application in a language, and in English again after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.i18n.language import Language, install

Speak = Callable[[Language], None]


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Speak]:
    """Puts a language in force, as the settings do; it starts in English."""

    def put(language: Language) -> None:
        install(qapp, language)

    put(Language.ENGLISH)
    yield put
    put(Language.ENGLISH)
