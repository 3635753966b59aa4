"""Checkpoints against what is done to the log behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.checkpoint import Checkpoint
from registry.database import Registry
from registry.errors import AssayError
from tests.registry.tampering import found_at, places, read

Attack = Callable[..., None]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE audit_checkpoint SET root = previous_root", "audit_checkpoint"),
        ("UPDATE audit_checkpoint SET previous_root = root", "audit_checkpoint"),
        ("UPDATE audit_checkpoint SET size = 3 WHERE size = 5", "audit_checkpoint"),
        ("UPDATE audit_checkpoint SET size = 50 WHERE size = 5", "audit_checkpoint"),
        ("UPDATE audit_checkpoint SET log = 'other'", "audit_checkpoint"),
        ("DELETE FROM audit_checkpoint", "log_head"),
        ("DELETE FROM log_head", "log_head"),
        ("UPDATE log_head SET size = 7", "log_head"),
        ("UPDATE log_head SET last_hash = 'x'", "log_head"),
        ("UPDATE log_head SET log = 'x'", "audit_event 1"),
    ],
)
def test_a_changed_checkpoint_or_head_is_found(
    registry: Registry,
    artifacts: ArtifactStore,
    log: int,
    attack: Attack,
    *,
    change: str,
    place: str,
) -> None:
    attack(change)
    found_at(registry, artifacts, place)


@pytest.mark.parametrize(
    "change",
    [
        *(
            f"UPDATE audit_event SET event_hash = (SELECT previous_hash FROM audit_event WHERE "
            f"sequence = 1) WHERE sequence = {sequence}"
            for sequence in (5, 6, 8)
        ),
        "UPDATE audit_event SET payload_hash = event_hash, payload = :payload WHERE sequence = 7",
        "UPDATE audit_event SET previous_hash = event_hash WHERE sequence = 8",
        "DELETE FROM audit_event WHERE sequence = 7",
        "DELETE FROM audit_event WHERE sequence = 8",
        "UPDATE audit_checkpoint SET frontier = NULL, root = previous_root WHERE size = 5",
        "UPDATE audit_checkpoint SET frontier = root WHERE size = 5",
        "UPDATE audit_checkpoint SET frontier = 'no hex' WHERE size = 5",
        "DELETE FROM audit_checkpoint",
    ],
)
def test_a_checkpoint_is_not_made_over_events_that_do_not_continue_the_last(
    registry: Registry, log: int, attack: Attack, change: str
) -> None:
    attack(change, **({"payload": b"{}"} if ":payload" in change else {}))
    with pytest.raises(AssayError) as refused:
        registry.checkpoint()
    assert refused.value.code == "audit.inconsistent"


def test_a_checkpoint_goes_on_from_what_was_signed_whatever_the_stored_past_says_now(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack
) -> None:
    """Its root is that of the events as they were; that the past was changed, verifying finds."""
    attack(
        "UPDATE audit_event SET event_hash = (SELECT previous_hash FROM audit_event WHERE "
        "sequence = 1) WHERE sequence = 3"
    )
    made = registry.checkpoint()
    assert made.size == log
    found_at(registry, artifacts, "audit_event 3")
    found_at(registry, artifacts, "audit_checkpoint")


def cut(attack: Attack, size: int, last: str) -> None:
    """Cut the log's end off and make everything inside the registry agree."""
    attack(
        f"DELETE FROM audit_event WHERE sequence > {size}",
        f"DELETE FROM audit_checkpoint WHERE size > {size}",
        f"UPDATE log_head SET size = {size}, last_hash = '{last}'",
    )


def test_a_cut_off_end_shows_against_a_pinned_checkpoint_alone(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack, tmp_path: Path
) -> None:
    ((last,),) = read(registry, "SELECT event_hash FROM audit_event WHERE sequence = 6")
    early = Checkpoint(**dict_of_checkpoint(registry, 5))
    with registry.transact("ada", "test.note", {"n": 9}, checkpoint=True):
        pass
    pinned = registry.checkpoint()
    pinned.to_file(tmp_path / "pinned.json")
    cut(attack, 6, str(last))
    attack("UPDATE log_head SET checkpoint_size = 5")
    assert verify(registry, artifacts).passed
    assert verify(registry, artifacts, early).passed
    report = verify(registry, artifacts, Checkpoint.from_file(tmp_path / "pinned.json"))
    assert [finding.place for finding in report.findings] == ["pinned checkpoint (at 9 events)"], (
        places(report)
    )
    # Growing the log again past the pinned size does not hide it.
    for number in range(5):
        with registry.transact("ada", "test.note", {"n": number}):
            pass
    assert verify(registry, artifacts).passed
    assert not verify(registry, artifacts, pinned).passed


def dict_of_checkpoint(registry: Registry, size: int) -> dict[str, str | int]:
    ((log, root, previous),) = read(
        registry,
        "SELECT log, root, previous_root FROM audit_checkpoint WHERE size = :size",
        size=size,
    )
    return {
        "log": str(log), "size": size, "root": str(root), "previous_root": str(previous), "at": "",
    }  # fmt: skip


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"root": 1}')
    for name in ("a.json", "none.json"):
        with pytest.raises(AssayError) as refused:
            Checkpoint.from_file(tmp_path / name)
        assert refused.value.code == "checkpoint.read"
