"""Shows the checks of an ONNX file: what each was, whether it passed, and what was seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.numbers import moment
from desktop.i18n.text import Speaks, T, Text
from desktop.i18n.words import check_name
from desktop.models.table import Column, TypedTableModel
from desktop.theme.theme import Theme
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Card
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.table import DataTable
from engine.contract.results import Check, VerifyResult


def _outcome(check: Check) -> Text:
    if not check.passed:
        return T("Verify", "Failed")
    return T("Verify", "Changed since") if check.overtaken else T("Verify", "Passed")


COLUMNS: tuple[Column[Check], ...] = (
    Column("name", T("Verify", "Check"), lambda check: check_name(check.name)),
    Column(
        "passed",
        T("Verify", "Outcome"),
        lambda check: _outcome(check)(),
        tone=lambda check: ("warn" if check.overtaken else "good") if check.passed else "bad",
    ),
    Column(
        "detail",
        T("Verify", "What was seen"),
        lambda check: check.detail,
        tip=lambda check: check.detail,
        stretch=True,
    ),
)


class VerifyDialog(Speaks, QDialog):
    """The outcome of a verification; it does not block the window."""

    def __init__(self, result: VerifyResult, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("verify-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._result = result
        self.say(
            self.setWindowTitle, T("Verify", "Verification of {name}"), name=Path(result.file).name
        )
        self.banner = Banner()
        self.banner.setObjectName("verify-outcome")
        file = ElidedLabel(result.file)
        self.model = TypedTableModel(COLUMNS, key=lambda check: check.name)
        self.table = DataTable(
            self.model,
            T("Verify", "Checks"),
            T("Verify", "Each check of the file and how it went"),
            theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("verify-checks")
        card = Card(T("Verify", "Checks"), flush=True)
        card.body.addWidget(self.table)
        self.shut = button("primary", self.accept)
        self.shut.setDefault(True)
        self.say(self.shut.setText, T("Verify", "Close"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(file)
        layout.addWidget(self.banner)
        layout.addWidget(card, 1)
        layout.addLayout(row)
        self.resize(760, 460)
        self.model.show(result.checks)
        self._say_outcome()

    def retranslate(self) -> None:
        """Say the outcome in the new language."""
        super().retranslate()
        self._say_outcome()

    def _say_outcome(self) -> None:
        until = self._result.emergency_until
        if not self._result.intact:
            text = T("Verify", "The file did not pass: do not use it before you know why.")()
            self.banner.show_text(text, "bad")
        elif not self._result.passed:
            text = T("Verify", "The file is whole, but its version may not be used now.")()
            self.banner.show_text(text, "bad")
        elif until is not None:
            words = T(
                "Verify", "The file is whole, and its version is in EMERGENCY USE until {end}."
            )
            self.banner.show_text(words(end=moment(until)), "warn")
        else:
            text = T("Verify", "The file passed every check, and its version is approved here.")()
            self.banner.show_text(text, "good")
