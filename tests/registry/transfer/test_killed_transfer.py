"""What a killed backup or restore left is told and cleared; what a living one makes stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.audit_verify import verify
from registry.database import Registry
from registry.errors import AssayError
from registry.project import Project
from registry.transfer.backup import back_up
from registry.transfer.copy import copy_registry
from registry.transfer.move import move_registry
from registry.transfer.restore import restore
from tests.registry.review.conftest import World

COPY = """
import os, sys
from pathlib import Path
from registry.project import Project
from registry.transfer import copy, move

kind, folder, url = sys.argv[1:]
project = Project.open(Path(folder))
if kind == "copy":
    copy.copy_registry(project.registry, url)
    os.kill(os.getpid(), 9)
move.write_settings = lambda *_: os.kill(os.getpid(), 9)
move.move_registry(project, "root", url)
"""
WORK = """
import sys
from pathlib import Path
from registry.project import Project
from registry.transfer import backup, restore

def wait(*_):
    print("inside", flush=True)
    sys.stdin.readline()
    return kept(*_)

kind, source, target = sys.argv[1:]
if kind == "backup":
    kept, backup._files = backup._files, wait
    backup.back_up(Project.open(Path(source)), Path(target), overwrite=True)
else:
    kept, restore._write_rows = restore._write_rows, wait
    restore.restore(Path(source), Path(target))
print("done", flush=True)
"""


def begun(kind: str, source: Path, target: Path) -> subprocess.Popen[str]:
    """A backup or restore in a process of its own, stopped with part of its data written."""
    words = [sys.executable, "-c", WORK, kind, str(source), str(target)]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "inside\n"
    return process


def left(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.name.startswith("."))


@pytest.fixture
def project(make_world: Callable[..., World]) -> Project:
    world = make_world()
    world.version()
    return world.project


@pytest.fixture
def place(tmp_path: Path, project: Project) -> Path:
    """A folder with a backup in it."""
    made = tmp_path / "place"
    made.mkdir()
    back_up(project, tmp_path / "good.zip")
    return made


@pytest.mark.parametrize("kind", ["backup", "restore"])
def test_what_a_killed_process_left_is_cleared_and_a_living_ones_is_not(
    kind: str, project: Project, place: Path
) -> None:
    good = place.parent / "good.zip"
    source, name = (project.path, "b.zip") if kind == "backup" else (good, "again")
    told: list[tuple[Path, int]] = []

    def again(target: str) -> None:
        def tell(at: Path, size: int) -> None:
            told.append((at, size))

        if kind == "backup":
            back_up(project, place / target, overwrite=True, told=tell)
        else:
            restore(good, place / target, told=tell)

    living = begun(kind, source, place / name)
    held = left(place)
    assert len(held) == 2, "the work and its mark"
    again("b.zip" if kind == "backup" else "other")
    assert (told, left(place)) == ([], held)

    killed = begun(kind, source, place / name)
    killed.kill()
    killed.communicate()
    dead = set(left(place)) - set(held)
    assert len(dead) == 2
    again("b.zip" if kind == "backup" else "third")
    assert left(place) == held
    ((at, size),) = told
    assert at.name in dead and size > 0

    said, wrong = living.communicate("\n")
    assert (living.returncode, said) == (0, "done\n"), wrong
    assert left(place) == [] and (place / name).exists()


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
@pytest.mark.parametrize("kind", ["copy", "switch"])
def test_a_copy_that_was_killed_after_its_commit_is_finished_by_its_repeat(
    kind: str, backend: str, project: Project, empty_url: Callable[[str], str]
) -> None:
    url, place = empty_url(backend), project.path
    ended = subprocess.run(
        [sys.executable, "-c", COPY, kind, str(place), url],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -9, ended.stderr
    with Project.open(place) as again:
        if kind == "copy":
            done = copy_registry(again.registry, url)
            assert copy_registry(again.registry, url) == done
        else:
            done = move_registry(again, "root", url)
    with Registry.open(url) as copied:
        assert verify(copied, project.artifacts).size == done.events
        with copied.transact("root", "test.note", {"n": 1}):
            pass
    with Project.open(place) as now:
        assert (now.registry.url == copied.url) is (kind == "switch")
        if kind == "copy":
            with pytest.raises(AssayError) as refused:
                copy_registry(now.registry, url)
            assert refused.value.code == "registry.not_empty", "it went on: it is no copy any more"


def test_a_registry_is_no_finished_copy_of_itself(project: Project) -> None:
    with pytest.raises(AssayError) as refused:
        copy_registry(project.registry, project.registry.url.render_as_string(False))
    assert refused.value.code == "registry.not_empty"
