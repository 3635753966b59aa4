"""The checkpoints of the log: how much each covers, who signed it, and a copy to keep outside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import Speaks, T, Text
from desktop.models.table import Column, TypedTableModel
from desktop.pages.audit_verification import CHECKPOINT_KIND, EDGE
from desktop.pages.models_table import NONE
from desktop.widgets.buttons import button
from desktop.widgets.digest import short
from desktop.widgets.file_dialogs import ask_to_save
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable
from registry.checkpoints import CheckpointView, Signed, list_checkpoints
from registry.destination import check_destination
from registry.project import Project

MOST_CHECKPOINTS = 500
ABOUT = T(
    "Audit",
    "A checkpoint says what the log's first events are. Kept where whoever holds the project "
    "cannot write, it shows later what was cut off or put back.",
)
SIGNED: Mapping[Signed, tuple[Text, str]] = {
    Signed.HOLDS: (T("Audit", "Signature holds"), "good"),
    Signed.NO_KEY: (T("Audit", "Not signed: the log had no key"), "neutral"),
    Signed.BROKEN: (T("Audit", "Signature does not hold"), "bad"),
}

CHECKPOINT_COLUMNS: tuple[Column[CheckpointView], ...] = (
    Column(
        "size", T("Audit", "Events"), lambda row: whole(row.size), lambda row: row.size, right=True
    ),
    Column("at", T("Audit", "When"), lambda row: moment(row.at), lambda row: row.at),
    Column(
        "signed",
        T("Audit", "Signature"),
        lambda row: SIGNED[row.signed][0](),
        tone=lambda row: SIGNED[row.signed][1],
        tip=lambda row: row.fault,
    ),
    Column(
        "key",
        T("Audit", "Key of the log"),
        lambda row: short(row.key) or NONE,
        tip=lambda row: row.key,
    ),
    Column(
        "root", T("Audit", "Root"), lambda row: row.root, tip=lambda row: row.root, stretch=True
    ),
)


class Checkpoints(Speaks, QWidget):
    """Lists the checkpoints; `written` gives the file into which one was written."""

    written = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("audit-checkpoints")
        about = muted_label()
        about.setWordWrap(True)
        self.say(about.setText, ABOUT)
        self.write_button = button(clicked=self._ask)
        self.write_button.setObjectName("audit-write-checkpoint")
        self.say(self.write_button.setText, T("Audit", "&Write a checkpoint…"))
        self.model = TypedTableModel(CHECKPOINT_COLUMNS, key=lambda row: row.size)
        self.table = DataTable(
            self.model,
            T("Audit", "Checkpoints"),
            T("Audit", "The last checkpoints of the log, newest first, and who signed them"),
            desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("audit-checkpoint-table")
        self.table.set_empty(T("Audit", "No checkpoint was made yet: write one."))
        above = QHBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, 0)
        above.setSpacing(12)
        above.addWidget(about, 1)
        above.addWidget(self.write_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the checkpoints anew."""
        self._desk.workspace.read(_read, self.model.show, owner=self, key="read")

    def _ask(self) -> None:
        title = T("Audit", "Write a checkpoint of the log")
        suggestion = f"{self._desk.workspace.path.name}-checkpoint.json"
        ask_to_save(self, title(), suggestion, CHECKPOINT_KIND, self._write)

    def _write(self, out: Path) -> None:
        def work(project: Project, _: str) -> Path:
            # The dialog has asked whether an existing file may be replaced.
            check_destination(out, project.path, suffixes=(".json",), overwrite=True)
            project.registry.checkpoint().to_file(out)
            return out

        self._desk.workspace.act(work, self.written.emit, owner=self)


def _read(session: Session) -> tuple[CheckpointView, ...]:
    return list_checkpoints(session, MOST_CHECKPOINTS)
