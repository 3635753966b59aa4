"""One row that is changed or taken away behind a decision approves nothing, and lets nobody in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import select

from registry import approvals, requiring, role_grants
from registry.altered import ALTERED, altered
from registry.named_policies import named_policy
from registry.queries import version_view
from registry.right_of_use import in_force
from registry.tables import AdministrativeAct, Evidence, ModelVersion, Policy, Waiver
from registry.waived import waivers_in_force
from registry.withdrawals import withdraw_data
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, submitted
from tests.registry.review.test_waived_rules import approved as approved_by_waivers
from tests.registry.review.test_waived_rules import put_up
from tests.registry.review.test_waivers import RISK, agree, ask
from tests.registry.review.using import approved, bound, label, refused, sibling, step


def usable(world: World, version: str) -> bool:
    with world.project.registry.read() as session:
        return in_force(session, world.project.artifacts, session.get_one(ModelVersion, version))


def not_as_logged(work: Callable[[], object]) -> None:
    refused(work, "record.tampered")


def one_id(world: World, table: type[Waiver | Evidence | Policy]) -> str:
    with world.project.registry.read() as session:
        return session.exec(select(table.id).order_by(table.id)).first() or ""


@pytest.mark.parametrize("forgery", ["UPDATE policy_evaluation SET rules_json = :to", "DELETE"])
def test_how_a_policy_came_out_is_told_only_as_logged(
    world: World, strict: str, forgery: str
) -> None:
    version = approved_by_waivers(world, strict)
    assert usable(world, version)
    if forgery == "DELETE":
        world.attack("DELETE FROM policy_evaluation")
    else:
        world.attack(forgery, to='[{"passed": true, "waived": false, "reason": "fine"}]')
        not_as_logged(lambda: usable(world, version))
    with world.project.registry.read() as session:
        view = version_view(session, session.get_one(ModelVersion, version))
    (unknown,) = view.rests_on
    assert "is not known" in unknown.over
    for told in view.requests[0].evaluations:
        assert (told.verdict, told.rules) == (ALTERED, ())


@pytest.mark.parametrize("forged", ["{bad", '[1, {"waived": true}]', "7"])
def test_an_evaluation_that_cannot_be_read_stops_no_view(
    world: World, strict: str, forged: str
) -> None:
    version = approved_by_waivers(world, strict)
    world.attack("UPDATE policy_evaluation SET rules_json = :to", to=forged)
    with world.project.registry.read() as session:
        view = version_view(session, session.get_one(ModelVersion, version))
    assert view.requests[0].evaluations[0].verdict == ALTERED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE administrative_act SET proposed_by = settled_by WHERE kind = 'waiver.grant'",
        "UPDATE waiver SET compensating_control = 'none'",
    ],
)
def test_who_had_a_waiver_given_does_not_decide_by_a_changed_row(
    world: World, strict: str, statement: str
) -> None:
    _, request = put_up(world, strict)
    world.attack(statement)
    not_as_logged(lambda: decide(world, "dora", request))


def test_a_role_that_was_taken_away_behind_the_log_gives_nobody_another(world: World) -> None:
    bound(world, "carl", "viewer")
    request = submitted(world, world.version())
    refused(lambda: decide(world, "carl", request), "role.missing")
    world.attack("DELETE FROM role_binding")
    not_as_logged(lambda: decide(world, "carl", request))
    not_as_logged(lambda: decide(world, "bea", request))


def test_who_made_themselves_an_administrator_behind_the_log_does_nothing(world: World) -> None:
    registry = world.project.registry
    world.attack("UPDATE principal SET administrator = true WHERE name = 'ana'")
    not_as_logged(lambda: requiring.require_policies(registry, "ana", ["standard"]))
    not_as_logged(lambda: approvals.submit(
        registry, world.project.artifacts, "ana", world.versions[0] if world.versions else "x"
    ))  # fmt: skip


def test_a_policy_that_was_changed_with_its_digest_is_not_read_out(
    world: World, strict: str
) -> None:
    put_up(world, strict)
    with world.project.registry.read() as session:
        row = session.exec(select(Policy)).one()
        weak = named_policy(session, "strict")
    weak = weak.model_copy(update={"rules": weak.rules[:1]})
    world.attack(
        "UPDATE policy SET document_json = :document, digest = :digest WHERE id = :key",
        document=weak.canonical.decode(),
        digest=weak.digest,
        key=row.id,
    )
    with world.project.registry.read() as session:
        for version in (None, 1):
            refused(lambda version=version: named_policy(session, "strict", version),
                    "policy.changed")  # fmt: skip


def test_who_stood_back_does_not_decide_by_a_changed_row(world: World) -> None:
    request = submitted(world, world.version())
    act = role_grants.recuse(world.project.registry, "bea", request, "my cousin's work")
    assert act.status == "done"
    refused(lambda: decide(world, "bea", request), "approval.recused")
    world.attack(
        "UPDATE administrative_act SET subject_json = replace(subject_json, ':', ': ') "
        "WHERE id = :act",
        act=act.id,
    )
    not_as_logged(lambda: decide(world, "bea", request))


@pytest.mark.parametrize("also", ["", "UPDATE model_version SET state = 'approved'"])
def test_a_revocation_under_another_number_that_was_taken_away_still_counts(
    world: World, also: str
) -> None:
    first = approved(world)
    second = approved(world, sibling(world, first))
    assert usable(world, first)
    step(world, "bea", second, "revoke")
    assert not usable(world, first)
    world.attack("DELETE FROM state_change WHERE action = 'revoke'", *filter(None, [also]))
    if also:
        not_as_logged(lambda: usable(world, first))
    else:
        assert not usable(world, first)


def test_data_are_not_used_again_whose_withdrawal_was_taken_away(world: World) -> None:
    version = approved(world)
    withdraw_data(world.project.registry, "ana", "people1", "no consent")
    world.attack("DELETE FROM dataset_withdrawal")
    not_as_logged(lambda: step(world, "bea", version, "reinstate"))
    not_as_logged(lambda: usable(world, version))


def test_a_row_under_an_id_that_assay_never_gives_is_altered(world: World, strict: str) -> None:
    version = world.version()
    agree(world, ask(world, version, strict, RISK))
    if world.project.registry.url.get_backend_name() == "postgresql":
        pytest.skip("PostgreSQL takes no NUL in a text")
    waiver = one_id(world, Waiver)
    world.attack(
        "UPDATE waiver SET id = id || char(0) || 'x', compensating_control = 'forged' "
        "WHERE id = :waiver",
        waiver=waiver,
    )
    with world.project.registry.read() as session:
        forged = session.exec(select(Waiver.id)).one()
        assert altered(session, Waiver, [forged]) == {forged}
        assert altered(session, Waiver, [waiver]) == {waiver}
        row = session.get_one(ModelVersion, version)
        refused(lambda: waivers_in_force(session, row), "record.tampered")
        acts = session.exec(select(AdministrativeAct.id)).all()
        assert altered(session, AdministrativeAct, acts) == frozenset()


def test_a_version_with_such_evidence_is_not_put_up(world: World) -> None:
    version = world.version()
    if world.project.registry.url.get_backend_name() == "postgresql":
        pytest.skip("PostgreSQL takes no NUL in a text")
    world.attack(
        "UPDATE evidence SET id = id || char(0) || 'x' WHERE version_id = :version",
        version=version,
    )
    not_as_logged(lambda: submitted(world, version))


def test_nothing_of_that_stands_in_the_way_of_an_honest_project(world: World, strict: str) -> None:
    version, request = put_up(world, strict)
    act = role_grants.recuse(world.project.registry, "carl", request, "a friend")
    assert act.status == "done"
    bound(world, "carl", "viewer")
    assert decide(world, "bea", request) == "approved"
    assert usable(world, version)
    assert label(world, version).endswith("/1")
