"""What was tried: runs and their trials."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class Run(Record, table=True):
    """One training run. `budget` is seconds as a decimal string, `request_json` the request."""

    __tablename__ = "run"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "dataset_id", "code_id", "environment_id", "job", "task", "target", "metric", "seed",
        "budget", "request_json", "status", "started_at", "finished_at", "created_by",
    )  # fmt: skip

    dataset_id: str = Field(sa_column_args=[reference("dataset_snapshot")], index=True)
    code_id: str = Field(sa_column_args=[reference("code_snapshot")])
    environment_id: str = Field(sa_column_args=[reference("environment_snapshot")])
    job: str
    task: str
    target: str
    metric: str
    seed: int = Field(sa_type=BigInteger)
    budget: str
    request_json: str
    status: str
    started_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


class Trial(Record, table=True):
    """One trial of a run. `loss` (to be minimised) and `seconds` are decimal strings."""

    __tablename__ = "trial"
    __table_args__ = (UniqueConstraint("run_id", "number"),)
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "run_id", "number", "learner", "config_json", "loss", "seconds", "status", "note",
    )  # fmt: skip

    run_id: str = Field(sa_column_args=[reference("run")])
    number: int
    learner: str
    config_json: str
    loss: str | None = None
    seconds: str
    status: str
    note: str = ""
