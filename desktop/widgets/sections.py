"""Long pages: parts below each other that scroll together, each table as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.table import HEADER_PX, ROW_PX, DataTable

GAP, EDGE = 12, 4
MOST_ROWS = 12
FITTED = "fitted"


def scrolled(*parts: QWidget) -> QScrollArea:
    """Parts below each other, which scroll where there is no room."""
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(0, 0, EDGE, EDGE)
    layout.setSpacing(GAP)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def show_whole(table: DataTable, rows: Sequence[Any]) -> None:
    """Show rows in a table as high as they need; beyond MOST_ROWS it scrolls itself."""
    table.model_of_rows().show(rows)
    if not table.property(FITTED):
        table.setProperty(FITTED, True)
        table.horizontalScrollBar().rangeChanged.connect(lambda *_: _fit(table))
    _fit(table)


def _fit(table: DataTable) -> None:
    """Give room for the rows, and for the bar where the columns have to be moved."""
    shown = min(max(table.model_of_rows().rowCount(), 1), MOST_ROWS)
    bar = table.horizontalScrollBar()
    moved = bar.sizeHint().height() if bar.maximum() > 0 else 0
    table.setFixedHeight(HEADER_PX + ROW_PX * shown + EDGE + moved)
