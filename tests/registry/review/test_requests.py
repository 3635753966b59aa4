"""The list of requests for approval, and who may decide on one before anything is tried."""

from __future__ import annotations

from pathlib import Path

from registry.approvals import decide, submit, who_may_decide
from registry.request_list import request_page
from registry.resolve import resolve_request
from registry.views.requests import RequestRow, RequestView
from tests.registry.review.conftest import World, counted_queries

TWO_STAGES = """
name: strict
version: 1
description: Two stages.
requires_key: false
stages: [{name: validation}, {name: sign_off}]
rules: [{type: parity_passed}]
"""


def asked(world: World, policy: str = "personal", actor: str = "ana") -> RequestView:
    return submit(
        world.project.registry, world.project.artifacts, actor, world.version(), policy=policy
    )


def decided(world: World, actor: str, request: str, *words: str) -> None:
    decide(world.project.registry, world.project.artifacts, actor, request, *words)


def listed(world: World) -> tuple[RequestRow, ...]:
    with world.project.registry.read() as session:
        return request_page(session).items


def refused(world: World, request: str, actor: str) -> str:
    with world.project.registry.read() as session:
        error = who_may_decide(session, resolve_request(session, request)).against.get(actor)
    return error.code if error else ""


def test_open_requests_come_first_and_the_newest_first_among_each(world: World) -> None:
    made = [asked(world) for _ in range(4)]
    decided(world, "bea", made[3].id, "approve")
    decided(world, "bea", made[1].id, "reject", "no")
    assert [row.id for row in listed(world)] == [made[i].id for i in (2, 0, 3, 1)]
    assert [row.status for row in listed(world)] == ["open", "open", "approved", "rejected"]


def test_a_row_tells_what_is_asked_by_whom_and_at_which_stage(world: World, tmp_path: Path) -> None:
    policy = tmp_path / "strict.yaml"
    policy.write_text(TWO_STAGES, "utf-8")
    request = asked(world, str(policy), actor="root")
    decided(world, "bea", request.id, "approve")
    (row,) = listed(world)
    assert (row.version, row.policy, row.requested_by) == (request.version, "strict", "root")
    assert (row.stage, row.stage_name, row.stages) == (2, "sign_off", ("validation", "sign_off"))
    assert (row.requested_at, row.closed_at) == (request.requested_at, None)


def test_a_policy_that_was_altered_does_not_hide_the_list(world: World) -> None:
    request = asked(world)
    world.attack("UPDATE policy SET digest = 'other'")
    (row,) = listed(world)
    assert (row.id, row.stages, row.stage_name) == (request.id, (), "1")


def test_many_requests_are_listed_in_as_few_queries_as_one(world: World) -> None:
    asked(world)
    with counted_queries(world) as for_one, world.project.registry.read() as session:
        assert len(request_page(session).items) == 1
    asked(world)
    asked(world)
    with counted_queries(world) as for_many, world.project.registry.read() as session:
        assert len(request_page(session).items) == 3
    assert len(for_many) == len(for_one)


def test_it_is_known_beforehand_who_may_not_decide_and_why(world: World) -> None:
    request = asked(world)
    assert refused(world, request.id, "ana") == "approval.contributor"
    assert refused(world, request.id, "bea") == ""
    decided(world, "bea", request.id, "approve")
    assert refused(world, request.id, "carl") == "request.closed"


def test_one_person_is_not_offered_a_second_stage(world: World, tmp_path: Path) -> None:
    policy = tmp_path / "strict.yaml"
    policy.write_text(TWO_STAGES, "utf-8")
    request = asked(world, str(policy), actor="root")
    decided(world, "bea", request.id, "approve")
    assert refused(world, request.id, "bea") == "approval.decided_already"
    assert refused(world, request.id, "carl") == ""
