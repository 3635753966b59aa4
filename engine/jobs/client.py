"""Start, follow and control jobs: what the desktop and the command line know of the engine."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.contract.jobs import JobStatus
from engine.contract.messages import AnyMessage, Cancelled, Failed, Finished
from engine.contract.requests import Request
from engine.contract.results import Result
from engine.jobs.files import write_atomically
from engine.jobs.folder import (
    End,
    JobFolder,
    create_folder,
    read_end,
    read_messages,
    read_spec,
    write_end,
)
from engine.jobs.launch import spawn
from engine.jobs.processes import beat, has_worker, kill_tree, read_heartbeat
from engine.jobs.status import (
    job_folders,
    post_mortem,
    read_status,
    settle,
    settle_all,
)
from registry.errors import AssayError
from registry.full_disk import disk_full, is_disk_full

WORKER_FLAG = "--assay-worker"
MINIMUM_FREE_BYTES = 50 * 1024 * 1024
ANSWER_S = 5.0
LIFE_CHECK_S = 0.5


@dataclass(frozen=True)
class JobHandle:
    """A job that was started: its id and its folder."""

    job_id: str
    folder: Path


def worker_command() -> list[str]:
    """The command that runs a worker; the job's folder is to be appended.

    A frozen program is its own worker: its entry points call `become_worker_if_asked` first.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    # -P: a random.py in the working directory must not stand in for the standard library's.
    return [sys.executable, "-P", "-m", "engine.jobs.worker"]


def become_worker_if_asked(arguments: Sequence[str]) -> None:
    """Work and exit if the arguments (without the program's name) are those of a worker."""
    if arguments[:1] == [WORKER_FLAG]:
        from engine.jobs.worker import main

        raise SystemExit(main(arguments[1:]))


def start(
    project_path: Path,
    request: Request,
    actor: str,
    *,
    command: Sequence[str] | None = None,
    minimum_free: int = MINIMUM_FREE_BYTES,
) -> JobHandle:
    """Start a worker of its own session that outlives this process and its terminal.

    `actor` is the principal's id. The worker keeps this process's working directory. Raises
    AssayError `disk.full`, `job.folder_unwritable`, `job.not_started`.
    """
    _check_free_space(project_path, minimum_free)
    try:
        job = create_folder(project_path, request, actor)
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(project_path, error, "the job was not started") from error
        raise AssayError(
            "job.folder_unwritable",
            f"A job cannot be created in {project_path}: {error.strerror or error}.",
            "Check that you may write to the project's folder.",
        ) from error
    arguments = [*(worker_command() if command is None else command), str(job.path)]
    try:
        process = spawn(arguments, job.log)
    except OSError as error:
        text = f"The worker could not be started ({arguments[0]}): {error.strerror or error}."
        with suppress(OSError):
            write_end(job, Failed(at=time.time(), code="job.not_started", text=text))
        raise AssayError("job.not_started", text, "Install Assay again.") from error
    if not job.heartbeat.exists():
        with suppress(OSError, psutil.NoSuchProcess):
            beat(job, process.pid)  # until the worker beats: it may die before
    # Waits for the worker while this process lives, so that a dead one does not stay a zombie.
    threading.Thread(target=process.wait, name=f"wait-{job.job_id}", daemon=True).start()
    return JobHandle(job.job_id, job.path)


class Follower:
    """Reads a job's messages as they come, without waiting: for an event loop or a timer."""

    def __init__(self, folder: Path) -> None:
        self._job = JobFolder(folder)
        self._offset = 0
        self._checked = 0.0
        self.end: End | None = None

    def poll(self) -> list[AnyMessage]:
        """The messages since the last call, the first time from the start; none after the end.

        If the worker has died without an end message, one is written and handed on.
        """
        if self.end is not None:
            return []
        messages = self._read()
        now = time.monotonic()
        if self.end is None and not messages and now - self._checked > LIFE_CHECK_S:
            self._checked = now
            if not has_worker(self._job):
                try:
                    settle(self._job)
                    messages = self._read()
                except OSError:
                    # A folder that may be read only, or is gone: tell it, though nobody else sees.
                    self.end = post_mortem(self._job, [])
                    messages = [self.end]
        return messages

    def _read(self) -> list[AnyMessage]:
        messages, self._offset = read_messages(self._job, self._offset)
        for number, message in enumerate(messages):
            if isinstance(message, End):
                self.end = message
                return messages[: number + 1]
        return messages


def follow(folder: Path, from_start: bool = True, poll_s: float = 0.1) -> Iterator[AnyMessage]:
    """The job's messages until it has ended; the last one is Finished, Failed or Cancelled.

    With `from_start` false, what was said before the call is left out, except the end. Raises
    AssayError `job.unknown` if there is no such job.
    """
    _require(folder)
    follower = Follower(folder)
    if not from_start:
        follower.poll()
        if follower.end is not None:
            yield follower.end
    while follower.end is None:
        messages = follower.poll()
        yield from messages
        if not messages:
            time.sleep(poll_s)


