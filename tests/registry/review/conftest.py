"""A project with people and finished runs in it, as a train workflow leaves them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url, text

from registry.canonical import canonical_json
from registry.destination import SETTINGS_FILE
from registry.manifest import REQUIRED_ROLES, Manifest, ManifestEntry
from registry.principals import find_principal
from registry.project import Project, ProjectSettings, write_settings
from registry.tables import (
    Artifact,
    CodeSnapshot,
    DatasetSnapshot,
    EnvironmentSnapshot,
    Evidence,
    ModelVersion,
    RegisteredModel,
    Run,
    Trial,
)
from tests.people import add_people
from tests.policies import STRICT
from tests.registry.conftest import PEOPLE

EVIDENCE: dict[str, dict[str, Any]] = {
    "metrics": {
        "rows": 1000,
        "estimates": [
            {
                "metric": "roc_auc",
                "value": "0.912",
                "low": "0.897",
                "high": "0.926",
                "higher_is_better": True,
            },
            {
                "metric": "log_loss",
                "value": "0.31",
                "low": "0.29",
                "high": "0.33",
                "higher_is_better": False,
            },
        ],
    },
    "parity": {"passed": True, "rows": 5000, "largest_difference": "1.4e-7"},
}


@dataclass
class World:
    """A project with an administrator (`root`), an author (`ana`) and reviewers."""

    project: Project
    reviewers: tuple[str, ...] = ("bea", "carl", "dora")
    counter: int = 0
    versions: list[str] = field(default_factory=list)

    def version(
        self,
        author: str = "ana",
        importer: str = "ana",
        *,
        evidence: dict[str, dict[str, Any]] | None = None,
        state: str = "candidate",
        leave_out: tuple[str, ...] = (),
        graph_digest: str | None = None,
    ) -> str:
        """Record a run and its version, of a new graph by default; gives the version's id."""
        self.counter += 1
        store, number = self.project.artifacts, self.counter
        graph_digest = graph_digest or f"{number:064x}"
        roles = [role for role in REQUIRED_ROLES if role not in leave_out]
        entries = []
        for role in roles:
            content = f"{role} of version {number}".encode()
            stored = store.put_bytes(content)
            entries.append(
                ManifestEntry(
                    role=role,
                    name=f"{role}.bin",
                    sha256=stored.sha256,
                    bytes=stored.bytes,
                    media_type="application/octet-stream",
                    graph_digest=graph_digest if role == "graph" else None,
                )
            )
        manifest = Manifest(entries=tuple(entries))
        stored = store.put_bytes(manifest.canonical)
        with self.project.registry.transact(author, "run.recorded") as session:
            who = find_principal(session, author).id
            brought = find_principal(session, importer).id
            data = next((entry for entry in entries if entry.role == "data"), entries[0])
            dataset = DatasetSnapshot(
                name=f"people{number}",
                source=f"people{number}.csv",
                rows=5000,
                columns_json="[]",
                fingerprint=f"{number:064x}",
                artifact_sha256=data.sha256,
                bytes=data.bytes,
                created_by=brought,
            )
            code = CodeSnapshot(version="0.1.0", digest="1" * 64, files_json="{}")
            environment = EnvironmentSnapshot(
                python="3.11", platform="linux", digest="2" * 64, packages_json="{}"
            )
            run = Run(
                dataset_id=dataset.id,
                code_id=code.id,
                environment_id=environment.id,
                job=f"job{number}",
                task="binary",
                target="income",
                metric="log_loss",
                seed=0,
                budget="60.0",
                request_json="{}",
                status="finished",
                created_by=who,
            )
            model = RegisteredModel(
                name=f"income{number}", task="binary", target="income", owner=who, created_by=who
            )
            version = ModelVersion(
                model_id=model.id,
                number=1,
                run_id=run.id,
                state=state,
                manifest_root=manifest.root,
                manifest_sha256=stored.sha256,
                graph_digest=graph_digest,
                created_by=who,
            )
            session.add_all([dataset, code, environment, run, model, version])
            for trial, loss in enumerate(("0.40", None, "0.31", "0.311"), start=1):
                session.add(
                    Trial(
                        run_id=run.id,
                        number=trial,
                        learner="lightgbm",
                        config_json='{"num_leaves":31}',
                        loss=loss,
                        seconds="1.5",
                        status="finished" if loss else "failed",
                    )
                )
            for entry in entries:
                session.add(
                    Artifact(
                        **entry.model_dump(exclude={"graph_digest"}),
                        version_id=None if entry.role == "data" else version.id,
                        dataset_id=dataset.id if entry.role == "data" else None,
                        created_by=brought if entry.role == "data" else who,
                    )
                )
            version_id = version.id
        for kind, payload in (EVIDENCE if evidence is None else evidence).items():
            self.add_evidence(version_id, author, kind, payload)
        self.versions.append(version_id)
        return version_id

    def add_evidence(
        self, version_id: str, author: str, kind: str, payload: dict[str, Any]
    ) -> None:
        """Record one more piece of evidence."""
        content = canonical_json(payload)
        stored = self.project.artifacts.put_bytes(content.encode("ascii"))
        with self.project.registry.transact(author, "evidence.recorded") as session:
            session.add(
                Evidence(
                    version_id=version_id,
                    kind=kind,
                    payload_json=content,
                    digest=stored.sha256,
                    artifact_sha256=stored.sha256,
                    created_by=find_principal(session, author).id,
                )
            )

    def change_manifest(self, version_id: str) -> None:
        """Give the version another manifest, with an event in the log: a frozen one must not."""
        with self.project.registry.transact("ana", "version.changed") as session:
            version = session.get_one(ModelVersion, version_id)
            content = self.project.artifacts.read_bytes(str(version.manifest_sha256))
            manifest = Manifest.parse(content)
            first = manifest.entries[0].model_copy(update={"name": "other"})
            other = Manifest(entries=(first, *manifest.entries[1:]))
            version.manifest_root = other.root
            version.manifest_sha256 = self.project.artifacts.put_bytes(other.canonical).sha256
            session.add(version)

    def state(self, version_id: str) -> str:
        """The state of a version."""
        with self.project.registry.read() as session:
            return session.get_one(ModelVersion, version_id).state

    def attack(self, *statements: str, **values: object) -> None:
        """Run statements as someone does who holds the database: past triggers and the log."""
        engine = self.project.registry.write_engine
        postgres = self.project.registry.url.get_backend_name() == "postgresql"
        with engine.begin() as connection:
            if postgres:
                connection.exec_driver_sql("SET session_replication_role = replica")
            else:
                query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                for (trigger,) in connection.exec_driver_sql(query).all():
                    connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            for statement in statements:
                connection.execute(text(statement), values)
            if postgres:
                connection.exec_driver_sql("SET session_replication_role = origin")


