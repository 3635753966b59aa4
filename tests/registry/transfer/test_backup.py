"""Backups taken while others write, and projects made of them again."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from registry.audit_verify import verify
from registry.checkpoint import Checkpoint
from registry.errors import AssayError
from registry.log_key import write_log_key
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey
from registry.transfer.backup import back_up
from registry.transfer.restore import restore
from registry.transfer.rows import content_digest, table_forms
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.tampering import found_at


def content(project: Project) -> str:
    with project.registry.read_engine.begin() as connection:
        return content_digest(connection, table_forms())


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_of_either_database_is_restored_to_either(
    world: World, tmp_path: Path, empty_url: Callable[[str], str], kind: str
) -> None:
    version = world.version()
    made = back_up(world.project, tmp_path / "b.zip", with_log_key=True)
    before = content(world.project)
    url = empty_url(kind) if kind == "postgresql" else None
    done = restore(tmp_path / "b.zip", tmp_path / "again", url)
    assert (done.events, done.root, done.log_key) == (made.events, made.root, True)
    assert done.principal == "root"
    with Project.open(tmp_path / "again") as project:
        assert content(project) == before
        assert project.usual_actor() == "root"
        report = verify(project.registry, project.artifacts, made.checkpoint)
        assert report.passed
        assert report.files > 0
        assert world.state(version) == "candidate"
        add_people(project.registry, "root", "gil")


def test_a_later_checkpoint_shows_that_a_restored_project_is_old(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    project = make_world().project
    back_up(project, tmp_path / "b.zip")
    with project.registry.transact("root", "test.note", {"n": 1}):
        pass
    later: Checkpoint = project.registry.checkpoint()
    restore(tmp_path / "b.zip", tmp_path / "again")
    with Project.open(tmp_path / "again") as again:
        assert verify(again.registry, again.artifacts).passed
        report = verify(again.registry, again.artifacts, later)
        assert "an old copy" in report.findings[0].message


def test_private_keys_stay_out_unless_they_are_asked_for(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    project = make_world().project
    secret = (project.path / "log.key").read_bytes()
    write_log_key(project.path, PrivateKey.generate())  # of no log: it stays out
    back_up(project, tmp_path / "without.zip")
    back_up(project, tmp_path / "with.zip", with_log_key=True)
    assert secret not in unpacked(tmp_path / "without.zip")
    assert secret in unpacked(tmp_path / "with.zip")
    assert (tmp_path / "with.zip").stat().st_mode & 0o077 == 0
    assert restore(tmp_path / "with.zip", tmp_path / "whole").lost_log_key is None
    done = restore(tmp_path / "without.zip", tmp_path / "again")
    with Project.open(tmp_path / "again") as again, pytest.raises(AssayError) as refused:
        again.registry.checkpoint()
        # The last event of a new project has a checkpoint already.
        with again.registry.transact("root", "test.note", {"n": 1}, checkpoint=True):
            pass
    assert refused.value.code == "log_key.missing"
    assert done.lost_log_key is not None
    assert f"assay key revoke {done.lost_log_key[:16]} --reason" in refused.value.hint


def unpacked(file: Path) -> bytes:
    with zipfile.ZipFile(file) as opened:
        return b"".join(opened.read(name) for name in opened.namelist())


def test_a_backup_is_of_one_moment_while_others_write(world: World, tmp_path: Path) -> None:
    world.version()
    stop, failed = threading.Event(), []

    def write() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                stored = world.project.artifacts.put_bytes(f"note {number}".encode())
                details = {"sha256": stored.sha256}
                with world.project.registry.transact("ana", "test.note", details):
                    pass
        except AssayError as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(2):
            back_up(world.project, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    assert not failed
    for number in range(2):
        done = restore(tmp_path / f"{number}.zip", tmp_path / f"again{number}")
        assert done.events > 0


def test_nothing_is_backed_up_of_a_project_that_does_not_verify(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    world.version()
    file = next(one for one in (world.project.path / "artifacts").rglob("*") if one.is_file())
    file.chmod(0o644)
    held = file.read_bytes()
    file.write_bytes(held + b"x")
    with pytest.raises(AssayError) as refused:
        back_up(world.project, tmp_path / "b.zip")
    assert refused.value.code == "artifact.changed"
    file.write_bytes(held)
    world.attack("UPDATE run SET seed = 9")
    with pytest.raises(AssayError) as refused:
        back_up(world.project, tmp_path / "b.zip")
    assert refused.value.code == "registry.tampered"
    assert list(tmp_path.glob("*b.zip*")) == []


def test_evidence_whose_stored_file_is_changed_or_gone_is_found_and_not_backed_up(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    world.add_evidence(world.version(), "ana", "robustness", {"passed": True})
    project = world.project
    stored = sha256(b'{"passed":true}').hexdigest()
    file = Path(project.artifacts.path_of(stored))
    file.chmod(0o644)
    file.write_bytes(b'{"passed":false}')
    found_at(project.registry, project.artifacts, "evidence ")
    with pytest.raises(AssayError) as refused:
        back_up(project, tmp_path / "b.zip")
    assert refused.value.code == "artifact.changed"
    file.unlink()
    found_at(project.registry, project.artifacts, "evidence ")
    with pytest.raises(AssayError, match=stored) as refused:
        back_up(project, tmp_path / "b.zip")
    assert refused.value.code == "artifact.missing"


def test_nothing_is_restored_over_what_is_there(
    make_world: Callable[..., World], tmp_path: Path, empty_url: Callable[[str], str]
) -> None:
    project = make_world().project
    back_up(project, tmp_path / "b.zip")
    before = content(project)
    with pytest.raises(AssayError) as refused:
        restore(tmp_path / "b.zip", project.path)
    assert refused.value.code == "restore.folder"
    url = empty_url("postgresql")
    restore(tmp_path / "b.zip", tmp_path / "one", url)
    with pytest.raises(AssayError) as refused:
        restore(tmp_path / "b.zip", tmp_path / "two", url)
    assert refused.value.code == "registry.not_empty"
    assert not (tmp_path / "two").exists()
    assert content(project) == before
    with pytest.raises(AssayError) as refused:
        back_up(project, tmp_path / "b.zip")
    assert refused.value.code == "file.exists"
