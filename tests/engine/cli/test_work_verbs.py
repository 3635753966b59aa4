"""Verbs that run as jobs, as a person types them: what is refused at once, what is said once."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import render
from engine.cli.app import run
from engine.cli.state import State
from engine.contract.data import Kind, Reading, Role, Task
from engine.contract.results import TrainResult
from engine.workflows.columns import roles_of, snapshot_of
from registry.project import Project
from registry.resolve import resolve_dataset

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


def test_training_tells_of_what_waits_for_an_answer_about_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for details, says in (
        ((), ""),
        (("'paid' alone tells it.",), "The data have 1 open finding: 'paid' alone tells it.\n"),
        (("'paid' tells it.", "40 rows repeat."), "2 open findings, the gravest: 'paid' tells it."),
    ):
        render.open_data_findings(State(tmp_path), "m/1", details)
        told = capsys.readouterr().out
        assert says in told
        assert ("assay finding list m/1" in told) == bool(details)


PEOPLE = "".join(
    f"{20 + at % 40},{'MF'[at % 2]},{at % 3},{at % 7},{'yes' if at % 3 else 'no'}\n"
    for at in range(60)
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(f"age,sex,dependents,amount,y\n{PEOPLE}")
    return path


def _roles(project: Path, name: str) -> dict[str, Role]:
    with Project.open(project).registry.read() as session:
        return roles_of(resolve_dataset(session, name))


def test_the_import_that_is_suggested_keeps_what_the_import_was_given(
    project: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--role", "age=protected", "--role", "sex=none", "--kind", "amount=categorical"]
    given += ["--missing", "?", "--encoding", "latin-1"]
    assert run(["--project", str(project), "import", str(people), "--name", "p", *given]) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "To mark them" in one]
    # Pasted with another name, so that nothing is kept from the snapshot that is there.
    words = ["other" if word == "p" else word for word in shlex.split(line.partition("assay ")[2])]
    assert run(words) == 0
    asked = {"age": Role.PROTECTED, "sex": Role.NONE, "dependents": Role.PROTECTED}
    assert _roles(project, "other") == asked
    with Project.open(project).registry.read() as session:
        made = snapshot_of(resolve_dataset(session, "other"))
    amount = made.column("amount")
    assert amount is not None
    assert amount.kind is Kind.CATEGORICAL
    assert made.reading == Reading(encoding="latin-1", missing_marks=("?",))


def test_a_column_keeps_its_role_from_the_snapshot_of_that_name_until_told_otherwise(
    project: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--project", str(project), "import", str(people)]
    assert run([*base, "--role", "age=protected"]) == 0
    capsys.readouterr()
    assert run([*base, "--role", "sex=protected"]) == 0
    told = capsys.readouterr()
    assert "Kept from the snapshot of that name that was there: 'age' protected." in " ".join(
        (told.out + told.err).split()
    )
    assert _roles(project, "people") == {"age": Role.PROTECTED, "sex": Role.PROTECTED}
    assert run([*base, "--role", "age=feature"]) == 0
    assert _roles(project, "people") == {"sex": Role.PROTECTED}


def test_a_name_stands_for_what_was_imported_last_though_the_like_was_imported_before(
    project: Path, people: Path
) -> None:
    base = ["--project", str(project), "import", str(people)]
    for role in ("protected", "feature", "protected"):
        assert run([*base, "--role", f"age={role}"]) == 0
    assert _roles(project, "people") == {"age": Role.PROTECTED}
