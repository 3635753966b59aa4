"""Proving an event: what it says is told with names, which the proof itself does not carry."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

import pytest

from engine.cli.app import run
from engine.cli.log_verbs import VERIFIER
from registry.events import log_size
from registry.project import Project
from registry.proven import CHANGED
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.using import approved, label, step


def test_a_proof_is_told_in_words_and_names_that_its_file_has_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, place = tmp_path / "proof.json", tmp_path / "p"
    world = World(Project.create(place, "root"))
    for name in ("ana", *world.reviewers):
        add_people(world.project.registry, "root", name)
    version = approved(world)
    step(world, "bea", version, "suspend")
    called = label(world, version)
    world.project.close()

    words = ["--project", str(place), "--as", "root"]
    assert run([*words, "audit", "prove", called, "-o", str(out)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "It says: version suspended, 20" in told
    assert "by bea (" in told
    assert f"model version {called} ({version})" in told
    kept = out.read_text()
    assert '"bea"' not in kept.replace("\\", "") and called not in kept
    assert version in kept

    assert run([*words, "--json", "audit", "prove", called, "-o", str(out), "--force"]) == 0
    said = json.loads(capsys.readouterr().out)["said"]
    assert said["actor"] == "bea" and said["actor_id"] in kept
    assert {"kind": "model version", "id": version, "name": called} == said["about"][0]

    tool = tmp_path / VERIFIER
    assert run([*words, "audit", "verifier", "-o", str(tool)]) == 0
    monkeypatch.setattr(sys, "argv", [str(tool), str(out)])
    with pytest.raises(SystemExit):
        runpy.run_path(str(tool), run_name="__main__")
    checked = capsys.readouterr().out
    assert f"by {said['actor_id']}, about " in checked
    assert f"model_version {version}" in checked


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE principal SET name = 'zed' WHERE name = 'bea'", "by {} ("),
        ("UPDATE registered_model SET name = 'other'", "model version {} ("),
        ("UPDATE model_version SET number = 7", "model version {} ("),
    ],
)
def test_a_name_that_is_not_as_logged_is_not_told_beside_a_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], statement: str, what: str
) -> None:
    place = tmp_path / "p"
    world = World(Project.create(place, "root"))
    for name in ("ana", *world.reviewers):
        add_people(world.project.registry, "root", name)
    version = approved(world)
    step(world, "bea", version, "suspend")
    with world.project.registry.read() as session:
        event = str(log_size(session))
    world.attack(statement)
    world.project.close()
    words = ["--project", str(place), "--as", "root", "audit", "prove", event]
    assert run([*words, "-o", str(tmp_path / "proof.json")]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert what.format(CHANGED) in told
    assert "zed" not in told and "other/" not in told and "/7" not in told
