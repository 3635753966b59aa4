"""A project that may only be read is read and verified without a write; writing is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from sqlmodel import select

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.database import Registry
from registry.errors import AssayError
from registry.keys import new_key
from registry.project import Project
from registry.tables import Principal

posix = pytest.mark.skipif(os.name != "posix", reason="takes rights away by POSIX modes")

# Reads, verifies and writes as a user without rights would, and says how each went.
LOOK = """
import json, sys
from pathlib import Path
from sqlmodel import select
from registry.audit_verify import verify
from registry.drill.attacks import ATTACKS
from registry.drill.drill import drill
from registry.errors import AssayError
from registry.project import Project
from registry.tables import Principal
said = {}
def attempt(name, work):
    try:
        said[name] = work()
    except AssayError as error:
        said[name] = [error.code, error.message, error.hint]
def look(project):
    with project.registry.read() as session:
        said["names"] = list(session.exec(select(Principal.name)))
    report = verify(project.registry, project.artifacts)
    said["verified"] = [report.passed, report.size]
def write(project):
    with project.registry.transact("ada", "test.note", {"n": 1}):
        pass
try:
    with Project.open(Path(sys.argv[1])) as project:
        attempt("look", lambda: look(project))
        attempt("write", lambda: write(project))
        attempt("checkpoint", lambda: project.registry.checkpoint() and None)
        attempt("long work", project.require_writable)
        attempt("drill", lambda: drill(project, attacks=ATTACKS[:1])[0].as_expected)
except AssayError as error:
    said["open"] = [error.code, error.message, error.hint]
