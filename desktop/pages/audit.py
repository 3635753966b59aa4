"""The Audit page: the log, its checkpoints and anchors, its verification, the tamper drill."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.pages.audit_anchors import AnchorList
from desktop.pages.audit_checkpoints import Checkpoints
from desktop.pages.audit_drill import Drill
from desktop.pages.audit_log import EventLog
from desktop.pages.audit_verification import Verification
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner
from desktop.widgets.cards import Card
from desktop.widgets.table import DataTable

PIN = T(
    "Audit",
    "Keep the checkpoint where whoever holds the project cannot write: it shows later what was "
    "cut off.",
)


class AuditPage(Page):
    """What shows that nobody changed the project behind the log's back."""

    id: ClassVar[str] = "audit"
    title: ClassVar[Text] = T("Audit", "Audit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.saved = SavedBanner("audit-saved")
        self.log = EventLog(desk)
        self.checkpoints = Checkpoints(desk)
        self.checkpoints.written.connect(lambda file: self.saved.show_file(file, PIN))
        self.anchors = AnchorList(desk)
        self.anchors.written.connect(self.saved.show_file)
        self.anchors.event_asked.connect(self._show_event)
        self.verification = Verification(desk)
        self.drill = Drill(desk)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("audit-tabs")
        self.tabs.setDocumentMode(True)
        self.say(self.tabs.tabBar().setAccessibleName, T("Audit", "Parts of the audit"))
        self._tab(T("Audit", "Log"), self.log)
        self._tab(T("Audit", "Checkpoints"), self.checkpoints)
        self._tab(T("Audit", "Anchors"), self.anchors)
        self._tab(T("Audit", "Verify"), self.verification)
        self._tab(T("Audit", "Drill"), self.drill)
        for table in self.findChildren(DataTable):
            table.exported.connect(self.saved.show_file)
        card = Card(flush=True)
        card.body.addWidget(self.tabs)
        self.body.setSpacing(12)
        self.body.addWidget(self.saved)
        self.body.addWidget(card, 1)

    def _tab(self, title: Text, part: QWidget) -> None:
        place = self.tabs.addTab(part, "")
        self.say(lambda words: self.tabs.setTabText(place, words), title)

    def refresh(self) -> None:
        """Read the log anew; what was verified stays, as it says of which moment."""
        self.log.refresh()
        self.checkpoints.refresh()
        self.anchors.refresh()

    def open_item(self, what: str) -> None:
        """Show an anchor, by its id."""
        self.tabs.setCurrentWidget(self.anchors)
        self.anchors.choose(what)

    def _show_event(self, sequence: int) -> None:
        self.tabs.setCurrentWidget(self.log)
        self.log.show_event(sequence)
