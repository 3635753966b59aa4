"""Push buttons in the kinds that the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

Kind = Literal["plain", "primary", "danger", "quiet"]


def button(kind: Kind = "plain", clicked: Callable[[], object] | None = None) -> QPushButton:
    """A button; one `primary` at most in a page or dialog. Its text is said by whoever uses it."""
    made = QPushButton()
    if kind != "plain":
        made.setProperty("kind", kind)
    made.setIconSize(QSize(16, 16))
    made.setAutoDefault(False)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if clicked is not None:
        made.clicked.connect(lambda _=False: clicked())
    return made
