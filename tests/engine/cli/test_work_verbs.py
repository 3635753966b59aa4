"""Verbs that run as jobs, as a person types them: what is refused at once, what is said once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import render
from engine.cli.app import run
from engine.cli.state import State
from engine.contract.data import Task
from engine.contract.results import TrainResult

ROWS = "".join(f"{at},{at % 7},{'yes' if at % 3 else 'no'}\n" for at in range(40))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    assert run(["--project", str(folder), "--as", "ana", "init"]) == 0
    return folder


@pytest.mark.parametrize(
    ("option", "value", "meant"),
    [("--metric", "auc", "roc_auc"), ("--learner", "lightgbm", "lgbm")],
)
def test_a_misspelt_choice_is_refused_before_a_job_starts_or_a_library_is_loaded(
    project: Path, repository: Path, option: str, value: str, meant: str
) -> None:
    script = (
        "import sys; from engine.cli.app import run; code = run(sys.argv[1:]); "
        "assert not {'sklearn', 'lightgbm', 'flaml'} & set(sys.modules); sys.exit(code)"
    )
    words = ["--project", str(project), "train", "data", "--target", "y", option, value]
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert f"Did you mean '{meant}'" in done.stderr
    assert not list((project / "jobs").glob("*"))


def test_a_warning_is_told_once(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text(f"age,b,y\n{ROWS}")
    capsys.readouterr()
    assert run(["--project", str(project), "import", str(tmp_path / "people.csv")]) == 0
    told = capsys.readouterr()
    assert (told.out + told.err).count("left out as an identifier") == 1


@pytest.mark.parametrize("passed", [True, False])
def test_only_what_can_be_submitted_is_said_to_be_next_after_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], passed: bool
) -> None:
    result = TrainResult(
        run="r", version="v", model="m", version_number=1, task=Task.BINARY, learner="lgbm",
        state="candidate" if passed else "draft", metric="log_loss", estimates=(), baseline=(),
        parity_passed=passed, trials=1, budget_s=1, elapsed_s=1, stopped_early=False, importance=(),
    )  # fmt: skip
    render.result(State(tmp_path), result)
    told = capsys.readouterr().out
    assert ("submit m/1" in told) == passed
    assert ("another --learner" in told) != passed
