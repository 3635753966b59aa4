"""The job centre over real workers: start, follow, stop, discard, reattach, a worker's death."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.jobs.centre import JobCentre, JobFeed
from engine.contract.messages import Cancelled, Failed, Finished
from engine.contract.requests import ImportRequest, TrainRequest
from engine.jobs import client
from engine.jobs.folder import JobFolder
from engine.jobs.processes import read_heartbeat
from registry.run_list import run_page
from tests.desktop.conftest import Laid

WAIT_MS = 60_000


def dataset_of(desk: Desk) -> str:
    with desk.workspace.project.registry.read() as session:
        return run_page(session).items[0].dataset_id


def training(desk: Desk, qtbot: QtBot, budget_s: float = 60.0) -> JobFeed:
    """A search that has ended at least one trial."""
    feeds: list[JobFeed] = []
    request = TrainRequest(
        data=dataset_of(desk), target="income", budget_s=budget_s, learners=("lgbm",)
    )
    desk.jobs.start(request, owner=desk.jobs, started=feeds.append)
    qtbot.waitUntil(lambda: bool(feeds) and bool(feeds[0].trials), timeout=WAIT_MS)
    return feeds[0]


def test_a_job_is_started_followed_and_listed(qtbot: QtBot, desk: Desk, people_csv: Path) -> None:
    feeds: list[JobFeed] = []
    changed: list[bool] = []
    desk.workspace.changed.connect(lambda: changed.append(True))
    desk.jobs.start(
        ImportRequest(source=str(people_csv), name="again"),
        owner=desk.jobs,
        started=feeds.append,
    )
    qtbot.waitUntil(lambda: bool(feeds) and feeds[0].end is not None, timeout=WAIT_MS)
    assert isinstance(feeds[0].end, Finished)
    qtbot.waitUntil(lambda: desk.jobs.jobs[0].id == feeds[0].job_id, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.jobs.jobs[0].state == "finished", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(changed), timeout=WAIT_MS)


def test_an_ended_job_of_before_is_attached_to_from_its_start(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.jobs.listed_once, timeout=WAIT_MS)
    job = next(job for job in desk.jobs.jobs if job.verb == "train")
    feeds: list[JobFeed] = []
    desk.jobs.feed(job.id, feeds.append, owner=desk.jobs)
    qtbot.waitUntil(lambda: bool(feeds) and feeds[0].end is not None, timeout=WAIT_MS)
    assert feeds[0].trials
    assert len(feeds[0].trials) == job.trials
    assert feeds[0].request is not None
    assert feeds[0].request.verb == "train"


@pytest.mark.slow
def test_a_search_that_is_stopped_keeps_its_best(qtbot: QtBot, desk: Desk) -> None:
    feed = training(desk, qtbot)
    desk.jobs.stop(feed.job_id)
    qtbot.waitUntil(lambda: feed.end is not None, timeout=WAIT_MS)
    assert isinstance(feed.end, Finished)
    assert feed.end.result.verb == "train"
    assert feed.end.result.stopped_early


@pytest.mark.slow
def test_a_discarded_search_leaves_no_process_and_no_version(qtbot: QtBot, desk: Desk) -> None:
    feed = training(desk, qtbot)
    heartbeat = read_heartbeat(JobFolder(feed.folder))
    assert heartbeat is not None
    desk.jobs.discard(feed.job_id)
    qtbot.waitUntil(lambda: feed.end is not None, timeout=WAIT_MS)
    assert isinstance(feed.end, Cancelled)
    qtbot.waitUntil(lambda: not psutil.pid_exists(heartbeat.pid), timeout=WAIT_MS)
    with desk.workspace.project.registry.read() as session:
        assert len(run_page(session).items) == 1


@pytest.mark.slow
def test_a_killed_worker_is_a_failed_job_whose_trials_stay(qtbot: QtBot, desk: Desk) -> None:
    feed = training(desk, qtbot)
    heartbeat = read_heartbeat(JobFolder(feed.folder))
    assert heartbeat is not None
    worker = psutil.Process(heartbeat.pid)
    children = worker.children(recursive=True)
    worker.kill()
    for child in children:
        child.kill()
    qtbot.waitUntil(lambda: feed.end is not None, timeout=WAIT_MS)
    assert isinstance(feed.end, Failed)
    assert feed.end.code == "job.died"
    assert feed.trials
    qtbot.waitUntil(lambda: desk.jobs.status(feed.job_id) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: _state(desk.jobs, feed.job_id) == "failed", timeout=WAIT_MS)


@pytest.mark.slow
def test_a_job_outlives_the_window_and_is_found_again(
    qtbot: QtBot, laid: Laid, tmp_path: Path
) -> None:
    feed = training(laid.desk, qtbot)
    seen = len(feed.trials)
    project = laid.desk.workspace.path
    laid.close()
    again = Laid(project, tmp_path / "config")
    try:
        feeds: list[JobFeed] = []
        again.desk.jobs.feed(feed.job_id, feeds.append, owner=again.desk.jobs)
        qtbot.waitUntil(lambda: bool(feeds) and len(feeds[0].trials) >= seen, timeout=WAIT_MS)
        again.desk.jobs.discard(feed.job_id)
        qtbot.waitUntil(lambda: feeds[0].end is not None, timeout=WAIT_MS)
    finally:
        again.close()


def test_a_job_that_another_window_starts_is_listed_here(
    qtbot: QtBot, desk: Desk, people_csv: Path
) -> None:
    qtbot.waitUntil(lambda: desk.jobs.listed_once, timeout=WAIT_MS)
    handle = client.start(
        desk.workspace.path, ImportRequest(source=str(people_csv), name="other"), "rui"
    )
    qtbot.waitUntil(lambda: desk.jobs.status(handle.job_id) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: _state(desk.jobs, handle.job_id) == "finished", timeout=WAIT_MS)
    assert desk.jobs.jobs[0].actor == "rui"


def _state(jobs: JobCentre, job_id: str) -> str:
    status = jobs.status(job_id)
    return "" if status is None else status.state
