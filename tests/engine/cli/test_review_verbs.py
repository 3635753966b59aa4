"""The verbs of reviews and exceptions, as a person types them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.cli.app import run
from registry.project import Project
from registry.tables.base import utcnow
from tests.registry.review.conftest import World

TWO_THEN_ONE = """
name: two
version: 1
description: Two, then one.
requires_key: false
stages: [{name: first, quorum: 2}, {name: last}]
rules: [{type: parity_passed}]
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(Project.create(tmp_path / "p", "root"))
    made.people()
    return made


def test_a_review_from_assignment_to_emergency(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version, used = world.version(), world.version()
    place = str(world.project.path)

    def say(*words: str, who: str = "ana", code: int = 0) -> str:
        assert run(["--project", place, "--as", who, *words]) == code
        told = capsys.readouterr()
        return told.out + told.err

    def read(*words: str, who: str = "ana") -> Any:
        assert run(["--project", place, "--as", who, "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    request = read("submit", version)["id"]
    assert "bea was asked by ana" in say("assign", request, "bea", "--note", "Mind the groups")
    assert "you were asked" in say("inbox", who="bea")
    assert "Nothing waits for ana" in say("inbox")
    assert "Why?" in say("comment", request, "Why?", who="bea")
    comment = read("review", request)["request"]["comments"][0]["id"]
    assert "Because." in say("comment", request, "Because.", "--reply-to", comment[-8:])
    told = say("review", request, who="bea")
    assert told.index("No champion") < told.index("Evidence") < told.index("Because.")
    assert "May decide now: root, bea, carl, dora" in told
    say("unassign", request, "bea")
    two = world.version()
    policy = tmp_path / "two.yaml"
    policy.write_text(TWO_THEN_ONE)
    asked_two = read("submit", two, "--policy", str(policy), who="root")["id"]
    told = say("approve", asked_two, who="bea")
    assert "Stage 1 of 2 ('first'): 1 of 2 approvals: bea" in told
    assert "After 1 more approval the stage 'last' follows." in told
    assert "May decide now: carl, dora" in told
    assert f"assay --project {place} --as carl approve {asked_two}" in told
    assert "1 of 2 approvals" in say("show", two)
    assert "1 of 2 approvals at 'first'" in say("inbox", who="carl")
    turn = read("approve", asked_two, who="carl")["turn"]
    assert (turn["name"], turn["quorum"], turn["approved_by"], turn["then"]) == ("last", 1, [], "")
    end = f"{utcnow() + timedelta(days=30):%Y-%m-%d}"
    until = ("--until", end, "--reason", "few rows", "--control", "a person looks")
    asked = read("waiver", "ask", version, "2", *until)
    say("admin", "agree", asked["id"], who="carl")
    assert "in force" in say("waiver", "list")
    waiver = read("waiver", "list")["waivers"][0]["id"]
    assert "Ended by dora" in say("waiver", "end", waiver, "--reason", "done", who="dora")
    assert "cannot be waived" in say("waiver", "ask", version, "1", *until, code=1)
    asked = read("break-glass", used, "--hours", "2", "--reason", "an outage")
    say("admin", "agree", asked["id"], who="bea")
    assert "EMERGENCY USE in force" in say("show", used)
    say("end-emergency", used, "--reason", "mended", who="dora")
    incident = read("incident", "list")["incidents"][0]["id"]
    assert "broke the glass" in say(
        "incident", "close", incident, "--resolution", "x", who="bea", code=1
    )
    assert "Closed by carl" in say(
        "incident", "close", incident, "--resolution", "a full disk", who="carl"
    )
    assert "It is slow" in say("incident", "open", "--summary", "It is slow.")
    world.project.close()
