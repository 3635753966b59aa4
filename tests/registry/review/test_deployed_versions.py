"""What becomes of deployments when the approval of their version ends, or never was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from registry import deployments, validity
from registry.tables import (
    ModelVersion,
    RegisteredModel,
    utcnow,
)
from registry.use_queries import deployments as listed
from tests.registry.review.conftest import World
from tests.registry.review.deciding import graph_file
from tests.registry.review.using import (
    approved,
    deploy,
    move,
    pause,
    point,
    refused,
    resume,
    seen,
    step,
)


def test_only_a_version_in_force_with_whole_files_is_deployed(world: World) -> None:
    refused(lambda: deploy(world, world.version()), "use.refused")
    forged = world.version()
    world.attack("UPDATE model_version SET state = 'approved' WHERE id = :id", id=forged)
    refused(lambda: deploy(world, forged), "record.tampered")
    version = approved(world)
    pending = deploy(world, version)
    graph_file(world, version).write_bytes(b"other")
    refused(lambda: deploy(world, version, to="staging"), "manifest.file")
    refused(lambda: move(world, pending.id, "activate"), "manifest.file")
    with world.project.registry.read() as session:
        assert [one.state for one in listed(session)] == ["pending"]


def test_a_version_that_was_written_to_be_approved_with_a_decision_is_not_deployed(
    world: World,
) -> None:
    version = world.version()
    world.attack(
        "UPDATE model_version SET state = 'approved', frozen = :yes WHERE id = :id",
        id=version, yes=True,
    )  # fmt: skip
    refused(lambda: deploy(world, version), "record.tampered")
    refused(lambda: point(world, version), "record.tampered")


@pytest.mark.parametrize(
    ("action", "who"), [("suspend", "ana"), ("revoke", "carl"), ("retire", "ana")]
)
def test_a_version_that_leaves_approval_suspends_its_deployments_at_once(
    world: World, action: str, who: str
) -> None:
    version = approved(world)
    active, pending = deploy(world, version), deploy(world, version, to="staging")
    ended = move(world, deploy(world, version, to="test").id, "end")
    move(world, active.id, "activate")
    step(world, who, version, action, "a fault")
    for key, state in ((active.id, "active"), (pending.id, "pending")):
        view = seen(world, key)
        assert (view.state, view.serving) == (state, False)
        assert "a fault" in view.suspended_reason
        assert (view.changes[-1].action, view.changes[-1].principal) == ("suspend", who)
    assert seen(world, ended.id).changes[-1].action == "end"
    refused(lambda: move(world, pending.id, "activate"), "use.refused")
    if action == "suspend":
        step(world, "carl", version, "reinstate", "mended")
        assert seen(world, active.id).serving
        assert seen(world, active.id).changes[-1].action == "lift"
    else:
        move(world, active.id, "drain")
        move(world, active.id, "end")
        move(world, pending.id, "end")


def test_what_a_person_paused_stays_paused_when_the_version_is_reinstated(world: World) -> None:
    version = approved(world)
    view = move(world, deploy(world, version).id, "activate")
    refused(lambda: pause(world, view.id, reason=" "), "deployment.reason")
    assert not pause(world, view.id).serving
    refused(lambda: pause(world, view.id), "deployment.state")
    step(world, "ana", version, "suspend")
    step(world, "carl", version, "reinstate")
    assert (seen(world, view.id).paused_reason, seen(world, view.id).serving) == ("night", False)
    assert resume(world, view.id).serving
    refused(lambda: resume(world, view.id), "deployment.state")


def test_a_resumed_deployment_of_a_suspended_version_does_not_serve(world: World) -> None:
    version = approved(world)
    view = move(world, deploy(world, version).id, "activate")
    pause(world, view.id)
    step(world, "ana", version, "suspend")
    assert not resume(world, view.id).serving


def test_a_deployment_does_not_serve_once_its_approval_ran_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from registry import approvals

    file = world.project.path / "short.yaml"
    file.write_text(
        "{name: short, version: 1, description: d, requires_key: false, valid_days: 1, "
        "stages: [{name: review}], rules: [{type: parity_passed}]}"
    )
    registry, artifacts = world.project.registry, world.project.artifacts
    version = world.version()
    request = approvals.submit(registry, artifacts, "root", version, policy=str(file))
    approvals.decide(registry, artifacts, "bea", request.id, "approve")
    view = move(world, deploy(world, version).id, "activate")
    late = utcnow() + timedelta(days=2)
    monkeypatch.setattr("registry.pinned.utcnow", lambda: late)
    assert not seen(world, view.id).serving
    validity.expire(registry, "dora", now=late)
    assert "expired" in seen(world, view.id).suspended_reason


def test_a_version_that_is_stopped_while_it_is_deployed_is_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = approved(world)
    monkeypatch.setattr(
        deployments, "verify_files", lambda *_: step(world, "carl", version, "suspend")
    )
    refused(lambda: deploy(world, version), "use.refused")


def test_the_model_is_not_touched_by_its_deployment(world: World) -> None:
    version = approved(world)
    deploy(world, version)
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        assert session.get_one(RegisteredModel, row.model_id).name == "income1"
        assert (row.state, row.frozen) == ("approved", True)
