"""What a workflow has of its job: whom it works for, how it reports, and what it is asked."""

from __future__ import annotations

import json
import math
import threading
import time
from pathlib import Path
from typing import Any

from engine.contract.data import LATEST
from engine.contract.messages import AnyMessage, Progress, TrialFinished, Warned
from engine.contract.results import TrialRow
from engine.jobs.files import append_line
from engine.jobs.folder import JobFolder, JobSpec, append_message

CONTROL_INTERVAL_S = 0.1
PROGRESS_INTERVAL_S = 0.1


class Discarded(BaseException):
    """The job is to end without result.

    Not an Exception, so that code which survives a failing trial does not survive this.
    """


class JobContext:
    """One job, seen from its workflow. May be used from several threads."""

    def __init__(self, job: JobFolder, spec: JobSpec) -> None:
        self.project_path = Path(spec.project)
        self.actor = spec.actor
        self.job_id = spec.job_id
        self.folder = job.path
        self.started_at = spec.created_at  # Unix seconds of the request: budgets count from it
        self.stage: str | None = None
        self.trials_logged = 0
        self._job = job
        self._lock = threading.Lock()
        self._last_progress = -math.inf
        self._last_look = -math.inf
        self._asked: set[str] = set()

    def progress(
        self, stage: str, text: str, fraction: float | None = None, eta_s: float | None = None
    ) -> None:
        """Say where the work stands; `fraction` is of the whole job, `eta_s` to its end.

        Call it as often as you like: within a stage, one message in 0.1 s is written. Raises
        OSError.
        """
        now = time.monotonic()
        soon = now - self._last_progress < PROGRESS_INTERVAL_S
        if soon and stage == self.stage and fraction != 1.0:
            return
        self.stage = stage
        self._last_progress = now
        self._say(
            Progress(
                at=time.time(),
                stage=stage,
                text=text,
                fraction=_finite(fraction),
                eta_s=_finite(eta_s),
            )
        )

    def trial(self, row: TrialRow, best: bool) -> None:
        """Tell of a trial that has ended; `best` if it leads from now on. Raises OSError."""
        self._say(TrialFinished(at=time.time(), trial=row, best=best))

    def warn(self, text: str) -> None:
        """Tell a person something while the work goes on. Raises OSError."""
        self._say(Warned(at=time.time(), text=text))

    def log_trial(self, record: dict[str, Any]) -> None:
        """Append a trial to the trial log; on return it outlives a kill and a power cut.

        The record holds JSON values alone, floats finite. Raises TypeError, ValueError, OSError.
        """
        line = json.dumps(record, allow_nan=False, ensure_ascii=False).encode()
        with self._lock:
            append_line(self._job.trials, line)
            self.trials_logged += 1

    def stop_requested(self) -> bool:
        """Whether the search is to end now and keep its best; cheap enough for inner loops."""
        self._look()
        return "stop" in self._asked

    def discard_requested(self) -> bool:
        """Whether everything is to end now."""
        self._look()
        return "discard" in self._asked

    def check_discarded(self) -> None:
        """Raise Discarded if the job is to end without result."""
        if self.discard_requested():
            raise Discarded

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._last_look >= CONTROL_INTERVAL_S:
            self._last_look = now
            for what in ("stop", "discard"):
                if what not in self._asked and (self._job.control / what).exists():
                    self._asked.add(what)

    def _say(self, message: AnyMessage) -> None:
        with self._lock:
            append_message(self._job, message)


def _finite(value: float | None) -> float | None:
    return value if value is not None and abs(value) <= LATEST else None
