"""Findings in the data as a person meets them at a version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.app import run
from registry.project import Project
from tests.people import add_people
from tests.registry.review.conftest import EVIDENCE, World
from tests.registry.review.test_findings import QUALITY


def test_a_version_names_what_is_open_about_its_data_until_it_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World(Project.create(tmp_path / "p", "root"))
    for name in ("ana", *world.reviewers):
        add_people(world.project.registry, "root", name)
    version = world.version(evidence={**EVIDENCE, "quality": QUALITY})

    def say(*words: str) -> str:
        assert run(["--project", str(world.project.path), "--as", "ana", *words]) == 0
        return capsys.readouterr().out

    told = say("show", version)
    assert "Open findings in the data: 1" in told
    assert "'paid' alone tells the target." in told
    assert "finding answer income1/1 gives_away-1 --reason WHY" in told
    assert [one["id"] for one in json.loads(say("--json", "show", version))["open_findings"]] == [
        "gives_away-1"
    ]
    say("finding", "answer", version, "gives_away-1", "--reason", "Known by then.")
    assert "Open findings" not in say("show", version)
