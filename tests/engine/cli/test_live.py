"""Watching a job from a terminal and from a pipe, and what Ctrl-C does there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.contract.messages import Finished
from engine.jobs import client
from engine.jobs.folder import JobFolder, read_trials
from engine.jobs.processes import kill_tree, read_heartbeat

WATCH = Path(__file__).with_name("small_watch.py")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")

Start = Callable[..., subprocess.Popen[str]]


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def start(tmp_path: Path, repository: Path) -> Iterator[Start]:
    """Start a watcher as a process of its own; its jobs are ended with the test."""
    watchers: list[subprocess.Popen[str]] = []

    def start(
        how: str, *arguments: object, budget: float = 300, stderr: int = subprocess.PIPE
    ) -> subprocess.Popen[str]:
        words = [how, str(tmp_path), str(budget), *map(str, arguments)]
        watcher = subprocess.Popen(
            [sys.executable, str(WATCH), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env={**os.environ, "PYTHONPATH": str(repository), "TERM": "xterm"},
        )
        watchers.append(watcher)
        return watcher

    yield start
    for status in client.list_jobs(tmp_path):
        heartbeat = read_heartbeat(JobFolder(Path(status.folder)))
        if heartbeat is not None:
            kill_tree(heartbeat)
    for watcher in watchers:
        with watcher:
            watcher.kill()


def searching_job(watcher: subprocess.Popen[str]) -> Path:
    """The folder of the watcher's job, once the watcher has shown a trial of it."""
    folder = Path(watcher.stdout.readline().strip())
    if watcher.stderr is not None:
        wait_for(lambda: "trial 1:" in watcher.stderr.readline())
    return folder


def test_a_pipe_gets_a_plain_line_for_each_message(start: Start) -> None:
    watcher = start("watch", budget=1.0)
    out, err = watcher.communicate(timeout=60)
    folder, how = out.splitlines()
    lines = err.splitlines()
    assert how == "finished"
    assert len(lines) == len(JobFolder(Path(folder)).messages.read_bytes().splitlines())
    assert "train started" in lines[0]
    assert lines[-1].endswith(" finished")
    assert any("trial 1: parabola, rmse (loss)" in line and "best so far" in line for line in lines)
    assert "\x1b" not in err


def test_a_quiet_watcher_shows_nothing(start: Start) -> None:
    out, err = start("quiet", budget=3).communicate(timeout=60)
    assert out.splitlines()[1:] == ["finished"]
    assert err == ""


def test_a_terminal_shows_one_picture_that_is_drawn_anew(start: Start) -> None:
    ours, theirs = os.openpty()
    watcher = start("watch", budget=1.0, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    out, _ = watcher.communicate(timeout=60)
    assert out.splitlines()[1:] == ["finished"]
    text = shown.decode()
    assert "\x1b[?25l" in text  # the cursor is hidden,
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")  # and shown again in the end
    assert "rmse (loss)" in text
    assert "of 1 s" in text


def test_the_first_ctrl_c_stops_the_search_and_keeps_its_best(start: Start) -> None:
    watcher = start("watch")
    folder = searching_job(watcher)
    watcher.send_signal(signal.SIGINT)
    out, err = watcher.communicate(timeout=60)
    assert out.split() == ["finished"]
    assert "Stopping: the search ends and the best so far is finished." in err
    *_, last = client.follow(folder)
    assert isinstance(last, Finished)
    assert last.result.verb == "train"
    assert last.result.stopped_early
    assert last.result.trials == len(read_trials(JobFolder(folder)))


def test_ctrl_c_discards_a_job_that_is_no_search(start: Start) -> None:
    watcher = start("score")
    folder = Path(watcher.stdout.readline().strip())
    wait_for(lambda: "search: Again" in watcher.stderr.readline())
    watcher.send_signal(signal.SIGINT)
    out, err = watcher.communicate(timeout=60)
    assert out.split() == ["cancelled"]
    assert "Discarding ..." in err
    assert client.status(folder).state == "cancelled"


def test_the_second_ctrl_c_leaves_the_job_running_and_says_how_to_come_back(start: Start) -> None:
    watcher = start("watch")
    folder = searching_job(watcher)
    heartbeat = read_heartbeat(JobFolder(folder))
    assert heartbeat is not None
    os.kill(heartbeat.pid, signal.SIGSTOP)  # it cannot answer the first one
    watcher.send_signal(signal.SIGINT)
    wait_for(lambda: "Stopping" in watcher.stderr.readline())
    watcher.send_signal(signal.SIGINT)
    out, err = watcher.communicate(timeout=60)
    assert out.split() == ["detached"]
    assert f"assay follow {folder.name}" in err
    assert f"assay stop --discard {folder.name}" in err
    assert "Traceback" not in err
    assert client.status(folder).state == "running"
    os.kill(heartbeat.pid, signal.SIGCONT)
    *_, last = client.follow(folder)
    assert isinstance(last, Finished)


def test_ctrl_c_on_a_follower_only_lets_go(start: Start) -> None:
    folder = searching_job(start("watch"))
    follower = start("follow", folder)
    wait_for(lambda: "trial 1:" in follower.stderr.readline())
    follower.send_signal(signal.SIGINT)
    out, err = follower.communicate(timeout=60)
    assert out.split() == ["detached"]
    assert f"assay stop {folder.name}" in err
    status = client.status(folder)
    assert (status.state, status.stop_requested) == ("running", False)
