"""What the window lays on the desk for its pages: the collaborators that each is given."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from desktop.actions import Actions
from desktop.background import Background
from desktop.errors import Errors
from desktop.jobs.centre import JobCentre
from desktop.session import Drafts
from desktop.settings import Settings
from desktop.theme.theme import Theme
from desktop.workspace import Workspace


class Navigator(QObject):
    """Leads from one page to another, to one thing there where it is named."""

    asked = Signal(str, str)

    def go(self, page: str, what: str = "") -> None:
        """Show a page; `what` is an id that the page knows, such as a version's or a job's."""
        self.asked.emit(page, what)


@dataclass(frozen=True)
class Desk:
    """The collaborators of a page. There is one desk for each open project."""

    background: Background
    workspace: Workspace
    jobs: JobCentre
    settings: Settings
    theme: Theme
    errors: Errors
    undo: QUndoStack
    drafts: Drafts
    actions: Actions
    navigator: Navigator
