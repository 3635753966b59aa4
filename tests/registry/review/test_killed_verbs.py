"""Processes killed in the middle of each governed transaction leave all of it or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from desktop.i18n.words import AUDIT_ACTIONS
from registry.project import Project, write_settings
from registry.roles import ACTION_RIGHTS
from tests.postgresql import plain
from tests.registry.review.conftest import World
from tests.registry.review.killed_cases import CASES, SHARED, Names, prepare
from tests.registry.review.killing import Forks, alike, at, content, findings


def test_every_action_of_the_log_is_killed_or_shares_the_transaction_of_one_that_is() -> None:
    assert set(ACTION_RIGHTS) <= set(CASES) | set(SHARED)
    assert set(AUDIT_ACTIONS) == set(CASES) | set(SHARED)
    assert not set(CASES) & set(SHARED)
    assert set(SHARED.values()) <= {*CASES, ""}


@dataclass
class Ready:
    """A project that is ready for every verb, and a place for copies of it."""

    project: Project
    names: Names
    place: Path
    server: str

    def restore(self) -> None:
        """Put an untouched copy of project and registry in the place."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.project.path, self.place, copy_function=_copy)
        if not self.server:
            return
        database = make_url(self.project.settings.registry).database
        with psycopg.connect(self.server, autocommit=True) as admin:
            admin.execute('DROP DATABASE IF EXISTS "killed" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "killed" TEMPLATE "{database}"')
        settings = self.project.settings
        url = plain(settings.registry, "killed")
        write_settings(self.place, settings.model_copy(update={"registry": url}))


def _copy(source: str, to: str) -> None:
    """Stored files are never written again, so that a link does."""
    (os.link if "artifacts" in source else shutil.copy)(source, to)


@pytest.fixture(params=["sqlite", "postgresql"])
def ready(
    request: pytest.FixtureRequest,
    make_world: Callable[..., World],
    empty_url: Callable[..., str],
    tmp_path: Path,
) -> Ready:
    if not hasattr(os, "fork"):
        pytest.skip("Processes are forked here, which this system cannot.")
    url, server = None, ""
    if request.param == "postgresql":
        server = plain(request.getfixturevalue("postgresql"))
        url = empty_url("postgresql", request.getfixturevalue("postgresql_schema").name)
    world = make_world(url)
    names = prepare(world, make_world())
    world.project.close()  # nothing stands in a write-ahead log, and the database can be copied
    return Ready(world.project, names, tmp_path / "killed" / "project", server)


@pytest.fixture
def forks(repository: Path, ready: Ready) -> Iterator[Forks]:
    with Forks(repository, ready.place) as started:
        yield started


def killed(forks: Forks, ready: Ready, action: str) -> Iterator[str]:
    """What is wrong after an action was killed at each of its points; nothing where all is well."""
    place, names = ready.place, ready.names
    ready.restore()
    with at(place) as project:
        before = content(project)
    steps = forks.undisturbed(action, names)
    if steps is None:
        yield "it failed undisturbed"
        return
    with at(place) as project:
        due = alike(content(project), before)
    ready.restore()
    first, last = steps.writes[0], steps.writes[-1]
    for point in dict.fromkeys((str(first), str((first + last) // 2), str(last), "commit")):
        if not forks.killed(action, names, point):
            yield f"it was not killed at {point} of {steps}"
        with at(place) as project:
            if content(project) != before:
                yield f"it left something when killed at {point} of {steps}"
    if not forks.killed(action, names, "after"):
        yield "it could not be done again after it was killed"
    with at(place) as project:
        after = alike(content(project), before)
        for table in due:
            if after[table] != due[table]:
                yield f"{table} not as undisturbed: {after[table] - due[table]}"
        yield from findings(project)


@pytest.mark.slow
def test_a_verb_killed_anywhere_is_done_whole_or_not_at_all_and_can_be_done_again(
    ready: Ready, forks: Forks
) -> None:
    faults = [f"{action}: {fault}" for action in CASES for fault in killed(forks, ready, action)]
    assert not faults, "\n".join(faults)
