"""A window that is killed while a search runs: the search goes on, and the next window finds it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.jobs import client
from engine.jobs.folder import JobFolder
from engine.jobs.processes import has_worker
from tests.desktop.support import import_people, make_project, write_sample
from tests.gui.hand import TOOLS, Hand, Screen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in TOOLS),
        reason=f"needs {' and '.join(TOOLS)}, which the bootstrap installs or names",
    ),
]


def test_the_search_outlives_the_window_and_the_next_one_attaches_to_it(
    tmp_path: Path, shared_datasets: Path
) -> None:
    project = tmp_path / "people"
    make_project(project)
    write_sample(shared_datasets / "adult.parquet", tmp_path / "people.csv")
    import_people(project, tmp_path / "people.csv")
    screen = Screen()
    try:
        first = Hand(screen, tmp_path, project)
        first.wait("the project", lambda: first.state()["project"] == str(project))
        first.click("rail-train")
        first.write("train-target", "income")
        first.press("Tab")
        first.click("train-start")
        first.wait("two trials", lambda: first.rows("train-leaderboard") >= 2)
        seen = first.rows("train-leaderboard")
        first.kill()

        job = client.job_paths(project)[0]
        assert has_worker(JobFolder(job))
        assert (client.status(job).verb, client.status(job).state) == ("train", "running")

        second = Hand(screen, tmp_path, project)
        second.wait("the project", lambda: second.state()["project"] == str(project))
        # It comes up on the page that was left and finds the running search by itself.
        second.wait("the trials", lambda: second.rows("train-leaderboard") >= seen)
        second.click("train-discard")
        second.click("discard-yes")
        second.wait("the end", lambda: ["train", "cancelled"] in second.state()["jobs"])
        second.wait("the worker's end", lambda: not has_worker(JobFolder(job)))
        complaints = second.close()
    finally:
        screen.close()
    assert not [line for line in complaints if "Traceback" in line], complaints
