"""A list of facts: what each is at the left, its value at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop.i18n.text import Speaks, T, Text
from desktop.widgets.labels import data_label, muted_label

COPY = T("Facts", "Copy all of this")


class FactList(Speaks, QWidget):
    """Labels and values in two columns; values can be selected, and all of it copied."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: list[tuple[Text, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(16)
        self._layout.setVerticalSpacing(6)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._copy = QAction(self)
        self._copy.triggered.connect(self.copy)
        self.addAction(self._copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.say(self._copy.setText, COPY)

    def show_facts(self, facts: Sequence[tuple[Text, str]]) -> None:
        """Show these; labels are made anew only where their number changes."""
        self._facts = list(facts)
        while len(self._labels) > len(facts):
            self._layout.removeRow(len(self._labels) - 1)
            self._labels.pop()
        while len(self._labels) < len(facts):
            made = (muted_label(), data_label())
            made[1].setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            self._layout.addRow(*made)
            self._labels.append(made)
        self._say_all()

    def as_text(self) -> str:
        """All facts, one a line, as they are copied."""
        return "".join(f"{title()}\t{value}\n" for title, value in self._facts)

    def copy(self) -> None:
        """Put all facts on the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def retranslate(self) -> None:
        """Say the labels in the new language."""
        super().retranslate()
        self._say_all()

    def _say_all(self) -> None:
        for (title, value), (label, data) in zip(self._facts, self._labels, strict=True):
            label.setText(title())
            data.setText(value)
            data.setAccessibleName(f"{title()}: {value}")
