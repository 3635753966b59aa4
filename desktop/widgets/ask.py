"""A dialog that asks what an act needs, does it, and stays with the reason where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.errors import describe
from desktop.i18n.text import Speaks, T, Text
from desktop.widgets.buttons import Kind, button
from desktop.widgets.labels import error_label, heading_label, muted_label
from registry.project import Project

WIDTH, TEXT_PX = 560, 84
Work = Callable[[Project, str], Any]


class AskDialog(Speaks, QDialog):
    """Fields, a refusal, and two buttons. `done_with` gives a sentence about what was done.

    It goes away where somebody else becomes the one who acts.
    """

    done_with = Signal(str)

    def __init__(self, desk: Desk, name: str, parent: QWidget, kind: Kind = "primary") -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(name)
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.title = heading_label()
        self.note = muted_label()
        self.note.setWordWrap(True)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        self.refusal = error_label()
        self.refusal.setObjectName(f"{name}-refusal")
        self.refusal.hide()
        self.ok = button(kind, self.act)
        self.ok.setObjectName(f"{name}-ok")
        self.ok.setDefault(True)
        self.cancel = button("plain", self.reject)
        self.cancel.setObjectName(f"{name}-cancel")
        self.say(self.cancel.setText, T("Ask", "Cancel"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addLayout(self.fields)
        layout.addStretch(1)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        desk.workspace.actor_changed.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the words need at this width, which Qt guesses too high."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def add_field(self, text: Text, field: QWidget, name: str) -> None:
        """A field below its label, which names it for screen readers too."""
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        field.setObjectName(name)
        self.say(label.setText, text)
        self.say(lambda words: field.setAccessibleName(words.replace("&", "")), text)
        self.fields.addWidget(label)
        self.fields.addWidget(field)

    def add_text(self, text: Text, name: str, held: str = "") -> QPlainTextEdit:
        """A field of a few lines."""
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(TEXT_PX)
        field.setPlainText(held)
        self.add_field(text, field, name)
        return field

    def act(self) -> None:
        """Do what was asked for; a subclass says what by `run`."""
        raise NotImplementedError

    def run(self, work: Work, told: Callable[[Any], str]) -> None:
        """Do the work as the one who acts; close with a sentence, or stay with the refusal."""

        def done(value: Any) -> None:
            self.done_with.emit(told(value))
            self.accept()

        self.ok.setEnabled(False)
        self.refuse("")
        self.desk.workspace.act(work, done, owner=self, failed=self._failed)

    def refuse(self, text: str) -> None:
        """Say what is wrong; an empty text takes it back."""
        self.refusal.setText(text)
        self.refusal.setAccessibleName(text)
        self.refusal.setVisible(bool(text))
        if self.isVisible():
            self._fit()

    def _failed(self, error: Exception) -> None:
        problem = describe(error)
        self.refuse(" ".join(filter(None, (problem.text, problem.hint))))
        self.ok.setEnabled(True)
