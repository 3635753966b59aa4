"""The command line as a person runs it: a child process, a project folder, small real data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How a verb ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object that was printed."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Assay:
    """A project and the principal who acts in it."""

    project: Path
    principal: str = "ana"
    options: tuple[str, ...] = ()

    def command(self, *words: str | Path, as_json: bool = True) -> list[str]:
        """The command line for a verb."""
        options = ["--project", str(self.project), "--as", self.principal, *self.options]
        options += ["--json"] if as_json else []
        return [sys.executable, "-m", "engine.cli", *options, *map(str, words)]

    def run(self, *words: str | Path, as_json: bool = True) -> Ran:
        """Run a verb to its end. No traceback ever reaches a person."""
        ended = subprocess.run(
            self.command(*words, as_json=as_json),
            capture_output=True,
            text=True,
            timeout=300,
            env=environment(),
            check=False,
        )
        assert "Traceback" not in ended.stdout + ended.stderr
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def does(self, *words: str | Path) -> dict[str, Any]:
        """Run a verb that must succeed; its JSON."""
        ran = self.run(*words)
        assert ran.code == 0, ran.out + ran.err
        return ran.json

    def refuses(self, *words: str | Path) -> dict[str, str]:
        """Run a verb that must be refused (exit code 1); its error."""
        ran = self.run(*words)
        assert ran.code == 1, ran.out + ran.err
        error: dict[str, str] = ran.json["error"]
        return error

    def whom(self, principal: str) -> Assay:
        """The same project, somebody else acting."""
        return Assay(self.project, principal)


def environment() -> dict[str, str]:
    """The environment of a child process that runs this checkout."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"}


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of ana's with the reviewer rui, to copy: making one takes its time."""
    made = Assay(tmp_path_factory.mktemp("new") / "project")
    made.does("init", "--reviewer", "rui")
    return made.project


@pytest.fixture
def assay(tmp_path: Path, new_project: Path) -> Assay:
    """A new project of ana's, with the reviewer rui."""
    return Assay(Path(shutil.copytree(new_project, tmp_path / "project")))


@pytest.fixture
def people(tmp_path: Path, shared_datasets: Path) -> Path:
    """A CSV file with 1,500 rows of the Adult data set."""
    return write_csv(tmp_path / "people.csv", sample(shared_datasets / "adult.parquet", 1500))


def sample(file: Path, rows: int) -> pa.Table:
    """Rows spread over a Parquet file."""
    table = pq.read_table(file)
    step = max(table.num_rows // rows, 1)
    return table.take(list(range(0, table.num_rows, step))[:rows])


def write_csv(path: Path, table: pa.Table) -> Path:
    """Write a table as CSV."""
    pyarrow.csv.write_csv(table, path)
    return path


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """A maker of files from their name and content."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make
