"""The log's own key: it signs every checkpoint, and is lost, revoked and replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlmodel import select

from registry import administration, enrolment, role_grants
from registry.checkpoint import Checkpoint
from registry.key_pins import KeyPins
from registry.log_key import write_log_key
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey, from_text
from registry.signing_keys import list_keys
from registry.tables import ApprovalDecision, AuditCheckpoint
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, findings, refused, submitted


def test_every_checkpoint_of_a_project_is_signed_by_the_logs_key(world: World) -> None:
    decide(world, "bea", submitted(world, world.version()))
    with world.project.registry.read() as session:
        rows = session.exec(select(AuditCheckpoint)).all()
        (log,) = [key for key in list_keys(session) if key.purpose == "log"]
    assert rows and all(row.envelope_json for row in rows)
    pinned = world.project.registry.checkpoint()
    (pin,) = KeyPins.of([log]).keys
    assert pinned.signed_by({pin.fingerprint: from_text(pin.public_key)}) == (pin.fingerprint,)
    changed = pinned.model_copy(update={"root": "0" * 64})
    assert changed.signed_by({pin.fingerprint: from_text(pin.public_key)}) == ()


def test_a_checkpoint_file_keeps_its_signature(world: World, tmp_path: Path) -> None:
    made = world.project.registry.checkpoint()
    assert made.envelope is not None
    made.to_file(tmp_path / "c.json")
    assert Checkpoint.from_file(tmp_path / "c.json") == made


def test_without_the_logs_key_no_checkpoint_is_made_and_nothing_is_written(world: World) -> None:
    request = submitted(world, world.version())
    world.project.registry.log_signers = (PrivateKey.generate(),)
    refused("log_key.missing", lambda: decide(world, "bea", request))
    assert findings(world) == []
    with world.project.registry.read() as session:
        assert session.exec(select(ApprovalDecision)).all() == []


def test_a_lost_log_key_is_revoked_and_another_takes_its_place(world: World) -> None:
    registry = world.project.registry
    (lost,) = registry.log_signers
    registry.log_signers = ()
    enrolment.revoke_key(registry, "root", lost.fingerprint, "the disk died")
    new = PrivateKey.generate()
    registry.log_signers = (new,)
    act = enrolment.enrol_log_key(registry, "root", new)
    administration.settle(registry, "ana", act.id, agree=True)
    assert registry.checkpoint().signed_by({new.fingerprint: new.public_key})
    assert findings(world) == []


def test_the_logs_key_is_not_its_makers_to_revoke(world: World) -> None:
    registry = world.project.registry
    (log,) = registry.log_signers
    assert enrolment.needs_signature_to_revoke(registry, "root", log.fingerprint)
    promoted = role_grants.promote(registry, "root", "ana")
    administration.settle(registry, "bea", promoted.id, agree=True)
    role_grants.demote(registry, "ana", "root", "another office")
    error = refused(
        "key.not_holder",
        lambda: enrolment.revoke_key(registry, "root", log.fingerprint, "mine"),
    )
    assert "It is the log's" in error.hint
    act = enrolment.revoke_key(registry, "ana", log.fingerprint, "the disk was copied")
    assert act.summary == f"revoke the key {log.fingerprint} of the log"


def test_a_log_key_that_a_project_holds_signs_after_it_is_opened_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "ana") as project:
        assert (tmp_path / "p" / "log.key").stat().st_mode & 0o077 == 0
        first = project.registry.checkpoint()
    with Project.open(tmp_path / "p") as project:
        with project.registry.transact("ana", "test.note", {"n": 1}, checkpoint=True):
            pass
        second = project.registry.checkpoint()
    assert first.envelope and second.envelope
    assert first.envelope.signatures[0].keyid == second.envelope.signatures[0].keyid
    (tmp_path / "p" / "log.key").write_text("{}")
    refused("log_key.broken", lambda: Project.open(tmp_path / "p"))


def test_a_log_key_or_a_checkpoint_that_could_not_be_written_whole_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.create(tmp_path / "p", "ana") as project:
        made = project.registry.checkpoint()
    made.to_file(tmp_path / "pinned.json")
    before = sorted(tmp_path.rglob("*"))

    def breaks(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", breaks)  # as the content goes to the disk
        for write in (
            lambda: write_log_key(tmp_path / "p", PrivateKey.generate()),
            lambda: made.to_file(tmp_path / "pinned.json"),
        ):
            with pytest.raises(KeyboardInterrupt):
                write()
    assert sorted(tmp_path.rglob("*")) == before
    assert Checkpoint.from_file(tmp_path / "pinned.json") == made
    Project.open(tmp_path / "p").close()
