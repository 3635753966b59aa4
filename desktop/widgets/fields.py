"""Fields whose look the style sheet alone cannot give."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

INDENT = 8


def whole_field(lowest: int, highest: int, value: int) -> QSpinBox:
    """A field for a whole number between two bounds."""
    made = QSpinBox()
    made.setRange(lowest, highest)
    made.setValue(value)
    made.setGroupSeparatorShown(True)
    _indent(made)
    return made


def decimal_field(lowest: float, highest: float, value: float, decimals: int) -> QDoubleSpinBox:
    """A field for a number between two bounds, with so many decimals."""
    made = QDoubleSpinBox()
    made.setDecimals(decimals)
    made.setRange(lowest, highest)
    made.setValue(value)
    made.setSingleStep(10**-decimals)
    _indent(made)
    return made


def _indent(made: QAbstractSpinBox) -> None:
    # Qt's style sheets ignore the left padding of spin boxes.
    made.lineEdit().setTextMargins(INDENT, 0, 0, 0)
