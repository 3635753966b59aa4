"""Which process works on a job, whether it still lives, and how it is ended with its children."""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import suppress

import psutil
from pydantic import ValidationError

from engine.contract.data import Contract
from engine.jobs.files import write_atomically
from engine.jobs.folder import JobFolder, raw_spec
from registry.errors import AssayError

HEARTBEAT_S = 1.0
START_GRACE_S = 30.0  # a worker that has not shown itself by then never will
SAME_START_S = 1.0  # a process's start time is known to a hundredth; clocks are corrected by more
FRESH_S = 5.0
SILENCE_S = 30.0  # after which a worker on another machine counts as dead
KILL_PATIENCE_S = 5.0


class Heartbeat(Contract):
    """Who works on a job: times are Unix seconds, `started_at` is the process's own start."""

    host: str
    pid: int
    started_at: float
    updated_at: float


def beat(job: JobFolder, pid: int) -> None:
    """Say that process `pid` works on the job now. Raises OSError, psutil.NoSuchProcess."""
    heartbeat = Heartbeat(
        host=socket.gethostname(),
        pid=pid,
        started_at=psutil.Process(pid).create_time(),
        updated_at=time.time(),
    )
    write_atomically(job.heartbeat, heartbeat.model_dump_json().encode(), durable=False)


def read_heartbeat(job: JobFolder) -> Heartbeat | None:
    """The last heartbeat, or None where there is none that can be read."""
    try:
        return Heartbeat.model_validate_json(job.heartbeat.read_bytes())
    except (OSError, ValidationError):
        return None


def is_alive(heartbeat: Heartbeat) -> bool:
    """Whether the process of that heartbeat still runs, and is no other that got its id."""
    age = abs(time.time() - heartbeat.updated_at)
    if heartbeat.host != socket.gethostname():
        return age < SILENCE_S
    try:
        process = psutil.Process(heartbeat.pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        started_at = process.create_time()
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return age < SILENCE_S
    if abs(started_at - heartbeat.started_at) <= SAME_START_S:
        return True
    # Start times move with the system clock when it is set; a living worker's next beat follows.
    return age < FRESH_S


def has_worker(job: JobFolder) -> bool:
    """Whether a worker lives, or was asked for so lately that it may still come."""
    heartbeat = read_heartbeat(job)
    if heartbeat is not None:
        return is_alive(heartbeat)
    created_at = raw_spec(job).get("created_at")
    return isinstance(created_at, float) and abs(time.time() - created_at) < START_GRACE_S


def kill_tree(heartbeat: Heartbeat) -> None:
    """Kill the worker, its children and theirs; what outlived a dead parent is found by session.

    Raises AssayError `job.unkillable` where the system forbids it.
    """
    if heartbeat.host != socket.gethostname():
        return
    try:
        worker = psutil.Process(heartbeat.pid)
        if abs(worker.create_time() - heartbeat.started_at) > SAME_START_S:
            return  # another process has got the id
        leads_session = sys.platform != "win32" and os.getsid(worker.pid) == worker.pid
        worker.suspend()  # it starts no more children while they are counted
    except (psutil.NoSuchProcess, ProcessLookupError):
        return
    except psutil.AccessDenied as error:
        raise _unkillable(heartbeat) from error
    known = {worker}
    deadline = time.monotonic() + KILL_PATIENCE_S
    while True:
        for process in tuple(known):
            with suppress(psutil.NoSuchProcess):
                known.update(process.children(recursive=True))
        if leads_session:
            known.update(_session_members(heartbeat.pid))
        running = [process for process in known if _runs(process)]
        if not running:
            return
        if time.monotonic() > deadline:
            raise _unkillable(heartbeat)
        for process in running:
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                process.kill()
        time.sleep(0.01)


def _session_members(session: int) -> list[psutil.Process]:
    members = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform != "win32" and os.getsid(process.pid) == session:
                members.append(process)
    return members


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _unkillable(heartbeat: Heartbeat) -> AssayError:
    return AssayError(
        "job.unkillable",
        f"The worker (process {heartbeat.pid}) does not answer and cannot be ended.",
        "End it as the user who started it, or as administrator.",
    )
