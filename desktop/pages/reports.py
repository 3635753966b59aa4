"""The Reports page: what a report asks for, its preview and its text, and files to hand over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QTabWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner, save_card, save_onnx, save_report
from desktop.pages.models_table import VERSION_CODES
from desktop.pages.paged import PagedRows
from desktop.pages.reports_card import CardPreview
from desktop.pages.reports_preview import Preview, section_anchor
from desktop.pages.reports_rows import TOPIC_COLUMNS, VERSION_COLUMNS, read_approved_first
from desktop.pages.reports_writer import Writer
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Card
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable
from registry.lifecycle import VersionState
from registry.narrative.read import topic_states
from registry.narrative.views import TopicState
from registry.reports.parts import Report, Standing
from registry.resolve import resolve_version
from registry.views.versions import VersionRow

TABLE_PX = 96


@dataclass(frozen=True)
class Content:
    """The report on a version, and how each of its topics stands."""

    report: Report
    topics: tuple[TopicState, ...]


class ReportsPage(Page):
    """What leaves the project: seen before, written and saved."""

    id: ClassVar[str] = "reports"
    title: ClassVar[Text] = T("Reports", "Reports")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = ""
        self.saved = SavedBanner("reports-saved")
        self.report_button = self._button(
            "reports-save-report", T("Reports", "Save the report…"), self._save_report, "primary"
        )
        self.card_button = self._button(
            "reports-save-card", T("Reports", "Save the model card…"), self._save_card
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
        self.versions.chosen.connect(lambda _: self._read_report())
        self.list = PagedRows(
            desk,
            self.versions,
            T("Reports", "Search versions"),
            read_approved_first,
            named=VERSION_CODES,
        )
        self.list.arrived.connect(lambda _: self._show())
        self.topics_model = TypedTableModel(TOPIC_COLUMNS, key=lambda row: row.name)
        self.topics = DataTable(
            self.topics_model,
            T("Reports", "What the report asks for"),
            T("Reports", "Each topic of the report, how it stands and who owes it"),
            desk.theme,
        )
        self.topics_model.setParent(self.topics)
        self.topics.setObjectName("reports-topics")
        self.topics.set_empty(T("Reports", "Choose a version."))
        self.topics.chosen.connect(lambda _: self._show_topic())
        self.preview = Preview(desk.background)
        self.say(self.preview.setAccessibleName, T("Reports", "Preview of the report"))
        self.card = CardPreview(desk)
        self.say(self.card.setAccessibleName, T("Reports", "Preview of the model card"))
        self.writer = Writer(desk)
        self.writer.saved.connect(self.refresh)
        self.completeness = muted_label()
        self.completeness.setObjectName("reports-completeness")
        self._report: Report | None = None
        self._lay_out()
        self._update_buttons()

    def _lay_out(self) -> None:
        files = Card(T("Reports", "Files to hand over"), flush=True)
        self.list.field.setObjectName("reports-filter")
        files.header.addWidget(self.list)
        for one in (self.onnx_button, self.card_button, self.report_button):
            self.buttons.addWidget(one)
        files.body.addWidget(self.versions)
        asked = Card(T("Reports", "What the report asks for"), flush=True)
        asked.header.addWidget(self.completeness)
        asked.body.addWidget(self.topics)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("reports-tabs")
        self.tabs.setDocumentMode(True)
        for part in (self.preview, self.writer, self.card):
            self.tabs.addTab(part, "")
        self.say(lambda text: self.tabs.setTabText(0, text), T("Reports", "Preview"))
        self.say(lambda text: self.tabs.setTabText(1, text), T("Reports", "Write"))
        self.say(lambda text: self.tabs.setTabText(2, text), T("Reports", "Model card"))
        reading = Card(flush=True)
        reading.body.addWidget(self.tabs)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(asked)
        beside.addWidget(reading)
        beside.setSizes([570, 470])
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(files)
        split.addWidget(beside)
        split.setSizes([170, 560])
        beside.setChildrenCollapsible(False)
        split.setChildrenCollapsible(False)
        self.versions.setMinimumHeight(TABLE_PX)
        self.topics.setMinimumHeight(TABLE_PX)
        self.body.setSpacing(12)
        self.body.addWidget(self.saved)
        self.body.addWidget(split, 1)

    def _button(
        self, name: str, text: Text, act: Callable[[], None], kind: Kind = "plain"
    ) -> QPushButton:
        made = button(kind, act)
        made.setObjectName(name)
        self.say(made.setText, text)
        return made

    def refresh(self) -> None:
        """Read the versions anew."""
        self.list.refresh(self._wanted)

    def open_item(self, what: str) -> None:
        """Choose a version, by its id."""
        self._wanted = what
        self.list.clear()
        if not self._choose_wanted():
            self.list.refresh(what)

    def _show(self) -> None:
        rows = self.versions_model.rows
        if not self._choose_wanted() and self.versions.current() is None and rows:
            self.versions.choose(rows[0].id)
        self._read_report()

    def _read_report(self) -> None:
        """Read the report on the chosen version anew."""
        self._update_buttons()
        row: VersionRow | None = self.versions.current()
        if row is None:
            self._show_report(None)
            return
        artifacts, actor = self.desk.workspace.project.artifacts, self.desk.workspace.actor

        def query(session: Session) -> Content:
            # The templates are loaded by whoever looks at a report, not by every window.
            from registry.reports.report import build_report

            version = resolve_version(session, row.id)
            report = build_report(session, artifacts, version, actor)
            return Content(report, topic_states(session, version))

        self.desk.workspace.read(query, self._show_report, owner=self, key="report")

    def _show_report(self, content: Content | None) -> None:
        self._report = content.report if content else None
        self.preview.show_report(self._report)
        self.card.show_version(content.report.version_id if content else "")
        self.topics_model.show(list(content.topics) if content else [])
        self._say_completeness()
        self._show_topic()

    def _say_completeness(self) -> None:
        said = ""
        if self._report is not None:
            missing = self._report.count(Standing.MISSING)
            words = T("Reports", "Score {score} %, sections MISSING: {missing}")
            said = words(score=self._report.score, missing=missing)
        self.completeness.setText(said)

    def _show_topic(self) -> None:
        row: VersionRow | None = self.versions.current()
        state: TopicState | None = self.topics.current()
        self.writer.show_topic(row.id if row else "", state if row else None)
        if state is not None:
            self.preview.scrollToAnchor(section_anchor(state.section))

    def retranslate(self) -> None:
        """Say the completeness in the new language too."""
        super().retranslate()
        self._say_completeness()

    def _choose_wanted(self) -> bool:
        if self._wanted and self.versions.choose(self._wanted):
            self._wanted = ""
            return True
        return False

    def _update_buttons(self) -> None:
        row = self.versions.current()
        self.report_button.setEnabled(row is not None)
        self.card_button.setEnabled(row is not None)
        self.onnx_button.setEnabled(row is not None and row.state != VersionState.DRAFT)

    def _save_report(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_report(self.desk, self, row.id, row.label, self.saved.show_file)

    def _save_card(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_card(self.desk, self, row.id, row.label, self.saved.show_file)

    def _save_onnx(self) -> None:
        row: VersionRow | None = self.versions.current()
        if row is not None:
            save_onnx(self.desk, self, row.id, row.label, self.saved.show_export)
