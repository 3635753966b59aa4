"""The events of the log, newest first, found by who, what or which records."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import whole
from desktop.i18n.text import N, Speaks, T
from desktop.models.table import TypedTableModel
from desktop.pages.audit_event import EventPanel
from desktop.pages.audit_rows import EVENT_COLUMNS
from desktop.pages.audit_verification import EDGE
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable, FilterField
from registry.events import EventView, last_events, log_size

EVENTS = 500
Read = tuple[tuple[EventView, ...], int]


class EventLog(Speaks, QWidget):
    """Lists the last events, and shows the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._size = 0
        self.model = TypedTableModel(EVENT_COLUMNS, key=lambda row: row.sequence)
        self.events = DataTable(
            self.model,
            T("Audit", "Audit log"),
            T("Audit", "The last events of the log, newest first"),
            desk.theme,
        )
        self.model.setParent(self.events)
        self.events.setObjectName("audit-events")
        self.filter = FilterField(self.model, T("Audit", "Filter events"))
        self.filter.setObjectName("audit-filter")
        self.count = muted_label()
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
        above.addWidget(self.filter)
        above.addWidget(self.count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(split, 1)

    def refresh(self) -> None:
        """Read the events anew."""
        self._desk.workspace.read(_read, self._show, owner=self, key="read")

    def show_event(self, sequence: int) -> None:
        """Show an event, also one that is too old to be in the list."""
        self.filter.clear()
        if not self.events.choose(sequence):
            self.panel.show_event(sequence)

    def retranslate(self) -> None:
        """Say how many events there are in the new language too."""
        super().retranslate()
        self._say_count()

    def _show(self, found: Read) -> None:
        events, self._size = found
        self.model.show(events)
        self._say_count()

    def _chosen(self, row: EventView | None) -> None:
        if row is not None:
            self.panel.show_event(row.sequence)

    def _say_count(self) -> None:
        shown = self.model.total
        if shown < self._size:
            words = T("Audit", "The last {shown} of {all} events")
            self.count.setText(words(shown=whole(shown), all=whole(self._size)))
        else:
            self.count.setText(N("Audit", "{n} events")(n=shown))


def _read(session: Session) -> Read:
    """The last events with the newest first, and how many events there are."""
    return last_events(session, EVENTS)[::-1], log_size(session)
