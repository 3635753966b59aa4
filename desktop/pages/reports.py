"""The Reports page: files to hand over, the audit log, and its verification."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSplitter, QStackedWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import whole
from desktop.i18n.text import N, T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner, ask_for_file, save_onnx, save_report
from desktop.pages.reports_audit import Verification
from desktop.pages.reports_rows import EVENT_COLUMNS, VERSION_COLUMNS, approved_first
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Card
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable, FilterField
from registry.events import EventView, last_events, log_size
from registry.lifecycle import VersionState
from registry.queries import version_rows
from registry.views import VersionRow

EVENTS = 500
TABLE_PX = 78
CHECKPOINT_KIND = T("Reports", "Checkpoint (*.json)")
PIN = T(
    "Reports",
    "Keep the checkpoint where whoever holds the project cannot write: it shows later what was "
    "cut off.",
)
Read = tuple[tuple[VersionRow, ...], tuple[EventView, ...], int]


class ReportsPage(Page):
    """What leaves the project, and what shows that nobody changed it."""

    id: ClassVar[str] = "reports"
    title: ClassVar[Text] = T("Reports", "Reports")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = ""
        self._size = 0
        self.verification = Verification(desk)
        self.saved = SavedBanner("reports-saved")
        self.checkpoint_button = button()
        self.checkpoint_button.setObjectName("reports-checkpoint")
        self.say(self.checkpoint_button.setText, T("Reports", "Checkpoint"))
        self.checkpoint_button.setMenu(self._checkpoint_menu())
        self.verify_button = self._button(
            "reports-verify", T("Reports", "Verify the log"), self._verify
        )
        self.buttons.addWidget(self.checkpoint_button)
        self.buttons.addWidget(self.verify_button)
        self.report_button = self._button(
            "reports-save-report", T("Reports", "Save the report…"), self._save_report, "primary"
        )
        self.onnx_button = self._button(
            "reports-save-onnx", T("Reports", "Save the ONNX file…"), self._save_onnx
        )
        self.versions_model = TypedTableModel(VERSION_COLUMNS, key=lambda row: row.id)
        self.versions = DataTable(
            self.versions_model,
            T("Reports", "Versions to hand over"),
            T("Reports", "Approved versions first, then the others"),
            desk.theme,
        )
        self.versions_model.setParent(self.versions)
        self.versions.setObjectName("reports-versions")
        self.versions.set_empty(T("Reports", "No models yet: train one, then have it approved."))
        self.versions.chosen.connect(lambda _: self._update_buttons())
        self.events_model = TypedTableModel(EVENT_COLUMNS, key=lambda row: row.sequence)
        self.events = DataTable(
            self.events_model,
            T("Reports", "Audit log"),
            T("Reports", "The last events of the log, newest first"),
            desk.theme,
        )
        self.events_model.setParent(self.events)
        self.events.setObjectName("reports-events")
        self._lay_out()
        self.verification.busy_changed.connect(self._verified)
        self._update_buttons()
        self._update_log()

    def _button(
        self, name: str, text: Text, act: Callable[[], None], kind: Kind = "plain"
    ) -> QPushButton:
        made = button(kind, act)
        made.setObjectName(name)
        self.say(made.setText, text)
        return made

    def _checkpoint_menu(self) -> QMenu:
        menu = QMenu(self)
        self.write_action = menu.addAction("")
        self.write_action.triggered.connect(self._ask_for_checkpoint)
        self.say(self.write_action.setText, T("Reports", "&Write a checkpoint…"))
        self.against_action = menu.addAction("")
        self.against_action.triggered.connect(self._ask_for_pinned)
        self.say(self.against_action.setText, T("Reports", "&Verify against a checkpoint…"))
        return menu

    def _lay_out(self) -> None:
        files = Card(T("Reports", "Files to hand over"), flush=True)
        files.header.addWidget(self.onnx_button)
        files.header.addWidget(self.report_button)
        files.body.addWidget(self.versions)
        log = Card(T("Reports", "Audit log"), flush=True)
        self.count = muted_label()
        self.filter = FilterField(self.events_model, T("Reports", "Filter events"))
        self.filter.setObjectName("reports-filter")
        self.findings_button = button()
        self.findings_button.setObjectName("reports-show-findings")
        self.findings_button.setCheckable(True)
        self.findings_button.toggled.connect(self._update_log)
        for widget in (self.count, self.filter, self.findings_button):
            log.header.addWidget(widget)
        self.log = QStackedWidget()
        self.log.addWidget(self.events)
        self.log.addWidget(self.verification.findings)
        log.body.addWidget(self.log)
        for table in (self.versions, self.events, self.verification.findings):
            table.setMinimumHeight(TABLE_PX)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(files)
        split.addWidget(log)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.body.setSpacing(12)
        self.body.addWidget(self.saved)
        self.body.addWidget(self.verification)
        self.body.addWidget(split, 1)

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read versions and events anew; what was verified stays, as it says of which moment."""
        self.desk.workspace.read(_read, self._show, owner=self, key="read")

    def open_item(self, what: str) -> None:
        """Choose a version, by its id."""
        self._wanted = what
        self._choose_wanted()

    def _show(self, found: Read) -> None:
        versions, events, self._size = found
        self.versions_model.show(approved_first(versions))
        self.events_model.show(events)
        self._say_count()
        if not self._choose_wanted() and self.versions.current() is None and versions:
            self.versions.choose(self.versions_model.rows[0].id)
        self._update_buttons()

    def _choose_wanted(self) -> bool:
        if self._wanted and self.versions.choose(self._wanted):
            self._wanted = ""
            return True
        return False

    def _say_count(self) -> None:
        shown = self.events_model.total
        if shown < self._size:
            words = T("Reports", "The last {shown} of {all} events")
            self.count.setText(words(shown=whole(shown), all=whole(self._size)))
        else:
            self.count.setText(N("Reports", "{n} events")(n=shown))

    def _update_buttons(self) -> None:
        row = self.versions.current()
        self.report_button.setEnabled(row is not None)
        self.onnx_button.setEnabled(row is not None and row.state != VersionState.DRAFT)
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
        self.findings_button.setText(N("Reports", "{n} findings")(n=self._findings))
        self.count.setVisible(not findings)
        self.filter.setVisible(not findings)
        self.log.setCurrentIndex(1 if findings else 0)

    @property
    def _findings(self) -> int:
        report = self.verification.report
        return 0 if report is None or self.verification.busy else len(report.findings)

    # -- files ------------------------------------------------------------------------------

    def _save_report(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_report(self.desk, self, row.id, row.label, self.saved.show_file)

    def _save_onnx(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_onnx(self.desk, self, row.id, row.label, self.saved.show_file)

    def _ask_for_checkpoint(self) -> None:
        title = T("Reports", "Write a checkpoint of the log")
        suggestion = f"{self.desk.workspace.path.name}-checkpoint.json"
        ask_for_file(self, title(), suggestion, CHECKPOINT_KIND, self._write_checkpoint)

    def _write_checkpoint(self, out: Path) -> None:
        self.verification.write_checkpoint(out, self._checkpoint_written)

    def _checkpoint_written(self, file: Path) -> None:
        self.saved.show_file(file, PIN)

    def _ask_for_pinned(self) -> None:
        title = T("Reports", "The checkpoint that was kept outside")
        dialog = QFileDialog(self, title(), "", CHECKPOINT_KIND())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.verification.verify(Path(file)))
        dialog.open()


def _read(session: Session) -> Read:
    """The versions, the last events with the newest first, and how many events there are."""
    return version_rows(session), last_events(session, EVENTS)[::-1], log_size(session)
