"""A box to go to any training run of the project, of any age."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from desktop.desk import Desk
from desktop.i18n.numbers import moment
from desktop.i18n.text import Speaks, T
from desktop.i18n.words import job_state_name
from engine.contract.jobs import JobStatus
from engine.contract.requests import TrainRequest
from engine.jobs import client
from registry.errors import AssayError


class RunsBox(Speaks, QComboBox):
    """Lists the training jobs, the newest first. `chosen` gives a job's id."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._requests: dict[str, TrainRequest | None] = {}
        self._names: Mapping[str, str] = {}
        self._shown = ""
        self.setObjectName("train-runs")
        self.setMinimumWidth(300)
        self.setMaximumWidth(240)
        self.view().setMinimumWidth(380)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.say(self.setAccessibleName, T("Train", "Runs of this project"))
        self.say(self.setPlaceholderText, T("Train", "Earlier runs"))
        self.activated.connect(self._choose)
        desk.jobs.listed.connect(self._list)
        self._list()

    def name_data(self, names: Mapping[str, str]) -> None:
        """Take the snapshots' names, by their ids."""
        self._names = names
        self._fill()

    def show_job(self, job_id: str) -> None:
        """Have the box say which run is shown; none for the form."""
        self._shown = job_id
        self._select()

    def retranslate(self) -> None:
        """Name states in the new language."""
        super().retranslate()
        self._fill()

    def _jobs(self) -> list[JobStatus]:
        return [job for job in self._desk.jobs.jobs if job.verb == "train"]

    def _list(self) -> None:
        unknown = [job for job in self._jobs() if job.id not in self._requests]
        self._fill()
        if unknown:
            folders = {job.id: Path(job.folder) for job in unknown}
            self._desk.background.run(
                lambda: _read(folders), self._take, owner=self, key="requests"
            )

    def _take(self, found: Mapping[str, TrainRequest | None]) -> None:
        self._requests.update(found)
        self._fill()

    def _fill(self) -> None:
        wanted = [(self._label(job), job.id) for job in self._jobs()]
        if wanted != [(self.itemText(i), self.itemData(i)) for i in range(self.count())]:
            with QSignalBlocker(self):
                self.clear()
                for label, key in wanted:
                    self.addItem(label, key)
        self.setVisible(bool(wanted))
        self._select()

    def _select(self) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(self._shown) if self._shown else -1)

    def _label(self, job: JobStatus) -> str:
        when = moment(datetime.fromtimestamp(job.created_at, UTC))
        request = self._requests.get(job.id)
        if request is None:
            return f"{when}  ·  {job_state_name(job.state)}"
        data = self._names.get(request.data, Path(request.data).name)
        return f"{data} → {request.target}  ·  {when}  ·  {job_state_name(job.state)}"

    def _choose(self, place: int) -> None:
        self.chosen.emit(str(self.itemData(place)))


def _read(folders: Mapping[str, Path]) -> dict[str, TrainRequest | None]:
    """What the jobs were asked; None where that cannot be read."""
    found: dict[str, TrainRequest | None] = {}
    for job_id, folder in folders.items():
        found[job_id] = None
        with suppress(AssayError):
            request = client.request_of(folder)
            found[job_id] = request if isinstance(request, TrainRequest) else None
    return found
