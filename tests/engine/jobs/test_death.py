"""Workers and clients that are killed: what is left is read as what it is, by everybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from engine.contract.messages import Failed, Finished, Started, TrialFinished
from engine.contract.requests import TrainRequest
from engine.jobs import client
from engine.jobs.client import JobHandle
from engine.jobs.files import append_line
from engine.jobs.folder import (
    JobFolder,
    append_message,
    create_folder,
    read_end,
    read_messages,
    read_trials,
)
from engine.jobs.processes import Heartbeat, beat, has_worker, read_heartbeat

Launch = Callable[..., JobHandle]
WaitFor = Callable[..., None]

CLIENT = Path(__file__).with_name("small_client.py")


def kill_worker(job: JobFolder) -> None:
    heartbeat = read_heartbeat(job)
    assert heartbeat is not None
    os.kill(heartbeat.pid, signal.SIGKILL)


def dead_job(project: Path) -> JobFolder:
    """A job whose worker logged two trials and then was no more."""
    job = create_folder(project, TrainRequest(data="d", target="y"), "ann")
    append_message(job, Started(at=time.time(), verb="train", pid=1))
    append_line(job.trials, b'{"number": 1}')
    append_line(job.trials, b'{"number": 2}')
    ended = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    beat(job, ended.pid)
    ended.communicate(b"\n")
    return job


# Sizes of messages.jsonl at which the worker is killed; 0 is as soon as it has a process.
@pytest.mark.parametrize("size", [0, 1, 60, 150, 260, 400, 700, 1000, 1501, 2300, 4000, 8000])
def test_a_worker_killed_at_any_moment_is_a_failed_job_that_keeps_its_trials(
    launch: Launch, wait_for: WaitFor, project: Path, size: int
) -> None:
    handle = launch("search", budget_s=300)
    job = JobFolder(handle.folder)
    wait_for(lambda: job.messages.stat().st_size >= size, f"{size} bytes of messages")
    kill_worker(job)
    *before, last = client.follow(handle.folder)
    assert isinstance(last, Failed)
    assert last.code == "job.died"
    trials = read_trials(job)
    assert [trial["number"] for trial in trials] == list(range(1, len(trials) + 1))
    told = [message for message in before if isinstance(message, TrialFinished)]
    assert len(told) <= len(trials)
    if trials:
        assert f"{len(trials)} finished trial" in last.text
    status = client.status(handle.folder)
    assert (status.state, status.code, status.text) == ("failed", "job.died", last.text)
    assert client.reconcile(project) == []
    assert read_end(job) == last


def test_a_torn_last_message_is_left_out_and_the_end_is_read_all_the_same(project: Path) -> None:
    whole = dead_job(project)
    append_message(whole, Failed(at=1.0, code="x", text="A long message to be torn."))
    data = whole.messages.read_bytes()
    first = data.index(b"\n") + 1
    for cut in range(first, len(data)):
        job = dead_job(project)
        job.messages.write_bytes(data[:cut])
        assert client.status(job.path).state == "failed"
        client.reconcile(project)
        messages, _ = read_messages(job)
        assert [message.type for message in messages][0 :: len(messages) - 1] == [
            "started",
            "failed",
        ]
        assert isinstance(read_end(job), Failed)


def test_a_job_is_reconciled_once_by_many_clients_at_the_same_time(project: Path) -> None:
    jobs = [dead_job(project) for _ in range(5)]
    clients = 8
    barrier = threading.Barrier(clients)

    def reconcile(_: int) -> list[str]:
        barrier.wait()
        return client.reconcile(project)

    with ThreadPoolExecutor(clients) as pool:
        settled = list(pool.map(reconcile, range(clients)))
    assert {job for found in settled for job in found} == {job.job_id for job in jobs}
    for job in jobs:
        types = [message.type for message in read_messages(job)[0]]
        assert types == ["started", "failed"]
        end = read_end(job)
        assert isinstance(end, Failed)
        assert "before its first stage; 2 finished trials are kept" in end.text


def test_a_job_is_reconciled_once_by_two_processes(project: Path, repository: Path) -> None:
    job = dead_job(project)
    code = (
        "import sys, pathlib; from engine.jobs import client; input();"
        "client.reconcile(pathlib.Path(sys.argv[1]))"
    )
    clients = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(project)], stdin=subprocess.PIPE, cwd=repository
        )
        for _ in range(2)
    ]
    for process in clients:
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in clients:
        process.communicate()
        assert process.returncode == 0
    assert [message.type for message in read_messages(job)[0]] == ["started", "failed"]


def test_a_living_job_is_not_reconciled(launch: Launch, wait_for: WaitFor, project: Path) -> None:
    handle = launch("search", budget_s=300)
    wait_for(lambda: client.status(handle.folder).trials >= 1, "a trial")
    assert client.reconcile(project) == []
    assert client.status(handle.folder).state == "running"


def test_a_process_that_got_the_dead_workers_id_is_not_taken_for_it(project: Path) -> None:
    job = dead_job(project)
    heartbeat = read_heartbeat(job)
    assert heartbeat is not None
    impostor = Heartbeat(
        host=heartbeat.host,
        pid=os.getpid(),  # a process that lives, and started at another time
        started_at=psutil.Process().create_time() - 3600,
        updated_at=time.time() - 60,
    )
    job.heartbeat.write_text(impostor.model_dump_json())
    assert not has_worker(job)
    assert client.status(job.path).state == "failed"
    # Discarding does not touch the other process, which is this one.
    assert client.discard(job.path).type == "cancelled"


def test_a_beat_of_this_very_process_is_recognised_as_living(project: Path) -> None:
    job = dead_job(project)
    beat(job, os.getpid())
    assert has_worker(job)


def test_a_zombie_counts_as_dead(project: Path) -> None:
    job = dead_job(project)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    beat(job, child.pid)
    assert has_worker(job)
    child.stdin.close()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended and is not reaped
    assert psutil.pid_exists(child.pid)
    assert not has_worker(job)
    child.wait()


def test_a_worker_elsewhere_lives_as_long_as_it_beats(project: Path) -> None:
    job = dead_job(project)
    elsewhere = Heartbeat(host="elsewhere", pid=1, started_at=1.0, updated_at=time.time())
    job.heartbeat.write_text(elsewhere.model_dump_json())
    assert has_worker(job)
    silent = elsewhere.model_copy(update={"updated_at": time.time() - 60})
    job.heartbeat.write_text(silent.model_dump_json())
    assert not has_worker(job)


def test_a_result_that_was_written_but_not_announced_is_announced(launch: Launch) -> None:
    handle = launch("at_once")
    job = JobFolder(handle.folder)
    *others, last = client.follow(handle.folder)
    assert isinstance(last, Finished)
    job.messages.write_bytes(
        b"".join(message.model_dump_json().encode() + b"\n" for message in others)
    )
    again = list(client.follow(handle.folder))[-1]
    assert isinstance(again, Finished)
    assert again.result == last.result
    assert client.status(handle.folder).state == "finished"


def start_client(project: Path, budget_s: float, repository: Path, **options: object) -> tuple:
    process = subprocess.Popen(
        [sys.executable, str(CLIENT), str(project), str(budget_s), "search"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(repository)},
        **options,
    )
    folder = Path(process.stdout.readline().strip())
    return process, folder


def test_the_worker_goes_on_to_the_end_when_its_client_is_killed(
    project: Path, repository: Path
) -> None:
    process, folder = start_client(project, 1.5, repository)
    with process:
        process.kill()
    assert client.status(folder).state in ("queued", "running")
    *_, last = client.follow(folder)
    assert isinstance(last, Finished)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals end otherwise on Windows")
def test_the_worker_goes_on_to_the_end_when_its_terminal_is_closed(
    project: Path, repository: Path, wait_for: WaitFor
) -> None:
    import fcntl
    import termios

    ours, theirs = os.openpty()

    def take_terminal() -> None:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

    process, folder = start_client(project, 1.5, repository, preexec_fn=take_terminal)
    with process:
        os.close(theirs)
        os.close(ours)  # hangs up: the kernel sends SIGHUP to the terminal's session
        assert process.wait(30) == -signal.SIGHUP
    assert client.status(folder).state in ("queued", "running")
    *_, last = client.follow(folder)
    assert isinstance(last, Finished)
