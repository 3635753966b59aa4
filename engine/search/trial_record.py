"""What is logged of a trial when it ends: enough to rank it and to tell a searcher again."""

from __future__ import annotations

from typing import Literal

from engine.contract.data import Contract
from engine.contract.results import TrialRow

Value = float | int | str | bool | None


class TrialRecord(Contract):
    """One trial. `loss` is the mean over folds (of those done, set level with the leader's others
    where the trial was dropped early); `at_s` is when it ended, in seconds since the job began.
    """

    number: int
    learner: str
    config: dict[str, Value]
    loss: float | None
    fold_losses: tuple[float, ...]
    seconds: float
    at_s: float
    status: Literal["finished", "pruned", "failed", "skipped"]
    note: str = ""

    def row(self) -> TrialRow:
        """The trial as a line of a leaderboard."""
        return TrialRow(
            number=self.number,
            learner=self.learner,
            loss=self.loss,
            seconds=self.seconds,
            config=self.config,
            status=self.status,
            note=self.note,
        )
