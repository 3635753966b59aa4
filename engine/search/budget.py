"""The wall-clock budget of a run: what is left for search once finishing has its share."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

LARGEST_RESERVE = 0.6
"""Finishing never takes more than this share of the budget from search."""


@dataclass(frozen=True)
class Finishing:
    """What is expected to follow the search, in seconds; the refit is learned from trials.

    `fixed_s` covers export, parity, evaluation and records; `model_share` is export and parity per
    second of refit (both grow with the model); explanation gets `explain_share` of the budget, at
    most `explain_s`. `margin` multiplies the sum.
    """

    fixed_s: float = 5.0
    model_share: float = 0.3
    explain_share: float = 0.08
    explain_s: float = 15.0
    margin: float = 1.15


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
        self.refit_s = 0.0

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

    def explanation_seconds(self) -> float:
        """What explanation may take, inside the reserve."""
        return min(self.finishing.explain_share * self.total_s, self.finishing.explain_s)

    def reserve(self) -> float:
        """Seconds kept for refit, export, parity, evaluation and explanation."""
        finishing = self.finishing
        expected = (
            finishing.fixed_s
            + self.refit_s * (1 + finishing.model_share)
            + self.explanation_seconds()
        )
        return min(expected * finishing.margin, LARGEST_RESERVE * self.total_s)

    def search_deadline(self) -> float:
        """When search must have ended, on `clock`."""
        return self.started + self.total_s - self.reserve()

    def search_remaining(self) -> float:
        """Seconds left for search, negative when its deadline has passed."""
        return self.search_deadline() - self.clock()

    def expect_refit(self, seconds: float) -> None:
        """Set how long refitting the leading configuration on all training rows should take."""
        self.refit_s = max(0.0, seconds)
