"""Asks how a text file is to be read where it does not say so itself."""

from __future__ import annotations

import codecs

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.text import Speaks, T, Text
from desktop.pages.data_facts import DELIMITERS
from desktop.widgets.buttons import button
from desktop.widgets.labels import error_label, muted_label
from engine.contract.data import Reading

ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "shift_jis", "gb18030")
FOUND = T("Data", "found by itself")


class ReadingDialog(Speaks, QDialog):
    """Encoding, delimiter and marks for missing; `chosen` gives them."""

    chosen = Signal(object)

    def __init__(self, name: str, reading: Reading, *, is_text: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(440)
        self.say(self.setWindowTitle, T("Data", "Reading options for {name}"), name=name)
        self.encoding = QComboBox()
        self.encoding.setObjectName("reading-encoding")
        self.encoding.setEditable(True)
        self.encoding.addItems(list(ENCODINGS))
        self.encoding.setCurrentText(reading.encoding)
        self.encoding.setEnabled(is_text)
        self.delimiter = QComboBox()
        self.delimiter.setObjectName("reading-delimiter")
        self.delimiter.addItem("", None)
        for mark in DELIMITERS:
            self.delimiter.addItem("", mark)
        if reading.delimiter is not None and reading.delimiter not in DELIMITERS:
            self.delimiter.addItem(reading.delimiter, reading.delimiter)
        self.delimiter.setCurrentIndex(max(self.delimiter.findData(reading.delimiter), 0))
        self.delimiter.setEnabled(is_text)
        self.marks = QLineEdit(", ".join(reading.missing_marks))
        self.marks.setObjectName("reading-marks")
        self.say(self.marks.setPlaceholderText, T("Data", "such as -, 9999"))
        self.wrong = error_label()
        self.wrong.hide()
        help_text = muted_label()
        help_text.setWordWrap(True)
        self.say(
            help_text.setText,
            T(
                "Data",
                "The file is read again and becomes a new snapshot; kinds and roles are kept. "
                "Empty cells, ?, NA, N/A, NaN and NULL of text files are missing in any case.",
            ),
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for title, field in (
            (T("Data", "Encoding"), self.encoding),
            (T("Data", "Delimiter"), self.delimiter),
            (T("Data", "More marks for missing"), self.marks),
        ):
            self._add(form, title, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(help_text)
        layout.addLayout(form)
        layout.addWidget(self.wrong)
        layout.addStretch(1)
        layout.addLayout(self._make_buttons())
        self.encoding.currentTextChanged.connect(self._check)
        self._name_delimiters()

    def _make_buttons(self) -> QHBoxLayout:
        cancel = button("plain", self.reject)
        self.say(cancel.setText, T("Data", "Cancel"))
        self.read = button("primary", self._choose)
        self.read.setObjectName("reading-read")
        self.read.setDefault(True)
        self.say(self.read.setText, T("Data", "Read again"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.read)
        return row

    def reading(self) -> Reading:
        """What the fields say."""
        marks = tuple(mark.strip() for mark in self.marks.text().split(",") if mark.strip())
        return Reading(
            encoding=self.encoding.currentText().strip(),
            delimiter=self.delimiter.currentData(),
            missing_marks=marks,
        )

    def retranslate(self) -> None:
        """Name the delimiters in the new language."""
        super().retranslate()
        self._name_delimiters()

    def _name_delimiters(self) -> None:
        self.delimiter.setItemText(0, FOUND())
        for place, text in enumerate(DELIMITERS.values(), start=1):
            self.delimiter.setItemText(place, text())

    def _add(self, form: QFormLayout, title: Text, field: QWidget) -> None:
        label = muted_label()
        label.setBuddy(field)
        self.say(label.setText, title)
        self.say(field.setAccessibleName, title)
        form.addRow(label, field)

    def _check(self, name: str) -> None:
        wrong = ""
        try:
            codecs.lookup(name.strip())
        except (LookupError, ValueError):
            wrong = T("Data", "There is no text encoding “{name}”.")(name=name)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.read.setEnabled(not wrong)

    def _choose(self) -> None:
        self.chosen.emit(self.reading())
        self.accept()
