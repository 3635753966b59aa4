"""What happens to a version after its review, who may do it, and what the history says."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from registry.approvals import Decision, decide, submit, withdraw
from registry.audit_verify import verify
from registry.errors import AssayError
from registry.lifecycle import TRANSITIONS, VersionAction
from registry.project import Project
from registry.queries import version_view
from registry.right_of_use import in_force
from registry.standing import STEPS, take_step
from registry.tables import ModelVersion
from tests.registry.review.conftest import World
from tests.registry.review.deciding import graph_file


def approved(world: World) -> str:
    version = world.version()
    registry, artifacts = world.project.registry, world.project.artifacts
    request = submit(registry, artifacts, "ana", version)
    decide(registry, artifacts, "bea", request.id, Decision.APPROVE)
    return version


def step(world: World, who: str, version: str, action: str, reason: str = "because") -> str:
    return take_step(
        world.project.registry, world.project.artifacts, who, version, action, reason
    ).state


def counts(project: Project, version: str) -> bool:
    with project.registry.read() as session:
        return in_force(session, project.artifacts, session.get_one(ModelVersion, version))


def test_anyone_suspends_and_only_a_stranger_reinstates(world: World) -> None:
    version = approved(world)
    assert step(world, "ana", version, "suspend") == "suspended"
    assert not counts(world.project, version)
    with pytest.raises(AssayError) as refused:
        step(world, "ana", version, "reinstate")
    assert refused.value.code == "approval.contributor"
    assert step(world, "carl", version, "reinstate") == "approved"
    assert counts(world.project, version)


def test_a_version_with_a_changed_file_is_not_reinstated(world: World) -> None:
    version = approved(world)
    step(world, "bea", version, "suspend")
    graph_file(world, version).unlink()
    with pytest.raises(AssayError) as refused:
        step(world, "bea", version, "reinstate")
    assert refused.value.code == "manifest.file"
    assert world.state(version) == "suspended"


def test_a_revoked_version_stays_so(world: World) -> None:
    version = approved(world)
    with pytest.raises(AssayError) as refused:
        step(world, "ana", version, "revoke")
    assert refused.value.code == "approval.contributor"
    assert step(world, "dora", version, "revoke") == "revoked"
    for one in STEPS:
        with pytest.raises(AssayError) as final:
            step(world, "dora", version, one.action)
        assert final.value.code == "lifecycle.illegal"
    assert not counts(world.project, version)


def test_its_keepers_retire_and_archive_a_version(world: World) -> None:
    version = approved(world)
    with pytest.raises(AssayError) as refused:
        step(world, "dora", version, "retire")
    assert refused.value.code == "standing.keeper"
    assert step(world, "ana", version, "retire") == "retired"
    assert step(world, "root", version, "archive") == "archived"


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 4001])
def test_no_step_without_a_reason(world: World, reason: str) -> None:
    version = approved(world)
    with pytest.raises(AssayError) as refused:
        step(world, "bea", version, "suspend", reason)
    assert refused.value.code == "standing.reason"


def test_what_a_review_decides_is_no_step_of_its_own(world: World) -> None:
    version = approved(world)
    for action in set(VersionAction) - {one.action for one in STEPS}:
        with pytest.raises(AssayError) as refused:
            step(world, "root", version, action)
        assert refused.value.code == "standing.action"


def test_a_forged_row_takes_no_step(world: World) -> None:
    version = world.version()
    with world.project.registry.write_engine.begin() as connection:
        connection.execute(
            text("UPDATE model_version SET state = 'approved' WHERE id = :key"), {"key": version}
        )
    with pytest.raises(AssayError) as refused:
        step(world, "bea", version, "suspend")
    assert refused.value.code == "record.tampered"


def test_asking_for_changes_closes_the_request_with_the_reason(world: World) -> None:
    registry, artifacts = world.project.registry, world.project.artifacts
    request = submit(registry, artifacts, "ana", world.version())
    with pytest.raises(AssayError) as silent:
        decide(registry, artifacts, "bea", request.id, Decision.REQUEST_CHANGES)
    assert silent.value.code == "approval.comment"
    closed = decide(registry, artifacts, "bea", request.id, "request_changes", "Add a group table")
    assert closed.status == "changes_requested"
    assert closed.decisions[0].comment == "Add a group table"
    assert world.state(request.version_id) == "changes_requested"


def test_who_asked_takes_a_request_back(world: World) -> None:
    registry, artifacts = world.project.registry, world.project.artifacts
    request = submit(registry, artifacts, "ana", world.version())
    for who in ("bea", "root"):
        with pytest.raises(AssayError) as refused:
            withdraw(registry, who, request.id, "no")
        assert refused.value.code == "approval.not_requester"
    assert withdraw(registry, "ana", request.id, "Wrong data").status == "withdrawn"
    assert world.state(request.version_id) == "withdrawn"
    with pytest.raises(AssayError) as closed:
        withdraw(registry, "ana", request.id, "again")
    assert closed.value.code == "request.closed"


def test_the_history_holds_every_move_and_the_log_vouches_for_it(world: World) -> None:
    version = approved(world)
    for who, action in (("carl", "suspend"), ("bea", "reinstate"), ("ana", "retire")):
        step(world, who, version, action, f"{who} says so")
    with world.project.registry.read() as session:
        changes = version_view(session, session.get_one(ModelVersion, version)).changes
    assert [(one.source, one.target) for one in changes] == [
        ("candidate", "in_review"),
        ("in_review", "approved"),
        ("approved", "suspended"),
        ("suspended", "approved"),
        ("approved", "retired"),
    ]
    assert [one.principal for one in changes] == ["ana", "bea", "carl", "bea", "ana"]
    assert changes[2].reason == "carl says so"
    legal = {(move.source.value, move.target.value) for move in TRANSITIONS}
    assert {(one.source, one.target) for one in changes} <= legal
    assert verify(world.project.registry, world.project.artifacts).passed
