"""Deployments: their own states, the guards at each step, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import select

from registry import deployments, withdrawals
from registry.audit_verify import verify
from registry.deployment_states import (
    DEPLOYMENT_TRANSITIONS,
    DEPLOYMENTS,
    DeploymentAction,
    DeploymentState,
)
from registry.errors import AssayError
from registry.lineage import lineage
from registry.queries import request_view, version_view
from registry.roles import RIGHTS, Right, Role
from registry.tables import (
    ApprovalRequest,
    AuditCheckpoint,
    AuditEvent,
    DatasetSnapshot,
    ModelVersion,
)
from registry.version_list import model_page
from registry.views.use import DeploymentView, PlaceView
from tests.registry.review.conftest import World
from tests.registry.review.using import (
    approved,
    bound,
    deploy,
    move,
    pause,
    point,
    refused,
    resume,
    seen,
    sibling,
    step,
)


def test_the_table_is_the_one_of_the_design_and_a_request_can_be_dropped() -> None:
    arrows = {(one.source.value, one.target.value) for one in DEPLOYMENT_TRANSITIONS}
    assert arrows == {
        ("pending", "active"), ("active", "draining"), ("draining", "ended"), ("pending", "ended"),
    }  # fmt: skip


@pytest.mark.parametrize("state", list(DeploymentState))
@pytest.mark.parametrize("action", list(DeploymentAction))
def test_what_is_not_in_the_table_is_refused(
    state: DeploymentState, action: DeploymentAction
) -> None:
    targets = [one.target for one in DEPLOYMENTS.possible(state) if one.action == action]
    if targets:
        assert DEPLOYMENTS.target(state, action) == targets[0]
        return
    error = refused(lambda: DEPLOYMENTS.target(state, action), "lifecycle.illegal")
    assert "deployment" in error.message
    assert all(str(one.action) in error.hint for one in DEPLOYMENTS.possible(state))


def test_a_deployment_goes_its_way_and_leaves_the_version_as_it_is(world: World) -> None:
    version = approved(world)
    view = deploy(world, version)
    assert (view.state, view.serving, view.basis) == ("pending", False, "approval")
    assert move(world, view.id, "activate").serving
    assert move(world, view.id, "drain").serving
    ended = move(world, view.id, "end")
    assert (ended.state, ended.serving) == ("ended", False)
    assert [(one.action, one.source, one.target) for one in ended.changes] == [
        ("request", "", "pending"),
        ("activate", "pending", "active"),
        ("drain", "active", "draining"),
        ("end", "draining", "ended"),
    ]
    assert world.state(version) == "approved"
    for action in ("activate", "drain", "end"):
        refused(lambda action=action: move(world, view.id, action), "lifecycle.illegal")
    refused(lambda: pause(world, view.id), "deployment.state")
    refused(lambda: move(world, view.id, "run"), "lifecycle.unknown")
    assert verify(world.project.registry, world.project.artifacts).passed


def test_each_move_is_followed_by_a_checkpoint(world: World) -> None:
    view = deploy(world, approved(world))
    for act in (
        lambda: move(world, view.id, "activate"),
        lambda: pause(world, view.id),
        lambda: resume(world, view.id),
        lambda: move(world, view.id, "drain"),
        lambda: move(world, view.id, "end"),
    ):
        act()
        with world.project.registry.read() as session:
            sizes = session.exec(select(AuditCheckpoint.size)).all()
            events = session.exec(select(AuditEvent.sequence)).all()
        assert max(sizes) == max(events)


def test_the_policy_is_evaluated_at_request_and_activation_and_the_verdict_kept(
    world: World,
) -> None:
    version = approved(world)
    view = move(world, deploy(world, version).id, "activate")
    verdicts = [one.evaluation for one in view.changes]
    assert [one is not None and one.moment for one in verdicts] == ["deployment", "deployment"]
    assert all(one is not None and one.verdict == "passed" and one.rules for one in verdicts)
    with world.project.registry.read() as session:
        request = request_view(session, session.exec(select(ApprovalRequest)).one())
    assert [one.moment for one in request.evaluations] == [
        "submission", "approval", "deployment", "deployment",
    ]  # fmt: skip
    after = move(world, view.id, "drain").changes[-1]
    assert after.evaluation is None


def test_a_version_that_its_policy_would_fail_now_is_not_deployed(world: World) -> None:
    rival = approved(world)
    registry, artifacts = world.project.registry, world.project.artifacts
    from registry import approvals

    policy = world.project.path / "champion.yaml"
    policy.write_text(
        "{name: rival, version: 1, description: d, requires_key: false, "
        "stages: [{name: review}], rules: [{type: parity_passed}, {type: not_worse_than_champion, "
        "task: binary, metric: roc_auc}]}"
    )
    weak = dict(roc_auc_evidence("0.80"))
    version = world.version(evidence=weak)
    request = approvals.submit(registry, artifacts, "root", version, policy=str(policy))
    approvals.decide(registry, artifacts, "bea", request.id, "approve")
    pending = deploy(world, version)
    # A better version of the same model comes to be its champion.
    with registry.transact("root", "model.merged") as session:
        better = session.get_one(ModelVersion, rival)
        better.model_id, better.number = session.get_one(ModelVersion, version).model_id, 2
        session.add(better)
    point(world, rival)
    error = refused(lambda: move(world, pending.id, "activate"), "policy.failed")
    assert "cannot be deployed" in error.message
    refused(lambda: deploy(world, version, to="staging"), "policy.failed")
    assert seen(world, pending.id).state == "pending"


def roc_auc_evidence(value: str) -> dict[str, Any]:
    return {
        "metrics": {
            "rows": 1000,
            "estimates": [
                {
                    "metric": "roc_auc", "value": value, "low": value, "high": value,
                    "higher_is_better": True,
                }
            ],
        },
        "parity": {"passed": True, "rows": 5000, "largest_difference": "1.4e-7"},
    }  # fmt: skip


@pytest.mark.parametrize("environment", ["", "Production", "a b", "1x", "x" * 65, "prod\n"])
def test_an_environment_has_a_plain_name(
    make_world: Callable[..., World], environment: str
) -> None:
    world = make_world()
    version = world.version()
    refused(lambda: deploy(world, version, to=environment), "deployment.environment")


@pytest.mark.parametrize(
    "endpoint",
    [
        "churn", "file:///etc/passwd", "https://", "https://ana:secret@host/x", "https://a b/",
        "javascript:alert(1)", "https://host:port/", "https://host\x1b[2J/",
        "https://h/" + "x" * 2000,
    ],
)  # fmt: skip
def test_an_endpoint_is_an_address_without_a_password(
    make_world: Callable[..., World], endpoint: str
) -> None:
    world = make_world()
    project, version = world.project, world.version()
    error = refused(
        lambda: deployments.request_deployment(
            project.registry, project.artifacts, "bea", version, "test", endpoint=endpoint
        ),
        "deployment.endpoint",
    )
    assert "secret" not in error.message


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://Host/", "https://host", True),
        ("HTTPS://host:443/a", "https://host./a", True),
        ("https://host/a/", "https://host/a", False),
        ("https://[", "https://", False),
        ("http://host:80", "http://host", True),
        ("https://host:80", "https://host", False),
        ("grpc://host:443", "grpc://host", False),
        ("https://host/A", "https://host/a", False),
        ("https://host/a?x=1", "https://host/a", False),
        ("https://[2001:DB8::1]:443/", "https://[2001:db8::1]", True),
        ("", "https://host", False),
    ],
)
def test_an_endpoint_is_one_however_it_is_spelt(one: str, other: str, same: bool) -> None:
    assert (deployments.same_endpoint(one) == deployments.same_endpoint(other)) is same


def test_one_place_is_asked_for_once(world: World) -> None:
    version = approved(world)
    first = deploy(world, version)
    refused(lambda: deploy(world, version), "deployment.exists")
    deploy(world, version, at="https://Host/")
    refused(lambda: deploy(world, version, at="https://host:443"), "deployment.exists")
    move(world, first.id, "end")
    deploy(world, version)
    deploy(world, approved(world, sibling(world, version)))
    with world.project.registry.read() as session:
        assert [one.environments for one in model_page(session).items[0].versions] == [
            (PlaceView(environment="production", state="pending"),)
        ] * 2
        shown = version_view(session, session.get_one(ModelVersion, version))
        assert [one.state for one in shown.deployments] == ["pending", "pending", "ended"]
        labels = {one.label for one in lineage(session, version).nodes}
    assert "production" in labels


def test_a_list_tells_where_a_version_must_not_serve_any_more(world: World) -> None:
    version = approved(world)
    view = deploy(world, version)
    move(world, view.id, "activate")

    def listed() -> tuple[str, tuple[PlaceView, ...]]:
        with world.project.registry.read() as session:
            (one,) = model_page(session).items[0].versions
            return one.data_withdrawn, one.environments

    def place(state: str) -> tuple[PlaceView, ...]:
        return (PlaceView(environment="production", state=state),)

    assert listed() == ("", place("active"))
    pause(world, view.id)
    assert listed() == ("", place("paused"))
    resume(world, view.id)
    with world.project.registry.read() as session:
        data = session.exec(select(DatasetSnapshot.id)).one()
    withdrawals.withdraw_data(world.project.registry, "ana", data, "consent gone")
    assert listed() == ("consent gone", place("suspended"))
    world.attack("UPDATE deployment SET suspended_reason = ''")
    assert listed() == ("consent gone", place("altered"))


def test_a_forged_deployment_serves_nobody_and_is_written_over_by_nobody(world: World) -> None:
    version = approved(world)
    view = deploy(world, version)
    world.attack("UPDATE deployment SET state = 'active'")
    assert (seen(world, view.id).state, seen(world, view.id).serving) == ("altered", False)
    refused(lambda: move(world, view.id, "drain"), "record.tampered")
    assert step(world, "ana", version, "suspend") == "suspended"


def test_of_two_who_activate_at_once_the_second_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = deploy(world, approved(world))
    hash_files = deployments.verify_files

    def meanwhile(*given: Any) -> None:
        monkeypatch.setattr(deployments, "verify_files", hash_files)
        move(world, view.id, "activate", "carl")

    monkeypatch.setattr(deployments, "verify_files", meanwhile)
    refused(lambda: move(world, view.id, "activate"), "lifecycle.illegal")
    assert len(seen(world, view.id).changes) == 2


def test_of_many_who_ask_and_move_at_once_one_does(world: World) -> None:
    version = approved(world)

    def outcome(act: Callable[[], DeploymentView]) -> str:
        try:
            return act().state
        except AssayError as error:
            return error.code

    def at_once(*acts: Callable[[], DeploymentView]) -> list[str]:
        with ThreadPoolExecutor(len(acts)) as pool:
            return sorted(pool.map(outcome, acts))

    asked = [lambda: deploy(world, version)] * 4
    assert at_once(*asked) == ["deployment.exists"] * 3 + ["pending"]
    with world.project.registry.read() as session:
        (one,) = version_view(session, session.get_one(ModelVersion, version)).deployments
    moved = at_once(lambda: move(world, one.id, "activate"), lambda: move(world, one.id, "end"))
    assert moved in (["active", "lifecycle.illegal"], ["ended", "lifecycle.illegal"])
    assert len(seen(world, one.id).changes) == 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_each_role_takes_just_the_steps_of_the_table(
    make_world: Callable[..., World], role: Role
) -> None:
    world = make_world()
    version = approved(world)
    first = deploy(world, version)
    second = move(world, deploy(world, version, to="staging").id, "activate")
    third = deploy(world, version, to="test")
    pause(world, third.id)
    bound(world, "carl", role)
    works: list[tuple[Right, Callable[[], object]]] = [
        (Right.PAUSE, lambda: pause(world, first.id, "carl")),
        (Right.DEPLOY, lambda: resume(world, third.id, "carl")),
        (Right.DEPLOY, lambda: deploy(world, version, "carl", "other")),
        (Right.DEPLOY, lambda: move(world, first.id, "activate", "carl")),
        (Right.DEPLOY, lambda: move(world, second.id, "drain", "carl")),
        (Right.DEPLOY, lambda: move(world, third.id, "end", "carl")),
    ]
    for right, work in works:
        if role in RIGHTS[right]:
            work()
        else:
            refused(work, "role.missing")
    assert {Role.VIEWER, Role.AUDITOR}.isdisjoint(RIGHTS[Right.DEPLOY] | RIGHTS[Right.PAUSE])
