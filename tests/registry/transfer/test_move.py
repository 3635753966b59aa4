"""A project that goes on with a copy of its registry, and the old one that takes nothing more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from registry.audit_verify import verify
from registry.database import Registry
from registry.engines import parse_url, same_database
from registry.errors import AssayError
from registry.events import event_page
from registry.paging import Asked
from registry.project import Project
from registry.tables import AuditEvent
from registry.transfer import move as moving
from registry.transfer.move import move_registry
from tests.people import add_people
from tests.registry.review.conftest import World


@pytest.fixture
def project(world: World) -> Project:
    return world.project


@pytest.fixture
def url(project: Project, empty_url: Callable[[str], str]) -> str:
    """An empty database of the other kind."""
    sqlite = project.registry.url.get_backend_name() == "sqlite"
    return empty_url("postgresql" if sqlite else "sqlite")


def actions(registry: Registry, count: int = 3) -> list[str]:
    with registry.read() as session:
        return [one.action for one in event_page(session, Asked(limit=count)).items]


def write(registry: Registry, note: int) -> None:
    with registry.transact("root", "test.note", {"note": note}):
        pass


def refused(registry: Registry) -> str:
    with pytest.raises(AssayError) as told:
        write(registry, 0)
    return told.value.code


def test_a_project_goes_on_with_the_copy(project: Project, url: str) -> None:
    pinned = project.registry.checkpoint()
    move_registry(project, "root", url)
    with Project.open(project.path) as moved:
        assert actions(moved.registry, 2) == ["registry.moved", "registry.left"]
        add_people(moved.registry, "root", "gil")
        assert verify(moved.registry, moved.artifacts, pinned).passed


def test_what_still_has_the_old_one_open_writes_nothing_to_it(project: Project, url: str) -> None:
    old = project.registry
    with Project.open(project.path) as window:
        write(window.registry, 1)
        move_registry(project, "root", url)
        assert refused(window.registry) == refused(old) == "registry.left"
        assert window.registry.was_left()
        report = verify(old, project.artifacts)
    assert report.passed
    assert actions(old, 2) == ["registry.left", "test.note"]
    with Project.open(project.path) as moved:
        # The copy continues the old log: what was pinned of that holds for both.
        assert verify(moved.registry, moved.artifacts, old.checkpoint()).passed
        assert not moved.registry.was_left()


def test_nothing_that_somebody_writes_meanwhile_is_lost(project: Project, url: str) -> None:
    begun = Event()

    def write_on() -> int:
        with Project.open(project.path) as window:
            for done in range(10_000):
                try:
                    write(window.registry, done)
                except AssayError as error:
                    assert error.code == "registry.left"
                    return done
                begun.set()
        raise AssertionError("it was never refused")

    with ThreadPoolExecutor() as pool:
        writer = pool.submit(write_on)
        assert begun.wait(30)
        move_registry(project, "root", url)
        written = writer.result(60)
    with Project.open(project.path) as moved, moved.registry.read_connection() as connection:
        query = select(func.count()).where(col(AuditEvent.action) == "test.note")
        assert connection.execute(query).scalar_one() == written > 0


def test_who_may_not_move_a_registry_leaves_it_as_it_is(
    world: World, empty_url: Callable[[str], str]
) -> None:
    project = world.project
    with pytest.raises(AssayError) as told:
        move_registry(project, "ana", empty_url("sqlite"))
    assert told.value.code == "role.missing"
    with Project.open(project.path) as same:
        assert same.settings == project.settings
        write(same.registry, 1)


def test_a_registry_is_not_moved_over_itself_or_another(
    world: World, empty_url: Callable[[str], str]
) -> None:
    url = empty_url("sqlite")
    Registry.create(url, "root").close()
    for target in (url, world.project.settings.registry):
        with pytest.raises(AssayError) as told:
            move_registry(world.project, "root", target)
        assert told.value.code == "registry.not_empty"
    write(world.project.registry, 1)


def test_a_move_that_was_interrupted_is_made_again(
    world: World, empty_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(moving, "write_settings", interrupt)
        move_registry(world.project, "root", empty_url("sqlite"))
    with Project.open(world.project.path) as again:
        assert refused(again.registry) == "registry.left"
        move_registry(again, "root", empty_url("postgresql"))
    with Project.open(world.project.path) as moved:
        write(moved.registry, 1)
        assert actions(moved.registry) == ["test.note", "registry.moved", "registry.left"]
        assert verify(moved.registry, moved.artifacts).passed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana@localhost/models", "bob:secret@127.0.0.1:5432/models", True),
        ("/models", "[::1]/models", True),
        ("DB.example./models", "db.example:5432/models", True),
        ("/models?host=db.example&port=5432", "db.example/models", True),
        ("models@localhost", "localhost/models", True),
        ("localhost/models", "localhost/Models", False),
        ("localhost/models", "localhost:5433/models", False),
        ("localhost/models", "db.example/models", False),
        ("/models?host=/run/one", "/models?host=/run/two", False),
    ],
)
def test_an_address_of_postgresql_is_known_however_it_is_spelt(
    one: str, other: str, same: bool
) -> None:
    urls = [parse_url(f"postgresql://{place}") for place in (one, other)]
    assert same_database(*urls) is same
    assert not same_database(urls[0], parse_url("sqlite:///models"))


def test_the_database_in_use_is_no_target_by_whatever_name(project: Project) -> None:
    used = project.registry.url
    if used.get_backend_name() != "postgresql":
        other = f"sqlite:///{used.database}"
    else:
        other = used.set(query={**used.query, "connect_timeout": "9"}).render_as_string(
            hide_password=False
        )
    with pytest.raises(AssayError) as told:
        move_registry(project, "root", other)
    assert told.value.code == "registry.not_empty"
    assert "already" in told.value.message
    assert not project.registry.was_left()
