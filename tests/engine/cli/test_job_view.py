"""What a person reads of a running job."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from engine.cli.job_view import JobView, duration, settings
from engine.contract.messages import Failed, Progress, Started, TrialFinished, Warned
from engine.contract.results import TrialRow

CREATED = 1000.0


def trial(number: int, loss: float | None, learner: str = "lightgbm") -> TrialRow:
    status = "failed" if loss is None else "finished"
    config = {"leaves": 31, "rate": 0.123456, "bins": 255, "depth": 6, "trees": 100}
    return TrialRow(
        number=number, learner=learner, loss=loss, seconds=1.25, config=config, status=status
    )


def view_of(*trials: tuple[int, float | None, bool]) -> JobView:
    view = JobView({"verb": "train", "budget_s": 60.0, "metric": "log_loss"}, CREATED)
    view.add(Started(at=CREATED + 1, verb="train", pid=7))
    for number, loss, best in trials:
        view.add(TrialFinished(at=CREATED + 2, trial=trial(number, loss), best=best))
    return view


def drawn(view: JobView, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(view)
    return console.file.getvalue()


def test_trials_are_ranked_by_loss_and_failed_ones_are_counted_only() -> None:
    view = view_of((1, 0.5, True), (2, None, False), (3, 0.25, True), (4, 0.5, False))
    assert [row.number for row in view.ranked()] == [3, 1, 4]
    text = drawn(view)
    assert "4 trials (1 failed)" in text
    assert "log_loss (loss)" in text
    leader = next(line for line in text.splitlines() if line.startswith("*"))
    assert leader.split()[1:5] == ["1", "lightgbm", "0.25", "1.2"]


def test_settings_are_shortened() -> None:
    assert settings(trial(1, 0.5).config) == "leaves=31 rate=0.1235 bins=255 depth=6 ..."
    assert settings({}) == ""


def test_the_picture_shows_stage_budget_and_what_is_left() -> None:
    view = view_of((1, 0.5, True))
    view.add(Progress(at=CREATED + 5, stage="search", text="Trial 2", fraction=0.1, eta_s=50.0))
    view.add(Failed(at=CREATED + 9.9, code="x", text="y"))
    text = drawn(view)
    assert "train  failed" in text
    assert "9 s of 1:00 min" in text


def test_warnings_stay_in_the_picture() -> None:
    view = view_of()
    view.add(Warned(at=CREATED, text="17 rows have no target."))
    assert "Note: 17 rows have no target." in drawn(view)


@pytest.mark.parametrize("width", [20, 40, 79, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    view = view_of((1, 0.123456789, True), (2, 1e-12, False))
    view.add(Progress(at=CREATED + 5, stage="search", text="a long text " * 20))
    assert all(len(line) <= width for line in drawn(view, width).splitlines())


def test_names_from_a_file_cannot_command_the_terminal_or_the_markup() -> None:
    view = view_of()
    hostile = "\x1b[2J[red]x[/red]\r\nsecond line\u202e"
    view.add(Progress(at=CREATED, stage=hostile, text=hostile))
    view.add(Warned(at=CREATED, text=hostile))
    for text in (drawn(view), view.line(Warned(at=CREATED, text=hostile))):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[red]" in text
    assert "\n" not in view.line(Warned(at=CREATED, text=hostile))


def test_durations_read_as_a_person_says_them() -> None:
    assert [duration(s) for s in (0, 8.9, 65, 3725, -3)] == [
        "0 s", "8 s", "1:05 min", "1:02:05 h", "0 s",
    ]  # fmt: skip
