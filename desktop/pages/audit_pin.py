"""A file that was kept outside the project, chosen to verify against."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.text import Speaks, T, Text
from desktop.widgets.buttons import button
from desktop.widgets.file_dialogs import ask_for_file
from desktop.widgets.labels import ElidedLabel, muted_label

CAPTION_PX = 260
NONE_CHOSEN = T("Audit", "None chosen")


class PinnedFile(Speaks, QWidget):
    """Shows which file is verified against; it can be chosen and left out again."""

    changed = Signal()

    def __init__(self, name: str, what: Text, choose: Text, leave_out: Text, kind: Text) -> None:
        super().__init__()
        self.setObjectName(name)
        self._what, self._kind = what, kind
        self.path: Path | None = None
        caption = muted_label()
        caption.setFixedWidth(CAPTION_PX)
        self.say(caption.setText, what)
        self.file = ElidedLabel()
        self.file.setProperty("role", "data")
        self.choose_button = button(clicked=self._choose)
        self.choose_button.setObjectName(f"{name}-choose")
        self.say(self.choose_button.setText, T("Audit", "Choose…"))
        self.say(self.choose_button.setAccessibleName, choose)
        self.clear_button = button("quiet", lambda: self.show_path(None))
        self.clear_button.setObjectName(f"{name}-clear")
        self.say(self.clear_button.setText, T("Audit", "Leave out"))
        self.say(self.clear_button.setAccessibleName, leave_out)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(caption)
        layout.addWidget(self.file, 1)
        layout.addWidget(self.clear_button)
        layout.addWidget(self.choose_button)
        self.show_path(None)

    def show_path(self, path: Path | None) -> None:
        """Take a file, or none."""
        self.path = path
        self.clear_button.setVisible(path is not None)
        self._say_file()
        self.changed.emit()

    def retranslate(self) -> None:
        """Say that there is none in the new language too."""
        super().retranslate()
        self._say_file()

    def _say_file(self) -> None:
        self.file.show_text(NONE_CHOSEN() if self.path is None else str(self.path))
        self.file.setAccessibleName(f"{self._what()}: {self.file.whole()}")

    def _choose(self) -> None:
        ask_for_file(self, self._what(), self._kind(), self.show_path)
