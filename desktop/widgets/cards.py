"""Cards, the tiles of figures, banners and what stands where there is nothing yet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n.text import Speaks, Text
from desktop.theme.icons import pixmap
from desktop.theme.theme import worn
from desktop.widgets.labels import (
    caption_label,
    heading_label,
    muted_label,
    restyle,
    selectable,
    value_label,
)

Tone = Literal["info", "warn", "bad", "good"]

PADDING, GAP = 16, 12
NO_VALUE = "\N{EN DASH}"
ICON_PX = 32
BANNER_ICONS: dict[Tone, str] = {
    "info": "info",
    "warn": "warning",
    "bad": "cross",
    "good": "check",
}


class Card(Speaks, QFrame):
    """A sheet with a heading, room for controls right of it (`header`), and a `body`.

    With `flush` the body reaches the card's edges, for a table.
    """

    def __init__(self, heading: Text | None = None, *, flush: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self.heading: QLabel | None = None
        if heading is not None:
            self.heading = heading_label()
            self.say(self.heading.setText, heading)
            self.say(self.setAccessibleName, heading)
            self.header.addWidget(self.heading)
            self.header.addStretch(1)
        layout.addLayout(self.header)
        layout.addLayout(self.body, 1)
        if flush:
            # The border itself takes a pixel; below, the card's round corners stay free.
            layout.setContentsMargins(1, 11, 1, 7)
            layout.setSpacing(4)
            self.header.setContentsMargins(PADDING, 0, 12, 0)


class FigureTile(Speaks, QFrame):
    """One figure: what it is above, its value below, and a note where there is one."""

    def __init__(self, title: Text) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = title
        self.caption = muted_label()
        self.value = value_label(NO_VALUE)
        self.note = caption_label()
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, 14, PADDING, 14)
        layout.setSpacing(4)
        for label in (self.caption, self.value, self.note):
            layout.addWidget(label)
        layout.addStretch(1)
        self.say(self.caption.setText, title)
        self.say(self._say_name, title)

    def show_value(self, value: str, note: str = "") -> None:
        """Show a value and, where it needs one, a note below it."""
        self.value.setText(value)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._say_name(self._title())

    def _say_name(self, title: str) -> None:
        spoken = ", ".join(filter(None, (self.value.text(), self.note.text())))
        self.setAccessibleName(f"{title}: {spoken}")
        self.value.setAccessibleName(f"{title}: {spoken}")


class Banner(QFrame):
    """A sentence across a page that asks to be seen: a colour, an icon, words, and buttons."""

    def __init__(self, tone: Tone = "info") -> None:
        super().__init__()
        self._tone: Tone = tone
        self.setProperty("role", "banner")
        self.setProperty("tone", tone)
        self._icon = QLabel()
        self._icon.setFixedWidth(20)
        self.words = selectable(QLabel())
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PADDING, 10, PADDING, 10)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self.words, 1)
        layout.addLayout(self.buttons)
        self._dress()
        self.hide()

    def show_text(self, text: str, tone: Tone | None = None) -> None:
        """Show a sentence, in another tone if one is given; an empty one hides the banner."""
        if tone is not None and tone != self._tone:
            self._tone = tone
            self.setProperty("tone", tone)
            restyle(self)
            self._dress()
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        colour = getattr(worn(), self._tone)
        self._icon.setPixmap(pixmap(BANNER_ICONS[self._tone], colour, 18, self.devicePixelRatioF()))


class EmptyState(Speaks, QWidget):
    """What stands where there is nothing yet: why, and what to do about it."""

    def __init__(
        self,
        icon: str,
        title: Text,
        words: Text,
        action: QPushButton | None = None,
    ) -> None:
        super().__init__()
        self._name = icon
        self._icon = QLabel()
        self.title = heading_label()
        self.words = muted_label()
        self.words.setWordWrap(True)
        self.words.setMaximumWidth(440)
        self.words.setMinimumWidth(320)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self._icon, self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        if action is not None:
            layout.addSpacing(8)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.say(self.title.setText, title)
        self.say(self.setAccessibleName, title)
        self.say(self.words.setText, words)
        self.say(self.setAccessibleDescription, words)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        colour = worn().muted
        self._icon.setPixmap(pixmap(self._name, colour, ICON_PX, self.devicePixelRatioF()))


def line() -> QFrame:
    """A hairline between parts of a card."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made
