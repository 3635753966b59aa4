"""The Data page: the project's snapshots, their columns, importing, and verifying files."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment
from desktop.i18n.text import N, T, Text
from desktop.models.table import Column, TypedTableModel
from desktop.pages.base import Page
from desktop.pages.data_columns import ColumnRow, rows_of, table_columns
from desktop.pages.data_edits import StagedEdits
from desktop.pages.data_facts import DataFacts
from desktop.pages.data_read import Dataset, import_notes, read_datasets
from desktop.pages.data_work import DataWork
from desktop.pages.paged import PagedRows
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Card, EmptyState
from desktop.widgets.file_dialogs import Chosen, ask_for_file
from desktop.widgets.table import DataTable, FilterField
from engine.contract.data import Kind, Role

CHOSEN, FOLDER = "data-chosen", "data-folder"
SNAPSHOTS: tuple[Column[Dataset], ...] = (
    Column("name", T("Data", "Name"), lambda data: data.name, width=90),
    Column(
        "imported",
        T("Data", "Imported"),
        lambda data: moment(data.created_at),
        sort=lambda data: data.created_at,
        stretch=True,
    ),
)


class DataPage(Page):
    """Shows one snapshot at a time. Changes of its columns wait until they are applied at once."""

    id: ClassVar[str] = "data"
    title: ClassVar[Text] = T("Data", "Data")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.edits = StagedEdits(desk.drafts, desk.undo, self)
        self._wanted = desk.drafts.get(CHOSEN)
        self._shown: Dataset | None = None
        self._applying = ""
        self._make_buttons()
        self._make_tables()
        self._make_banner()
        self._lay_out()
        desk.actions.handle("data.open", self._ask_for_data)
        desk.actions.handle("file.verify", self._ask_for_model)
        self.edits.changed.connect(self._edited)

    # -- building ---------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.reading_button = button("plain", self._ask_reading)
        self.reading_button.setObjectName("data-reading")
        self.say(self.reading_button.setText, T("Data", "Reading options…"))
        self.open_button = button("plain", self.desk.actions["data.open"].trigger)
        self.open_button.setObjectName("data-open")
        self.say(self.open_button.setText, T("Data", "Open data…"))
        self.train_button = button("primary", self._train)
        self.train_button.setObjectName("data-train")
        self.say(self.train_button.setText, T("Data", "Train on this data"))
        for made in (self.reading_button, self.open_button, self.train_button):
            self.buttons.addWidget(made)

    def _make_tables(self) -> None:
        self.snapshots_model = TypedTableModel(SNAPSHOTS, key=lambda data: data.id)
        self.snapshots = DataTable(
            self.snapshots_model,
            T("Data", "Snapshots"),
            T("Data", "The project's data, newest first"),
            self.desk.theme,
        )
        self.snapshots_model.setParent(self.snapshots)
        self.snapshots.setObjectName("data-snapshots")
        self.snapshots.chosen.connect(self._choose)
        self.list = PagedRows(
            self.desk, self.snapshots, T("Data", "Search snapshots"), read_datasets
        )
        self.list.arrived.connect(lambda _: self._show())
        self.model = TypedTableModel(
            table_columns(self._set_kind, self._set_role), key=lambda row: row.column.name
        )
        self.table = DataTable(
            self.model,
            T("Data", "Columns"),
            T("Data", "The columns of the snapshot; kind and role can be changed with Enter or F2"),
            self.desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("data-columns")

    def _make_banner(self) -> None:
        self.staged = Banner("warn")
        self.staged.setObjectName("data-staged")
        self.apply_button = button("plain", self._apply)
        self.apply_button.setObjectName("data-apply")
        self.say(self.apply_button.setText, T("Data", "Apply"))
        self.say(
            self.apply_button.setToolTip,
            T("Data", "Read the file again with these changes, as a new snapshot"),
        )
        self.discard_button = button("plain", self._discard)
        self.discard_button.setObjectName("data-discard")
        self.say(self.discard_button.setText, T("Data", "Discard"))
        self.staged.buttons.addWidget(self.discard_button)
        self.staged.buttons.addWidget(self.apply_button)

    def _lay_out(self) -> None:
        self.facts = DataFacts(self.desk.theme)
        listed = Card(T("Data", "Snapshots"), flush=True)
        self.list.field.setObjectName("data-search")
        self.list.setContentsMargins(16, 0, 12, 8)
        listed.body.addWidget(self.list)
        listed.body.addWidget(self.snapshots)
        self.snapshots.setMinimumHeight(80)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setChildrenCollapsible(False)
        left.addWidget(listed)
        left.addWidget(self.facts)
        left.setStretchFactor(0, 1)
        left.setStretchFactor(1, 3)
        left.setMinimumWidth(240)
        columns = Card(T("Data", "Columns"), flush=True)
        self.filter = FilterField(self.model.filter, T("Data", "Filter columns"))
        self.filter.setObjectName("data-filter")
        columns.header.addWidget(self.filter)
        columns.body.addWidget(self.table)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.staged)
        column.addWidget(columns, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([262, 770])
        first = button("primary", self.desk.actions["data.open"].trigger)
        first.setObjectName("data-open-first")
        self.say(first.setText, T("Data", "Open data…"))
        empty = EmptyState(
            "data",
            T("Data", "No data yet"),
            T("Data", "Open a CSV or Parquet file, or drop one anywhere in the window."),
            first,
        )
        self.stack = QStackedWidget()
        for made in (QWidget(), empty, self.split):
            self.stack.addWidget(made)
        self.work = DataWork(self.desk)
        self.work.imported.connect(self._imported)
        self.body.addWidget(self.work)
        self.body.addWidget(self.stack, 1)
        self._update_buttons()

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list of snapshots."""
        self.list.refresh(self._wanted)

    def open_item(self, what: str) -> None:
        """Show a snapshot, by its id."""
        self._wanted = what
        self.list.clear()
        if not self._choose_wanted():
            self.list.refresh(what)

    def _show(self) -> None:
        self._show_count()
        rows = self.snapshots_model.rows
        self.stack.setCurrentIndex(2 if rows or self.list.narrowed else 1)
        if not self._choose_wanted() and rows and self.snapshots.current() is None:
            self.snapshots.choose(rows[0].id)
        self._update_buttons()

    def _show_count(self) -> None:
        if not self.list.narrowed:
            count = self.list.total
            self.subtitle.setText(N("Data", "{n} snapshots")(n=count) if count else "")

    def _choose_wanted(self) -> bool:
        if self.snapshots_model.row_of(self._wanted) is None:
            return False
        wanted, self._wanted = self._wanted, ""
        return self.snapshots.choose(wanted)

    def _choose(self, dataset: Dataset | None) -> None:
        self._shown = dataset
        self._update_buttons()
        if dataset is None:
            return
        self.desk.drafts.put(CHOSEN, dataset.id)
        self.facts.show_dataset(dataset)
        path, wanted = self.desk.workspace.path, dataset.id
        self.desk.background.run(
            lambda: import_notes(path, wanted), self.facts.show_notes, owner=self, key="notes"
        )
        self._show_columns(dataset)

    def _show_columns(self, dataset: Dataset) -> None:
        self.model.show(rows_of(dataset, self.edits.of(dataset.id)))
        self._show_staged()

    def _show_staged(self) -> None:
        edits = self.edits.of(self._shown.id) if self._shown is not None else {}
        count = sum((one.kind is not None) + (one.role is not None) for one in edits.values())
        self.staged.show_text(N("Data", "{n} changes not applied")(n=count) if count else "")

    def _update_buttons(self) -> None:
        shown = self._shown
        self.train_button.setVisible(bool(self.snapshots_model.rows))
        self.train_button.setEnabled(shown is not None)
        self.reading_button.setVisible(shown is not None and shown.is_text)
        idle = not self._applying
        self.apply_button.setEnabled(idle)
        self.discard_button.setEnabled(idle)

    def retranslate(self) -> None:
        """Say counts and changes in the new language."""
        super().retranslate()
        self._show_count()
        self._show_staged()

    # -- editing ----------------------------------------------------------------------------

    def _set_kind(self, row: ColumnRow, kind: Kind) -> None:
        if self._shown is not None:
            self.edits.set_kind(self._shown.id, row.column, kind)

    def _set_role(self, row: ColumnRow, role: Role) -> None:
        if self._shown is not None:
            self.edits.set_role(self._shown.id, row.column, role)

    def _edited(self, dataset: str) -> None:
        if self._shown is not None and self._shown.id == dataset:
            self._show_columns(self._shown)

    def _discard(self) -> None:
        if self._shown is not None:
            self.edits.discard(self._shown.id)

    def _apply(self) -> None:
        dataset = self._shown
        if dataset is None or self._applying:
            return
        self._applying = dataset.id
        self._update_buttons()

        def ended(made: str) -> None:
            self._applying = ""
            self._update_buttons()
            if made:
                self.edits.applied(dataset.id)

        self.work.apply(dataset, self.edits.of(dataset.id), ended)

    # -- importing, verifying ---------------------------------------------------------------

    def import_file(self, path: Path) -> None:
        """Import a CSV or Parquet file, and show the snapshot that comes of it."""
        self.desk.drafts.put(FOLDER, str(path.parent))
        self.work.import_file(path)

    def verify_file(self, path: Path) -> None:
        """Check an ONNX file and show what came of each check."""
        self.work.verify_file(path)

    def _imported(self, dataset: str) -> None:
        self._wanted = dataset
        self.refresh()

    def _ask_reading(self) -> None:
        if self._shown is not None:
            self.work.read_again(self._shown)

    def _ask_for_data(self) -> None:
        kinds = T("Data", "Data (*.csv *.tsv *.txt *.parquet *.pq);;All files (*)")
        self._ask_for_file(T("Data", "Open data"), kinds, self.import_file)

    def _ask_for_model(self) -> None:
        kinds = T("Data", "ONNX models (*.onnx);;All files (*)")
        self._ask_for_file(T("Data", "Verify an ONNX file"), kinds, self.verify_file)

    def _ask_for_file(self, title: Text, kinds: Text, chosen: Chosen) -> None:
        if not self.isVisible():
            self.desk.navigator.go(self.id)
        folder = self.desk.drafts.get(FOLDER)
        dialog = ask_for_file(self, title(), kinds(), chosen, folder=folder)
        dialog.setObjectName("data-file-dialog")

    def _train(self) -> None:
        if self._shown is not None:
            self.desk.navigator.go("train", self._shown.id)
