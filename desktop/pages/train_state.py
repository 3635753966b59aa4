"""What the messages of a training job add up to: the trials, the best, the time, the end."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.jobs.centre import End
from desktop.plots.builders import TimedTrial
from engine.contract.messages import (
    AnyMessage,
    Finished,
    Progress,
    Started,
    TrialFinished,
    Warned,
)
from engine.contract.requests import TrainRequest
from engine.contract.results import TrainResult, TrialRow


@dataclass(frozen=True)
class TrialLine:
    """A trial on the leaderboard. Only finished ones have a rank; `behind` is the loss lost."""

    trial: TrialRow
    rank: int | None
    behind: float | None
    best: bool


class RunState:
    """Grows with the messages of one job."""

    def __init__(self, request: TrainRequest | None) -> None:
        self.request = request
        self.trials: list[TimedTrial] = []
        self.warnings: list[str] = []
        self.progress: Progress | None = None
        self.end: End | None = None
        self._started_at: float | None = None

    def take(self, messages: Iterable[AnyMessage]) -> bool:
        """Add what was said; whether there are trials among it."""
        count = len(self.trials)
        for message in messages:
            if self._started_at is None:
                self._started_at = message.at
            if isinstance(message, TrialFinished):
                self.trials.append(TimedTrial(message.trial, message.at - self._started_at))
            elif isinstance(message, Progress):
                self.progress = message
            elif isinstance(message, Warned):
                self.warnings.append(message.text)
            elif not isinstance(message, Started):
                self.end = message
        return len(self.trials) > count

    @property
    def result(self) -> TrainResult | None:
        """What came of it, once it has finished."""
        if isinstance(self.end, Finished) and self.end.result.verb == "train":
            return self.end.result
        return None

    @property
    def best(self) -> TrialRow | None:
        """The finished trial with the least loss."""
        done = [one.trial for one in self.trials if _ranks(one.trial)]
        return min(done, key=_by_loss, default=None)

    def count(self, *statuses: str) -> int:
        """How many trials ended so."""
        return sum(one.trial.status in statuses for one in self.trials)

    def elapsed_s(self, now: float | None = None) -> float:
        """How long it has worked, or did until its end."""
        if self._started_at is None:
            return 0.0
        until = self.end.at if self.end is not None else now or time.time()
        return max(until - self._started_at, 0.0)

    def left_s(self, now: float | None = None) -> float | None:
        """How long it still takes: as the worker said last, or else by the budget."""
        now = now or time.time()
        if self.end is not None or self._started_at is None:
            return None
        if self.progress is not None and self.progress.eta_s is not None:
            return max(self.progress.at + self.progress.eta_s - now, 0.0)
        if self.request is None:
            return None
        return max(self._started_at + self.request.budget_s - now, 0.0)

    def lines(self) -> list[TrialLine]:
        """The leaderboard: finished trials by their loss, the others after them by number."""
        done = sorted((one.trial for one in self.trials if _ranks(one.trial)), key=_by_loss)
        least = done[0].loss if done else None
        ranked = [
            TrialLine(trial, rank, _behind(trial.loss, least), rank == 1)
            for rank, trial in enumerate(done, start=1)
        ]
        others = sorted(
            (one.trial for one in self.trials if not _ranks(one.trial)), key=lambda t: t.number
        )
        return ranked + [TrialLine(trial, None, None, False) for trial in others]


def _ranks(trial: TrialRow) -> bool:
    return trial.status == "finished" and trial.loss is not None and math.isfinite(trial.loss)


def _by_loss(trial: TrialRow) -> tuple[float, int]:
    return (math.inf if trial.loss is None else trial.loss, trial.number)


def _behind(loss: float | None, least: float | None) -> float | None:
    return None if loss is None or least is None else loss - least
