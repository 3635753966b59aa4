"""Stopping, discarding and finding jobs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from engine.contract.messages import Cancelled, Finished
from engine.contract.requests import TrainRequest
from engine.jobs import client
from engine.jobs.client import JobHandle
from engine.jobs.folder import JobFolder, create_folder, read_trials
from engine.jobs.launch import worker_environment
from engine.jobs.processes import is_alive, read_heartbeat
from registry.errors import AssayError

Launch = Callable[..., JobHandle]
WaitFor = Callable[..., None]


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def worker_lives(folder: Path) -> bool:
    heartbeat = read_heartbeat(JobFolder(folder))
    return heartbeat is not None and is_alive(heartbeat)


def test_stop_ends_the_search_within_a_second_and_keeps_the_best(
    launch: Launch, wait_for: WaitFor
) -> None:
    handle = launch("search", budget_s=300)
    wait_for(lambda: client.status(handle.folder).trials >= 3, "three trials")
    asked = time.time()
    client.stop(handle.folder)
    assert client.status(handle.folder).stop_requested
    *_, last = client.follow(handle.folder)
    assert isinstance(last, Finished)
    assert last.at - asked < 1
    assert last.result.verb == "train"
    assert last.result.stopped_early
    assert last.result.trials == len(read_trials(JobFolder(handle.folder))) >= 3


def test_discard_ends_a_job_that_answers_without_killing_it(
    launch: Launch, wait_for: WaitFor
) -> None:
    handle = launch("search", budget_s=300)
    wait_for(lambda: client.status(handle.folder).trials >= 1, "a trial")
    last = client.discard(handle.folder)
    assert isinstance(last, Cancelled)
    assert client.status(handle.folder).state == "cancelled"
    assert not worker_lives(handle.folder)
    assert list(client.follow(handle.folder))[-1] == last


def test_a_workflow_that_survives_failing_trials_is_still_discarded(
    launch: Launch, wait_for: WaitFor
) -> None:
    handle = launch("swallow_errors")
    wait_for(lambda: client.status(handle.folder).stage == "search", "the search")
    assert isinstance(client.discard(handle.folder, patience_s=20), Cancelled)


def test_a_worker_that_ignores_control_is_killed_with_its_whole_tree(
    launch: Launch, wait_for: WaitFor
) -> None:
    handle = launch("ignore_everything")
    wait_for(lambda: client.status(handle.folder).stage == "search", "the workflow")
    family = json.loads((handle.folder / "family.json").read_text())
    assert all(runs(pid) for pid in family)
    before = time.monotonic()
    last = client.discard(handle.folder, patience_s=0.5)
    assert time.monotonic() - before < 5
    assert isinstance(last, Cancelled)
    assert not worker_lives(handle.folder)
    assert not any(runs(pid) for pid in family)
    assert client.status(handle.folder).state == "cancelled"


def test_what_has_ended_can_be_neither_stopped_nor_discarded(launch: Launch) -> None:
    handle = launch("at_once")
    *_, last = client.follow(handle.folder)
    for control in (client.stop, client.discard):
        with pytest.raises(AssayError, match="has finished already") as caught:
            control(handle.folder)
        assert caught.value.code == "job.ended"
    assert list(client.follow(handle.folder))[-1] == last


def test_a_job_discarded_before_its_worker_comes_is_never_run(
    project: Path, small_command: Callable[[str], list[str]]
) -> None:
    import subprocess

    job = create_folder(project, TrainRequest(data="d", target="y"), "ann")
    assert client.status(job.path).state == "queued"
    assert isinstance(client.discard(job.path), Cancelled)
    ran = subprocess.run(
        [*small_command("at_once"), str(job.path)], env=worker_environment(), check=False
    )
    assert ran.returncode == 1
    assert [message.type for message in client.follow(job.path)] == ["cancelled"]


def test_jobs_are_listed_newest_first_and_found_by_either_end_of_their_id(project: Path) -> None:
    request = TrainRequest(data="d", target="y")
    made = [create_folder(project, request, "ann").job_id for _ in range(3)]
    assert [status.id for status in client.list_jobs(project)] == made[::-1]
    assert client.find_job(project, made[1]).name == made[1]
    assert client.find_job(project, made[2][-12:].upper()).name == made[2]
    with pytest.raises(AssayError) as caught:
        client.find_job(project, made[0][:6])
    assert caught.value.code == "job.ambiguous"


@pytest.mark.parametrize("name", ["", ".", "..", "../jobs", "nothing", "*"])
def test_an_unknown_job_is_named_as_such(project: Path, name: str) -> None:
    create_folder(project, TrainRequest(data="d", target="y"), "ann")
    with pytest.raises(AssayError) as caught:
        client.find_job(project, name)
    assert caught.value.code == "job.unknown"


def test_a_folder_without_job_is_unknown_to_every_verb(tmp_path: Path) -> None:
    for verb in (
        client.status,
        client.stop,
        client.discard,
        lambda path: next(client.follow(path)),
    ):
        with pytest.raises(AssayError) as caught:
            verb(tmp_path / "nothing")
        assert caught.value.code == "job.unknown"
    assert client.list_jobs(tmp_path) == []
    assert client.reconcile(tmp_path) == []


def test_too_little_space_is_refused_before_anything_is_made(project: Path) -> None:
    with pytest.raises(AssayError) as caught:
        client.start(project, TrainRequest(data="d", target="y"), "ann", minimum_free=1 << 60)
    assert caught.value.code == "disk.full"
    assert list(project.iterdir()) == []
