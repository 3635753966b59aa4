"""The dialog that adds a person to the open project."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from desktop.i18n.text import Speaks, T
from desktop.labelled import LabelledField, name_fault
from desktop.new_project import buttons_row
from desktop.widgets.buttons import button
from desktop.widgets.labels import muted_label, title_label
from desktop.workspace import Workspace
from registry.act_views import ActView
from registry.id_ends import short_id

WIDTH = 460
WAITS = T("People", "{name} is not in yet: somebody else has to agree.")
HOW = T(
    "People",
    "From the third person on it takes two. Somebody other than you agrees in Settings, under "
    "Waiting, or on the command line: assay --as THEIR-NAME admin agree {act}",
)


class AddPersonDialog(Speaks, QDialog):
    """Asks for a name that nobody in the project has; `chosen` tells it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, workspace: Workspace) -> None:
        super().__init__(parent)
        self.setObjectName("add-person")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._workspace = workspace
        title, words = title_label(), muted_label()
        words.setWordWrap(True)
        self.person = LabelledField(
            T("People", "&Name"),
            T("People", "Short and lasting: it stands in the log, and nobody else can take it."),
        )
        self.person.field.setObjectName("add-person-name")
        self.add = button("primary", self._choose)
        self.add.setObjectName("add-person-add")
        self.add.setDefault(True)
        cancel = button("plain", self.reject)
        cancel.setObjectName("add-person-cancel")
        self.say(self.setWindowTitle, T("People", "Add a person"))
        self.say(title.setText, T("People", "Add a person"))
        self.say(
            words.setText,
            T("People", "They can then act in this project: choose who acts at the rail's foot."),
        )
        self.say(self.add.setText, T("People", "&Add"))
        self.say(cancel.setText, T("People", "Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        for widget in (title, words, self.person):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(buttons_row(cancel, self.add))
        self.person.field.textChanged.connect(self._check)
        workspace.people_changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        name = self.person.field.text().strip()
        fault = name_fault(name) if name else None
        if name.casefold() in {person.name.casefold() for person in self._workspace.people}:
            fault = T("People", "Somebody in this project has this name already.")
        self.person.show_fault(fault)
        self.add.setEnabled(bool(name) and fault is None)

    def _choose(self) -> None:
        name = self.person.field.text().strip()
        self.accept()
        self.chosen.emit(name)


def tell_waiting(parent: QWidget, name: str, act: ActView) -> None:
    """Say that somebody who was proposed waits for a second person's agreement."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("person-waits")
    box.setWindowTitle(T("People", "Add a person")())
    box.setText(WAITS(name=name))
    box.setInformativeText(HOW(act=short_id(act.id)))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()
