"""A project folder: its settings, registry, artifact store and jobs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import make_url

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.destination import SETTINGS_FILE, whole_file
from registry.engines import parse_url
from registry.enrolment import enrol_log_key
from registry.errors import AssayError, first_fault
from registry.full_disk import disk_full, is_disk_full
from registry.keys import new_key
from registry.log_key import read_log_keys, write_log_key
from registry.principals import find_principal, principal_named
from registry.schema import SchemaState
from registry.signatures.ed25519 import PrivateKey
from registry.signing_keys import list_keys
from registry.tables import Principal

FORMAT = 1
DEFAULT_REGISTRY = "sqlite:///registry.db"


class ProjectSettings(BaseModel):
    """What `assay.json` holds. A relative SQLite path is relative to the project folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(default=FORMAT, ge=1)
    registry: str = DEFAULT_REGISTRY
    principal: str = Field(
        default="", description="Who acts where nobody is named: an id, as names may be erased"
    )


class Project:
    """An open project; close it, or use it as a context."""

    def __init__(self, path: Path, settings: ProjectSettings, registry: Registry) -> None:
        self.path = path
        self.settings = settings
        self.registry = registry
        self.registry.log_signers = read_log_keys(path)
        self.artifacts = ArtifactStore(path / "artifacts")
        self.jobs = path / "jobs"

    @classmethod
    def create(cls, path: Path, creator: str, url: str | None = None) -> Project:
        """Make a project with `creator` as its first administrator.

        `assay.json` is written last: what an interrupted `create` left, a second one finishes.
        Raises AssayError `project.exists` where a project already is, `project.folder` where the
        folder cannot be made, and what Registry.create raises.
        """
        path = path.resolve()
        if (path / SETTINGS_FILE).exists():
            raise AssayError(
                "project.exists", f"'{path}' already is a project.", "Open it instead."
            )
        place = resolved_url(path, url or DEFAULT_REGISTRY)
        parse_url(place)
        try:
            for folder in (path / "artifacts", path / "jobs"):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            if is_disk_full(error):
                raise disk_full(path, error) from error
            raise AssayError(
                "project.folder", f"The folder '{path}' cannot be made: {error.strerror}."
            ) from error
        registry = Registry.create(place, creator)
        try:
            _begin_signing(path, registry, creator)
            with registry.read() as session:
                key = find_principal(session, creator).id
            settings = ProjectSettings(registry=url or DEFAULT_REGISTRY, principal=key)
            write_settings(path, settings)
        except BaseException:
            registry.close()
            raise
        return cls(path, settings, registry)

    @classmethod
    def open(cls, path: Path) -> Project:
        """Open a project, writing nothing; but an older registry is backed up and migrated.

        Raises AssayError `project.missing`, `project.newer`, `project.broken`, and what
        Registry.open raises.
        """
        path = path.resolve()
        settings = _read_settings(path)
        place = resolved_url(path, settings.registry)
        with Registry(place) as registry:
            if registry.schema() is SchemaState.OLDER:
                registry.log_signers = read_log_keys(path)
                registry.require_writable()
                _back_up(registry)
                registry.upgrade()
        return cls(path, settings, Registry.open(place))

    def usual_actor(self) -> str:
        """Who acts where nobody is named, by name where they are known; empty for nobody."""
        said = self.settings.principal
        with self.registry.read() as session:
            found = principal_named(session, said) or session.get(Principal, said)
            return found.name if found else said

    def require_writable(self) -> None:
        """Raise AssayError `registry.read_only` or `artifact.unwritable`, before long work begins
        whose outcome this user could not record."""
        self.registry.require_writable()
        self.artifacts.require_writable()

    def close(self) -> None:
        """Close the registry's connections."""
        self.registry.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _begin_signing(path: Path, registry: Registry, creator: str) -> None:
    """Give the log its first key, which signs its checkpoints from the first on.

    What an interrupted `create` left is finished: its key may be written and not enrolled yet.
    """
    keys = read_log_keys(path)
    with registry.read() as session:
        enrolled = {one.fingerprint for one in list_keys(session)}
    if enrolled - {key.fingerprint for key in keys}:
        raise AssayError(
            "registry.exists",
            f"There already is a registry at '{registry.url.render_as_string()}', and the key of "
            f"its log is not in '{path}'.",
            "Open it with the project that made it, or choose another place.",
        )
    if not keys:
        keys = (PrivateKey.generate(),)
        write_log_key(path, keys[0])
    registry.log_signers = keys
    if not enrolled:
        enrol_log_key(registry, creator, keys[0])


