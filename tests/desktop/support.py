"""Makes real projects by real jobs: for the window's tests, its benchmark and its gallery."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet as pq

from engine.contract.data import Role
from engine.contract.messages import Finished
from engine.contract.requests import ImportRequest, Request, TrainRequest
from engine.contract.results import Result, TrainResult
from engine.jobs import client
from registry.project import Project
from tests.people import add_people

ANALYST, REVIEWER = "ana", "rui"
ROWS = 1500


def write_sample(source: Path, target: Path, rows: int = ROWS) -> None:
    """Write rows spread over a Parquet file as CSV."""
    table = pq.read_table(source)
    step = max(table.num_rows // rows, 1)
    pyarrow.csv.write_csv(table.take(list(range(0, table.num_rows, step))[:rows]), target)


def make_project(folder: Path) -> None:
    """An empty project of ana's with the reviewer rui."""
    with Project.create(folder, ANALYST) as project:
        add_people(project.registry, ANALYST, REVIEWER)


def work(project: Path, request: Request) -> Result:
    """Do a request as ana's job, to its end."""
    handle = client.start(project, request, ANALYST)
    last = list(client.follow(handle.folder))[-1]
    assert isinstance(last, Finished), last
    return last.result


def import_people(project: Path, source: Path, name: str = "people") -> str:
    """Import the Adult sample with a protected column; the snapshot's id."""
    result = work(
        project,
        ImportRequest(source=str(source), name=name, roles={"race": Role.PROTECTED}),
    )
    assert result.verb == "import"
    return result.dataset


def train(
    project: Path,
    data: str,
    *,
    target: str = "income",
    budget_s: float,
    learners: Sequence[str] = (),
) -> TrainResult:
    """Train a version."""
    result = work(
        project,
        TrainRequest(data=data, target=target, budget_s=budget_s, learners=tuple(learners)),
    )
    assert result.verb == "train"
    return result
