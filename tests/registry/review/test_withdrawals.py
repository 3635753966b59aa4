"""Withdrawn data: who may say so, all that is stopped by it, and that it stays so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import select

from registry import administration, approvals, role_grants, withdrawals
from registry.audit_verify import verify
from registry.lineage import NodeKind, lineage
from registry.queries import request_view, version_view
from registry.reports.report import build_report
from registry.resolve import resolve_version
from registry.right_of_use import in_force
from registry.roles import Role
from registry.run_list import dataset_page
from registry.tables import (
    ApprovalRequest,
    AuditCheckpoint,
    AuditEvent,
    DatasetSnapshot,
    DatasetSource,
    DatasetWithdrawal,
    ModelVersion,
    PredictionBatch,
    Principal,
)
from registry.use_queries import aliases, deployments
from registry.withdrawals import BlastRadius, blast_radius
from registry.withdrawn import require_file_in_use, usable_dataset
from tests.registry.review.conftest import World
from tests.registry.review.using import (
    approved,
    bound,
    deploy,
    label,
    move,
    point,
    refused,
    sibling,
    step,
)


def withdraw(
    world: World, who: str = "ana", data: str = "people1", reason: str = "no consent"
) -> BlastRadius:
    return withdrawals.withdraw_data(world.project.registry, who, data, reason)


def scored(world: World, version: str) -> None:
    with world.project.registry.transact("ana", "batch.scored") as session:
        by = session.exec(select(Principal.id).where(Principal.name == "ana")).one()
        session.add(
            PredictionBatch(
                version_id=version, state="approved", source="new.csv", source_sha256="s",
                output="scored.csv", output_sha256="o", rows=3, created_by=by,
            )
        )  # fmt: skip


@pytest.fixture
def diamond(world: World) -> tuple[World, str, str, str]:
    """One snapshot, two runs, three versions, of which one each is approved, in review, new."""
    first = approved(world)
    second = sibling(world, first, same_run=True)
    third = sibling(world, first)
    point(world, first)
    point(world, third, "challenger")
    move(world, deploy(world, first).id, "activate")
    deploy(world, first, to="staging")
    scored(world, first)
    project = world.project
    approvals.submit(project.registry, project.artifacts, "ana", second)
    return world, first, second, third


def test_a_withdrawal_stops_all_that_was_made_from_the_data(
    diamond: tuple[World, str, str, str],
) -> None:
    world, first, second, third = diamond
    other = approved(world)
    with world.project.registry.read() as session:
        looked_at = blast_radius(session, "people1")
        size = max(session.exec(select(AuditEvent.sequence)).all())
    assert (looked_at.withdrawn_at, looked_at.reason) == (None, "")
    radius = withdraw(world)
    assert radius.model_dump(exclude={"reason", "withdrawn_at", "withdrawn_by"}) == (
        looked_at.model_dump(exclude={"reason", "withdrawn_at", "withdrawn_by"})
    )
    assert (radius.reason, radius.withdrawn_by) == ("no consent", "ana")
    assert len(radius.runs) == 2
    assert [(one.label, one.state, one.becomes) for one in radius.versions] == [
        ("income1/1", "approved", "suspended"),
        ("income1/2", "in_review", "changes_requested"),
        ("income1/3", "candidate", "candidate"),
    ]
    assert [(one.alias, one.version) for one in radius.aliases] == [
        ("income1@champion", "income1/1"),
        ("income1@challenger", "income1/3"),
    ]
    assert [(one.environment, one.state) for one in radius.deployments] == [
        ("production", "active"),
        ("staging", "pending"),
    ]
    assert [one.version for one in radius.requests] == ["income1/2"]
    assert [(one.output, one.version, one.rows) for one in radius.batches] == [
        ("scored.csv", "income1/1", 3)
    ]
    assert [world.state(one) for one in (first, second, third, other)] == [
        "suspended", "changes_requested", "candidate", "approved",
    ]  # fmt: skip
    with world.project.registry.read() as session:
        assert max(session.exec(select(AuditEvent.sequence)).all()) == size + 1
        assert max(session.exec(select(AuditCheckpoint.size)).all()) == size + 1
        for one in aliases(session):
            assert "no consent" in one.suspended_reason
        for place in deployments(session):
            assert "no consent" in place.suspended_reason
            assert not place.serving
        request = session.exec(
            select(ApprovalRequest).where(ApprovalRequest.version_id == second)
        ).one()
        assert request_view(session, request).status == "voided"
        view = version_view(session, session.get_one(ModelVersion, first))
        assert "no consent" in view.changes[-1].reason
        assert view.data_withdrawn == "no consent"
        told = {one.name: one.withdrawn_reason for one in dataset_page(session).items}
        assert told == {"people1": "no consent", "people2": ""}
    assert verify(world.project.registry, world.project.artifacts).passed


def test_what_was_made_from_withdrawn_data_comes_back_by_no_verb(
    diamond: tuple[World, str, str, str],
) -> None:
    world, first, _second, third = diamond
    project = world.project
    withdraw(world)
    refused(lambda: step(world, "carl", first, "reinstate"), "dataset.withdrawn")
    refused(
        lambda: approvals.submit(project.registry, project.artifacts, "ana", third),
        "dataset.withdrawn",
    )
    refused(
        lambda: approvals.submit(project.registry, project.artifacts, "ana", first),
        "dataset.withdrawn",
    )
    assert "reinstat" not in refused(lambda: point(world, first), "alias.unchanged").hint
    refused(lambda: point(world, first, "backup", protect=True), "dataset.withdrawn")
    refused(lambda: point(world, third, "shadow"), "dataset.withdrawn")
    refused(lambda: deploy(world, first, to="test"), "dataset.withdrawn")
    for name in ("champion", "challenger"):
        with project.registry.read() as session:
            refused(
                lambda session=session, name=name: resolve_version(session, f"income1@{name}"),
                "alias.suspended",
            )
    with project.registry.read() as session:
        refused(lambda: usable_dataset(session, "people1"), "dataset.withdrawn")
        row = session.exec(select(DatasetSnapshot)).first()
        assert row is not None
        refused(lambda: usable_dataset(session, row.id), "dataset.withdrawn")
        found = lineage(session, "people1")
        labels = [one.label for one in found.nodes if one.kind is NodeKind.WITHDRAWAL]
    assert labels == ["withdrawn by ana"]


def test_a_restored_state_does_not_bring_a_version_back(world: World) -> None:
    version = approved(world)
    with world.project.registry.read() as session:
        before = session.get_one(ModelVersion, version)
    world.attack("UPDATE model_version SET state = 'suspended' WHERE id = :id", id=version)
    radius = withdraw(world)  # a row that was forged cannot be written over, and stops nothing
    assert [(one.state, one.becomes) for one in radius.versions] == [("altered", "altered")]
    world.attack(
        "UPDATE model_version SET state = :state WHERE id = :id", state=before.state, id=version
    )
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        assert row.state == "approved"
        assert not in_force(session, world.project.artifacts, row)
    refused(lambda: deploy(world, version), "dataset.withdrawn")
    refused(lambda: point(world, version), "dataset.withdrawn")


def test_the_same_content_under_another_name_is_withdrawn_too(world: World) -> None:
    first, second = approved(world), world.version()
    with world.project.registry.transact("root", "dataset.merged") as session:
        rows = session.exec(select(DatasetSnapshot).order_by(DatasetSnapshot.id)).all()
        rows[1].fingerprint = rows[0].fingerprint
        session.add(rows[1])
    radius = withdraw(world, data="people2")
    assert {one.id for one in radius.versions} == {first, second}
    assert len(radius.snapshots) == 2
    assert world.state(first) == "suspended"
    with world.project.registry.read() as session:
        refused(lambda: usable_dataset(session, "people1"), "dataset.withdrawn")
    refused(lambda: withdraw(world), "dataset.withdrawn_already")


def test_a_file_of_withdrawn_data_is_scored_no_more_and_its_batches_are_named(
    world: World,
) -> None:
    world.version()
    other = approved(world)
    with world.project.registry.transact("ana", "dataset.sourced") as session:
        data = session.exec(select(DatasetSnapshot).where(DatasetSnapshot.name == "people1")).one()
        session.add(
            DatasetSource(dataset_id=data.id, sha256="s", bytes=9, created_by=data.created_by)
        )
    scored(world, other)  # a version made from other data, on a file of this one
    with world.project.registry.read() as session:
        require_file_in_use(session, "s")
    radius = withdraw(world)
    assert [one.version for one in radius.batches] == ["income2/1"]
    assert world.state(other) == "approved"
    with world.project.registry.read() as session:
        refused(lambda: require_file_in_use(session, "s"), "dataset.withdrawn")
        require_file_in_use(session, "t")
        require_file_in_use(session, "")


def test_the_report_tells_how_a_version_was_used(world: World) -> None:
    version = approved(world)
    point(world, version, reason="best of three")
    move(world, deploy(world, version).id, "activate")
    scored(world, version)
    withdraw(world)
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        report = build_report(session, world.project.artifacts, row, "bea")
    told = {one.number: one.model_dump_json() for one in report.sections}
    for words in (
        "the alias income1@champion was set to income1/1: best of three",
        "its deployment to production was activated, its policy passed: time",
        "its deployment to production was suspended: The data 'people1' was withdrawn: no consent",
    ):
        assert words in told[16], words
    for words in ("income1@champion", "production", "scored.csv", "was withdrawn: no consent"):
        assert words in told[20], words
    cited = {one.kind for one in report.sections[15].evidence}
    assert {"record of an alias", "record of a deployment"} <= cited


def test_a_withdrawal_is_said_once_and_with_a_reason(world: World) -> None:
    world.version()
    for reason in ("", " \n", "x" * 4001):
        refused(lambda reason=reason: withdraw(world, reason=reason), "withdrawal.reason")
    refused(lambda: withdraw(world, data="nothing"), "dataset.unknown")
    withdraw(world)
    refused(lambda: withdraw(world, who="root"), "dataset.withdrawn_already")
    with world.project.registry.read() as session:
        assert len(session.exec(select(DatasetWithdrawal)).all()) == 1
        assert blast_radius(session, "people1").withdrawn_by == "ana"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_who_imported_it_an_approver_or_an_administrator_withdraws(
    make_world: Callable[..., World], role: Role
) -> None:
    world = make_world()
    world.version(importer="carl")
    world.version(importer="ana")
    bound(world, "carl", role)
    own, foreign = (lambda: withdraw(world, "carl")), (lambda: withdraw(world, "carl", "people2"))
    makers = {Role.AUTHOR, Role.SERVICE}
    if role is Role.APPROVER:
        own()
        foreign()
    elif role in makers:
        refused(foreign, "withdrawal.not_allowed")
        own()
    else:
        refused(foreign, "role.missing")
        refused(own, "role.missing")


def test_an_administrator_withdraws_and_an_approver_of_one_model_does_not(world: World) -> None:
    version = world.version()
    model = label(world, version).split("/")[0]
    registry = world.project.registry
    act = role_grants.bind_role(registry, "root", "carl", "approver", model=model)
    administration.settle(registry, "dora", act.id, agree=True)
    refused(lambda: withdraw(world, "carl"), "withdrawal.not_allowed")
    assert withdraw(world, "root").withdrawn_by == "root"
