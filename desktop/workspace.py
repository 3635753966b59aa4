"""The open project as pages see it: who acts; reading and acting off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from sqlmodel import Session

from desktop.background import Background
from registry.act_views import ActView
from registry.enrolment import add_principal
from registry.errors import AssayError
from registry.principals import list_principals
from registry.project import Project

R = TypeVar("R")


@dataclass(frozen=True)
class Person:
    """A principal who may act in the project."""

    id: str
    name: str
    administrator: bool


def read_people(project: Project) -> tuple[Person, ...]:
    """The active principals, the first administrator first."""
    with project.registry.read() as session:
        return tuple(
            Person(row.id, row.name, row.administrator)
            for row in list_principals(session)
            if row.active
        )


class Workspace(QObject):
    """A project that it owns: closing the workspace closes the project."""

    changed = Signal()
    actor_changed = Signal(str)
    people_changed = Signal()

    def __init__(
        self, project: Project, people: tuple[Person, ...], actor: str, background: Background
    ) -> None:
        super().__init__()
        self.project = project
        self.people = people
        self._background = background
        self._actor = actor
        self.changed.connect(self._read_people)

    @property
    def path(self) -> Path:
        """The project's folder."""
        return self.project.path

    @property
    def actor(self) -> str:
        """The principal who acts in this window, by their own word until a key signs."""
        return self._actor

    def act_as(self, name: str) -> None:
        """Let another principal act from now on."""
        if name != self._actor:
            self._actor = name
            self.actor_changed.emit(name)

    def read(
        self,
        query: Callable[[Session], R],
        done: Callable[[R], None],
        *,
        owner: QObject,
        key: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the registry; the session is closed before `done` is called."""

        def work() -> R:
            with self.project.registry.read() as session:
                return query(session)

        self._background.run(work, done, owner=owner, key=key, failed=failed)

    def act(
        self,
        work: Callable[[Project, str], R],
        done: Callable[[R], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do a governance verb as the principal who acts now."""
        actor = self._actor

        def finish(value: R) -> None:
            self.changed.emit()
            done(value)

        self._background.run(
            lambda: work(self.project, actor), finish, owner=owner, failed=failed, writes=True
        )

    def add_person(self, name: str, done: Callable[[ActView], None], *, owner: QObject) -> None:
        """Add a principal, as an administrator's act; it may wait for a second person."""

        def work(project: Project, actor: str) -> ActView:
            return add_principal(project.registry, actor, name)

        self.act(work, done, owner=owner)

    def close(self) -> None:
        """Close the project; jobs go on."""
        self.project.close()

    def _read_people(self) -> None:
        self._background.run(
            lambda: read_people(self.project), self._take_people, owner=self, key="people"
        )

    def _take_people(self, people: tuple[Person, ...]) -> None:
        if people != self.people:
            self.people = people
            self.people_changed.emit()
            if people and self._actor not in (person.name for person in people):
                self.act_as(first_actor(self.project, people, ""))


def first_actor(project: Project, people: tuple[Person, ...], remembered: str) -> str:
    """Who acts when a project is opened: the one of last time, or whom the project names.

    Raises AssayError `principal.missing` where the project has nobody who can act.
    """
    names = [person.name for person in people]
    said = project.settings.principal
    usual = next((one.name for one in people if said in (one.id, one.name)), "")
    for name in (remembered, usual):
        if name in names:
            return name
    if not names:
        raise AssayError(
            "principal.missing",
            f"The project {project.path} has no active principal.",
            "An administrator has to add one.",
        )
    return names[0]
