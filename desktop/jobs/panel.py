"""The job centre on screen: all jobs of the project, and what can be done about each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import duration, moment, percent
from desktop.i18n.text import Speaks, T, Text
from desktop.i18n.words import job_state_name, stage_name, verb_name
from desktop.models.table import Column, TypedTableModel
from desktop.widgets.cards import Card
from desktop.widgets.table import DataTable
from engine.contract.jobs import JobStatus

NONE = "–"  # noqa: RUF001 - an en dash is how a table says that there is nothing
TONES = {
    "queued": "neutral",
    "running": "info",
    "finished": "good",
    "failed": "bad",
    "cancelled": "neutral",
}
HEIGHT = 260

COLUMNS: tuple[Column[JobStatus], ...] = (
    Column("verb", T("Jobs", "Work"), lambda job: verb_name(job.verb), width=110),
    Column(
        "state",
        T("Jobs", "State"),
        lambda job: job_state_name(job.state),
        tone=lambda job: TONES.get(job.state),
        width=110,
    ),
    Column(
        "stage",
        T("Jobs", "Stage"),
        lambda job: standing(job),  # noqa: PLW0108 - defined below
        tip=lambda job: " ".join(filter(None, (job.text, job.hint))),
        stretch=True,
    ),
    Column(
        "done",
        T("Jobs", "Done"),
        lambda job: NONE if job.fraction is None else percent(job.fraction),
        sort=lambda job: job.fraction or 0.0,
        right=True,
        width=80,
    ),
    Column(
        "elapsed",
        T("Jobs", "Elapsed"),
        lambda job: duration(job.elapsed_s),
        sort=lambda job: job.elapsed_s,
        right=True,
        width=100,
    ),
    Column("actor", T("Jobs", "Asked by"), lambda job: job.actor or NONE, width=120),
    Column(
        "created",
        T("Jobs", "Started"),
        lambda job: moment(datetime.fromtimestamp(job.created_at, UTC)),
        sort=lambda job: job.created_at,
        width=150,
    ),
)


def standing(job: JobStatus) -> str:
    """Where a job stands, in a few words."""
    if job.ended:
        return job.text if job.state == "failed" else NONE
    if job.stop_requested:
        return T("Jobs", "Stopping, keeps its best")()
    return stage_name(job.stage) if job.stage else T("Jobs", "Starting")()


class JobPanel(Speaks, QWidget):
    """A table of the jobs, the newest first, with stop, discard and open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("job-panel")
        self.model = TypedTableModel(COLUMNS, key=lambda job: job.id)
        card = Card(T("Jobs", "Job centre"), flush=True)
        self.table = DataTable(
            self.model,
            T("Jobs", "Jobs"),
            T("Jobs", "Running and ended work of this project, newest first"),
            desk.theme,
        )
        self.table.setObjectName("jobs-table")
        self.table.set_empty(T("Jobs", "No work yet: import data or train a model."))
        card.body.addWidget(self.table)
        self.open_button = self._button("jobs-open", T("Jobs", "Open"), self._open)
        self.stop_button = self._button(
            "jobs-stop", T("Jobs", "Stop and keep the best"), self._stop
        )
        self.discard_button = self._button("jobs-discard", T("Jobs", "Discard…"), self._discard)
        self.folder_button = self._button("jobs-folder", T("Jobs", "Show its files"), self._folder)
        for made in (
            self.open_button,
            self.stop_button,
            self.discard_button,
            self.folder_button,
        ):
            card.header.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 16)
        layout.addWidget(card)
        self.setMinimumHeight(180)
        self.table.chosen.connect(lambda _: self._update_buttons())
        self.table.activated_row.connect(lambda _: self._open())
        desk.jobs.listed.connect(self._show)
        self._show()

    def _button(self, name: str, text: Text, act: object) -> QPushButton:
        made = QPushButton()
        made.setObjectName(name)
        self.say(made.setText, text)
        made.clicked.connect(act)
        return made

    def _show(self) -> None:
        self.model.show(self.desk.jobs.jobs)
        self._update_buttons()

    def _chosen(self) -> JobStatus | None:
        job = self.table.current()
        return job if isinstance(job, JobStatus) else None

    def _update_buttons(self) -> None:
        job = self._chosen()
        going = job is not None and not job.ended
        self.open_button.setEnabled(job is not None and job.verb == "train")
        self.stop_button.setEnabled(
            going and job is not None and job.verb == "train" and not job.stop_requested
        )
        self.discard_button.setEnabled(going)
        self.folder_button.setEnabled(job is not None)

    def _open(self) -> None:
        job = self._chosen()
        if job is not None and job.verb == "train":
            self.desk.navigator.go("train", job.id)

    def _stop(self) -> None:
        job = self._chosen()
        if job is not None:
            self.desk.jobs.stop(job.id)

    def _discard(self) -> None:
        job = self._chosen()
        if job is not None:
            ask_to_discard(self, job.id, self.desk)

    def _folder(self) -> None:
        job = self._chosen()
        if job is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(job.folder))))


def ask_to_discard(parent: QWidget, job_id: str, desk: Desk) -> None:
    """Discard a job once a person has confirmed that its work may be lost."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("discard-confirm")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(T("Jobs", "Discard")())
    box.setText(T("Jobs", "Discard this job?")())
    box.setInformativeText(
        T("Jobs", "It ends without a result. The trials that it finished stay in its log.")()
    )
    discard = box.addButton(T("Jobs", "Discard")(), QMessageBox.ButtonRole.DestructiveRole)
    discard.setObjectName("discard-yes")
    discard.setProperty("kind", "danger")
    keep = box.addButton(T("Jobs", "Let it run")(), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    discard.clicked.connect(lambda: desk.jobs.discard(job_id))
    box.open()
