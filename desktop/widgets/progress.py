"""How far a piece of work is: what it does, a thin bar, and its share done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.i18n.numbers import percent
from desktop.i18n.text import Speaks, T
from desktop.widgets.labels import muted_label

BAR_PX = 6
STEPS = 1000


class WorkBar(Speaks, QWidget):
    """Words, a thin bar and a percentage; the bar is left out where the share is not known."""

    def __init__(self) -> None:
        super().__init__()
        self._fraction: float | None = None
        self.words = muted_label()
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(BAR_PX)
        self.share = muted_label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.share)
        self.say(self.bar.setAccessibleName, T("Work", "How far the work is"))
        self.hide()

    def show_work(self, words: str, fraction: float | None) -> None:
        """Show what is being done, and the share done where it is known."""
        self._fraction = fraction
        self.words.setText(words)
        self.bar.setVisible(fraction is not None)
        self.share.setVisible(fraction is not None)
        if fraction is not None:
            self.bar.setValue(round(min(1.0, max(0.0, fraction)) * STEPS))
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Write the percentage as the language does."""
        super().retranslate()
        if self._fraction is not None:
            self.share.setText(percent(self._fraction))
