"""Anchors outside show what was changed inside: files, Git tags, and another Assay's signature."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from registry.anchors import (
    AnchorStanding,
    anchor_in_git,
    anchor_to_file,
    check_anchors,
    list_anchors,
    receive,
)
from registry.audit_verify import verify
from registry.cosigning import CosignRequest, Receipt, cosign, cosign_request
from registry.enrolment import add_principal, enrol_log_key
from registry.errors import AssayError
from registry.git_tags import newest_tag
from registry.log_key import read_log_keys, write_log_key
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey, fingerprint, from_text
from registry.small_file import read_small


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Project]:
    """A project of ada's with a few events."""
    with Project.create(tmp_path / "ours", "ada") as project:
        grow(project)
        yield project


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Project]:
    """Another project, whose Assay cosigns."""
    with Project.create(tmp_path / "theirs", "wim") as project:
        yield project


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A Git repository with one commit and a hook that must not run."""
    folder = tmp_path / "repository"
    folder.mkdir()
    for command in (
        ["git", "init", "-q"],
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "--allow-empty",
         "-m", "first"],
    ):  # fmt: skip
        subprocess.run(command, cwd=folder, check=True)
    hook = folder / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    return folder


def grow(project: Project, events: int = 3) -> None:
    for number in range(events):
        with project.registry.transact(project.settings.principal, "test.note", {"n": number}):
            pass


def standings(project: Project) -> list[AnchorStanding]:
    with project.registry.read() as session:
        return [one.standing for one in check_anchors(session)]


def refused(code: str) -> pytest.RaisesExc[AssayError]:
    return pytest.raises(AssayError, check=lambda error: error.code == code)


def test_a_file_outside_agrees_until_it_says_something_else(ours: Project, tmp_path: Path) -> None:
    file = tmp_path / "anchor.json"
    made = anchor_to_file(ours.registry, "ada", file, ours.path)
    grow(ours)
    report = verify(ours.registry, ours.artifacts)
    assert report.passed
    assert [one.standing for one in report.anchors] == [AnchorStanding.AGREES]
    with ours.registry.read() as session:
        assert [(one.place, one.size) for one in list_anchors(session)] == [(str(file), made.size)]
    file.write_text(file.read_text().replace(made.root, "0" * 64))
    report = verify(ours.registry, ours.artifacts)
    assert [one.standing for one in report.anchors] == [AnchorStanding.DIFFERS]
    assert not report.passed


@pytest.mark.parametrize("how", ["gone", "folder", "garbage", "pipe", "huge"])
def test_an_anchor_that_cannot_be_read_is_told_and_no_finding(
    ours: Project, tmp_path: Path, how: str
) -> None:
    file = tmp_path / "anchor.json"
    anchor_to_file(ours.registry, "ada", file, ours.path)
    file.unlink()
    if how == "folder":
        file.mkdir()
    elif how == "garbage":
        file.write_bytes(b"\xff{")
    elif how == "pipe":
        os.mkfifo(file)
    elif how == "huge":
        with file.open("wb") as out:
            out.truncate(2**33)
    assert standings(ours) == [AnchorStanding.OUT_OF_REACH]
    assert verify(ours.registry, ours.artifacts).passed


def test_an_anchor_inside_the_project_is_refused(ours: Project) -> None:
    with refused("anchor.inside"):
        anchor_to_file(ours.registry, "ada", ours.path / "anchor.json", ours.path)


def test_a_rewritten_past_shows_against_what_was_anchored(ours: Project, tmp_path: Path) -> None:
    anchor_to_file(ours.registry, "ada", tmp_path / "anchor.json", ours.path)
    engine = create_engine(ours.registry.url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_event_no_update"))
        connection.execute(
            text("UPDATE audit_event SET event_hash = payload_hash WHERE sequence = 2")
        )
    engine.dispose()
    places = [one.place for one in verify(ours.registry, ours.artifacts).findings]
    assert any(place.startswith("external_anchor ") for place in places)


def test_a_tag_holds_the_checkpoint_and_runs_no_hook(
    ours: Project, repository: Path, tmp_path: Path
) -> None:
    made = anchor_in_git(ours.registry, "ada", repository)
    assert not (tmp_path / "ran").exists()
    assert standings(ours) == [AnchorStanding.AGREES]
    grow(ours)
    anchor_in_git(ours.registry, "ada", repository)
    with ours.registry.read() as session:
        log = session.connection().execute(text("SELECT log FROM log_head")).scalar_one()
    newest = newest_tag(repository, log)
    assert newest.size > made.size
    assert verify(ours.registry, ours.artifacts, newest).passed


def test_an_old_copy_put_back_shows_against_the_repository(
    ours: Project, repository: Path, tmp_path: Path
) -> None:
    database = Path(ours.registry.url.database or "")
    ours.close()
    shutil.copy(database, tmp_path / "old.db")
    grow(ours)
    anchor_in_git(ours.registry, "ada", repository)
    ours.close()
    shutil.copy(tmp_path / "old.db", database)
    for left in ("-wal", "-shm"):
        Path(f"{database}{left}").unlink(missing_ok=True)
    assert verify(ours.registry, ours.artifacts).passed
    with ours.registry.read() as session:
        log = session.connection().execute(text("SELECT log FROM log_head")).scalar_one()
    report = verify(ours.registry, ours.artifacts, newest_tag(repository, log))
    assert "an old copy was put back" in report.findings[0].message


@pytest.mark.parametrize("tag", ["-d", "a b", "a..b", "x.lock", "a/", "", "ä", "x" * 300])
def test_a_name_that_is_none_for_a_tag_is_refused(
    ours: Project, repository: Path, tag: str
) -> None:
    if not tag:
        anchor_in_git(ours.registry, "ada", repository, tag)  # the default name
        return
    with refused("git.tag"):
        anchor_in_git(ours.registry, "ada", repository, tag)


def test_a_repository_that_lacks_objects_fetches_nothing(
    ours: Project, repository: Path, tmp_path: Path
) -> None:
    """Git would run the program that the repository's own settings name for fetching."""
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository, capture_output=True, text=True, check=True
    ).stdout.strip()
    for setting in (
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", str(repository)),
        ("remote.origin.promisor", "true"),
        ("remote.origin.uploadpack", f"touch {tmp_path}/fetched; false"),
        ("protocol.file.allow", "always"),
        ("protocol.allow", "always"),
    ):
        subprocess.run(["git", "config", *setting], cwd=repository, check=True)
    (repository / ".git" / "objects" / head[:2] / head[2:]).unlink()
    with refused("git.repository"):
        anchor_in_git(ours.registry, "ada", repository)
    assert not (tmp_path / "fetched").exists()


