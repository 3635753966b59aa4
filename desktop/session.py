"""What the desktop remembers between two starts: projects, the window, what was typed."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from desktop.storage import Stored

RECENT = 8
DRAFT_CHARACTERS = 20_000


class ProjectState(BaseModel):
    """How one project was left."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    page: str = "data"
    actor: str = ""
    drafts: dict[str, str] = Field(default_factory=dict)


class SessionState(BaseModel):
    """How everything was left. `geometry` and `splitters` are Qt's own, in base64."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    recent: tuple[str, ...] = ()
    last: str = ""
    geometry: str = ""
    splitters: dict[str, str] = Field(default_factory=dict)
    projects: dict[str, ProjectState] = Field(default_factory=dict)


class Session:
    """Reads and changes what is remembered; written soon, so that a crash loses little."""

    def __init__(self, folder: Path) -> None:
        self._stored = Stored(folder / "session.json", SessionState)

    @property
    def state(self) -> SessionState:
        """All that is remembered."""
        return self._stored.value

    def opened(self, project: Path) -> ProjectState:
        """Note that a project was opened: it becomes the most recent one; how it was left."""
        path = str(project)
        recent = (path, *(other for other in self.state.recent if other != path))[:RECENT]
        known = {key: state for key, state in self.state.projects.items() if key in recent}
        self._stored.change(recent=recent, last=path, projects=known)
        return known.get(path, ProjectState())

    def closed(self) -> None:
        """Note that no project is open: the next start shows the welcome page."""
        self._stored.change(last="")

    def forget(self, project: str) -> None:
        """Take a project off the list, as it is not there any more."""
        self._stored.change(
            recent=tuple(other for other in self.state.recent if other != project),
            last="" if self.state.last == project else self.state.last,
        )

    def left(self, project: Path, **fields: object) -> None:
        """Note how an open project stands: its page, who acts, the drafts."""
        state = self.state.projects.get(str(project), ProjectState())
        changed = ProjectState.model_validate({**state.model_dump(), **fields})
        self._stored.change(projects={**self.state.projects, str(project): changed})

    def window(self, **fields: object) -> None:
        """Note the window's geometry or splitters."""
        self._stored.change(**fields)

    def close(self) -> None:
        """Write what waits to be written."""
        self._stored.flush()


class Drafts:
    """What was typed in a project and not yet sent, by the name of its field."""

    def __init__(self, session: Session, project: Path, drafts: dict[str, str]) -> None:
        self._session = session
        self._project = project
        self._drafts = dict(drafts)

    def get(self, key: str, default: str = "") -> str:
        """The draft of that name."""
        return self._drafts.get(key, default)

    def put(self, key: str, value: str) -> None:
        """Keep a draft; an empty one is dropped."""
        value = value[:DRAFT_CHARACTERS]
        if self._drafts.get(key, "") == value:
            return
        if value:
            self._drafts[key] = value
        else:
            self._drafts.pop(key, None)
        self._session.left(self._project, drafts=self._drafts)
