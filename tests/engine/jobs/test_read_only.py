"""Who may only read a project still has jobs in it, in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.contract.requests import TrainRequest
from engine.jobs import client
from engine.jobs.folder import create_folder, own_jobs_directory
from registry.errors import AssayError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="takes rights away by POSIX modes")

REQUEST = TrainRequest(data="d", target="y", budget_s=5.0)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this user keeps what programs remember."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def locked(project: Path) -> Iterator[Path]:
    """A project with one job that a user without rights may read and not write to."""
    create_folder(project, REQUEST, "ann")
    for folder in (project, project / "jobs"):
        folder.chmod(0o555)
    yield project
    for folder in (project, project / "jobs"):
        folder.chmod(0o755)


def run(repository: Path, project: Path) -> list[str]:
    """Run a small search as a user without root's rights; the lines that its client prints."""
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]
    small = Path(__file__).with_name("small_client.py")
    command = [sys.executable, str(small), str(project), "5", "at_once"]
    ended = subprocess.run(
        [*(drop if os.getuid() == 0 else []), *command],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def test_a_job_in_a_project_that_may_only_be_read_runs_and_is_listed(
    locked: Path, home: Path, repository: Path
) -> None:
    before = sorted(locked.rglob("*"))
    folder, *_, last = run(repository, locked)
    assert last == "finished"
    assert Path(folder).is_relative_to(home)
    assert sorted(locked.rglob("*")) == before
    newest, oldest = client.list_jobs(locked)
    assert (newest.folder, newest.state) == (folder, "finished")
    assert client.find_job(locked, newest.id[-8:]) == Path(folder)
    assert oldest.folder.startswith(str(locked))


def test_who_may_write_has_their_jobs_in_the_project(
    project: Path, home: Path, repository: Path
) -> None:
    folder, *_ = run(repository, project)
    assert Path(folder).is_relative_to(project)
    assert not home.exists()


def test_a_file_where_ones_own_jobs_would_lie_hides_no_job_of_the_project(
    locked: Path, home: Path
) -> None:
    home.write_text("no folder", encoding="utf-8")
    (only,) = client.list_jobs(locked)
    assert only.folder.startswith(str(locked))


def test_jobs_of_two_projects_are_kept_apart(tmp_path: Path, home: Path) -> None:
    one, other = own_jobs_directory(tmp_path / "one"), own_jobs_directory(tmp_path / "other")
    assert one != other
    assert own_jobs_directory(tmp_path / "other" / ".." / "one") == one


def test_where_neither_folder_can_be_made_the_project_is_named(
    locked: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_text("no folder", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(AssayError, match="A job cannot be created in") as refused:
        client.start(locked, REQUEST, "ann")
    assert refused.value.code == "job.folder_unwritable"