def migrate_registry(path: Path, url: str | None = None, *, backed_up: bool = False) -> SchemaState:
    """Migrate a project's older registry; gives the state that it was in.

    An SQLite registry is backed up first. `url` is the owner's connection to a PostgreSQL one,
    where it is not the project's own; that has to be `backed_up` by who asks. Raises AssayError
    `registry.not_backed_up`, and what Registry.upgrade raises.
    """
    path = path.resolve()
    place = resolved_url(path, url or _read_settings(path).registry)
    with Registry(place) as registry:
        registry.log_signers = read_log_keys(path)
        state = registry.schema()
        if state is not SchemaState.OLDER:
            registry.require_schema(state)
            return state
        registry.require_writable()
        if registry.url.get_backend_name() == "sqlite":
            _back_up(registry)
        elif not backed_up:
            raise AssayError(
                "registry.not_backed_up",
                "A migration cannot be undone, and Assay does not back a PostgreSQL server up.",
                "Back the database up (pg_dump), then: assay registry migrate --backed-up",
            )
        registry.upgrade()
        return state


def resolved_url(path: Path, url: str) -> str:
    """A registry's URL with its SQLite path made absolute: it is relative to the project."""
    if not url.startswith("sqlite:"):
        return url
    parsed = make_url(url)
    if not parsed.database or parsed.database == ":memory:":
        return url
    return parsed.set(database=str(path / parsed.database)).render_as_string(hide_password=False)


def _read_settings(path: Path) -> ProjectSettings:
    file = path / SETTINGS_FILE
    if file.exists() and not file.is_file():  # a pipe would be waited for without an end
        raise AssayError("project.broken", f"'{file}' is no file.", "Put it back from a backup.")
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise AssayError(
            "project.missing",
            f"There is no Assay project in '{path}'.",
            "Make one with `assay init`, or name another folder with --project.",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise AssayError("project.broken", f"'{file}' could not be read: {error}.") from error
    try:
        version = _Version.model_validate_json(text).format
        if version > FORMAT:
            raise AssayError(
                "project.newer",
                f"The project '{path}' has format {version}; this Assay knows {FORMAT}.",
                "Update Assay to open it.",
            )
        return ProjectSettings.model_validate_json(text)
    except ValidationError as error:
        raise AssayError(
            "project.broken",
            f"'{file}' is no project's settings: {first_fault(error, 'the file')}.",
            "Put it back from a backup.",
        ) from error


class _Version(BaseModel):
    """The one field that every format has, read before the others are looked at."""

    format: int


def write_settings(path: Path, settings: ProjectSettings) -> None:
    """Write a project's settings, whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".assay-", dir=path)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(settings.model_dump_json(indent=2) + "\n")
        out.flush()
        os.fsync(out.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(path / SETTINGS_FILE)


def _back_up(registry: Registry) -> Path:
    """Copy an SQLite registry as it stands, other processes' committed writes included."""
    if registry.url.get_backend_name() != "sqlite" or not registry.url.database:
        raise AssayError(
            "registry.older",
            "This PostgreSQL registry was written by an older Assay.",
            "Back the database up (pg_dump), then, as its owner: assay registry migrate "
            "--backed-up",
        )
    file = Path(registry.url.database)
    copy = file.with_name(f"{file.name}.{new_key()}.bak")
    with (
        whole_file(copy) as temporary,
        closing(sqlite3.connect(file)) as source,
        closing(sqlite3.connect(temporary)) as target,
    ):
        source.backup(target)
    return copy
