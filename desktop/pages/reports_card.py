"""The preview of a version's model card, read when it is looked at."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from sqlmodel import Session

from desktop.desk import Desk
from desktop.pages.reports_preview import Preview
from registry.reports.parts import Card
from registry.resolve import resolve_version


class CardPreview(Preview):
    """Shows the model card as it would be saved now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.background)
        self._desk = desk
        self._version = ""
        self._stale = False
        self.setObjectName("reports-card")

    def show_version(self, version_id: str) -> None:
        """Read the card of a version anew, now or when it comes into view; '' shows nothing."""
        self._version, self._stale = version_id, True
        if not version_id:
            self.show_card(None)
        elif self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what changed while it was out of view."""
        super().showEvent(event)
        if self._stale and self._version:
            self._read()

    def _read(self) -> None:
        self._stale = False
        version, workspace = self._version, self._desk.workspace
        artifacts, actor = workspace.project.artifacts, workspace.actor

        def query(session: Session) -> Card:
            # The templates are loaded by whoever looks at a card, not by every window.
            from registry.reports.card import build_card

            return build_card(session, artifacts, resolve_version(session, version), actor)

        workspace.read(query, self.show_card, owner=self, key="card")
