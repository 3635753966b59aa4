"""The verbs that check a version, as far as no worker is needed for an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.app import run


@pytest.mark.parametrize("bundle", [(), ("--bundle", ".")])
def test_a_report_that_is_not_there_is_told_before_a_job_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bundle: tuple[str, ...]
) -> None:
    project = tmp_path / "project"
    assert run(["--project", str(project), "--as", "ana", "init"]) == 0
    capsys.readouterr()
    report = str(tmp_path / "none.html")
    assert run(["--project", str(project), "--json", "reperform", report, *bundle]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "file.missing"
    assert list((project / "jobs").iterdir()) == []