@pytest.fixture
def make_world(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_people: Path
) -> Iterator[Callable[..., World]]:
    """Makes worlds, each in a new project on SQLite unless another database is named.

    A test's first world is a copy, and so is the one in a database that has the people already.
    Others are made anew: two projects have nothing in common.
    """
    worlds: list[World] = []

    def make(url: str | None = None, peopled: bool = False) -> World:
        path = tmp_path / f"project{len(worlds)}"
        if peopled and url is not None:
            project = _project_over(url, path, request)
        elif url is None and not worlds:
            project = Project.open(Path(shutil.copytree(sqlite_people, path)))
        else:
            project = Project.create(path, "root", url)
            add_people(project.registry, "root", *PEOPLE)
        world = World(project)
        worlds.append(world)
        return world

    yield make
    for world in worlds:
        world.project.close()


def _project_over(url: str, path: Path, request: pytest.FixtureRequest) -> Project:
    """The folder that belongs to a copy of the database with people in it."""
    kind = make_url(url).get_backend_name()
    made: Path = request.getfixturevalue(f"{kind}_people")
    shutil.copytree(made, path, ignore=shutil.ignore_patterns("registry.db*"))
    settings = ProjectSettings.model_validate_json((path / SETTINGS_FILE).read_bytes())
    write_settings(path, settings.model_copy(update={"registry": url}))
    return Project.open(path)


@pytest.fixture
def world(make_world: Callable[..., World], registry_url: str) -> World:
    """One such project on each database."""
    return make_world(registry_url, peopled=True)


@contextmanager
def counted_queries(world: World) -> Iterator[list[str]]:
    """What is asked of the world's registry meanwhile, a statement each."""
    statements: list[str] = []

    def note(*args: Any) -> None:
        statements.append(args[2])

    engine = world.project.registry.read_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def strict(tmp_path: Path) -> str:
    """The file of a policy that wants more than a version of these tests shows, but for keys."""
    file = tmp_path / "strict.yaml"
    file.write_text(STRICT.format(key="false"))
    return str(file)
