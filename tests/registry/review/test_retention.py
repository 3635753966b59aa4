"""Legal holds, and collecting stored files that nothing names."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from registry import collect as collecting
from registry.administration import settle
from registry.audit_verify import verify
from registry.collect import collect
from registry.errors import AssayError
from registry.events import event_page
from registry.reports.parts import Section, Table
from registry.reports.report import build_report
from registry.resolve import resolve_version
from registry.retention import SCHEDULE, list_holds, place_hold, release_hold
from tests.registry.review.conftest import World


def stored(world: World, content: bytes, days: float) -> Path:
    """A stored file of an age that no record names."""
    digest = world.project.artifacts.put_bytes(content).sha256
    file = Path(world.project.artifacts.path_of(digest))
    aged(file, days)
    return file


def aged(file: Path, days: float) -> None:
    then = time.time() - days * 86400
    os.utime(file, (then, then))


def gather(world: World, actor: str = "root", **how: object) -> collecting.Collected:
    return collect(world.project.registry, world.project.artifacts, actor, **how)  # type: ignore[arg-type]


def refusal(code: str) -> object:
    return pytest.raises(AssayError, check=lambda error: error.code == code)


def test_only_old_files_that_no_record_names_are_collected(world: World) -> None:
    world.version()
    for file in (world.project.path / "artifacts").rglob("*"):
        if file.is_file():
            aged(file, 400)
    old, young = stored(world, b"old", 8), stored(world, b"young", 6)
    assert gather(world, dry_run=True).files == (old.name,)
    assert old.exists()
    done = gather(world)
    assert (done.files, done.bytes) == ((old.name,), 3)
    assert not old.exists()
    assert young.exists()
    with world.project.registry.read() as session:
        assert event_page(session).items[0].action == "artifacts.collected"
        size = event_page(session).items[0].sequence
    assert gather(world).files == ()
    with world.project.registry.read() as session:
        assert event_page(session).items[0].sequence == size
    assert verify(world.project.registry, world.project.artifacts).passed


def test_a_file_that_is_stored_again_or_recorded_meanwhile_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    again, recorded = stored(world, b"again", 30), stored(world, b'{"recorded":1}', 30)
    gone = stored(world, b"gone", 30)
    real = collecting._collect_batch

    def meanwhile(*arguments: object) -> object:
        world.project.artifacts.put_bytes(b"again")
        version = world.version()
        world.add_evidence(version, "ana", "note", {"recorded": 1})
        aged(recorded, 30)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "_collect_batch", meanwhile)
    assert gather(world).files == (gone.name,)
    assert again.exists()
    assert recorded.exists()
    assert verify(world.project.registry, world.project.artifacts).passed


def test_a_collection_that_fails_puts_its_files_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = stored(world, b"old", 30)
    real = collecting._set_aside

    def breaks(*arguments: object) -> int:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "_set_aside", breaks)
        with pytest.raises(KeyboardInterrupt):
            gather(world)
    assert file.read_bytes() == b"old"


def test_a_recorded_file_that_a_killed_collection_left_aside_is_put_back(world: World) -> None:
    digest = world.project.artifacts.put_bytes(b'{"recorded":1}').sha256
    world.add_evidence(world.version(), "ana", "note", {"recorded": 1})
    recorded = Path(world.project.artifacts.path_of(digest))
    recorded.rename(recorded.with_name(f".collected-{digest}"))
    unnamed = stored(world, b"gone", 30)
    unnamed = unnamed.rename(unnamed.with_name(f".collected-{unnamed.name}"))
    assert not verify(world.project.registry, world.project.artifacts).passed
    assert gather(world).files == (unnamed.name,)
    assert recorded.exists()
    assert not unnamed.exists()
    assert verify(world.project.registry, world.project.artifacts).passed


def test_collecting_is_refused_to_others_without_grace_and_under_hold(world: World) -> None:
    file = stored(world, b"old", 30)
    with refusal("role.missing"):
        gather(world, "ana")
    with refusal("collect.grace"):
        gather(world, grace=timedelta(hours=1))
    place_hold(world.project.registry, "root", "an inquiry")
    with refusal("hold.in_force"):
        gather(world)
    assert file.exists()


def test_a_hold_is_released_by_two_persons(world: World) -> None:
    registry = world.project.registry
    version = world.version()
    with refusal("role.missing"):
        place_hold(registry, "ana", "because")
    with refusal("hold.reason"):
        place_hold(registry, "root", "  ")
    with refusal("hold.kind"):
        place_hold(registry, "root", "because", kind="table", reference="x")
    with refusal("version.unknown"):
        place_hold(registry, "root", "because", kind="version", reference="none/1")
    hold = place_hold(registry, "root", "because", kind="version", reference="income1/1")
    assert hold.object == f"model_version {version}"
    act = release_hold(registry, "root", hold.id, "settled")
    assert act.status == "open"
    with refusal("administration.second_person"):
        settle(registry, "root", act.id, agree=True)
    with registry.read() as session:
        assert [one.id for one in list_holds(session, in_force=True)] == [hold.id]
    settle(registry, "bea", act.id, agree=True)
    with registry.read() as session:
        assert list_holds(session, in_force=True) == ()
        (done,) = list_holds(session)
    assert (done.released_by, done.released_reason) == ("bea", "settled")
    with refusal("hold.released"):
        release_hold(registry, "root", hold.id, "again")
    with refusal("role.missing"):
        release_hold(registry, "ana", place_hold(registry, "root", "b").id, "mine")
    assert verify(registry, world.project.artifacts).passed


def test_the_schedule_keeps_logs_six_months_and_documentation_ten_years() -> None:
    assert [one.months for one in SCHEDULE] == [6, 120]


def logging_section(world: World, version: str) -> Section:
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        report = build_report(session, world.project.artifacts, row, "ana")
    return report.sections[20]


def tables_of(section: Section) -> dict[str, Table]:
    return {block.title: block for block in section.blocks if isinstance(block, Table)}


def test_a_report_shows_the_schedule_and_the_holds_on_its_version(world: World) -> None:
    first, second = world.version(), world.version()
    before = logging_section(world, first)
    schedule = tables_of(before)["Retention schedule"]
    assert [row[1] for row in schedule.rows] == ["6 months", "120 months"]
    assert "Legal holds in force on this version" not in tables_of(before)
    registry = world.project.registry
    placed = place_hold(registry, "root", "Complaint 4711", kind="version", reference=first)
    place_hold(registry, "root", "Another matter", kind="version", reference=second)
    place_hold(registry, "root", "The inquiry")
    section = logging_section(world, first)
    held = tables_of(section)["Legal holds in force on this version"]
    assert [(row[0], row[2], row[3]) for row in held.rows] == [
        ("this version", "root", "Complaint 4711"),
        ("the whole project", "root", "The inquiry"),
    ]
    cited = [one for one in section.evidence if one.kind == "record of a legal hold"]
    assert [one.digest for one in cited] == list(held.sources)
    act = release_hold(registry, "root", placed.id, "Settled")
    settle(registry, "ana", act.id, agree=True)
    held = tables_of(logging_section(world, first))["Legal holds in force on this version"]
    assert [row[3] for row in held.rows] == ["The inquiry"]
