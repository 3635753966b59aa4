"""Files that leave the project: a version's report and its ONNX file, saved where a person says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk
from desktop.errors import describe_failure
from desktop.i18n.text import Speaks, T, Text
from desktop.jobs.centre import End, JobFeed
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner
from desktop.widgets.file_dialogs import ask_to_save
from engine.contract.messages import Failed, Finished
from engine.contract.requests import ExportRequest
from registry.project import Project

Done = Callable[[Path], None]
Exported = Callable[[Path, Sequence[str]], None]
"""Gets the file written, and what whoever is handed it has to know."""

REPORT = T("Handover", "Save the report on {label}")
ONNX = T("Handover", "Save the ONNX file of {label}")
REPORT_KINDS = T("Handover", "Web page (*.html);;PDF document (*.pdf)")
CARD = T("Handover", "Save the model card of {label}")
CARD_KINDS = T("Handover", "Web page (*.html);;PDF document (*.pdf);;Markdown (*.md)")
READABLE = (".html", ".pdf")
"""What opens in a program that everybody has."""
ONNX_KIND = T("Handover", "ONNX model (*.onnx)")
SAVED = T("Handover", "Saved: {file}")
NOT_SAVED = T("Handover", "The version in the project is as it was; no file was written.")


def save_report(desk: Desk, owner: QWidget, version_id: str, label: str, done: Done) -> QFileDialog:
    """Ask for a file and write the version's report into it; `done` gets the file written."""

    def write(out: Path) -> None:
        def work(project: Project, actor: str) -> Path:
            # The templates are loaded by whoever saves a report, not by every window.
            from registry.reports.write import write_report

            return Path(write_report(project, actor, version_id, out, overwrite=True).file)

        desk.workspace.act(work, done, owner=owner)

    suggestion = f"{_file_name(label)}-report.html"
    dialog = ask_to_save(owner, REPORT(label=label), suggestion, REPORT_KINDS, write)
    dialog.filterSelected.connect(lambda kind: _follow_kind(dialog, kind))
    return dialog


def save_card(desk: Desk, owner: QWidget, version_id: str, label: str, done: Done) -> QFileDialog:
    """Ask for a file and write the version's model card into it; `done` gets the file written."""

    def write(out: Path) -> None:
        def work(project: Project, actor: str) -> Path:
            from registry.reports.write import write_card

            return Path(write_card(project, actor, version_id, out, overwrite=True).file)

        desk.workspace.act(work, done, owner=owner)

    suggestion = f"{_file_name(label)}-card.html"
    dialog = ask_to_save(owner, CARD(label=label), suggestion, CARD_KINDS, write)
    dialog.filterSelected.connect(lambda kind: _follow_kind(dialog, kind))
    return dialog


def save_onnx(
    desk: Desk, owner: QWidget, version_id: str, label: str, done: Exported
) -> QFileDialog:
    """Ask for a file and have a job write the version's ONNX file."""

    def finish(end: End) -> None:
        if not shiboken6.isValid(owner):
            return
        if isinstance(end, Failed):
            desk.errors.tell(describe_failure(end, kept=NOT_SAVED()))
        elif isinstance(end, Finished) and end.result.verb == "export":
            done(Path(end.result.file), end.result.warnings)

    def follow(feed: JobFeed) -> None:
        feed.ended.connect(finish)

    def write(out: Path) -> None:
        # The dialog has asked whether an existing file may be replaced.
        request = ExportRequest(version=version_id, to=str(out), overwrite=True)
        desk.jobs.start(request, owner=owner, started=follow)

    suggestion = f"{_file_name(label)}.onnx"
    return ask_to_save(owner, ONNX(label=label), suggestion, ONNX_KIND, write)


def _follow_kind(dialog: QFileDialog, kind: str) -> None:
    """Give the named file the suffix of the picked kind, as the suffix says what is written."""
    suffix = kind.rpartition("*")[2].removesuffix(")")
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    for named in map(Path, dialog.selectedFiles()[:1]):
        stem = named.stem if named.suffix.lower() in (*READABLE, ".md") else named.name
        dialog.selectFile(f"{stem}{suffix}")


class SavedBanner(Speaks, Banner):
    """Says which file was written, and opens it or its folder."""

    def __init__(self, name: str) -> None:
        super().__init__("good")
        self.setObjectName(name)
        self._file: Path | None = None
        self._note: Text | None = None
        self._warnings: Sequence[str] = ()
        self.open_button = button("quiet", self._open)
        self.folder_button = button("quiet", self._open_folder)
        self.shut_button = button("quiet", self.dismiss)
        for made, part, text in (
            (self.open_button, "open", T("Handover", "Open")),
            (self.folder_button, "folder", T("Handover", "Show its folder")),
            (self.shut_button, "dismiss", T("Handover", "Dismiss")),
        ):
            made.setObjectName(f"{name}-{part}")
            self.say(made.setText, text)
            self.buttons.addWidget(made)

    def show_file(self, file: Path, note: Text | None = None) -> None:
        """Say that a file was saved, and what there is to know about it."""
        self._show(file, note, ())

    def show_export(self, file: Path, warnings: Sequence[str]) -> None:
        """Say that a version's file was saved, and why it may not be used where that is so."""
        self._show(file, None, warnings)

    def _show(self, file: Path, note: Text | None, warnings: Sequence[str]) -> None:
        self._file, self._note, self._warnings = file, note, warnings
        self.open_button.setVisible(file.suffix.lower() in READABLE)
        self._say_file()

    def retranslate(self) -> None:
        """Say what was saved in the new language too."""
        super().retranslate()
        self._say_file()

    def _say_file(self) -> None:
        if self._file is None:
            self.show_text("")
            return
        note = self._note() if self._note else ""
        said = (SAVED(file=self._file), note, *self._warnings)
        self.show_text(" ".join(filter(None, said)), "warn" if self._warnings else "good")

    def dismiss(self) -> None:
        """Hide the banner."""
        self._file = None
        self._say_file()

    def _open(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def _open_folder(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))


def _file_name(label: str) -> str:
    """A version's label as part of a file's name."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in label)
