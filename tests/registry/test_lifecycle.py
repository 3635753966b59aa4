"""The table of version states: legal moves, refusals, reachability."""

from __future__ import annotations

import pytest

from registry.errors import AssayError
from registry.lifecycle import (
    INITIAL_STATE,
    TRANSITIONS,
    VersionAction,
    VersionState,
    possible,
    target_state,
)

DESIGN_ARROWS = {
    ("draft", "candidate"),
    ("candidate", "in_review"),
    ("in_review", "approved"),
    ("approved", "retired"),
    ("retired", "archived"),
    ("in_review", "rejected"),
    ("in_review", "changes_requested"),
    ("in_review", "withdrawn"),
    ("approved", "suspended"),
    ("suspended", "approved"),
    ("approved", "revoked"),
    ("approved", "expired"),
}


def test_the_table_is_the_one_of_the_design() -> None:
    assert {(move.source.value, move.target.value) for move in TRANSITIONS} == DESIGN_ARROWS


def test_every_action_is_used_and_leads_to_one_state() -> None:
    assert {move.action for move in TRANSITIONS} == set(VersionAction)
    assert len({(move.source, move.action) for move in TRANSITIONS}) == len(TRANSITIONS)


def test_every_state_can_be_reached_from_draft() -> None:
    reached = {INITIAL_STATE}
    while True:
        more = {move.target for move in TRANSITIONS if move.source in reached} - reached
        if not more:
            break
        reached |= more
    assert reached == set(VersionState)


@pytest.mark.parametrize("state", list(VersionState))
@pytest.mark.parametrize("action", list(VersionAction))
def test_what_is_not_in_the_table_is_refused(state: VersionState, action: VersionAction) -> None:
    targets = [move.target for move in possible(state) if move.action == action]
    if targets:
        assert target_state(state, action) == targets[0]
        return
    with pytest.raises(AssayError) as refusal:
        target_state(state, action)
    assert refusal.value.code == "lifecycle.illegal"
    assert str(state) in refusal.value.message
    for move in possible(state):
        assert (str(move.action) in refusal.value.hint) != move.by_itself
    if not possible(state):
        assert "final" in refusal.value.hint


def test_a_state_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AssayError, match="'running'"):
        target_state("running", "approve")


def test_approved_is_entered_from_review_and_suspension_only() -> None:
    sources = {move.source for move in TRANSITIONS if move.target == VersionState.APPROVED}
    assert sources == {VersionState.IN_REVIEW, VersionState.SUSPENDED}
