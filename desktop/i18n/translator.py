"""Reads a Qt Linguist file and translates from it: no compiled file has to be built or shipped."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTranslator

PLURAL_FORMS: dict[str, Callable[[int], int]] = {
    "en": lambda n: 0 if n == 1 else 1,
    "pt_BR": lambda n: 0 if n in (0, 1) else 1,  # as Qt Linguist counts in Brazilian Portuguese
}
"""The number of the form that each language's file uses for a count."""


class LinguistTranslator(QTranslator):
    """Translates from one .ts file of our own."""

    def __init__(self, file: Path, language: str) -> None:
        super().__init__()
        self._form = PLURAL_FORMS[language]
        self._texts: dict[tuple[str, str], tuple[str, ...]] = {}
        # The file is a part of the program, as trusted as its code.
        for context in ET.parse(file).getroot().iter("context"):  # noqa: S314
            name = context.findtext("name") or ""
            for message in context.iter("message"):
                translation = message.find("translation")
                if translation is None or translation.get("type") in {"unfinished", "vanished"}:
                    continue
                forms = [form.text or "" for form in translation.iter("numerusform")]
                texts = tuple(forms or [translation.text or ""])
                if any(texts):
                    self._texts[name, message.findtext("source") or ""] = texts

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Whether nothing can be translated; Qt leaves an empty translator out."""
        return not self._texts

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The translation, or None where there is none."""
        texts = self._texts.get((context, source))
        if texts is None:
            return None
        return texts[self._form(n)] if n >= 0 and len(texts) > 1 else texts[0]
