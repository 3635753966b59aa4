"""One event of the log beside the list: its hashes, and each record that it changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import Speaks, T
from desktop.i18n.words import audit_action_name
from desktop.models.table import Column, TypedTableModel
from desktop.pages.audit_rows import UNREADABLE, table_name
from desktop.pages.audit_verification import EDGE
from desktop.pages.models_table import NONE
from desktop.widgets.buttons import button
from desktop.widgets.digest import DigestField
from desktop.widgets.facts import FactList
from desktop.widgets.labels import heading_label
from desktop.widgets.table import DataTable
from registry.event_details import EventDetail, TouchedView, event_detail

PAGES: Mapping[str, str] = {
    "model_version": "models",
    "dataset_snapshot": "data",
    "approval_request": "review",
    "external_anchor": "audit",
}
"""The pages that show a record by its id."""

MOST_LETTERS = 300
NO_RECORD = T("Audit", "It changed no record")
Row = tuple[int, TouchedView]
TOUCHED_COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "record",
        T("Audit", "Record"),
        lambda row: table_name(row[1].table),
        tip=lambda row: row[1].id,
        stretch=True,
    ),
    Column(
        "before",
        T("Audit", "Before"),
        lambda row: row[1].before[:8] or NONE,
        tip=lambda row: row[1].before,
    ),
    Column(
        "after",
        T("Audit", "After"),
        lambda row: row[1].after[:8] or NONE,
        tip=lambda row: row[1].after,
    ),
)


class EventPanel(Speaks, QWidget):
    """Shows the event that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._detail: EventDetail | None = None
        self.setObjectName("audit-event")
        self.title = heading_label()
        self.facts = FactList()
        self.facts.setObjectName("audit-event-facts")
        self.hashes = tuple(
            DigestField(what, desk.theme)
            for what in (
                T("Audit", "Event hash"),
                T("Audit", "Hash of the one before"),
                T("Audit", "Payload hash"),
            )
        )
        self.open_button = button("quiet", self._open)
        self.open_button.setObjectName("audit-event-open")
        self.say(self.open_button.setText, T("Audit", "Open the record"))
        self.model = TypedTableModel(TOUCHED_COLUMNS, key=lambda row: row[0])
        self.table = DataTable(
            self.model,
            T("Audit", "Records of the event"),
            T("Audit", "Each record that it changed, with its digest before and after"),
            desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("audit-event-records")
        self.table.chosen.connect(lambda _: self._update_button())
        self.table.activated_row.connect(lambda _: self._open())
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.open_button)
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, 0)
        above.setSpacing(8)
        above.addLayout(head)
        above.addWidget(self.facts)
        for field in self.hashes:
            above.addWidget(field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        self.hide()

    def show_event(self, sequence: int) -> None:
        """Read an event and show it."""
        self._desk.workspace.read(
            lambda session: event_detail(session, sequence), self._show, owner=self, key="read"
        )

    def retranslate(self) -> None:
        """Say what was done in the new language too."""
        super().retranslate()
        self._render()

    def _show(self, detail: EventDetail | None) -> None:
        self._detail = detail
        self._render()

    def _render(self) -> None:
        detail = self._detail
        self.setVisible(detail is not None)
        if detail is None:
            return
        self.title.setText(audit_action_name(detail.action))
        self.facts.show_facts(
            (
                (T("Audit", "Event"), f"{whole(detail.sequence)} ({detail.action})"),
                (T("Audit", "When"), moment(detail.at)),
                (T("Audit", "Who"), detail.actor),
                (T("Audit", "Details"), detail.details.strip("{}")[:MOST_LETTERS] or NONE),
            )
        )
        for field, digest in zip(
            self.hashes, (detail.event_hash, detail.previous_hash, detail.payload_hash), strict=True
        ):
            field.show_digest(digest)
        self.table.set_empty(UNREADABLE if not detail.readable else NO_RECORD)
        self.model.show(list(enumerate(detail.touched)))
        self._update_button()

    def _update_button(self) -> None:
        self.open_button.setEnabled(self._target() is not None)

    def _target(self) -> TouchedView | None:
        """The record that can be opened: the chosen one, or else the first that has a page."""
        chosen: Row | None = self.table.current()
        rows = [chosen] if chosen is not None else self.model.rows
        return next((one for _, one in rows if one.table in PAGES), None)

    def _open(self) -> None:
        target = self._target()
        if target is not None:
            self._desk.navigator.go(PAGES[target.table], target.id)
