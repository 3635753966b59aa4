"""What messages add up to: the leaderboard, the time left, the end in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.train_board import COLUMNS, settings
from desktop.pages.train_outcome import result_text
from desktop.pages.train_state import RunState
from engine.contract.data import Task
from engine.contract.messages import Cancelled, Finished, Progress, Started, TrialFinished, Warned
from engine.contract.requests import TrainRequest
from engine.contract.results import Estimate, TrainResult, TrialRow

REQUEST = TrainRequest(data="people", target="income", budget_s=60)


def trial(
    number: int, loss: float | None, status: str = "finished", at: float = 0
) -> TrialFinished:
    row = TrialRow.model_validate(
        {
            "number": number,
            "learner": "lgbm",
            "loss": loss,
            "seconds": 1.0,
            "config": {"num_leaves": 31, "rate": 0.1},
            "status": status,
            "note": "" if status == "finished" else "cut off",
        }
    )
    return TrialFinished(at=0, trial=row, best=False)


def estimate(value: float) -> Estimate:
    return Estimate(
        metric="log_loss", value=value, low=value - 0.01, high=value + 0.01, higher_is_better=False
    )


def result(**changes: object) -> TrainResult:
    fields: dict[str, object] = {
        "run": "r",
        "version": "v",
        "model": "people-income",
        "version_number": 2,
        "state": "candidate",
        "task": Task.BINARY,
        "learner": "lgbm",
        "metric": "log_loss",
        "estimates": (estimate(0.3),),
        "baseline": (estimate(0.5),),
        "parity_passed": True,
        "trials": 3,
        "budget_s": 60.0,
        "elapsed_s": 59.0,
        "stopped_early": False,
        "importance": (),
    }
    return TrainResult.model_validate({**fields, **changes})


def test_only_finished_trials_are_ranked_and_the_others_stand_below() -> None:
    state = RunState(REQUEST)
    assert state.take([trial(1, 0.5), trial(2, None, "failed"), trial(3, 0.1, "pruned")])
    state.take([trial(4, 0.4), trial(5, None, "skipped")])
    lines = state.lines()
    assert [(line.rank, line.trial.number) for line in lines] == [
        (1, 4), (2, 1), (None, 2), (None, 3), (None, 5),
    ]  # fmt: skip
    assert [line.best for line in lines] == [True, False, False, False, False]
    assert lines[1].behind is not None and abs(lines[1].behind - 0.1) < 1e-9
    assert state.best is not None and state.best.number == 4
    assert (state.count("failed"), state.count("skipped", "pruned")) == (1, 2)


@given(st.lists(st.floats(0, 9) | st.none(), max_size=30))
def test_every_trial_has_one_line_however_they_come(losses: list[float | None]) -> None:
    state = RunState(REQUEST)
    for number, loss in enumerate(losses, start=1):
        state.take([trial(number, loss, "finished" if loss is not None else "failed")])
    lines = state.lines()
    assert sorted(line.trial.number for line in lines) == list(range(1, len(losses) + 1))
    ranked = [line.trial.loss for line in lines if line.rank is not None]
    assert ranked == sorted(loss for loss in losses if loss is not None)
    for line in lines:
        assert all(isinstance(column.text(line), str) for column in COLUMNS)


def test_the_time_left_is_what_the_worker_said_less_what_has_passed() -> None:
    state = RunState(REQUEST)
    assert state.left_s(now=100) is None
    state.take([Started(at=100, verb="train", pid=1)])
    assert state.left_s(now=110) == 50
    state.take([Progress(at=110, stage="search", text="", fraction=0.2, eta_s=40)])
    assert state.left_s(now=125) == 25
    assert state.left_s(now=500) == 0
    assert state.elapsed_s(now=130) == 30
    state.take([Cancelled(at=140)])
    assert state.left_s(now=500) is None
    assert state.elapsed_s(now=500) == 40


def test_warnings_and_the_result_are_kept() -> None:
    state = RunState(REQUEST)
    assert not state.take([Started(at=1, verb="train", pid=1), Warned(at=2, text="Beware.")])
    assert state.warnings == ["Beware."] and state.result is None
    state.take([Finished(at=3, result=result())])
    assert state.result == result()


def test_a_finished_run_says_its_version_figure_baseline_parity_and_time() -> None:
    text = result_text(result(stopped_early=True))
    for part in ("people-income/2", "Log-loss", "better", "agree", "59 s", "1 m 00 s", "early"):
        assert part in text
    assert "not told apart" in result_text(result(baseline=(estimate(0.31),)))
    assert "worse" in result_text(result(baseline=(estimate(0.1),)))
    assert "differ" in result_text(result(parity_passed=False))
    assert "baseline" not in result_text(result(baseline=()))
    assert "open finding" not in text
    waiting = result_text(result(open_findings=("'paid' alone tells it.", "40 rows repeat.")))
    assert "2 open findings in the data, the gravest: 'paid' alone tells it." in waiting


def test_settings_are_named_with_their_values() -> None:
    assert settings(trial(1, 0.1).trial) == "num_leaves 31, rate 0.1000"
