"""Opening a project: what is read of it beforehand, and what belongs to it while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoStack

from desktop.actions import Actions
from desktop.background import Background
from desktop.desk import Desk, Navigator
from desktop.errors import Errors
from desktop.jobs.centre import JobCentre
from desktop.session import Drafts, ProjectState, Session
from desktop.settings import Settings
from desktop.theme.theme import Theme
from desktop.workspace import Person, Workspace, first_actor, read_people
from registry.project import Project


@dataclass(frozen=True)
class Opened:
    """A project that was opened in the background, and its people."""

    project: Project
    people: tuple[Person, ...]


def open_folder(path: Path) -> Opened:
    """Open a project folder; not in the window's thread. Raises AssayError as Project.open."""
    return with_people(Project.open(path))


def with_people(project: Project) -> Opened:
    """An open project with its people; it is closed where these cannot be read."""
    try:
        people = read_people(project)
        first_actor(project, people, "")
        return Opened(project, people)
    except BaseException:
        project.close()
        raise


class OpenProject:
    """What lives as long as a project is open in the window."""

    def __init__(self, opened: Opened, remembered: str, errors: Errors) -> None:
        self._errors = errors
        self._closed = False
        self.background = Background(errors.show)
        actor = first_actor(opened.project, opened.people, remembered)
        self.workspace = Workspace(opened.project, opened.people, actor, self.background)
        self.jobs = JobCentre(self.workspace, self.background, errors.show)

    def desk(
        self,
        *,
        settings: Settings,
        theme: Theme,
        undo: QUndoStack,
        actions: Actions,
        session: Session,
        left: ProjectState,
    ) -> Desk:
        """The collaborators of its pages."""
        return Desk(
            background=self.background,
            workspace=self.workspace,
            jobs=self.jobs,
            settings=settings,
            theme=theme,
            errors=self._errors,
            undo=undo,
            drafts=Drafts(session, self.workspace.path, left.drafts),
            actions=actions,
            navigator=Navigator(),
        )

    def close(self) -> None:
        """Wait for what is being read or decided, then close the project; once is enough."""
        if self._closed:
            return
        self._closed = True
        self.jobs.close()
        self.background.close()
        self.workspace.close()
        # What was connected to their signals holds them, and would for as long as the window lives.
        for part in (self.jobs, self.workspace, self.background):
            part.deleteLater()
