"""What a reviewer is told of other requests for the same content, in a few statements."""

from __future__ import annotations

import pytest

from registry.approvals import decide, submit, withdraw
from registry.other_requests import OtherRequest, other_requests
from registry.reports.report import build_report
from registry.resolve import resolve_version
from registry.tables import ModelVersion
from tests.registry.review.conftest import World, counted_queries
from tests.registry.review.using import sibling, step


def asked(world: World, version: str) -> str:
    project = world.project
    return submit(project.registry, project.artifacts, "ana", version).id


def said(world: World, request: str, verb: str, comment: str = "") -> None:
    project = world.project
    decide(project.registry, project.artifacts, "bea", request, verb, comment)


def others(world: World, version: str, *but: str) -> tuple[OtherRequest, ...]:
    with world.project.registry.read() as session:
        return other_requests(session, session.get_one(ModelVersion, version), but)


def selects(said: list[str]) -> list[str]:
    return [one for one in said if one.startswith("SELECT")]


def told(found: tuple[OtherRequest, ...]) -> list[tuple[str, str, str, str, bool]]:
    rows = []
    for one in found:
        by, reason = (one.chief.by, one.chief.reason) if one.chief else ("", "")
        rows.append((one.status, one.now, by, reason, one.against))
    return rows


def test_a_request_is_told_of_all_others_for_its_graph_and_what_came_of_each(world: World) -> None:
    first = world.version()
    again = [sibling(world, first) for _ in range(4)]
    said(world, asked(world, first), "reject", "the groups differ")
    withdraw(world.project.registry, "ana", asked(world, again[0]), "wrong data")
    said(world, asked(world, again[1]), "approve")
    step(world, "bea", again[1], "revoke", "it failed in use")
    waiting = asked(world, again[2])
    mine = asked(world, again[3])
    asked(world, world.version())
    found = others(world, again[3], mine)
    assert [one.version.rpartition("/")[2] for one in found] == ["1", "2", "3", "4"]
    assert found[-1].id == waiting
    assert told(found) == [
        ("rejected", "", "bea", "the groups differ", True),
        ("withdrawn", "", "ana", "wrong data", True),
        ("approved", "revoked", "bea", "it failed in use", True),
        ("open", "", "", "", False),
    ]
    assert {(one.policy, one.policy_version) for one in found} == {("personal", 1)}


def test_an_approval_whose_content_was_revoked_elsewhere_is_told_as_that(world: World) -> None:
    first = world.version()
    second = sibling(world, first)
    for version in (first, second):
        said(world, asked(world, version), "approve")
    mine = sibling(world, first)
    assert [one.now for one in others(world, mine)] == ["", ""]
    step(world, "bea", second, "revoke", "it failed in use")
    found = others(world, mine)
    assert [one.now for one in found] == ["revoked", "revoked"]
    assert found[0].chief is not None
    assert found[0].chief.reason.startswith("The same content was revoked as")
    assert found[0].chief.by == ""


def test_what_was_changed_behind_the_log_is_told_as_that_and_counts_against(world: World) -> None:
    first = world.version()
    said(world, asked(world, first), "reject", "no")
    world.attack("UPDATE approval_request SET status = 'approved'")
    (found,) = others(world, sibling(world, first))
    assert (found.status, found.against) == ("altered", True)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE approval_decision SET comment = 'typo in the card'",
        "DELETE FROM approval_decision",
        "UPDATE state_change SET reason = 'typo', action = 'withdraw' WHERE action = 'reject'",
        "DELETE FROM state_change WHERE action = 'reject'",
    ],
)
def test_words_that_were_changed_behind_the_log_are_not_shown(world: World, attack: str) -> None:
    first = world.version()
    said(world, asked(world, first), "reject", "leaks the target")
    world.attack(attack)
    (found,) = others(world, sibling(world, first))
    assert (found.status, found.steps, found.against) == ("altered", (), True)


def test_a_changed_graph_hides_no_rejection(world: World) -> None:
    first = world.version()
    mine = sibling(world, first)
    said(world, asked(world, first), "reject", "leaks the target")
    world.attack(f"UPDATE model_version SET graph_digest = '{'e' * 64}' WHERE id = '{first}'")
    (found,) = others(world, mine)
    assert (found.state, found.uncertain, found.against) == ("altered", True, True)
    assert [one.reason for one in found.steps] == ["leaks the target"]


def test_what_its_author_says_at_the_end_replaces_no_reviewers_reason(world: World) -> None:
    first = world.version()
    mine = sibling(world, first)
    said(world, asked(world, first), "approve")
    step(world, "carl", first, "suspend", "it leaks")
    step(world, "bea", first, "reinstate", "looked at")
    step(world, "ana", first, "retire", "a typo")
    step(world, "ana", first, "archive", "tidying up")
    (found,) = others(world, mine)
    assert [(one.state, one.by, one.reason) for one in found.steps] == [
        ("approved", "bea", ""),
        ("suspended", "carl", "it leaks"),
        ("approved", "bea", "looked at"),
        ("retired", "ana", "a typo"),
        ("archived", "ana", "tidying up"),
    ]
    assert found.chief is not None
    assert (found.chief.by, found.chief.reason) == ("carl", "it leaks")


def test_a_version_without_a_graph_has_only_its_own_requests(world: World) -> None:
    one, other = world.version(), world.version()
    world.attack("UPDATE model_version SET graph_digest = NULL")
    assert others(world, one) == others(world, other) == ()


def test_many_others_take_as_few_statements_as_one_and_none_takes_one(world: World) -> None:
    first = world.version()
    alone = asked(world, first)
    with counted_queries(world) as for_none:
        assert others(world, first, alone) == ()
    # The version itself, the search, and whether a version was changed behind the log's back.
    assert len(selects(for_none)) <= 6
    said(world, asked(world, sibling(world, first)), "reject", "no")
    with counted_queries(world) as for_one:
        assert len(others(world, first, alone)) == 1
    for _ in range(3):
        said(world, asked(world, sibling(world, first)), "reject", "no")
    with counted_queries(world) as for_many:
        assert len(others(world, first, alone)) == 4
    assert len(selects(for_many)) == len(selects(for_one)) <= 21


def test_the_report_tells_them_beside_the_decisions(world: World) -> None:
    first = world.version()
    said(world, asked(world, first), "reject", "the groups differ")
    second = sibling(world, first)
    asked(world, second)
    project = world.project
    with project.registry.read() as session:
        report = build_report(session, project.artifacts, resolve_version(session, second), "root")
    (section,) = (one for one in report.sections if "The same content" in one.model_dump_json())
    assert "the groups differ" in section.model_dump_json()
