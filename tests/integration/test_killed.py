"""SIGKILL at any step of a run: the registry opens and verifies, and a re-run works."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from .conftest import Assay, environment
from .waiting import PATIENCE_S, said, wait

STAGES = (
    "started", "prepare", "read", "search", "trial", "refit", "export", "parity", "evaluate",
    "explain", "record",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_at_a_stage_leaves_a_registry_that_verifies_and_a_re_run_works(
    assay: Assay, people: Path, stage: str
) -> None:
    with _training(assay, people) as client:
        folder = _wait_for_stage(assay, stage)
        worker = json.loads((folder / "heartbeat.json").read_text())["pid"]
        os.kill(worker, signal.SIGKILL)
        out, _ = client.communicate(timeout=PATIENCE_S)
    assert client.returncode == 1, out
    error = json.loads(out)["error"]
    assert error["code"] == "job.died"
    job = assay.does("jobs")["jobs"][0]
    assert job["state"] == "failed"
    if stage in STAGES[5:]:
        assert assay.does("leaderboard", job["id"])["trials"], "finished trials are kept"
    assert not assay.does("runs")["runs"]
    _verifies_and_works_again(assay, people)


@pytest.mark.slow
@pytest.mark.parametrize("delay", range(6))
def test_a_worker_killed_while_it_records_writes_all_or_nothing(
    assay: Assay, people: Path, delay: int
) -> None:
    with _training(assay, people) as client:
        folder = _wait_for_stage(assay, "record")
        worker = psutil.Process(json.loads((folder / "heartbeat.json").read_text())["pid"])
        # Spread over the writing: after so many more files of the version are in the store.
        wait(lambda: _files(assay) >= 1 + 4 * delay or not _lives(worker))
        if _lives(worker):
            worker.kill()
        client.communicate(timeout=PATIENCE_S)
    runs = assay.does("runs")["runs"]
    assert assay.does("audit", "verify")["passed"]
    for run in runs:
        shown = assay.does("show", run["versions"][0])
        assert shown["state"] == "candidate" and shown["evidence"]
    _verifies_and_works_again(assay, people)


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["started", "search", "parity", "record"])
def test_a_killed_command_line_leaves_the_job_running_to_its_end(
    assay: Assay, people: Path, stage: str
) -> None:
    with _training(assay, people) as client:
        folder = _wait_for_stage(assay, stage)
        client.kill()
        client.communicate(timeout=PATIENCE_S)
    followed = assay.does("follow", folder.name)
    assert followed["version"]
    assert assay.does("audit", "verify")["passed"]


@contextmanager
def _training(assay: Assay, people: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["train", str(people), "--target", "income", "--budget", "6s", "--learner", "lgbm"]
    client = subprocess.Popen(
        assay.command(*words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        yield client
    finally:
        client.kill()
        client.communicate()


def _wait_for_stage(assay: Assay, stage: str) -> Path:
    """Wait until the newest job has said that it is at this stage; its folder."""
    found: list[Path] = []

    def reached() -> bool:
        folders = sorted((assay.project / "jobs").glob("*/messages.jsonl"))
        if folders and stage in _stages(folders[-1]):
            found.append(folders[-1].parent)
        return bool(found)

    wait(reached)
    return found[0]


def _stages(messages: Path) -> set[str]:
    return {word for one in said(messages) for word in (one["type"], str(one.get("stage")))}


def _files(assay: Assay) -> int:
    return sum(path.is_file() for path in (assay.project / "artifacts").rglob("*"))


def _lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _verifies_and_works_again(assay: Assay, people: Path) -> None:
    assert assay.does("audit", "verify")["passed"]
    words = ["--target", "income", "--budget", "5s", "--learner", "lgbm"]
    assert assay.does("train", people, *words)["state"] == "candidate"
    assert assay.does("audit", "verify")["passed"]
