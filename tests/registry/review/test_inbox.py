"""The inbox: what waits for a person, the most pressing first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from registry import assignments, inbox, review_views, role_grants
from registry.inbox import InboxItem
from registry.tables.base import utcnow
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, refused, submitted


def waiting(world: World, who: str) -> tuple[InboxItem, ...]:
    with world.project.registry.read() as session:
        return inbox.inbox(session, who).items


def test_what_one_was_asked_for_comes_first_by_the_day_on_which_it_is_due(world: World) -> None:
    registry = world.project.registry
    requests = [submitted(world, world.version()) for _ in range(4)]
    now = utcnow()
    assignments.assign(registry, "ana", requests[3], "bea", due=now + timedelta(days=9))
    assignments.assign(registry, "ana", requests[2], "bea", due=now + timedelta(days=2))
    assignments.assign(registry, "ana", requests[1], "bea", note="no hurry")
    role_grants.bind_role(registry, "root", "dora", "approver")
    found = waiting(world, "bea")
    assert [(one.why, one.id) for one in found[:4]] == [
        ("assigned", requests[2]),
        ("assigned", requests[3]),
        ("assigned", requests[1]),
        ("may_decide", requests[0]),
    ]
    assert found[2].note == "no hurry"
    assert [one.why for one in found[4:]] == ["administration"]
    assert "dora" in found[4].title
    assert found[4].by == "root"
    assert [one.why for one in waiting(world, "root")] == ["may_decide"] * 4


def test_what_is_overdue_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    request = submitted(world, world.version())
    due = utcnow() + timedelta(days=1)
    assignments.assign(world.project.registry, "ana", request, "bea", due=due)
    assert not waiting(world, "bea")[0].overdue
    later = utcnow() + timedelta(days=2)
    monkeypatch.setattr(inbox, "utcnow", lambda: later)
    monkeypatch.setattr(review_views, "utcnow", lambda: later)
    assert waiting(world, "bea")[0].overdue


def test_nothing_waits_for_contributors_those_who_stood_back_and_those_who_decided(
    world: World,
) -> None:
    registry = world.project.registry
    request = submitted(world, world.version())
    role_grants.recuse(registry, "bea", request, "my cousin's work")
    assert waiting(world, "ana") == ()
    assert waiting(world, "bea") == ()
    assert [one.id for one in waiting(world, "carl")] == [request]
    decide(world, "carl", request)
    assert waiting(world, "dora") == ()
    refused("principal.unknown", lambda: waiting(world, "nobody"))


def test_an_act_waits_only_for_who_may_settle_it(world: World) -> None:
    registry = world.project.registry
    add_people(registry, "root", "eva")
    role_grants.delegate_role(registry, "bea", "carl", "approver", end=utcnow() + timedelta(days=2))
    assert [one.why for one in waiting(world, "root")] == ["administration"]
    assert waiting(world, "bea") == ()  # her own proposal
    assert waiting(world, "dora") == ()  # neither of the two would administer
