"""An SQLite file that is replaced or removed while it is open: nothing goes into the old one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from registry.errors import AssayError
from registry.principals import list_principals
from registry.project import Project
from tests.people import add_people


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "project", "root")
    add_people(made.registry, "root", "ana")
    with made.registry.read() as session:  # both pools hold a connection now
        list_principals(session)
    return made


def database(project: Project) -> Path:
    return project.path / "registry.db"


def remove(project: Project) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{database(project)}{ending}").unlink(missing_ok=True)


def put_back(project: Project, copy: Path) -> None:
    remove(project)
    shutil.move(copy, database(project))


def copy_of(project: Project) -> Path:
    copy = project.path / "copy.bak"
    with closing(sqlite3.connect(database(project))) as a, closing(sqlite3.connect(copy)) as b:
        a.backup(b)
    return copy


def names(project: Project) -> list[str]:
    with project.registry.read() as session:
        return [row.name for row in list_principals(session)]


def test_what_is_written_after_an_old_copy_was_put_back_is_in_it(project: Project) -> None:
    copy = copy_of(project)
    add_people(project.registry, "root", "bea")
    put_back(project, copy)
    assert names(project) == ["root", "ana"]
    add_people(project.registry, "root", "carl")
    assert names(project) == ["root", "ana", "carl"]
    project.close()
    with Project.open(project.path) as again:
        assert names(again) == ["root", "ana", "carl"]


def test_a_removed_file_is_said_to_be_gone_and_none_is_made(project: Project) -> None:
    remove(project)
    with pytest.raises(AssayError) as reading:
        names(project)
    with pytest.raises(AssayError) as writing:
        add_people(project.registry, "root", "bea")
    assert {reading.value.code, writing.value.code} == {"registry.gone"}
    assert not list(project.path.glob("registry.db*"))


def test_a_file_that_is_replaced_in_the_moment_of_writing_is_told(project: Project) -> None:
    copy = copy_of(project)
    with (
        pytest.raises(AssayError) as told,
        project.registry.transact("root", "note.made", {"note": "lost"}),
    ):
        put_back(project, copy)
    assert told.value.code == "registry.replaced"
    assert names(project) == ["root", "ana"]
