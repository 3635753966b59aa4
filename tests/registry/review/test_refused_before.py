"""What a reviewer is told of the last request of the model that was refused."""

from __future__ import annotations

from registry.approvals import decide, submit
from registry.refused_before import RefusedBefore, refused_before
from registry.tables import ApprovalRequest
from tests.registry.review.conftest import World, counted_queries
from tests.registry.review.using import sibling


def asked(world: World, version: str) -> str:
    project = world.project
    return submit(project.registry, project.artifacts, "ana", version).id


def said(world: World, request: str, verb: str, comment: str) -> None:
    project = world.project
    decide(project.registry, project.artifacts, "bea", request, verb, comment)


def told(world: World, request: str) -> RefusedBefore | None:
    with world.project.registry.read() as session:
        return refused_before(session, session.get_one(ApprovalRequest, request))


def test_the_newest_refusal_of_the_model_is_told_and_none_of_what_came_since(world: World) -> None:
    first = world.version()
    mine = asked(world, first)
    assert told(world, mine) is None
    said(world, mine, "reject", "the groups differ")
    second = sibling(world, first)
    again = asked(world, second)
    said(world, again, "request_changes", "say what for")
    last = asked(world, sibling(world, first))
    found = told(world, last)
    assert found is not None
    assert (found.request_id, found.decision, found.by) == (again, "request_changes", "bea")
    assert (found.words, found.altered) == ("say what for", False)
    before = told(world, again)
    assert before is not None
    assert before.words == "the groups differ"
    assert told(world, mine) is None


def test_a_refusal_of_another_model_is_not_told(world: World) -> None:
    said(world, asked(world, world.version()), "reject", "no")
    assert told(world, asked(world, world.version())) is None


def test_words_that_were_changed_behind_the_log_are_told_as_that(world: World) -> None:
    first = world.version()
    said(world, asked(world, first), "reject", "no")
    request = asked(world, sibling(world, first))
    world.attack("UPDATE approval_decision SET comment = 'very good'")
    found = told(world, request)
    assert found is not None
    assert found.altered


def test_it_takes_few_statements(world: World) -> None:
    first = world.version()
    said(world, asked(world, first), "reject", "no")
    request = asked(world, sibling(world, first))
    with counted_queries(world) as statements:
        told(world, request)
    assert len([one for one in statements if one.startswith("SELECT")]) <= 6
