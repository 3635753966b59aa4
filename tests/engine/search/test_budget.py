import pytest

from engine.search.budget import LARGEST_RESERVE, Budget, Finishing


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_budget_runs_from_the_jobs_creation() -> None:
    clock = Clock()
    budget = Budget(60, started=clock.now - 12, clock=clock)
    assert budget.elapsed() == 12
    clock.now += 50
    assert budget.remaining() == -2


def test_search_leaves_room_for_finishing() -> None:
    clock = Clock()
    finishing = Finishing(fixed_s=4, model_share=0.5, explain_share=0.1, explain_s=10, margin=1.0)
    budget = Budget(60, finishing=finishing, clock=clock)
    assert budget.reserve() == 4 + 6
    budget.expect_refit(8)
    assert budget.reserve() == 4 + 6 + 12
    assert budget.search_deadline() == 1000 + 60 - 22
    clock.now += 38
    assert budget.search_remaining() == pytest.approx(0)


def test_a_slow_refit_never_takes_the_whole_budget() -> None:
    budget = Budget(30, clock=Clock())
    budget.expect_refit(1000)
    assert budget.reserve() == LARGEST_RESERVE * 30


def test_explanation_has_a_ceiling() -> None:
    assert Budget(3600, clock=Clock()).explanation_seconds() == Finishing().explain_s
