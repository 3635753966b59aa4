"""What all pages have: a title, a place for their content, and when they read their data."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T, Text
from desktop.widgets.labels import muted_label, title_label

MARGIN_X, MARGIN_Y, GAP, NARROW_GAP = 24, 20, 16, 12


class Page(Speaks, QWidget):
    """A page of the main window.

    A subclass builds its widgets into `self.body` (below the title) and buttons into
    `self.buttons` (right of it). It reads in `refresh`, which is called when the page comes into
    view, and while it is in view whenever the registry has changed or somebody else acts.
    """

    id: ClassVar[str] = ""
    title: ClassVar[Text] = T("Page", "Page")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self.setObjectName(f"page-{self.id}")
        self.say(self.setAccessibleName, self.title)

        self.heading = title_label()
        self.say(self.heading.setText, self.title)
        self.subtitle = muted_label()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.subtitle)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(NARROW_GAP)
        top.addLayout(words, 1)
        top.addLayout(self.buttons)
        top.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)

        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_X, MARGIN_Y, MARGIN_X, MARGIN_Y)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addLayout(self.body, 1)

        desk.workspace.changed.connect(self.look)
        desk.workspace.actor_changed.connect(self.look)

    def refresh(self) -> None:
        """Read what the page shows, through `desk.workspace.read` or `desk.background.run`."""

    def open_item(self, what: str) -> None:
        """Show one thing, by its id; the page is in view when this is called."""

    def look(self) -> None:
        """Refresh now where the page is in view, else when it next comes into view."""
        if self.isVisible():
            self._stale = False
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what changed while the page was out of view."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()
