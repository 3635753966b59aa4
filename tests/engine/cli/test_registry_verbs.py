"""The verbs of the registry and its stored files, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cli.app import run


def test_a_server_that_does_not_answer_is_told_before_statements_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = "postgresql://127.0.0.1:1/nowhere"
    assert run(["registry", "grant", "assay_user", "--url", url, "--sql"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "cannot be used" in said
    assert "Check that it is there, readable and running" in said


@pytest.mark.parametrize("days", ["0", "36501", "9" * 20])
def test_an_age_of_files_that_no_file_has_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], days: str
) -> None:
    place = ["--project", str(tmp_path / "p"), "--as", "ana"]
    assert run([*place, "init"]) == 0
    assert run([*place, "artifacts", "collect", "--dry-run", "--days", days]) == 2
    assert "Invalid value for '--days': Input should be " in capsys.readouterr().err
    assert run([*place, "artifacts", "collect", "--dry-run", "--days", "36500"]) == 0
