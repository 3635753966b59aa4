"""Making a project: the dialog that asks for its folder and its people, and the making itself."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.background import Background
from desktop.i18n.text import Speaks, T, Text
from desktop.labelled import LabelledField, name_fault
from desktop.widgets.buttons import button
from desktop.widgets.file_dialogs import ask_for_folder
from desktop.widgets.labels import muted_label, title_label
from registry.destination import SETTINGS_FILE
from registry.enrolment import add_principal
from registry.names import login_name
from registry.project import Project

WIDTH = 520
ENOUGH_NUMBERS = 1000


@dataclass(frozen=True)
class NewProject:
    """What was chosen. Without a reviewer, `reviewer` is empty."""

    folder: Path
    creator: str
    reviewer: str


def create_project(choice: NewProject) -> Project:
    """Make the project with its people; not in the window's thread. Raises as Project.create."""
    project = Project.create(choice.folder, choice.creator)
    try:
        if choice.reviewer:
            add_principal(project.registry, choice.creator, choice.reviewer)
    except BaseException:
        project.close()
        raise
    return project


def documents() -> Path:
    """The folder for a person's documents, or their home."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def free_folder(name: str) -> Path:
    """A folder of that name among the documents which is not there yet."""
    parent = documents()
    numbered = (name, *(f"{name}-{number}" for number in range(2, ENOUGH_NUMBERS)))
    return next(parent / each for each in numbered if not (parent / each).exists())


def folder_fault(folder: Path) -> Text | None:
    """Why no project can be made there; reads the disk."""
    if (folder / SETTINGS_FILE).exists():
        return T("NewProject", "There is a project in this folder already: open it instead.")
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if not nearest.is_dir():
        return T("NewProject", "There is a file in the way: name a folder.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        return T("NewProject", "You may not write there.")
    return None


class NewProjectDialog(Speaks, QDialog):
    """Asks for folder and people and says at once what is wrong with them; `chosen` tells them.

    `source` is the file that will be imported into the project, if there is one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, folder: Path | None, source: Path | None) -> None:
        super().__init__(parent)
        self.setObjectName("new-project")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._disk = Background(self._disk_refused)
        self._folder_fits = False
        self.folder = LabelledField(
            T("NewProject", "&Folder of the project"),
            T("NewProject", "All of it lies there: data, models, evidence and the audit log."),
        )
        self.creator = LabelledField(
            T("NewProject", "&Your name in the project"),
            T("NewProject", "It stands in the log under all that you do. You add other people."),
        )
        self.reviewer = LabelledField(
            T("NewProject", "A &reviewer's name (may be left empty)"),
            T("NewProject", "Nobody approves their own work. You can add people later, too."),
        )
        for name in ("folder", "creator", "reviewer"):
            getattr(self, name).field.setObjectName(f"new-project-{name}")
        self.browse = button("plain", self._browse)
        self.browse.setObjectName("new-project-browse")
        self.create_button = button("primary", self._choose)
        self._lay_out(source)
        self.creator.field.setText(login_name())
        for field in (self.folder.field, self.creator.field, self.reviewer.field):
            field.textChanged.connect(self._check)
        self.finished.connect(lambda _: self._disk.close())
        self._suggest(folder, source.stem if source else "assay-project")
        self._check()

    def _lay_out(self, source: Path | None) -> None:
        title, words = title_label(), muted_label()
        words.setWordWrap(True)
        self.say(title.setText, T("NewProject", "New project"))
        if source is not None:
            importing = T("NewProject", "{file} is imported into it.")
            self.say(words.setText, importing, file=source.name)
        words.setVisible(source is not None)
        self.say(self.setWindowTitle, T("NewProject", "New project"))
        self.say(self.browse.setText, T("NewProject", "&Browse…"))
        self.say(self.create_button.setText, T("NewProject", "&Create project"))
        self.create_button.setObjectName("new-project-create")
        self.create_button.setDefault(True)
        cancel = button("plain", self.reject)
        cancel.setObjectName("new-project-cancel")
        self.say(cancel.setText, T("NewProject", "Cancel"))
        self.folder.beside.addWidget(self.browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        for widget in (title, words, self.folder, self.creator, self.reviewer):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(buttons_row(cancel, self.create_button))

    def _suggest(self, folder: Path | None, name: str) -> None:
        def put(suggestion: Path) -> None:
            if not self.folder.field.text():
                self.folder.field.setText(str(suggestion))

        if folder is not None:
            put(folder)
        else:
            self._disk.run(lambda: free_folder(name), put, owner=self, key="suggest")

    def _browse(self) -> None:
        def put(folder: Path) -> None:
            self.folder.field.setText(str(folder))

        ask_for_folder(self, T("NewProject", "Choose a folder for the project")(), put)

    def _check(self) -> None:
        """Say what is wrong; the folder is looked at in the background."""
        self._folder_fits = False
        text = self.folder.field.text().strip()
        folder = whole_path(text)
        if not text:
            self.folder.show_fault(None)
        elif folder is None:
            self.folder.show_fault(T("NewProject", "There is no such home folder."))
        elif not folder.is_absolute():
            self.folder.show_fault(T("NewProject", "Give the whole path of the folder."))
        else:
            self._disk.run(
                lambda: folder_fault(folder), self._folder_checked, owner=self, key="folder"
            )
        creator, reviewer = self._names()
        self.creator.show_fault(name_fault(creator) if creator else None)
        fault = name_fault(reviewer) if reviewer else None
        if reviewer and reviewer.casefold() == creator.casefold():
            fault = T("NewProject", "Name another person: nobody approves their own work.")
        self.reviewer.show_fault(fault)
        self._update()

    def _folder_checked(self, fault: Text | None) -> None:
        self._folder_fits = fault is None
        self.folder.show_fault(fault)
        self._update()

    def _disk_refused(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self._folder_checked(T("NewProject", "This folder cannot be read."))

    def _update(self) -> None:
        creator, _ = self._names()
        fits = self._folder_fits and bool(creator)
        fits = fits and not self.creator.fault and not self.reviewer.fault
        self.create_button.setEnabled(fits)

    def _names(self) -> tuple[str, str]:
        return self.creator.field.text().strip(), self.reviewer.field.text().strip()

    def _choose(self) -> None:
        creator, reviewer = self._names()
        folder = whole_path(self.folder.field.text().strip())
        if folder is None:
            return
        self.accept()
        self.chosen.emit(NewProject(folder, creator, reviewer))


def whole_path(text: str) -> Path | None:
    """A path as typed, with ~ as the shell reads it; None where it names nobody's home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return None


def buttons_row(*buttons: QPushButton) -> QHBoxLayout:
    """A dialog's buttons, at the right."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for each in buttons:
        row.addWidget(each)
    return row
