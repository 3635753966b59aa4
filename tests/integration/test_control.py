"""Stopping and discarding a search from a second terminal."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import Assay, environment
from .waiting import said, wait


@pytest.mark.slow
def test_a_search_that_is_stopped_keeps_its_best_and_one_that_is_discarded_keeps_nothing(
    assay: Assay, people: Path
) -> None:
    ended = _ended_by(assay, people, "stop")
    assert ended["stopped_early"] and ended["state"] == "candidate"
    assert ended["elapsed_s"] < ended["budget_s"]
    run = assay.does("runs")["runs"][0]
    assert run["status"] == "stopped"
    assert len(assay.does("leaderboard", run["id"])["trials"]) == ended["trials"]

    discarded = _ended_by(assay, people, "stop", "--discard")
    assert discarded["error"]["code"] == "job.discarded"
    assert len(assay.does("runs")["runs"]) == 1
    states = {job["state"] for job in assay.does("jobs")["jobs"]}
    assert states == {"finished", "cancelled"}
    job = assay.does("jobs")["jobs"][0]["id"]
    assert assay.refuses("stop", job)["code"] == "job.ended"
    assert assay.does("audit", "verify")["passed"]


def _ended_by(assay: Assay, people: Path, *verb: str) -> dict[str, object]:
    """What `train` prints when somebody else gives a verb after its second trial."""
    before = set(_folders(assay))
    client = subprocess.Popen(
        assay.command("train", people, "--target", "income", "--budget", "120s"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
    )
    try:
        wait(lambda: any(_trials(folder) >= 2 for folder in set(_folders(assay)) - before))
        (folder,) = set(_folders(assay)) - before
        assay.does(*verb, folder.name)
        out, _ = client.communicate(timeout=100)
    finally:
        client.kill()
    found: dict[str, object] = json.loads(out)
    return found


def _folders(assay: Assay) -> list[Path]:
    return [path.parent for path in (assay.project / "jobs").glob("*/messages.jsonl")]


def _trials(folder: Path) -> int:
    return sum(message["type"] == "trial" for message in said(folder / "messages.jsonl"))
