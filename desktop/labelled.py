"""A text field with its name above and its help, or what is wrong with it, below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.actions import plain_text
from desktop.i18n.text import Speaks, T, Text
from desktop.widgets.labels import caption_label, restyle
from registry.names import is_name

NAME_RULE = T(
    "Names",
    "Use up to 64 letters A to Z without accents, digits, and . _ - @ + between them; and nothing "
    "that looks like an id.",
)


def name_fault(name: str) -> Text | None:
    """Why a principal cannot be called so."""
    return None if is_name(name) else NAME_RULE


class LabelledField(Speaks, QWidget):
    """The field is `field`; `beside` takes buttons that belong to it."""

    def __init__(self, title: Text, help_: Text) -> None:
        super().__init__()
        self._help = help_
        self.fault: Text | None = None
        self.field = QLineEdit()
        title_label = QLabel()
        title_label.setBuddy(self.field)
        self._below = caption_label()
        self._below.setWordWrap(True)
        self._below.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(8)
        self.beside.addWidget(self.field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(title_label)
        layout.addLayout(self.beside)
        layout.addWidget(self._below)
        self.say(title_label.setText, title)
        self.say(lambda text: self.field.setAccessibleName(plain_text(text)), title)
        self.say(self._say_below, help_)

    def show_fault(self, fault: Text | None) -> None:
        """Say below the field what is wrong with it, or how it helps."""
        if fault == self.fault:
            return
        self.fault = fault
        self._below.setProperty("role", "error" if fault else "caption")
        self.field.setProperty("wrong", bool(fault))
        restyle(self._below)
        restyle(self.field)
        self.say(self._say_below, fault or self._help)

    def _say_below(self, text: str) -> None:
        self._below.setText(text)
        self.field.setAccessibleDescription(text)
