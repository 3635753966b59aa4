"""Texts that can be translated: declared once, and said again when the language changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent


@dataclass(frozen=True)
class Text:
    """An English text and where it is used. Calling it gives it in the language in force."""

    context: str
    source: str
    plural: bool = False

    def __call__(self, n: int | None = None, **values: object) -> str:
        """The translation, with `{name}` filled in; `n` chooses the plural form and fills `{n}`."""
        if n is None:
            text = QCoreApplication.translate(self.context, self.source)
        else:
            from desktop.i18n.numbers import whole

            text = QCoreApplication.translate(self.context, self.source, None, n)
            values["n"] = whole(n)
        return text.format(**values) if values else text


def T(context: str, source: str) -> Text:  # noqa: N802 - short, as it stands before every text
    """A text; both arguments are literals, since the extraction reads the source code."""
    return Text(context, source)


def N(context: str, source: str) -> Text:  # noqa: N802
    """A text with plural forms, chosen by `n` when it is called."""
    return Text(context, source, plural=True)


class Speaks:
    """Mixin for widgets: what was said is said again when the language changes.

    Stands before the Qt class among the bases.
    """

    def say(self, put: Callable[[str], object], text: Text, **values: object) -> None:
        """Put the text now and after every change of language; the last one for `put` counts."""
        self._said()[put] = (text, values)
        put(text(**values))  # type: ignore[arg-type]

    def retranslate(self) -> None:
        """Say everything again; extend it for content that is made from data."""
        for put, (text, values) in list(self._said().items()):
            put(text(**values))  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _said(self) -> dict[Callable[[str], object], tuple[Text, dict[str, object]]]:
        return self.__dict__.setdefault("_said_texts", {})  # type: ignore[no-any-return]
