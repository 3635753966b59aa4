"""The Reports page: files to hand over."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QPushButton

from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner, save_onnx, save_report
from desktop.pages.reports_rows import VERSION_COLUMNS, approved_first
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Card
from desktop.widgets.table import DataTable
from registry.lifecycle import VersionState
from registry.queries import version_rows
from registry.views import VersionRow


class ReportsPage(Page):
    """What leaves the project."""

    id: ClassVar[str] = "reports"
    title: ClassVar[Text] = T("Reports", "Reports")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = ""
        self.saved = SavedBanner("reports-saved")
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
        files = Card(T("Reports", "Files to hand over"), flush=True)
        files.header.addWidget(self.onnx_button)
        files.header.addWidget(self.report_button)
        files.body.addWidget(self.versions)
        self.body.addWidget(self.saved)
        self.body.addWidget(files, 1)
        self._update_buttons()

    def _button(
        self, name: str, text: Text, act: Callable[[], None], kind: Kind = "plain"
    ) -> QPushButton:
        made = button(kind, act)
        made.setObjectName(name)
        self.say(made.setText, text)
        return made

    def refresh(self) -> None:
        """Read the versions anew."""
        self.desk.workspace.read(version_rows, self._show, owner=self, key="read")

    def open_item(self, what: str) -> None:
        """Choose a version, by its id."""
        self._wanted = what
        self._choose_wanted()

    def _show(self, versions: tuple[VersionRow, ...]) -> None:
        self.versions_model.show(approved_first(versions))
        if not self._choose_wanted() and self.versions.current() is None and versions:
            self.versions.choose(self.versions_model.rows[0].id)
        self._update_buttons()

    def _choose_wanted(self) -> bool:
        if self._wanted and self.versions.choose(self._wanted):
            self._wanted = ""
            return True
        return False

    def _update_buttons(self) -> None:
        row = self.versions.current()
        self.report_button.setEnabled(row is not None)
        self.onnx_button.setEnabled(row is not None and row.state != VersionState.DRAFT)

    def _save_report(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_report(self.desk, self, row.id, row.label, self.saved.show_file)

    def _save_onnx(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_onnx(self.desk, self, row.id, row.label, self.saved.show_file)
