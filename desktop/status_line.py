"""The window's lower edge: what the newest job does, how far it is, and a way to all jobs."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from desktop.actions import Actions
from desktop.i18n.numbers import duration, percent
from desktop.i18n.text import N, Speaks, T
from desktop.i18n.words import verb_name
from desktop.jobs.centre import JobCentre
from desktop.jobs.panel import standing

BAR_WIDTH = 180


class StatusLine(Speaks, QStatusBar):
    """Follows the job centre."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._jobs: JobCentre | None = None
        self.words = QLabel()
        self.words.setObjectName("status-words")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setFixedHeight(6)
        self.say(self.bar.setAccessibleName, T("Status", "How far the work is"))
        self.share = QLabel()
        self.jobs_button = QToolButton()
        self.jobs_button.setObjectName("status-jobs")
        self.jobs_button.setDefaultAction(actions["jobs.show"])
        self.addWidget(self.words, 1)
        for widget in (self.bar, self.share, self.jobs_button):
            self.addPermanentWidget(widget)
        self.follow(None)

    def follow(self, jobs: JobCentre | None) -> None:
        """Follow the jobs of the open project, or none."""
        self._jobs = jobs
        self.jobs_button.setVisible(jobs is not None)
        if jobs is not None:
            jobs.listed.connect(self.show_jobs)
        self.show_jobs()

    def show_jobs(self) -> None:
        """Say what the newest running job does."""
        going = self._jobs.going if self._jobs is not None else ()
        self.bar.setVisible(bool(going))
        self.share.setVisible(bool(going))
        if not going:
            self.words.setText("" if self._jobs is None else T("Status", "No work in progress")())
            return
        job = going[0]
        parts = [f"{verb_name(job.verb)}: {standing(job)}"]
        if job.eta_s is not None and job.eta_s > 0:
            parts.append(T("Status", "about {time} left")(time=duration(job.eta_s)))
        if len(going) > 1:
            parts.append(N("Status", "{n} more job at work")(n=len(going) - 1))
        self.words.setText(" · ".join(parts))
        fraction = job.fraction or 0.0
        self.bar.setValue(round(fraction * 1000))
        self.share.setText(percent(fraction))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say it in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_jobs()
