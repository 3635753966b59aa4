"""Following a job: late, twice, from afar, and without write access."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.contract.messages import Failed, Finished, Started
from engine.jobs import client
from engine.jobs.client import Follower, JobHandle
from engine.jobs.folder import JobFolder, read_messages

Launch = Callable[..., JobHandle]
WaitFor = Callable[..., None]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may read; pytest's own are for their owner alone."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_two_clients_at_different_times_see_everything_from_the_start(
    launch: Launch, wait_for: WaitFor
) -> None:
    handle = launch("search", budget_s=1.5)
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(lambda: list(client.follow(handle.folder)))
        wait_for(lambda: client.status(handle.folder).trials >= 5, "five trials")
        late = pool.submit(lambda: list(client.follow(handle.folder)))
        seen = early.result(60)
        assert late.result(60) == seen
    assert isinstance(seen[0], Started)
    assert isinstance(seen[-1], Finished)
    assert list(client.follow(handle.folder)) == seen


def test_another_process_sees_the_same(launch: Launch, repository: Path) -> None:
    handle = launch("search", budget_s=1.0)
    code = (
        "import sys, pathlib; from engine.jobs import client\n"
        "for m in client.follow(pathlib.Path(sys.argv[1])): print(m.model_dump_json())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(handle.folder)],
        cwd=repository,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    assert other.stdout == JobFolder(handle.folder).messages.read_bytes()


def test_following_from_now_leaves_out_what_was_said_but_never_the_end(launch: Launch) -> None:
    handle = launch("at_once")
    everything = list(client.follow(handle.folder))
    assert list(client.follow(handle.folder, from_start=False)) == everything[-1:]


def test_a_follower_never_waits_and_is_silent_after_the_end(
    launch: Launch, wait_for: WaitFor
) -> None:
    handle = launch("search", budget_s=0.8)
    follower = Follower(handle.folder)
    seen = []

    def ended() -> bool:
        seen.extend(follower.poll())
        return follower.end is not None

    wait_for(ended, "the end")
    assert seen == read_messages(JobFolder(handle.folder))[0]
    assert follower.poll() == []


def test_a_folder_that_vanishes_ends_the_following_in_words(launch: Launch) -> None:
    import shutil

    handle = launch("at_once")
    list(client.follow(handle.folder))
    follower = Follower(handle.folder)
    shutil.rmtree(handle.folder)
    (last,) = follower.poll()
    assert isinstance(last, Failed)
    assert follower.end == last


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_who_may_only_read_still_learns_that_the_worker_died(
    launch: Launch, repository: Path, wait_for: WaitFor, open_folder: Path
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can follow as another user")
    handle = launch("abort", project=open_folder)
    wait_for(lambda: client.status(handle.folder).ended, "the death")
    code = (
        "import os, sys, pathlib; from engine.jobs import client\n"
        "os.setuid(65534)\n"
        "*_, last = client.follow(pathlib.Path(sys.argv[1]))\n"
        "print(last.code)"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(handle.folder)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout == "job.died\n"
    assert all(not isinstance(m, Failed) for m in read_messages(JobFolder(handle.folder))[0])
