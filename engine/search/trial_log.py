"""The trial log: one JSON line a trial, on disk when the trial ends, readable after a kill."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

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


class TrialLog:
    """Appends records to a file. Each is flushed to the disk before `append` returns."""

    def __init__(self, path: Path) -> None:
        """Go on with the file if there is one, without a last line that a kill left unfinished."""
        self.path = path
        if path.exists():
            content = path.read_bytes()
            whole = content.rfind(b"\n") + 1
            if whole != len(content):
                os.truncate(path, whole)

    def append(self, record: TrialRecord) -> None:
        """Write one record as one line. OSError where the disk refuses it."""
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(record.model_dump(mode="json"), allow_nan=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_trials(path: Path) -> tuple[TrialRecord, ...]:
    """The records of a log, without the last line where a kill left it unfinished.

    Raises ValueError for any other line that is no record; no file gives no records.
    """
    if not path.exists():
        return ()
    records = []
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], start=1):
        try:
            records.append(TrialRecord.model_validate_json(line))
        except ValidationError as error:
            raise ValueError(f"{path}, line {number} is no trial record") from error
    return tuple(records)
