"""The job folder: what lies in it, and how its messages are read and its end is written once."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
import uuid6
from pydantic import ValidationError

from engine.contract.data import LATEST, Contract, UnixTime
from engine.contract.messages import (
    MESSAGE,
    AnyMessage,
    Cancelled,
    Failed,
    Finished,
    Warned,
)
from engine.contract.requests import Request
from engine.contract.results import RESULT
from engine.jobs.files import (
    append_line,
    complete_lines,
    exclusive,
    write_atomically,
)
from registry.errors import AssayError, first_fault
from registry.full_disk import is_disk_full
from registry.outside_json import read_json

SPEC_FORMAT = 1
RESERVE_BYTES = 64 * 1024
LONGEST_LINE = 64 << 20
"""Bytes of a message; the longest that a worker writes is a result, of some megabytes."""
_MAY_NOT_WRITE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
End = Finished | Failed | Cancelled
END_TYPES = frozenset({"finished", "failed", "cancelled"})


class JobSpec(Contract):
    """What a worker is asked: the request, for whom, in which project, and since when."""

    format: int = SPEC_FORMAT
    job_id: str
    project: str
    actor: str
    created_at: UnixTime
    request: Request


@dataclass(frozen=True)
class JobFolder:
    """The files of one job."""

    path: Path

    @property
    def job_id(self) -> str:
        """The job's id, which is the folder's name."""
        return self.path.name

    @property
    def spec(self) -> Path:
        """The request; written last, so that a folder that has it is complete."""
        return self.path / "spec.json"

    @property
    def messages(self) -> Path:
        """One message a line."""
        return self.path / "messages.jsonl"

    @property
    def log(self) -> Path:
        """Everything that native libraries print."""
        return self.path / "log.txt"

    @property
    def control(self) -> Path:
        """One file a request to the worker: `stop`, `discard`."""
        return self.path / "control"

    @property
    def heartbeat(self) -> Path:
        """Who works, and when it last said so."""
        return self.path / "heartbeat.json"

    @property
    def trials(self) -> Path:
        """One trial's record a line."""
        return self.path / "trials.jsonl"

    @property
    def result(self) -> Path:
        """The result; written before the message that announces it."""
        return self.path / "result.json"

    @property
    def reserve(self) -> Path:
        """Room on the disk, given up to write the end message when the disk is full."""
        return self.path / "reserve"

    @property
    def end_lock(self) -> Path:
        """Held while an end message is written, so that there is one only."""
        return self.path / "end.lock"


def jobs_directory(project: Path) -> Path:
    """Where a project's jobs lie."""
    return project / "jobs"


def own_jobs_directory(project: Path) -> Path:
    """Where the jobs of this user lie who may only read the project: in a folder of their own."""
    named = hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:32]
    return platformdirs.user_state_path("assay") / "jobs" / named


def create_folder(project: Path, request: Request, actor: str) -> JobFolder:
    """Make a new job's folder, complete with its spec and its reserve. Raises OSError.

    Who may only read the project can still verify, explain and recompute.
    """
    job = _new_folder(project, str(uuid6.uuid7()))
    # Random, so that a file system that compresses keeps the room as well.
    write_atomically(job.reserve, os.urandom(RESERVE_BYTES))
    job.end_lock.touch()
    job.log.touch()
    job.messages.touch()
    spec = JobSpec(
        job_id=job.job_id,
        project=str(project.absolute()),
        actor=actor,
        created_at=time.time(),
        request=request,
    )
    write_atomically(job.spec, spec.model_dump_json(indent=2).encode())
    return job


def _new_folder(project: Path, job_id: str) -> JobFolder:
    job = JobFolder(jobs_directory(project) / job_id)
    try:
        job.control.mkdir(parents=True)
    except OSError as error:
        if error.errno not in _MAY_NOT_WRITE:
            raise
        job = JobFolder(own_jobs_directory(project) / job_id)
        try:
            job.control.mkdir(parents=True)
        except OSError:
            raise error from None  # the project is where its owner would look
    return job


