"""Registries on real SQLite and real PostgreSQL: every test that asks for one runs on both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.database_role import grant
from registry.engines import make_file
from registry.keys import new_key
from registry.project import Project
from registry.schema import upgrade
from registry.tables import (
    Record,
)
from tests.people import add_people
from tests.postgresql import plain, server
from tests.registry.every_table import one_of_each

# Who is in the project that tests of reviews begin with, besides its administrator `root`.
PEOPLE = ("ana", "bea", "carl", "dora")
# What a test's database has from the start, by what the test asks for; the first that it does.
READY = {"world": "people", "registry": "schema"}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test session."""
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `registry.db`, the schema without rows: quicker to copy than to migrate."""
    folder = tmp_path_factory.mktemp("schema")
    migrate(f"sqlite:///{folder / 'registry.db'}")
    return folder


@pytest.fixture(scope="session")
def postgresql_schema(postgresql: str) -> Path:
    """The same on PostgreSQL, as a path whose name is the database's."""
    name = "schema_alone"
    with psycopg.connect(plain(postgresql), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
    migrate(plain(postgresql, name))
    return Path(name)


@pytest.fixture(scope="session")
def sqlite_people(tmp_path_factory: pytest.TempPathFactory, sqlite_schema: Path) -> Path:
    """A project on SQLite with people in it, closed: to copy it is quicker than to add them."""
    folder = tmp_path_factory.mktemp("people") / "project"
    shutil.copytree(sqlite_schema, folder)
    _add_people(folder, None)
    return folder


@pytest.fixture(scope="session")
def postgresql_people(
    tmp_path_factory: pytest.TempPathFactory, postgresql: str, postgresql_schema: Path
) -> Path:
    """Such a project on PostgreSQL; the database has the folder's name."""
    folder = tmp_path_factory.mktemp("people") / "with_people"
    with psycopg.connect(plain(postgresql), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {folder.name} TEMPLATE {postgresql_schema.name}".encode())
    _add_people(folder, plain(postgresql, folder.name))
    return folder


def _add_people(folder: Path, url: str | None) -> None:
    with Project.create(folder, "root", url) as project:
        add_people(project.registry, "root", *PEOPLE)


def migrate(url: str) -> None:
    """Make the tables: all that `Registry.create` does before its first row."""
    with Registry(url) as registry:
        make_file(registry.url)
        with registry.write_engine.begin() as connection:
            upgrade(connection)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Makes an empty database of a kind, `sqlite` or `postgresql`, and gives its URL."""
    made: list[str] = []

    def make(kind: str, template: str = "template1") -> str:
        name = f"assay_{new_key().replace('-', '')}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'{name}.db'}"
        url = request.getfixturevalue("postgresql")
        with psycopg.connect(plain(url), autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE {template}')
        made.append(name)
        return plain(url, name)

    yield make
    if made:
        with psycopg.connect(
            plain(request.getfixturevalue("postgresql")), autocommit=True
        ) as admin:
            for name in made:
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def registry_url(
    request: pytest.FixtureRequest, tmp_path: Path, empty_url: Callable[..., str]
) -> str:
    """The URL of a database of its own for each test, on SQLite and on PostgreSQL.

    It is empty, has the schema where the test asks for a registry in it, and people too where it
    asks for a world.
    """
    asked = [what for name, what in READY.items() if name in request.fixturenames]
    template = request.getfixturevalue(f"{request.param}_{asked[0]}") if asked else None
    if request.param == "postgresql":
        return empty_url("postgresql", *([] if template is None else [template.name]))
    file = tmp_path / "registry.db"
    if template is not None:
        shutil.copy(template / file.name, file)
    return f"sqlite:///{file}"


@pytest.fixture
def registry(registry_url: str) -> Iterator[Registry]:
    """A new registry whose first administrator is ada."""
    with Registry.create(registry_url, "ada") as made:
        yield made


@pytest.fixture
def artifacts(tmp_path: Path) -> ArtifactStore:
    """An empty artifact store on the local disk."""
    return ArtifactStore(tmp_path / "artifacts")


@pytest.fixture
def attack(registry: Registry) -> Iterator[Callable[..., None]]:
    """Run statements as someone does who holds the database: past registry, triggers and keys.

    The triggers stand again afterwards, as a careful attacker leaves them.
    """
    engine = create_engine(registry.url)
    postgresql = engine.dialect.name == "postgresql"

    def run(*statements: str, **values: object) -> None:
        with engine.begin() as connection:
            if postgresql:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            dropped: list[str] = []
            if not postgresql:
                triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                for trigger, definition in connection.exec_driver_sql(triggers).all():
                    connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
                    dropped.append(definition)
            for statement in statements:
                connection.execute(text(statement), values)
            for definition in dropped:
                connection.exec_driver_sql(definition)

    yield run
    engine.dispose()


@pytest.fixture
def role(postgresql: str) -> Iterator[str]:
    """A role of its own on the server, without any right."""
    name = f"assay-{new_key()[-12:]}"
    with psycopg.connect(plain(postgresql), autocommit=True) as admin:
        admin.execute(f'CREATE ROLE "{name}" LOGIN')
    yield name
    with psycopg.connect(plain(postgresql), autocommit=True) as admin:
        admin.execute(f'DROP OWNED BY "{name}"')
        admin.execute(f'DROP ROLE "{name}"')


@pytest.fixture
def owned(empty_url: Callable[[str], str]) -> str:
    """The owner's URL of a registry in PostgreSQL."""
    url = empty_url("postgresql")
    Registry.create(url, "root").close()
    return url


@pytest.fixture
def granted(owned: str, role: str) -> Iterator[str]:
    """The URL of the same registry for a role that was granted what Assay needs."""
    with Registry.open(owned) as registry:
        grant(registry, role)
    yield make_url(owned).set(username=role, password=None).render_as_string(hide_password=False)
    with psycopg.connect(plain(owned), autocommit=True) as admin:
        admin.execute(f'DROP OWNED BY "{role}"')


@pytest.fixture
def fill(registry: Registry, artifacts: ArtifactStore) -> dict[str, Record]:
    """One row of every governed table, over several events with a checkpoint; by table name."""
    made = one_of_each(registry, artifacts)
    registry.checkpoint()
    return made


@pytest.fixture
def log(registry: Registry, fill: dict[str, Record]) -> int:
    """A log of eight events with a checkpoint at four and one at five; gives its length."""
    with registry.transact("ada", "test.note", {"n": 1}, checkpoint=True):
        pass
    for number in range(2, 5):
        with registry.transact("ada", "test.note", {"n": number}):
            pass
    return 8
