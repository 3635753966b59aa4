import pytest

from engine.search.budget import LARGEST_RESERVE, LEAST_STAGE_S, Budget, Finishing


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


def test_search_leaves_room_for_what_follows() -> None:
    clock = Clock()
    finishing = Finishing(
        building_s=1,
        closing_s=2,
        model_share=0.5,
        parity_share=0.05,
        explain_share=0.1,
        explain_s=10,
        margin=1.0,
    )
    budget = Budget(60, finishing=finishing, clock=clock)
    assert budget.reserve() == 1 + 2 + 3 + 6
    budget.expect_evaluation(1)
    budget.expect_predictions(2000)
    budget.expect_model(6, 0.001)
    assert budget.reserve() == 12 + 1 + 2 + 9
    assert budget.search_deadline() == 1000 + 60 - 24
    clock.now += 36
    assert budget.search_remaining() == pytest.approx(0)


def test_a_slow_refit_never_takes_the_whole_budget() -> None:
    budget = Budget(30, clock=Clock())
    budget.expect_model(1000, 0)
    assert budget.reserve() == LARGEST_RESERVE * 30


def test_refit_parity_and_explanation_shrink_to_what_is_left() -> None:
    clock = Clock()
    budget = Budget(60, clock=clock)
    budget.expect_evaluation(2)
    plenty = budget.refit_seconds(), budget.parity_seconds(20), budget.explanation_seconds()
    clock.now += 50
    little = budget.refit_seconds(), budget.parity_seconds(20), budget.explanation_seconds()
    assert all(less < more for less, more in zip(little, plenty, strict=True))
    assert max(little) < budget.remaining()
    clock.now += 60
    late = budget.refit_seconds(), budget.parity_seconds(20), budget.explanation_seconds()
    assert late == (LEAST_STAGE_S,) * 3


def test_explanation_has_a_ceiling() -> None:
    assert Budget(3600, clock=Clock()).explanation_seconds() == Finishing().explain_s