print(json.dumps(said))
"""


@pytest.fixture
def look(repository: Path) -> Callable[[Path], dict[str, Any]]:
    """Look at a project from a process that has no more rights than the files' modes give."""
    command = [sys.executable, "-c", LOOK]
    if os.name == "posix" and os.getuid() == 0:
        # Without these two capabilities root is a user like any other.
        drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]
        command = [*drop, *command]

    def run(folder: Path) -> dict[str, Any]:
        ended = subprocess.run(
            [*command, str(folder)], cwd=repository, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        said: dict[str, Any] = json.loads(ended.stdout)
        return said

    return run


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project with a log of three events that nobody has open; it can be deleted in the end."""
    folder = tmp_path / "project"
    with Project.create(folder, "ada") as made, made.registry.transact("ada", "test.n", {"n": 0}):
        pass
    yield folder
    for one in [folder, *folder.rglob("*")]:
        one.chmod(0o755)


def lock(folder: Path) -> list[tuple[str, int, int]]:
    """Take the right to write from all there is; gives what lies there."""
    for one in [*folder.rglob("*"), folder]:
        one.chmod(0o555 if one.is_dir() else 0o444)
    return contents(folder)


def contents(folder: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(one), one.stat().st_size, one.stat().st_mtime_ns) for one in folder.rglob("*")
    )


def refused_for_a_person(said: dict[str, Any]) -> None:
    for name in ("write", "checkpoint"):
        code, message, hint = said[name]
        assert code == "registry.read_only"
        assert "registry.db" in message
        assert "ask its owner" in hint
        assert "transact" not in hint


@posix
def test_a_read_only_project_is_read_and_verified_and_left_as_it_was(
    project: Path, look: Callable[[Path], dict[str, Any]]
) -> None:
    before = lock(project)
    said = look(project)
    assert said["names"] == ["ada"]
    assert said["verified"] == [True, 3]
    assert said["drill"] is not False
    assert said["long work"][0] == "registry.read_only"
    refused_for_a_person(said)
    assert contents(project) == before


@posix
def test_artifacts_that_may_not_be_written_are_told_before_long_work(
    project: Path, look: Callable[[Path], dict[str, Any]]
) -> None:
    assert look(project)["long work"] is None
    (project / "artifacts").chmod(0o555)
    code, message, hint = look(project)["long work"]
    assert code == "artifact.unwritable"
    assert "artifacts" in message
    assert "write access" in hint


@posix
@pytest.mark.parametrize("locked", ["registry.db", "."])
def test_a_file_or_a_folder_alone_that_may_not_be_written_is_enough(
    project: Path, look: Callable[[Path], dict[str, Any]], locked: str
) -> None:
    (project / locked).chmod(0o444 if locked == "registry.db" else 0o555)
    before = contents(project)
    said = look(project)
    assert said["verified"] == [True, 3]
    refused_for_a_person(said)
    assert contents(project) == before


@posix
def test_an_empty_log_file_that_was_left_is_no_obstacle(
    project: Path, look: Callable[[Path], dict[str, Any]]
) -> None:
    (project / "registry.db-wal").touch()
    lock(project)
    assert look(project)["verified"] == [True, 3]


@posix
def test_what_the_owner_has_open_is_read_with_its_newest_events(
    project: Path, look: Callable[[Path], dict[str, Any]]
) -> None:
    with Project.open(project) as owner:
        with owner.registry.transact("ada", "test.note", {"n": 1}):
            pass
        assert (project / "registry.db-wal").stat().st_size
        lock(project)
        said = look(project)
    assert said["verified"] == [True, 4]
    refused_for_a_person(said)


@posix
@pytest.mark.parametrize("index", [True, False])
def test_a_log_file_left_with_events_is_read_or_named_and_never_passed_over(
    project: Path, tmp_path: Path, look: Callable[[Path], dict[str, Any]], *, index: bool
) -> None:
    copy = tmp_path / "copy"
    with Project.open(project) as owner:
        with owner.registry.transact("ada", "test.note", {"n": 1}):
            pass
        shutil.copytree(project, copy)
    if not index:
        (copy / "registry.db-shm").unlink()
    lock(copy)
    said = look(copy)
    for one in [copy, *copy.rglob("*")]:
        one.chmod(0o755)
    if index:
        assert said["verified"] == [True, 4]
    else:
        code, message, hint = said["open"]
        assert code == "registry.unfinished"
        assert "registry.db-wal" in message
        assert "Copy the whole project folder" in hint
        with Project.open(copy) as writable:
            assert verify(writable.registry, writable.artifacts).size == 4


@posix
def test_an_older_project_that_may_only_be_read_is_not_migrated(
    project: Path, look: Callable[[Path], dict[str, Any]]
) -> None:
    with closing(sqlite3.connect(project / "registry.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    before = lock(project)
    assert look(project)["open"][0] == "registry.read_only"
    assert contents(project) == before


def test_reading_leaves_no_file_beside_a_registry_that_may_be_written(project: Path) -> None:
    before = contents(project)
    with Project.open(project) as opened:
        assert verify(opened.registry, opened.artifacts).passed
    assert contents(project) == before


@pytest.mark.parametrize("registry_url", ["postgresql"], indirect=True)
def test_a_postgresql_user_who_may_only_read_reads_and_is_refused_to_write(
    registry: Registry, registry_url: str, artifacts: ArtifactStore
) -> None:
    name = f"auditor_{new_key().replace('-', '')}"
    with psycopg.connect(registry_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    theirs = make_url(registry_url).set(username=name, password="x")
    place = theirs.render_as_string(hide_password=False)
    try:
        with pytest.raises(AssayError) as refused:
            Registry.open(place)
        assert refused.value.code == "registry.unreadable"
        with psycopg.connect(registry_url, autocommit=True) as owner:
            owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
        with Registry.open(place) as auditor:
            with auditor.read() as session:
                assert session.exec(select(Principal.name)).all() == ["ada"]
            assert verify(auditor, artifacts).passed
            with pytest.raises(AssayError) as refused, auditor.transact("ada", "x.y", {"n": 1}):
                pass
            assert refused.value.code == "registry.read_only"
            assert "ask its owner" in refused.value.hint
    finally:
        with psycopg.connect(registry_url, autocommit=True) as owner:
            owner.execute(f"DROP OWNED BY {name}")
            owner.execute(f"DROP ROLE {name}")
