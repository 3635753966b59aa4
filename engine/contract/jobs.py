"""Where a job stands, as every floor sees it."""

from __future__ import annotations

from typing import Literal

from engine.contract.data import Contract
from engine.contract.messages import TrialFinished

JobState = Literal["queued", "running", "finished", "failed", "cancelled"]


class JobStatus(Contract):
    """Where a job stands. Times are Unix seconds; `elapsed_s` counts from the request."""

    id: str
    folder: str
    verb: str
    state: JobState
    actor: str
    created_at: float
    started_at: float | None
    elapsed_s: float
    stage: str
    text: str
    fraction: float | None
    eta_s: float | None
    trials: int
    best: TrialFinished | None
    stop_requested: bool
    code: str = ""
    hint: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in ("queued", "running")
