"""The Audit page: the log, and its verification."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QStackedWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import whole
from desktop.i18n.text import N, T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.audit_rows import EVENT_COLUMNS
from desktop.pages.audit_verification import Verification
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner, ask_for_file
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable, FilterField
from registry.events import EventView, last_events, log_size

EVENTS = 500
CHECKPOINT_KIND = T("Audit", "Checkpoint (*.json)")
PIN = T(
    "Audit",
    "Keep the checkpoint where whoever holds the project cannot write: it shows later what was "
    "cut off.",
)
Read = tuple[tuple[EventView, ...], int]


class AuditPage(Page):
    """What shows that nobody changed the project behind the log's back."""

    id: ClassVar[str] = "audit"
    title: ClassVar[Text] = T("Audit", "Audit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._size = 0
        self.verification = Verification(desk)
        self.saved = SavedBanner("audit-saved")
        self.checkpoint_button = button()
        self.checkpoint_button.setObjectName("audit-checkpoint")
        self.say(self.checkpoint_button.setText, T("Audit", "Checkpoint"))
        self.checkpoint_button.setMenu(self._checkpoint_menu())
        self.verify_button = self._button(
            "audit-verify", T("Audit", "Verify the log"), self._verify
        )
        self.buttons.addWidget(self.checkpoint_button)
        self.buttons.addWidget(self.verify_button)
        self.events_model = TypedTableModel(EVENT_COLUMNS, key=lambda row: row.sequence)
        self.events = DataTable(
            self.events_model,
            T("Audit", "Audit log"),
            T("Audit", "The last events of the log, newest first"),
            desk.theme,
        )
        self.events_model.setParent(self.events)
        self.events.setObjectName("audit-events")
        self._lay_out()
        self.verification.busy_changed.connect(self._verified)
        self._update_buttons()
        self._update_log()

    def _button(self, name: str, text: Text, act: Callable[[], None]) -> QPushButton:
        made = button("plain", act)
        made.setObjectName(name)
        self.say(made.setText, text)
        return made

    def _checkpoint_menu(self) -> QMenu:
        menu = QMenu(self)
        self.write_action = menu.addAction("")
        self.write_action.triggered.connect(self._ask_for_checkpoint)
        self.say(self.write_action.setText, T("Audit", "&Write a checkpoint…"))
        self.against_action = menu.addAction("")
        self.against_action.triggered.connect(self._ask_for_pinned)
        self.say(self.against_action.setText, T("Audit", "&Verify against a checkpoint…"))
        return menu

    def _lay_out(self) -> None:
        log = Card(T("Audit", "Audit log"), flush=True)
        self.count = muted_label()
        self.filter = FilterField(self.events_model, T("Audit", "Filter events"))
        self.filter.setObjectName("audit-filter")
        self.findings_button = button()
        self.findings_button.setObjectName("audit-show-findings")
        self.findings_button.setCheckable(True)
        self.findings_button.toggled.connect(self._update_log)
        for widget in (self.count, self.filter, self.findings_button):
            log.header.addWidget(widget)
        self.log = QStackedWidget()
        self.log.addWidget(self.events)
        self.log.addWidget(self.verification.findings)
        log.body.addWidget(self.log)
        self.body.setSpacing(12)
        self.body.addWidget(self.saved)
        self.body.addWidget(self.verification)
        self.body.addWidget(log, 1)

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the events anew; what was verified stays, as it says of which moment."""
        self.desk.workspace.read(_read, self._show, owner=self, key="read")

    def _show(self, found: Read) -> None:
        events, self._size = found
        self.events_model.show(events)
        self._say_count()
        self._update_buttons()

    def _say_count(self) -> None:
        shown = self.events_model.total
        if shown < self._size:
            words = T("Audit", "The last {shown} of {all} events")
            self.count.setText(words(shown=whole(shown), all=whole(self._size)))
        else:
            self.count.setText(N("Audit", "{n} events")(n=shown))

    def _update_buttons(self) -> None:
        self.verify_button.setEnabled(not self.verification.busy)
        self.against_action.setEnabled(not self.verification.busy)

    def retranslate(self) -> None:
        """Say how many events there are in the new language too."""
        super().retranslate()
        self._say_count()
        self._update_log()

    # -- the log ----------------------------------------------------------------------------

    def _verify(self) -> None:
        self.saved.dismiss()
        self.verification.verify()

    def _verified(self, busy: bool) -> None:
        """Show what was found, where something was, in place of the events."""
        self._update_buttons()
        self.findings_button.setChecked(not busy and self._findings > 0)
        self._update_log()

    def _update_log(self) -> None:
        findings = self.findings_button.isChecked()
        self.findings_button.setVisible(self._findings > 0)
        self.findings_button.setText(N("Audit", "{n} findings")(n=self._findings))
        self.count.setVisible(not findings)
        self.filter.setVisible(not findings)
        self.log.setCurrentIndex(1 if findings else 0)

    @property
    def _findings(self) -> int:
        report = self.verification.report
        return 0 if report is None or self.verification.busy else len(report.findings)

    # -- files ------------------------------------------------------------------------------

    def _ask_for_checkpoint(self) -> None:
        title = T("Audit", "Write a checkpoint of the log")
        suggestion = f"{self.desk.workspace.path.name}-checkpoint.json"
        ask_for_file(self, title(), suggestion, CHECKPOINT_KIND, self._write_checkpoint)

    def _write_checkpoint(self, out: Path) -> None:
        self.verification.write_checkpoint(out, self._checkpoint_written)

    def _checkpoint_written(self, file: Path) -> None:
        self.saved.show_file(file, PIN)

    def _ask_for_pinned(self) -> None:
        title = T("Audit", "The checkpoint that was kept outside")
        dialog = QFileDialog(self, title(), "", CHECKPOINT_KIND())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.verification.verify(Path(file)))
        dialog.open()


def _read(session: Session) -> Read:
    """The last events with the newest first, and how many events there are."""
    return last_events(session, EVENTS)[::-1], log_size(session)
