"""A digest: its first letters to tell it by, and the whole of it to copy."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.i18n.text import Speaks, T, Text
from desktop.theme.theme import Theme
from desktop.widgets.labels import data_label, muted_label

SHORT, ICON_PX = 16, 16
COPY = T("Digest", "Copy: {what}")


def short(digest: str) -> str:
    """The first letters of a digest."""
    return f"{digest[:SHORT]}…" if len(digest) > SHORT else digest


class DigestField(Speaks, QWidget):
    """Shows a digest cut short; the button copies all of it."""

    def __init__(self, what: Text, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._what = what
        self._whole = ""
        caption = muted_label()
        self.say(caption.setText, what)
        self.value = data_label()
        self.value.setWordWrap(False)
        self.copy_button = QToolButton()
        self.copy_button.setIconSize(QSize(ICON_PX, ICON_PX))
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy_button.clicked.connect(self.copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (caption, self.value, self.copy_button):
            layout.addWidget(widget)
        layout.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()
        self._say_all()

    @property
    def whole(self) -> str:
        """The digest, uncut."""
        return self._whole

    def show_digest(self, digest: str) -> None:
        """Show a digest; an empty one hides the field."""
        self._whole = digest
        self.value.setText(short(digest))
        self.value.setToolTip(digest)
        self.setVisible(bool(digest))
        self._say_all()

    def copy(self) -> None:
        """Put the whole digest on the clipboard."""
        QGuiApplication.clipboard().setText(self._whole)

    def retranslate(self) -> None:
        """Say what it is in the new language too."""
        super().retranslate()
        self._say_all()

    def _say_all(self) -> None:
        words = COPY(what=self._what())
        self.copy_button.setToolTip(words)
        self.copy_button.setAccessibleName(words)
        self.value.setAccessibleName(f"{self._what()}: {self._whole}")

    def _dress(self) -> None:
        self.copy_button.setIcon(self._theme.icon("copy"))
