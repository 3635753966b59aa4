"""Real jobs for these tests: small workflows in worker processes, ended when the test ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.contract.requests import TrainRequest
from engine.jobs import client
from engine.jobs.client import JobHandle
from engine.jobs.folder import JobFolder
from engine.jobs.processes import kill_tree, read_heartbeat

WORKER = Path(__file__).with_name("small_worker.py")

Launch = Callable[..., JobHandle]
WaitFor = Callable[..., None]


@pytest.fixture
def wait_for() -> WaitFor:
    """Wait until a condition holds; fails after 30 s."""

    def wait_for(condition: Callable[[], object], what: str = "the condition") -> None:
        deadline = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come about in 30 s"
            time.sleep(0.005)

    return wait_for


@pytest.fixture
def small_command() -> Callable[[str], list[str]]:
    """The command of a worker that runs the small workflow of that name."""
    return lambda workflow: [sys.executable, str(WORKER), workflow]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder, with a space and a letter that ASCII lacks in its name."""
    path = tmp_path / "a próject"
    path.mkdir()
    return path


@pytest.fixture
def launch(project: Path, small_command: Callable[[str], list[str]]) -> Iterator[Launch]:
    """Start a small workflow as a job: launch(name, budget_s=..., target=..., project=...)."""
    handles: list[JobHandle] = []

    def launch(
        workflow: str, budget_s: float = 20.0, target: str = "y", project: Path = project
    ) -> JobHandle:
        request = TrainRequest(data="d", target=target, budget_s=budget_s, seed=1, metric="rmse")
        handle = client.start(project, request, "ann", command=small_command(workflow))
        handles.append(handle)
        return handle

    yield launch
    for handle in handles:
        heartbeat = read_heartbeat(JobFolder(handle.folder))
        if heartbeat is not None:
            kill_tree(heartbeat)
