"""What a killed backup or restore left is told and cleared; what a living one makes stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.project import Project
from registry.transfer.backup import back_up
from registry.transfer.restore import restore
from tests.registry.review.conftest import World

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
