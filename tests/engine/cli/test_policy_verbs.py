"""Policies as a person lists and reads them, in a project and without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.app import run

OWN = """
name: own
version: 1
description: What we ask for.
requires_key: false
stages: [{name: review}]
rules: [{type: parity_passed}]
"""


def test_a_projects_own_policies_are_listed_and_shown_beside_the_shipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.yaml").write_text(OWN)
    place = str(tmp_path / "p")

    def told(*words: str, who: str = "ana", code: int = 0) -> str:
        assert run(["--project", place, "--as", who, *words]) == code
        said = capsys.readouterr()
        return said.out + said.err

    told("init", "--reviewer", "rui")
    told("role", "bind", "rui", "auditor")
    told("principal", "add", "eva")
    for act in json.loads(told("--json", "admin", "list"))["acts"]:
        if act["status"] == "open":
            told("admin", "agree", act["id"], who="rui", code=0)
    asked = json.loads(told("--json", "policy", "require", str(tmp_path / "own.yaml")))
    told("principal", "promote", "rui")
    told("admin", "agree", asked["id"], who="rui", code=0)
    listed = told("policy", "list")
    assert "own, version 1: stored by rui on" in listed
    assert "; required of all models\n" in listed
    assert "bank, version 1: ships with Assay; not in use" in listed
    said = json.loads(told("--json", "policy", "list"))["policies"]
    assert [one["name"] for one in said if not one["shipped"]] == ["own"]
    assert "What we ask for." in told("policy", "show", "own")
    assert "stored in this project: own;" in " ".join(
        told("policy", "show", "other", code=1).split()
    )


def test_what_ships_is_listed_without_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--json", "policy", "list"]) == 0
    assert len(json.loads(capsys.readouterr().out)["policies"]) == 4
    assert run(["policy", "show", "persnal"]) == 1
    assert "Did you mean 'personal'?" in capsys.readouterr().err
    assert run(["--project", str(tmp_path / "nowhere"), "policy", "list"]) == 1
