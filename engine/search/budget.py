"""The wall-clock budget of a run: what is left for search once finishing has its share."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

LARGEST_RESERVE = 0.6
"""Finishing never takes more than this share of the budget from search."""
LEAST_STAGE_S = 0.5
"""What parity and explanation are given at the least, however late it is."""


@dataclass(frozen=True)
class Finishing:
    """What is expected to follow the search, in seconds, where it is not learned from trials.

    `building_s` is composing and loading the graph and the comparisons that cannot be left out;
    `model_share` is export per second of refit; `closing_s` is figures and records, which come
    last. Parity gets `parity_share` of the budget for probes and explanation `explain_share`, at
    most `explain_s`: both take what is left when their turn comes, so these are also what absorbs
    an estimate that was too small.
    """

    building_s: float = 0.8
    closing_s: float = 1.6
    model_share: float = 0.15
    parity_share: float = 0.02
    explain_share: float = 0.04
    explain_s: float = 15.0
    margin: float = 1.1


class Budget:
    """Deadline arithmetic for one run. All times are seconds of `clock`."""

    def __init__(
        self,
        total_s: float,
        *,
        started: float | None = None,
        finishing: Finishing | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`started` is when the job was created, on `clock`; now if None."""
        self.clock = clock
        self.total_s = total_s
        self.started = clock() if started is None else started
        self.finishing = finishing or Finishing()
        self.refit_s = self.row_s = 0.0
        self.evaluation_s = 0.0
        self.predictions = 0

    @classmethod
    def since(cls, total_s: float, created_at: float, finishing: Finishing | None = None) -> Budget:
        """A budget that has run since `created_at`, in Unix seconds, when the job was made."""
        age = max(0.0, time.time() - created_at)
        return cls(total_s, started=time.monotonic() - age, finishing=finishing)

    def elapsed(self) -> float:
        """Seconds since the job was created."""
        return self.clock() - self.started

    def remaining(self) -> float:
        """Seconds to the end of the budget, negative when it has passed."""
        return self.total_s - self.elapsed()

    def refit_seconds(self) -> float:
        """What refitting may take: all that the stages after it can spare."""
        spare = self.finishing.building_s + self._predicting() + self.evaluation_s
        after = spare + self.finishing.closing_s + 2 * LEAST_STAGE_S
        return max(self.remaining() - after, LEAST_STAGE_S)

    def parity_seconds(self, most: float) -> float:
        """What parity may take: half of what evaluation, explanation and closing do not need."""
        after = self.evaluation_s + self._explanation_share() + self.finishing.closing_s
        return min(max(0.5 * (self.remaining() - after), LEAST_STAGE_S), most)

    def evaluation_seconds(self) -> float:
        """What measuring on held-out rows may take, with the least of what follows kept."""
        after = LEAST_STAGE_S + self.finishing.closing_s
        return max(self.remaining() - after, LEAST_STAGE_S)

    def explanation_seconds(self) -> float:
        """What explanation may take: what is left before closing, within its ceiling."""
        left = self.remaining() - self.finishing.closing_s
        return min(max(left, LEAST_STAGE_S), self.finishing.explain_s)

    def reserve(self) -> float:
        """Seconds kept for refit, export, parity, evaluation, explanation and records."""
        finishing = self.finishing
        learned = (
            self.refit_s * (1 + finishing.model_share) + self._predicting() + self.evaluation_s
        )
        expected = (
            finishing.building_s
            + finishing.closing_s
            + finishing.parity_share * self.total_s
            + self._explanation_share()
            + learned * finishing.margin
        )
        return min(expected, LARGEST_RESERVE * self.total_s)

    def search_deadline(self) -> float:
        """When search must have ended, on `clock`."""
        return self.started + self.total_s - self.reserve()

    def search_remaining(self) -> float:
        """Seconds left for search, negative when its deadline has passed."""
        return self.search_deadline() - self.clock()

    def expect_model(self, refit_s: float, row_s: float) -> None:
        """Set what refitting the leading configuration and predicting one row should take."""
        self.refit_s, self.row_s = max(0.0, refit_s), max(0.0, row_s)

    def expect_predictions(self, rows: int) -> None:
        """Set how many rows will at least be predicted once there is a model."""
        self.predictions = rows

    def expect_evaluation(self, seconds: float) -> None:
        """Set how long measuring on held-out rows should take."""
        self.evaluation_s = max(0.0, seconds)

    def _predicting(self) -> float:
        return self.predictions * self.row_s

    def _explanation_share(self) -> float:
        return min(self.finishing.explain_share * self.total_s, self.finishing.explain_s)
