"""A strip for a job that a page has started: where it stands, and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T, Text
from desktop.i18n.words import stage_name
from desktop.jobs.centre import End, JobFeed
from desktop.widgets.buttons import button
from desktop.widgets.labels import ElidedLabel, muted_label


class JobStrip(Speaks, QFrame):
    """Follows one job; goes when the job has ended."""

    def __init__(self, desk: Desk, feed: JobFeed, title: Text, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._feed = feed
        self.setProperty("role", "card")
        self.setObjectName("job-strip")
        self.title = ElidedLabel()
        self.say(self.title.show_text, title, name=name)
        self.say(self.setAccessibleName, title, name=name)
        self.stage = muted_label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.say(self.bar.setAccessibleName, T("Data", "How much is done"))
        self.cancel = button("plain", self._discard)
        self.cancel.setObjectName("job-strip-cancel")
        self.say(self.cancel.setText, T("Data", "Cancel"))
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self.title, 1)
        words.addWidget(self.stage)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(words)
        column.addWidget(self.bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.setSpacing(16)
        layout.addLayout(column, 1)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        feed.said.connect(self._show)
        feed.ended.connect(self._end)
        self._show([])

    def retranslate(self) -> None:
        """Say the stage in the new language."""
        super().retranslate()
        self._show([])

    def _show(self, _: list[object]) -> None:
        progress = self._feed.progress
        if progress is None:
            self.stage.setText(T("Data", "Starting")())
            return
        self.stage.setText(stage_name(progress.stage))
        if progress.fraction is not None:
            self.bar.setRange(0, 100)
            self.bar.setValue(round(progress.fraction * 100))

    def _end(self, _: End) -> None:
        self.hide()
        self.deleteLater()

    def _discard(self) -> None:
        self.cancel.setEnabled(False)
        self._desk.jobs.discard(self._feed.job_id)
