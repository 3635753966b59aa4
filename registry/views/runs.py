"""Data, runs and their trials, as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from registry.views.base import View


class DatasetView(View):
    """A data snapshot. `reading` and `columns` are as the engine's contract has them, in JSON.

    `bytes` is the size of the stored Parquet file, `withdrawn_reason` empty while the data may be
    used.
    """

    id: str
    name: str
    source: str
    reading: dict[str, Any]
    rows: int
    columns: tuple[dict[str, Any], ...]
    fingerprint: str
    artifact_sha256: str
    bytes: int
    created_at: datetime
    created_by: str
    withdrawn_reason: str = ""


class TrialView(View):
    """One line of a run's leaderboard. Rank 1 has the lowest loss; None where there is no loss."""

    rank: int | None
    number: int
    learner: str
    loss: str | None
    seconds: str
    status: str
    note: str
    config: dict[str, Any]


class RunView(View):
    """One training run. The budget is in seconds."""

    id: str
    job: str
    dataset: str
    dataset_id: str
    task: str
    target: str
    metric: str
    seed: int
    budget: str
    status: str
    trials: int
    started_at: datetime
    finished_at: datetime | None
    created_by: str
    versions: tuple[str, ...]
