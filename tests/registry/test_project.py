"""Project folders: made whole or finished later, and refused with a reason."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from registry.audit_verify import verify
from registry.database import Registry
from registry.engines import Mount, network_file_system
from registry.errors import AssayError
from registry.project import Project


def test_a_project_is_made_and_opened_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "ada") as made:
        assert made.usual_actor() == "ada"
        assert '"ada"' not in (made.path / "assay.json").read_text()
    with Project.open(tmp_path / "p") as project:
        assert project.path == tmp_path / "p"
        assert project.jobs.is_dir()
        assert verify(project.registry, project.artifacts).passed
    assert (tmp_path / "p" / "registry.db").is_file()


def test_a_project_can_keep_its_registry_elsewhere(tmp_path: Path, registry_url: str) -> None:
    Project.create(tmp_path / "p", "ada", registry_url).close()
    with Project.open(tmp_path / "p") as project:
        assert verify(project.registry, project.artifacts).size == 2
    assert not (tmp_path / "p" / "registry.db").exists()


def test_a_moved_project_opens(tmp_path: Path) -> None:
    Project.create(tmp_path / "p", "ada").close()
    (tmp_path / "p").rename(tmp_path / "q")
    with Project.open(tmp_path / "q") as project:
        assert verify(project.registry, project.artifacts).passed


def test_creating_over_a_project_is_refused(tmp_path: Path) -> None:
    Project.create(tmp_path, "ada").close()
    with pytest.raises(AssayError) as refused:
        Project.create(tmp_path, "ada")
    assert refused.value.code == "project.exists"


def test_a_create_that_was_interrupted_is_finished_by_a_second(tmp_path: Path) -> None:
    (tmp_path / "artifacts").mkdir()
    Registry.create(f"sqlite:///{tmp_path / 'registry.db'}", "ada").close()
    with Project.create(tmp_path, "ada") as project:
        report = verify(project.registry, project.artifacts)
    assert report.passed
    assert report.size == 2


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from registry.project import Project
steps, last = 0, int(sys.argv[2])
def step(*_):
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", step)
event.listen(Engine, "commit", step)
sys.addaudithook(lambda name, _: step() if name in ("os.rename", "os.mkdir") else None)
Project.create(Path(sys.argv[1]), "ada").close()
print(steps)
"""


def test_a_registry_whose_log_has_another_key_is_not_taken_over(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.db'}"
    Project.create(tmp_path / "first", "ada", url).close()
    with pytest.raises(AssayError) as refused:
        Project.create(tmp_path / "second", "ada", url)
    assert refused.value.code == "registry.exists"
    assert not (tmp_path / "second" / "log.key").exists()


@pytest.mark.slow
def test_a_create_that_is_killed_at_any_step_is_finished_by_a_second(
    tmp_path: Path, repository: Path
) -> None:
    def create(folder: Path, step: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(folder), str(step)],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )

    steps = int(create(tmp_path / "whole", 0).stdout)
    assert steps > 30
    for step in sorted({1, 2, 4, 30, steps - 3, steps - 2, steps - 1, steps}):
        folder = tmp_path / str(step)
        assert create(folder, step).returncode == -signal.SIGKILL
        with Project.create(folder, "ada") as project:
            report = verify(project.registry, project.artifacts)
        assert report.passed
        assert report.size == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "project.missing"),
        ('{"format": 2, "unknown": 1}', "project.newer"),
        ('{"format": 1, "unknown": 1}', "project.broken"),
        ("{", "project.broken"),
        ('{"format": "x"}', "project.broken"),
        ('{"format": 1, "registry": "mysql://x/y"}', "registry.url"),
        ('{"format": 1}', "registry.missing"),
    ],
)
def test_what_is_no_project_of_this_version_is_refused(
    tmp_path: Path, content: str | None, code: str
) -> None:
    if content is not None:
        (tmp_path / "assay.json").write_text(content)
    with pytest.raises(AssayError) as refused:
        Project.open(tmp_path)
    assert refused.value.code == code
    assert not (tmp_path / "registry.db").exists()


def test_a_registry_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "assay.json").write_text(json.dumps({"format": 1}))
    (tmp_path / "registry.db").write_bytes(b"not a database" * 100)
    with pytest.raises(AssayError) as refused:
        Project.open(tmp_path)
    assert "registry.db" in refused.value.message


@pytest.mark.parametrize(
    ("mounted", "kind"),
    [
        ([("/", "ext4"), ("/mnt/team", "nfs4")], "nfs4"),
        ([("/", "ext4"), ("/mnt", "nfs4"), ("/mnt/team", "ext4")], None),
        ([("/", "overlay"), ("/mnt/team", "ext4"), ("/mnt/team", "cifs")], "cifs"),
        ([("/", "nfs"), ("/mnt/teams", "ext4")], "nfs"),
        ([("/", "ext4"), ("/mnt/team", "fuse.sshfs")], "fuse.sshfs"),
        ([], None),
    ],
)
def test_a_network_drive_is_told_from_a_local_one(
    mounted: list[tuple[str, str]], kind: str | None
) -> None:
    mounts = [Mount(*one) for one in mounted]
    assert network_file_system(Path("/mnt/team/project/registry.db"), mounts) == kind
