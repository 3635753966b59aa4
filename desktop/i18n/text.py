"""Texts that can be translated: declared once, and said again when the language changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLocale

LARGEST_COUNT = 2**31 - 1
"""Qt chooses the plural form by a C int."""


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
            count = min(abs(n), LARGEST_COUNT)
            text = QCoreApplication.translate(self.context, self.source, None, count)
            values["n"] = QLocale().toString(n)
        return text.format(**values) if values else text


def T(context: str, source: str) -> Text:  # noqa: N802 - short, as it stands before every text
    """A text; both arguments are literals, since the extraction reads the source code."""
    return Text(context, source)


def N(context: str, source: str) -> Text:  # noqa: N802
    """A text with plural forms, chosen by `n` when it is called."""
    return Text(context, source, plural=True)


Put = Callable[[str], object]
FEW = 64


class _Said:
    """What one widget has said, by where it was put."""

    def __init__(self) -> None:
        self.texts: dict[Put, tuple[Text, dict[str, object]]] = {}
        self.sweep_at = FEW

    def sweep(self) -> None:
        """Forget what was said to widgets that are deleted; the next time at twice as many."""
        self.texts = {put: said for put, said in self.texts.items() if not _is_gone(put)}
        self.sweep_at = max(FEW, 2 * len(self.texts))


def _is_gone(put: Put) -> bool:
    """Whether Qt has deleted the object that a method, partial or lambda puts its text to."""
    while isinstance(put, partial):
        put = put.func
    cells = getattr(put, "__closure__", None) or ()
    reached = (getattr(put, "__self__", None), *(cell.cell_contents for cell in cells))
    return not all(map(shiboken6.isValid, reached))  # what is not of Qt counts as valid


class Speaks:
    """Mixin for widgets: what was said is said again when the language changes.

    Stands before the Qt class among the bases.
    """

    def say(self, put: Put, text: Text, **values: object) -> None:
        """Put the text now and after every change of language; the last one for `put` counts."""
        said = self._said
        said.texts[put] = (text, values)
        if len(said.texts) > said.sweep_at:
            said.sweep()
        put(text(**values))  # type: ignore[arg-type]

    def retranslate(self) -> None:
        """Say everything again; extend it for content that is made from data."""
        said = self._said
        said.sweep()
        for put, (text, values) in list(said.texts.items()):
            put(text(**values))  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _said(self) -> _Said:
        # Made when it is first needed: Qt's constructors may send events before ours has run.
        return self.__dict__.setdefault("_said_texts", _Said())  # type: ignore[no-any-return]
