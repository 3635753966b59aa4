"""Comments: who may write them, how they answer each other, and that decisions rest on them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from registry import assignments, discussion, role_grants, thread
from registry.queries import request_view
from registry.signatures.dsse import read_envelope
from registry.statements import DECISION, predicate_of
from registry.tables import ApprovalDecision, ApprovalRequest, ReviewComment
from registry.tables.base import utcnow
from registry.views.requests import RequestView
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, findings, refused, submitted
from tests.registry.review.test_roles import bound


def say(world: World, who: str, request: str, text: str = "Why?", **how: str) -> RequestView:
    return discussion.comment(world.project.registry, who, request, text, **how)


def test_a_thread_is_told_with_each_answer_below_what_it_answers(world: World) -> None:
    request = submitted(world, world.version())
    first = say(world, "bea", request, "Why so few rows?", about="metrics").comments[0]
    say(world, "carl", request, "And who is left out?")
    view = say(world, "ana", request, "It is a pilot.", reply_to=first.id[-8:])
    view = say(world, "bea", request, " Then say so. ", reply_to=view.comments[1].id)
    told = [(one.depth, one.principal, one.body, one.contributor) for one in view.comments]
    assert told == [
        (0, "bea", "Why so few rows?", False),
        (1, "ana", "It is a pilot.", True),
        (2, "bea", "Then say so.", False),
        (0, "carl", "And who is left out?", False),
    ]
    assert view.comments[0].about == "metrics"
    assert findings(world) == []


def test_a_viewer_without_a_hand_in_it_says_nothing_and_a_contributor_always_may(
    world: World,
) -> None:
    request = submitted(world, world.version())
    bound(world, "dora", "viewer")
    refused("role.missing", lambda: say(world, "dora", request))
    bound(world, "ana", "viewer")
    assert say(world, "ana", request).comments


def test_what_is_no_comment_is_refused(world: World) -> None:
    request, other = submitted(world, world.version()), submitted(world, world.version())
    of_other = say(world, "bea", other).comments[0].id
    refused("comment.text", lambda: say(world, "bea", request, "  "))
    refused("comment.text", lambda: say(world, "bea", request, "x" * 10_001))
    refused("comment.about", lambda: say(world, "bea", request, about="weather"))
    refused("comment.unknown", lambda: say(world, "bea", request, reply_to="abc"))
    refused("comment.unknown", lambda: say(world, "bea", request, reply_to=of_other))
    refused("request.unknown", lambda: say(world, "bea", "0" * 8 + request[8:]))


def test_a_closed_request_takes_no_more_comments(world: World) -> None:
    request = submitted(world, world.version())
    say(world, "bea", request)
    decide(world, "carl", request)
    refused("request.closed", lambda: say(world, "bea", request))


def test_a_signature_says_which_discussion_the_decision_rested_on(world: World) -> None:
    key = enrolled(world, "bea")
    request = submitted(world, world.version())
    say(world, "carl", request, "Look at the groups.")
    decide(world, "bea", request, signer=key)
    with world.project.registry.read() as session:
        row = session.exec(select(ApprovalDecision)).one()
        root = session.get_one(ApprovalRequest, request).manifest_root
        said = predicate_of(read_envelope(str(row.envelope_json), "it"), DECISION, root)
        assert said is not None
        assert said["discussion"] == thread.discussion_until(session, request, row.decided_at)
        assert said["discussion"]["comments"] == 1
    assert findings(world) == []


STAGED = """
name: staged
version: 1
description: Two look.
requires_key: false
stages: [{name: review, quorum: 2}]
rules: [{type: parity_passed}]
"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_comment SET body = 'All is well.' WHERE body = 'It is not well.'",
        "DELETE FROM review_comment WHERE body = 'It is not well.'",
        "UPDATE review_comment SET principal_id = (SELECT id FROM principal WHERE name = 'dora') "
        "WHERE body = 'It is not well.'",
        "INSERT INTO review_comment SELECT 'forged', request_id, NULL, '', 'Fine.', principal_id, "
        "written_at FROM review_comment WHERE body = 'It is not well.'",
    ],
)  # fmt: skip
def test_a_comment_that_was_altered_removed_or_put_in_breaks_the_signature(
    world: World, statement: str
) -> None:
    key = enrolled(world, "bea")
    request = submitted(world, world.version())
    say(world, "carl", request, "It is not well.")
    decide(world, "bea", request, signer=key)
    assert findings(world) == []
    world.attack(statement)
    with world.project.registry.read() as session:
        view = request_view(session, session.get_one(ApprovalRequest, request))
    assert "not what the row says" in view.decisions[0].signature_fault
    assert not view.decisions[0].authenticated
    assert any("not what the row says" in one for one in findings(world))