def test_the_place_of_a_forged_record_is_not_looked_at(ours: Project, tmp_path: Path) -> None:
    anchor_to_file(ours.registry, "ada", tmp_path / "anchor.json", ours.path)
    engine = create_engine(ours.registry.url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER external_anchor_no_update"))
        connection.execute(text("UPDATE external_anchor SET place = '/dev/zero'"))
    engine.dispose()
    assert standings(ours) == [AnchorStanding.DIFFERS]


def test_what_is_no_repository_is_refused(ours: Project, tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", tmp_path):
        with refused("git.repository"):
            anchor_in_git(ours.registry, "ada", place)
    with ours.registry.read() as session:
        assert list_anchors(session) == ()


def test_who_may_only_view_anchors_nothing(ours: Project, tmp_path: Path) -> None:
    add_principal(ours.registry, "ada", "vic", roles=("viewer",))
    with refused("role.missing"):
        anchor_to_file(ours.registry, "vic", tmp_path / "a.json", ours.path)


def test_a_log_that_grows_is_cosigned_again_and_again(ours: Project, theirs: Project) -> None:
    for place in range(3):
        request = cosign_request(ours.registry)
        receipt, seen = cosign(theirs.registry, "wim", request)
        assert seen == (place > 0)
        receive(ours.registry, "ada", receipt)
        grow(ours, 7)
    assert standings(ours) == [AnchorStanding.AGREES] * 3
    assert verify(ours.registry, ours.artifacts).passed
    assert verify(theirs.registry, theirs.artifacts).passed


def test_the_same_checkpoint_gets_the_same_receipt(ours: Project, theirs: Project) -> None:
    request = cosign_request(ours.registry)
    first, _ = cosign(theirs.registry, "wim", request)
    assert cosign(theirs.registry, "wim", request) == (first, True)


def test_a_rollback_is_refused(ours: Project, theirs: Project) -> None:
    old = cosign_request(ours.registry)
    grow(ours)
    cosign(theirs.registry, "wim", cosign_request(ours.registry))
    with refused("cosign.rollback"):
        cosign(theirs.registry, "wim", old)


def test_a_fork_is_refused(ours: Project, theirs: Project, tmp_path: Path) -> None:
    ours.close()
    shutil.copytree(ours.path, tmp_path / "copy")
    grow(ours, 2)
    request = cosign_request(ours.registry)
    receipt, _ = cosign(theirs.registry, "wim", request)
    with Project.open(tmp_path / "copy") as copy:
        grow(copy, 2)
        forked = cosign_request(copy.registry)
        assert forked.checkpoint.size == request.checkpoint.size
        with refused("cosign.fork"):
            cosign(theirs.registry, "wim", forked)
        with refused("cosign.unknown_checkpoint"):
            receive(copy.registry, "ada", receipt)
        grow(copy, 5)
        longer = cosign_request(copy.registry)
        lie = longer.model_copy(
            update={"since": request.checkpoint.size, "consistency": ("0" * 64,) * 3}
        )
        with refused("cosign.fork"):
            cosign(theirs.registry, "wim", lie)
        with refused("cosign.proof"):
            cosign(theirs.registry, "wim", longer)


def test_another_key_is_refused_until_its_fingerprint_was_told(
    ours: Project, theirs: Project
) -> None:
    receipt, _ = cosign(theirs.registry, "wim", cosign_request(ours.registry))
    receive(ours.registry, "ada", receipt)
    key = PrivateKey.generate()
    write_log_key(ours.path, key)
    ours.registry.log_signers = read_log_keys(ours.path)
    enrol_log_key(ours.registry, "ada", key)
    request = cosign_request(ours.registry)
    assert fingerprint(from_text(request.public_key)) == key.fingerprint
    with refused("cosign.key"):
        cosign(theirs.registry, "wim", request)
    with refused("cosign.key"):
        cosign(theirs.registry, "wim", request, "0" * 64)
    assert cosign(theirs.registry, "wim", request, key.fingerprint[:20])[1]


def test_a_request_or_receipt_that_was_changed_is_refused(ours: Project, theirs: Project) -> None:
    request = cosign_request(ours.registry)
    longer = request.checkpoint.model_copy(update={"size": request.checkpoint.size + 1})
    with refused("cosign.signature"):
        cosign(theirs.registry, "wim", request.model_copy(update={"checkpoint": longer}))
    receipt, _ = cosign(theirs.registry, "wim", request)
    with refused("cosign.signature"):
        receive(ours.registry, "ada", receipt.model_copy(update={"at": "2030-01-01T00:00:00Z"}))
    with refused("cosign.own_log"):
        cosign(ours.registry, "ada", request)
    with refused("cosign.other_log"):
        receive(theirs.registry, "wim", receipt)


def test_a_pipe_or_a_device_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, Path("/dev/zero")):
        with refused("cosign.file"):
            Receipt.from_file(place)
        with pytest.raises(ValueError, match="no regular file"):
            read_small(place, 10)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b"{" * 5000, b"x" * 300_000])
def test_a_file_that_is_no_request_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "request.json"
    file.write_bytes(content)
    with refused("cosign.file"):
        CosignRequest.from_file(file)
    with refused("cosign.file"):
        Receipt.from_file(file)


def test_a_file_that_is_there_already_is_refused_without_an_option_that_there_is_not(
    ours: Project, tmp_path: Path
) -> None:
    file = tmp_path / "there.json"
    file.write_text("{}")
    with pytest.raises(AssayError) as refused:
        anchor_to_file(ours.registry, "ada", file, ours.path)
    assert refused.value.code == "file.exists"
    assert "--force" not in refused.value.hint
    assert "assay audit anchors" in refused.value.hint
