"""The events of the log, newest first, found by who, what or which records."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T
from desktop.i18n.words import AUDIT_ACTIONS
from desktop.models.table import TypedTableModel
from desktop.pages.audit_event import EventPanel
from desktop.pages.audit_rows import EVENT_COLUMNS
from desktop.pages.audit_verification import EDGE
from desktop.pages.paged import PagedRows
from desktop.widgets.table import DataTable
from registry.events import EventView, event_page


class EventLog(Speaks, QWidget):
    """Lists the last events, and shows the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = TypedTableModel(EVENT_COLUMNS, key=lambda row: row.sequence)
        self.events = DataTable(
            self.model,
            T("Audit", "Audit log"),
            T("Audit", "The last events of the log, newest first"),
            desk.theme,
        )
        self.model.setParent(self.events)
        self.events.setObjectName("audit-events")
        self.list = PagedRows(
            desk,
            self.events,
            T("Audit", "Search events"),
            event_page,
            named=AUDIT_ACTIONS,
        )
        self.list.field.setObjectName("audit-filter")
        self.panel = EventPanel(desk)
        self.events.chosen.connect(self._chosen)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.events)
        split.addWidget(self.panel)
        split.setSizes([660, 380])
        split.setChildrenCollapsible(False)
        above = QHBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, 0)
        above.setSpacing(12)
        above.addWidget(self.list)
        above.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(split, 1)

    def refresh(self) -> None:
        """Read the events anew."""
        self.list.refresh()

    def show_event(self, sequence: int) -> None:
        """Show an event, also one that is too old to be in the list."""
        self.list.clear()
        if not self.events.choose(sequence):
            self.panel.show_event(sequence)

    def _chosen(self, row: EventView | None) -> None:
        if row is not None:
            self.panel.show_event(row.sequence)