def status(folder: Path) -> JobStatus:
    """Where a job stands; as failed where it cannot be read. Raises AssayError `job.unknown`."""
    _require(folder)
    return read_status(JobFolder(folder))


def list_jobs(project: Path) -> list[JobStatus]:
    """Where each job of the project stands, newest first."""
    return [read_status(job) for job in job_folders(project)]


def job_paths(project: Path) -> list[Path]:
    """The folders of the project's jobs, newest first."""
    return [job.path for job in job_folders(project)]


def request_of(folder: Path) -> Request:
    """What the job was asked. Raises AssayError `job.broken_spec` where that cannot be read."""
    return read_spec(JobFolder(folder)).request


def result_of(folder: Path) -> Result | None:
    """What a job ended with; None where it did not finish. Raises AssayError `job.unknown`."""
    _require(folder)
    end = read_end(JobFolder(folder))
    return end.result if isinstance(end, Finished) else None


def find_job(project: Path, name: str) -> Path:
    """The folder of the job with that id, or the only one whose id begins or ends so.

    A part has at least 4 characters. Jobs of one minute begin alike, so the end is the handier
    short name. Raises AssayError `job.unknown`, `job.ambiguous`.
    """
    wanted = name.strip().lower()
    jobs = job_folders(project)
    found = [job for job in jobs if job.job_id == wanted]
    if not found and len(wanted) >= 4:
        found = [job for job in jobs if job.job_id.startswith(wanted)]
        found = found or [job for job in jobs if job.job_id.endswith(wanted)]
    if len(found) > 1:
        raise AssayError(
            "job.ambiguous",
            f"{len(found)} jobs have an id like '{name}': "
            + ", ".join(job.job_id for job in found[:5]),
            "Give more of the id.",
        )
    if not found:
        raise AssayError(
            "job.unknown", f"There is no job '{name}' in {project}.", "List them: assay jobs"
        )
    return found[0].path


def stop(folder: Path) -> None:
    """Ask the worker to stop searching and to finish with the best so far.

    Raises AssayError `job.unknown`, `job.ended`, `disk.full`.
    """
    _ask(_going_job(folder), "stop")


def discard(folder: Path, patience_s: float = ANSWER_S) -> AnyMessage:
    """End the job without result; a worker that does not answer in time is killed with its tree.

    The message that ended the job: Finished or Failed if it came to that first. Raises AssayError
    `job.unknown`, `job.ended`, `job.unkillable`.
    """
    job = _going_job(folder)
    with suppress(AssayError):  # it can be killed though a full disk hinders asking
        _ask(job, "discard")
    deadline = time.monotonic() + patience_s
    while has_worker(job) and time.monotonic() < deadline:
        if read_end(job) is None and read_heartbeat(job) is None:
            break  # nobody is there yet: one who comes later finds the job ended
        time.sleep(0.02)
    heartbeat = read_heartbeat(job)
    if heartbeat is not None:
        kill_tree(heartbeat)
    return write_end(job, Cancelled(at=time.time()))


def reconcile(project: Path) -> list[str]:
    """Close the jobs whose worker has died, each once however many clients do so; their ids."""
    return settle_all(project)


def _check_free_space(project: Path, minimum: int) -> None:
    try:
        free = shutil.disk_usage(project).free
    except OSError as error:
        raise AssayError(
            "project.unknown",
            f"The project folder {project} cannot be read: {error.strerror or error}.",
            "Create a project: assay init",
        ) from error
    if free < minimum:
        raise AssayError(
            "disk.full",
            f"The disk of {project} has {free / 1e6:.0f} MB left; a job needs at least "
            f"{minimum / 1e6:.0f} MB.",
            "Free some space, or use a project on another disk.",
        )


def _require(folder: Path) -> None:
    if not JobFolder(folder).spec.is_file():
        raise AssayError(
            "job.unknown", f"There is no job in {folder}.", "List the jobs: assay jobs"
        )


def _going_job(folder: Path) -> JobFolder:
    _require(folder)
    job = JobFolder(folder)
    end = read_end(job)
    if end is not None:
        how = "was discarded" if isinstance(end, Cancelled) else f"has {end.type}"
        raise AssayError("job.ended", f"Job {job.job_id} {how} already; nothing is left to stop.")
    return job


def _ask(job: JobFolder, what: str) -> None:
    try:
        asked = json.dumps({"at": time.time(), "pid": os.getpid()}).encode()
        write_atomically(job.control / what, asked)
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(job.path, error, "the job could not be asked") from error
        raise AssayError(
            "job.folder_unwritable",
            f"Job {job.job_id} cannot be reached: {error.strerror or error}.",
            "Ask as the user who started it.",
        ) from error
