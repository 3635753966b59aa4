"""Whether a version may be used now: what a verification, an export and a bundle say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.workflows.standing import Standing, standing_now, standing_of, use_warnings
from engine.workflows.verify import usable
from registry import administration, approvals, emergency
from registry.project import Project
from registry.tables import ModelVersion
from registry.withdrawals import withdraw_data
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.using import approved, sibling, step


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with Project.create(tmp_path / "p", "root") as project:
        made = World(project)
        for name in ("ana", *made.reviewers):
            add_people(project.registry, "root", name)
        yield made


def in_review(world: World) -> str:
    version = world.version()
    approvals.submit(world.project.registry, world.project.artifacts, "ana", version)
    return version


def taken(action: str) -> Callable[[World], str]:
    def make(world: World) -> str:
        version = approved(world)
        step(world, "bea", version, action)
        return version

    return make


def revoked_elsewhere(world: World) -> str:
    first = approved(world)
    second = approved(world, sibling(world, first))
    step(world, "bea", first, "revoke")
    return second


def withdrawn(world: World) -> str:
    version = approved(world)
    withdraw_data(world.project.registry, "ana", "people1", "no consent")
    return version


NOT_NOW: dict[str, tuple[Callable[[World], str], str, str]] = {
    "draft": (lambda world: world.version(state="draft"), "draft, not approved", "Train again"),
    "candidate": (lambda world: world.version(), "candidate, not approved", "Submit it"),
    "in review": (in_review, "in review, not approved", "Wait until"),
    "suspended": (taken("suspend"), "suspended, not approved", "reinstated"),
    "revoked": (taken("revoke"), "revoked, not approved", "Use another version"),
    "revoked under another number": (
        revoked_elsewhere,
        "The same content was revoked as income1/1.",
        "Use another version",
    ),
    "withdrawn data": (withdrawn, "no consent.", "Use other data"),
}


def standing(world: World, version: str) -> Standing:
    return standing_now(world.project, version)


@pytest.mark.parametrize("case", NOT_NOW)
def test_what_may_not_be_used_says_why_and_what_to_do(world: World, case: str) -> None:
    make, why, what_to_do = NOT_NOW[case]
    found = standing(world, make(world))
    check = usable(found)
    assert not check.passed
    assert why in check.detail and what_to_do in check.detail
    (warning,) = use_warnings(found)
    assert warning.startswith(f"{found.label} may not be used now")
    assert check.detail in warning


def test_an_approval_whose_time_ran_out_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = approved(world)
    found = standing(world, version)
    assert usable(found).passed and use_warnings(found) == ()
    monkeypatch.setattr("registry.pinned.expiry", lambda policy, closed: closed)
    check = usable(standing(world, version))
    assert not check.passed and "ran out" in check.detail


def test_an_emergency_use_passes_and_is_told_with_its_end(world: World) -> None:
    version = world.version()
    registry = world.project.registry
    act = emergency.break_glass(registry, "bea", version, hours=2, reason="an outage")
    assert not usable(standing(world, version)).passed
    administration.settle(registry, "ana", act.id, agree=True)
    found = standing(world, version)
    assert found.emergency_until is not None
    end = f"EMERGENCY USE until {found.emergency_until:%Y-%m-%d %H:%M} UTC, not approved"
    assert usable(found).passed and end in usable(found).detail
    (warning,) = use_warnings(found)
    assert end in warning


def test_of_versions_of_one_graph_the_one_counts_that_the_file_names(world: World) -> None:
    first = approved(world)
    second = sibling(world, first)
    with world.project.registry.read() as session:
        digest = session.get_one(ModelVersion, first).graph_digest or ""

    def found(named: str | None) -> str | None:
        standing = standing_of(world.project, digest, named)
        return None if standing is None else standing.version

    assert [found(name) for name in (first, second, None, "another")] == [
        first, second, first, first,
    ]  # fmt: skip
    step(world, "bea", first, "suspend")
    suspended = standing_of(world.project, digest, first)
    assert suspended is not None and suspended.fault is not None
    assert "suspended" in suspended.fault.message
