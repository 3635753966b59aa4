"""A disk that fills up under a worker, on a real small file system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.contract.messages import Failed, Finished, Started
from engine.contract.requests import TrainRequest
from engine.jobs import client
from engine.jobs.client import JobHandle
from engine.jobs.failures import failed_message
from engine.jobs.files import append_line
from engine.jobs.folder import JobFolder, create_folder, read_messages, read_trials, write_end
from registry.errors import AssayError
from registry.full_disk import is_disk_full

Launch = Callable[..., JobHandle]

SIZE = client.MINIMUM_FREE_BYTES + 8 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, a little larger than a job asks for."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux":
        pytest.skip("small file systems are mounted on Linux only")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a file system cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError as error:
                assert is_disk_full(error)


@pytest.mark.parametrize("means", ["file", "sqlite", "parquet"])
def test_a_disk_filled_by_the_work_is_a_readable_failure(
    launch: Launch, small_disk: Path, means: str
) -> None:
    handle = launch("fill_disk", target=means, project=small_disk)
    *_, last = client.follow(handle.folder)
    assert isinstance(last, Failed)
    assert last.code == "disk.full"
    assert "full at stage 'search'. 1 finished trial is kept" in last.text
    assert "Free some space" in last.hint
    assert client.status(handle.folder).code == "disk.full"


def test_a_trial_log_that_fills_the_disk_stays_readable(launch: Launch, small_disk: Path) -> None:
    job_size = 4 * 1024 * 1024
    with (small_disk / "others").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, SIZE - client.MINIMUM_FREE_BYTES - job_size // 2)
    handle = launch("trials_fill_disk", project=small_disk)
    *_, last = client.follow(handle.folder)
    assert isinstance(last, Failed)
    assert last.code == "disk.full"
    trials = read_trials(JobFolder(handle.folder))
    assert [trial["number"] for trial in trials] == list(range(1, len(trials) + 1))
    assert f"{len(trials)} finished trials are kept" in last.text


def test_a_line_that_does_not_fit_is_taken_back_whole(small_disk: Path) -> None:
    path = small_disk / "lines"
    append_line(path, b"first")
    fill(small_disk)
    with pytest.raises(OSError) as caught:
        append_line(path, b"x" * 100_000)
    assert is_disk_full(caught.value)
    assert path.read_bytes() == b"first\n"


def test_a_finished_job_is_told_on_a_full_disk(small_disk: Path) -> None:
    job = create_folder(small_disk, TrainRequest(data="d", target="y"), "ann")
    append_line(job.messages, Started(at=1, verb="train", pid=1).model_dump_json().encode())
    fill(small_disk)
    end = Failed(at=2, code="x", text="y" * 20_000)
    assert write_end(job, end) == end
    assert read_messages(job)[0][-1] == end
    assert not job.reserve.exists()


def test_a_job_is_not_started_on_a_disk_without_room(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(AssayError, match="MB left") as caught:
        client.start(small_disk, TrainRequest(data="d", target="y"), "ann")
    assert caught.value.code == "disk.full"
    with pytest.raises(AssayError) as caught:
        client.start(small_disk, TrainRequest(data="d", target="y"), "ann", minimum_free=0)
    assert caught.value.code == "disk.full"
    assert client.list_jobs(small_disk) == []


def test_a_job_on_a_disk_that_is_full_can_still_be_discarded(
    launch: Launch, small_disk: Path
) -> None:
    handle = launch("search", budget_s=300, project=small_disk)
    fill(small_disk)
    try:
        last = client.discard(handle.folder, patience_s=0.2)
    except AssayError as error:
        assert error.code == "job.ended"  # it found the disk full before it could be asked
        *_, last = client.follow(handle.folder)
    assert last.type in ("cancelled", "failed")
    assert not isinstance(last, Finished)


def test_a_full_disk_is_recognised_through_what_wraps_it() -> None:
    full = OSError(28, "No space left on device")
    wrapped = RuntimeError("cannot write")
    wrapped.__cause__ = full
    refused = AssayError("export.failed", "The file cannot be written.")
    refused.__cause__ = full
    for error in (full, wrapped, refused, RuntimeError("database or disk is full")):
        assert failed_message(error, "export", 0).code == "disk.full"


def test_a_refusal_in_the_wake_of_a_survived_full_disk_stays_what_it_is() -> None:
    refused = AssayError("data.no_such_target", "There is no column 'y'.")
    refused.__context__ = OSError(28, "No space left on device")
    assert failed_message(refused, "load", 0).code == "data.no_such_target"