def test_what_is_said_after_a_decision_leaves_it_as_it_was(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "staged.yaml"
    file.write_text(STAGED, "utf-8")
    key, other = enrolled(world, "bea"), enrolled(world, "carl")
    request = submitted(world, world.version(), str(file))
    say(world, "dora", request, "One.")
    decide(world, "bea", request, signer=key)
    # A machine whose clock is a little behind writes next: what it writes is later all the same.
    behind = utcnow() - timedelta(seconds=30)
    monkeypatch.setattr(thread, "utcnow", lambda: behind)
    say(world, "dora", request, "Two.")
    decide(world, "carl", request, signer=other)
    monkeypatch.undo()
    assert findings(world) == []
    with world.project.registry.read() as session:
        rows = session.exec(select(ApprovalDecision)).all()
        counts = sorted(
            int(thread.discussion_until(session, request, row.decided_at)["comments"])
            for row in rows
        )
        written = [one.written_at for one in session.exec(select(ReviewComment)).all()]
    assert counts == [1, 2]
    assert len(set(written)) == 2


def test_a_comment_changed_behind_the_log_is_shown_as_such_and_stops_the_decision(
    world: World,
) -> None:
    request = submitted(world, world.version())
    say(world, "carl", request, "It is not well.")
    world.attack("UPDATE review_comment SET body = 'All is well.'")
    with world.project.registry.read() as session:
        view = request_view(session, session.get_one(ApprovalRequest, request))
    assert view.comments[0].altered
    refused("record.tampered", lambda: decide(world, "bea", request))


def test_somebody_is_asked_to_review_until_a_day(world: World) -> None:
    registry = world.project.registry
    request = submitted(world, world.version())
    due = utcnow() + timedelta(days=2)
    view = assignments.assign(registry, "ana", request, "bea", due=due, note=" Mind the groups. ")
    (one,) = view.assignments
    assert (one.principal, one.assigned_by, one.note) == ("bea", "ana", "Mind the groups.")
    assert (one.due_at, one.overdue) == (due, False)
    refused("assignment.twice", lambda: assignments.assign(registry, "root", request, "bea"))
    assert assignments.unassign(registry, "carl", request, "bea").assignments == ()
    refused("assignment.none", lambda: assignments.unassign(registry, "ana", request, "bea"))
    assert assignments.assign(registry, "ana", request, "bea").assignments
    assert findings(world) == []


def test_nobody_is_asked_who_could_not_decide(world: World) -> None:
    registry = world.project.registry
    request = submitted(world, world.version())
    bound(world, "dora", "viewer")
    role_grants.recuse(registry, "carl", request, "my cousin's work")
    for who, code in (
        ("ana", "approval.contributor"),
        ("carl", "approval.recused"),
        ("dora", "role.missing"),
        ("nobody", "principal.unknown"),
    ):
        refused(code, lambda who=who: assignments.assign(registry, "root", request, who))
    refused("role.missing", lambda: assignments.assign(registry, "dora", request, "bea"))
    past = utcnow() - timedelta(days=1)
    refused("assignment.due", lambda: assignments.assign(registry, "ana", request, "bea", due=past))
    decide(world, "bea", request)
    refused("request.closed", lambda: assignments.assign(registry, "ana", request, "root"))


def test_who_stands_back_is_asked_no_longer(world: World) -> None:
    registry = world.project.registry
    request = submitted(world, world.version())
    assignments.assign(registry, "ana", request, "bea")
    role_grants.recuse(registry, "bea", request, "my cousin's work")
    with registry.read() as session:
        assert not request_view(session, session.get_one(ApprovalRequest, request)).assignments