def read_spec(job: JobFolder) -> JobSpec:
    """The job's spec.

    Raises AssayError `job.newer` if a newer Assay wrote it and `job.unreadable` otherwise.
    """
    raw = raw_spec(job)
    if isinstance(raw.get("format"), int) and raw["format"] > SPEC_FORMAT:
        raise AssayError(
            "job.newer",
            f"Job {job.job_id} was made by a newer version of Assay (job format {raw['format']}, "
            f"this one knows {SPEC_FORMAT}).",
            "Update Assay, or start the job again with this version.",
        )
    try:
        return JobSpec.model_validate_json(job.spec.read_bytes())
    except (OSError, ValidationError) as error:
        why = first_fault(error) if isinstance(error, ValidationError) else error
        raise AssayError(
            "job.unreadable",
            f"The request of job {job.job_id} cannot be read ({job.spec}): {why}",
            "Start the job again; if another version of Assay made it, use that one.",
        ) from error


def raw_spec(job: JobFolder) -> dict[str, Any]:
    """What can be read of the spec without judging it; empty where nothing can."""
    try:
        raw = read_json(job.spec.read_bytes())
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def unix_time(value: object) -> float | None:
    """A time that a file tells, in Unix seconds; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= LATEST else None


def changed_at(path: Path) -> float:
    """When a file was changed, in Unix seconds. Raises OSError."""
    return unix_time(path.stat().st_mtime) or time.time()


def parse_message(line: bytes) -> AnyMessage | None:
    """The message of one line; None for a torn line.

    A whole line that this version does not know becomes a warning, or a failure if it ends the
    job, so that whoever follows is neither misled nor left waiting.
    """
    if len(line) > LONGEST_LINE:
        return Warned(at=time.time(), text=f"A message of {len(line):,} bytes was skipped.")
    try:
        return MESSAGE.validate_json(line)
    except ValidationError as error:
        problem = first_fault(error)
    try:
        raw = read_json(line)
    except ValueError:
        return None
    if not isinstance(raw, dict):
        return None
    at = unix_time(raw.get("at")) or time.time()
    if raw.get("type") in END_TYPES:
        return Failed(
            at=at,
            code="job.newer",
            text=f"The job ended as '{raw['type']}', told in a way that this version of Assay "
            "does not know.",
            hint="Update Assay to see the rest.",
            details=problem,
        )
    return Warned(at=at, text="A message that this version of Assay does not know was skipped.")


def read_messages(job: JobFolder, offset: int = 0) -> tuple[list[AnyMessage], int]:
    """The whole messages from byte `offset` on, and the offset behind them. Raises OSError."""
    lines, offset = complete_lines(job.messages, offset)
    parsed = (parse_message(line) for line in lines)
    return [message for message in parsed if message is not None], offset


def read_end(job: JobFolder) -> End | None:
    """The message that ended the job, or None while it goes on. Raises OSError."""
    messages, _ = read_messages(job)
    return next((message for message in messages if isinstance(message, End)), None)


def read_trials(job: JobFolder) -> list[dict[str, Any]]:
    """The records of the trial log, in the order of their ends; a torn line is left out."""
    records = []
    for line in complete_lines(job.trials)[0]:
        try:
            record = read_json(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            records.append(record)
    return records


def append_message(job: JobFolder, message: AnyMessage) -> None:
    """Append one message. Raises OSError."""
    append_line(job.messages, message.model_dump_json().encode())


def write_end(job: JobFolder, message: End) -> End:
    """End the job with `message`, unless it has ended: the message that ends it is returned.

    Safe for several processes at once. On a full disk the reserve makes room. Raises OSError.
    """
    with exclusive(job.end_lock):
        present = read_end(job)
        if present is not None:
            return present
        try:
            append_message(job, message)
        except OSError as error:
            if not is_disk_full(error):
                raise
            release_reserve(job)
            append_message(job, message)
        return message


def write_result(job: JobFolder, data: bytes) -> None:
    """Write `result.json`, with the reserve's room on a full disk. Raises OSError."""
    try:
        write_atomically(job.result, data)
    except OSError as error:
        if not is_disk_full(error):
            raise
        release_reserve(job)
        write_atomically(job.result, data)


def written_result(job: JobFolder) -> Finished | None:
    """The announcement of a result that a worker wrote and did not live to announce."""
    try:
        result = RESULT.validate_json(job.result.read_bytes())
        return Finished(at=changed_at(job.result), result=result)
    except (OSError, ValidationError):
        return None


def release_reserve(job: JobFolder) -> None:
    """Give up the reserve's room on the disk."""
    job.reserve.unlink(missing_ok=True)
