"""The facts of a snapshot: where it came from, how it was read, and what its import said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.i18n.numbers import file_size, moment, whole
from desktop.i18n.text import T, Text
from desktop.pages.data_read import Dataset
from desktop.theme.theme import Theme
from desktop.widgets.cards import Card
from desktop.widgets.labels import ElidedLabel, data_label, heading_label, muted_label
from desktop.widgets.tips import plain_tip
from engine.contract.data import Reading

DELIMITERS: dict[str, Text] = {
    ",": T("Data", "comma"),
    ";": T("Data", "semicolon"),
    "\t": T("Data", "tab"),
    "|": T("Data", "bar"),
}
SHORT = 12


def reading_text(reading: Reading, *, is_text: bool) -> str:
    """How a source was read, in a few words."""
    parts = []
    if is_text:
        parts.append(reading.encoding)
        if reading.delimiter is None:
            parts.append(T("Data", "delimiter found by itself")())
        else:
            named = DELIMITERS.get(reading.delimiter)
            mark = named() if named else reading.delimiter
            parts.append(T("Data", "delimiter: {mark}")(mark=mark))
    if reading.missing_marks:
        marks = ", ".join(reading.missing_marks)
        parts.append(T("Data", "also missing: {marks}")(marks=marks))
    return "; ".join(parts)


class DataFacts(Card):
    """Facts of one snapshot, each on a line; copying takes them whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(T("Data", "Snapshot"))
        self._theme = theme
        self._dataset: Dataset | None = None
        self._notes: Sequence[str] = ()
        self.copy_button = QToolButton()
        self.copy_button.setObjectName("data-copy-facts")
        self.copy_button.setIconSize(QSize(16, 16))
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy_button.clicked.connect(self.copy)
        self.say(self.copy_button.setToolTip, T("Data", "Copy all of this"))
        self.say(self.copy_button.setAccessibleName, T("Data", "Copy all of this"))
        self.header.addWidget(self.copy_button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(6)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column.addLayout(self._form)
        self._rows: list[tuple[QLabel, ElidedLabel]] = []
        self._notes_heading = heading_label()
        self.say(self._notes_heading.setText, T("Data", "Notes of the import"))
        self._notes_heading.hide()
        column.addSpacing(4)
        column.addWidget(self._notes_heading)
        self.notes = data_label()
        self.notes.setObjectName("data-notes")
        self.notes.hide()
        column.addWidget(self.notes)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(content)
        self.say(area.setAccessibleName, T("Data", "Facts of the snapshot"))
        self.body.addWidget(area)
        theme.changed.connect(self._dress)
        self._dress()

    def show_dataset(self, dataset: Dataset) -> None:
        """Show a snapshot's facts; its notes come later."""
        if self._dataset is None or dataset.id != self._dataset.id:
            self.show_notes(())
        self._dataset = dataset
        self._show()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show what the import said that a person should know."""
        self._notes = notes
        self.notes.setText("\n\n".join(notes))
        self.notes.setVisible(bool(notes))
        self._notes_heading.setVisible(bool(notes))

    def as_text(self) -> str:
        """All facts with their whole values, one a line, as they are copied."""
        if self._dataset is None:
            return ""
        lines = [f"{title()}\t{value}" for title, value, _ in _facts(self._dataset)]
        return "\n".join([*lines, *self._notes, ""])

    def copy(self) -> None:
        """Put all facts on the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def retranslate(self) -> None:
        """Say the facts in the new language."""
        super().retranslate()
        self._show()

    def _show(self) -> None:
        facts = _facts(self._dataset) if self._dataset is not None else []
        while len(self._rows) < len(facts):
            made = (muted_label(), ElidedLabel())
            self._form.addRow(*made)
            self._rows.append(made)
        while len(self._rows) > len(facts):
            self._form.removeRow(len(self._rows) - 1)
            self._rows.pop()
        for (title, value, shown), (name, label) in zip(facts, self._rows, strict=True):
            name.setText(title())
            label.show_text(shown or value)
            label.setAccessibleName(f"{title()}: {value}")
            if shown:
                label.setToolTip(plain_tip(value))

    def _dress(self) -> None:
        self.copy_button.setIcon(self._theme.icon("copy"))


def _facts(dataset: Dataset) -> list[tuple[Text, str, str]]:
    """What each fact is, its value, and a short form of it where it has one."""
    facts = [
        (T("Data", "Rows"), whole(dataset.rows), ""),
        (T("Data", "Columns"), whole(len(dataset.columns)), ""),
        (T("Data", "Source"), dataset.source, ""),
        (T("Data", "Imported"), moment(dataset.created_at), ""),
        (T("Data", "By"), dataset.created_by, ""),
        (T("Data", "Size"), file_size(dataset.bytes), ""),
        (T("Data", "Fingerprint"), dataset.fingerprint, f"{dataset.fingerprint[:SHORT]}…"),
        (T("Data", "Id"), dataset.id, ""),
    ]
    reading = reading_text(dataset.reading, is_text=dataset.is_text)
    if reading:
        facts.append((T("Data", "Read as"), reading, ""))
    return facts
