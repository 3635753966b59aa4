"""The jobs of the Data page: imports, re-imports and verifications, with their progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.errors import describe_failure
from desktop.i18n.text import Speaks, T, Text
from desktop.jobs.centre import End, JobFeed
from desktop.pages.data_edits import Edit, reimport
from desktop.pages.data_progress import JobStrip
from desktop.pages.data_read import TEXT_SUFFIXES, Dataset
from desktop.pages.data_reading import ReadingDialog
from desktop.pages.verify_dialog import VerifyDialog
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner
from engine.contract.data import Reading
from engine.contract.messages import Failed, Finished
from engine.contract.requests import ImportRequest, Request, VerifyRequest
from engine.contract.results import Result

IMPORTING = T("Data", "Importing {name}")
APPLYING = T("Data", "Applying the changes to {name}")
VERIFYING = T("Data", "Verifying {name}")
REFUSED = T("Data", "{name} was not imported. Should it be read in another way?")


class DataWork(Speaks, QWidget):
    """A strip for each job while it runs; `imported` gives the id of a snapshot that was made."""

    imported = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._refused_request: ImportRequest | None = None
        self.refused = Banner("bad")
        self.refused.setObjectName("data-refused")
        self.retry_button = button("plain", self._retry)
        self.retry_button.setObjectName("data-retry")
        self.say(self.retry_button.setText, T("Data", "Reading options…"))
        dismiss = button("quiet", self._forget)
        dismiss.setObjectName("data-refused-dismiss")
        self.say(dismiss.setText, T("Data", "Dismiss"))
        self.refused.buttons.addWidget(self.retry_button)
        self.refused.buttons.addWidget(dismiss)
        self._strips = QVBoxLayout(self)
        self._strips.setContentsMargins(0, 0, 0, 0)
        self._strips.setSpacing(12)
        self._strips.addWidget(self.refused)
        self.hide()

    def import_file(self, path: Path) -> None:
        """Import a file."""
        self._import(ImportRequest(source=str(path.absolute())))

    def read_again(self, dataset: Dataset) -> None:
        """Ask how a snapshot's source is to be read, and import it so."""
        self._ask(dataset.name, reimport(dataset, {}), is_text=dataset.is_text)

    def apply(
        self, dataset: Dataset, edits: Mapping[str, Edit], ended: Callable[[str], object]
    ) -> None:
        """Import a snapshot's source again with changes; `ended` gets the new one's id or none."""

        def finished(result: Result) -> None:
            made = result.dataset if result.verb == "import" else ""
            ended(made)
            self.imported.emit(made)

        def failed(end: Failed | None) -> None:
            ended("")
            if end is not None:
                kept = T("Data", "The snapshot is as it was, and the changes wait.")()
                self._desk.errors.tell(describe_failure(end, kept))

        self._work(reimport(dataset, edits), APPLYING, dataset.name, finished, failed)

    def verify_file(self, path: Path) -> None:
        """Check an ONNX file and show what came of each check."""

        def finished(result: Result) -> None:
            if result.verb == "verify":
                VerifyDialog(result, self._desk.theme, self).open()

        def failed(end: Failed | None) -> None:
            if end is not None:
                self._desk.errors.tell(describe_failure(end))

        self._work(VerifyRequest(file=str(path.absolute())), VERIFYING, path.name, finished, failed)

    def retranslate(self) -> None:
        """Say what was refused in the new language."""
        super().retranslate()
        self._say_refused()

    def _import(self, request: ImportRequest) -> None:
        self._forget()

        def finished(result: Result) -> None:
            if result.verb == "import":
                self.imported.emit(result.dataset)

        def failed(end: Failed | None) -> None:
            if end is None:
                return
            self._desk.errors.tell(describe_failure(end))
            if Path(request.source).suffix.lower() in TEXT_SUFFIXES:
                self._refused_request = request
                self._say_refused()

        self._work(request, IMPORTING, Path(request.source).name, finished, failed)

    def _work(
        self,
        request: Request,
        title: Text,
        name: str,
        finished: Callable[[Result], object],
        failed: Callable[[Failed | None], object],
    ) -> None:
        """Have a job do a request; it ends in one of the two: None says that it was discarded."""

        def end(message: End) -> None:
            if not shiboken6.isValid(self):
                return
            if isinstance(message, Finished):
                finished(message.result)
            else:
                failed(message if isinstance(message, Failed) else None)

        def follow(feed: JobFeed) -> None:
            strip = JobStrip(self._desk, feed, title, name)
            strip.destroyed.connect(self._update)
            self._strips.addWidget(strip)
            self.show()
            feed.ended.connect(end)

        def not_started(error: Exception) -> None:
            failed(None)
            self._desk.errors.show(error)

        self._desk.jobs.start(request, owner=self, started=follow, failed=not_started)

    def _say_refused(self) -> None:
        request = self._refused_request
        text = REFUSED(name=Path(request.source).name) if request is not None else ""
        self.refused.show_text(text)
        self._update()

    def _update(self) -> None:
        """Take no room where there is nothing to show."""
        strips = any(strip.isVisibleTo(self) for strip in self.findChildren(JobStrip))
        self.setVisible(strips or self._refused_request is not None)

    def _forget(self) -> None:
        self._refused_request = None
        self._say_refused()

    def _retry(self) -> None:
        request = self._refused_request
        if request is not None:
            self._ask(Path(request.source).name, request, is_text=True)

    def _ask(self, name: str, request: ImportRequest, *, is_text: bool) -> None:
        def read(reading: Reading) -> None:
            self._import(request.model_copy(update={"reading": reading}))

        dialog = ReadingDialog(name, request.reading, is_text=is_text, parent=self)
        dialog.chosen.connect(read)
        dialog.open()
