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
from tests.people import add_people
from tests.registry.review.conftest import EVIDENCE, World
from tests.registry.review.using import approved, bound, deploy, sibling

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
    for name in ("ana", *made.reviewers):
        add_people(made.project.registry, "root", name)
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
    told = say("waiver", "ask", version, "2", *until)
    listed = say("admin", "list", who="carl")
    for one in ("Why: few rows", "Instead: a person looks", f"until {end} 00:00 UTC"):
        assert one in told and one in listed
    asked = read("admin", "list")["acts"][0]
    say("admin", "agree", asked["id"], who="carl")
    assert "in force" in say("waiver", "list")
    waiver = read("waiver", "list")["waivers"][0]["id"]
    assert "Ended by dora" in say("waiver", "end", waiver, "--reason", "done", who="dora")
    assert "cannot be waived" in say("waiver", "ask", version, "1", *until, code=1)
    assert "Why: an outage" in say("break-glass", used, "--hours", "2", "--reason", "an outage")
    assert "Why: an outage" in say("admin", "list", who="bea")
    asked = read("admin", "list")["acts"][0]
    say("admin", "agree", asked["id"], who="bea")
    assert "by ana and bea (not signed by both): an outage" in say("show", used)
    assert "candidate, EMERGENCY USE" in " ".join(say("models").split())
    place_of = read("deploy", used, "--to", "production", who="root")["id"]
    active = say("deployment", "activate", place_of, who="root")
    for told in (active, say("deployment", "list")):
        assert "EMERGENCY USE, without an approval" in told
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


class Terminal:
    """Types verbs into a world's project and reads what they print."""

    def __init__(self, world: World, capsys: pytest.CaptureFixture[str]) -> None:
        self.world = world
        self._printed = capsys

    def say(self, *words: str, who: str = "ana", code: int = 0) -> str:
        """What a verb prints, on both consoles."""
        assert run(["--project", str(self.world.project.path), "--as", who, *words]) == code
        told = self._printed.readouterr()
        return told.out + told.err

    def read(self, *words: str, who: str = "ana", code: int = 0) -> Any:
        """What it prints as JSON."""
        place = str(self.world.project.path)
        assert run(["--project", place, "--as", who, "--json", *words]) == code
        return json.loads(self._printed.readouterr().out)


@pytest.fixture
def terminal(world: World, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(world, capsys)


def test_evidence_that_people_brought_is_read_in_the_terminal(
    terminal: Terminal, tmp_path: Path
) -> None:
    version = terminal.world.version()
    file = tmp_path / "risk.json"
    hostile = {"hazard": "line\n  passed: yes\x1b[31m", "of\nwhich": [{"owner": "ana"}, "none"]}
    file.write_text(json.dumps(hostile))
    assert "evidence show" in terminal.say("evidence", "add", version, "risk", str(file))
    assert "risk" in terminal.say("evidence", "list", version)
    lines = terminal.say("evidence", "show", version, "risk").splitlines()
    assert "  hazard: line" in lines
    assert "      |   passed: yes [31m" in "\n".join(lines).replace("  [31m", " [31m")
    assert "  of which:" in lines
    assert "      owner: ana" in lines
    assert "    - none" in lines
    assert "\x1b" not in "".join(lines)
    told = terminal.read("evidence", "show", version, "risk")["evidence"]
    assert [one["payload"] for one in told] == [hostile]
    refused = terminal.read("evidence", "show", version, "drift", code=1)["error"]
    assert "risk" in refused["hint"]
    assert "Evidence 'risk', brought by ana" in terminal.say("show", version)
    request = terminal.read("submit", version)["id"]
    told_all = terminal.say("review", request, who="bea")
    assert "Evidence 'risk', brought by ana" in told_all
    assert "evidence show" in told_all


def test_a_misspelt_kind_of_evidence_is_refused_with_what_was_meant(
    terminal: Terminal, tmp_path: Path
) -> None:
    version, file = terminal.world.version(), tmp_path / "it.json"
    file.write_text('{"passed": true}')
    told = terminal.read("evidence", "add", version, "overside", str(file), code=1)["error"]
    assert told["code"] == "evidence.kind"
    assert "Did you mean 'oversight'" in told["hint"]
    assert "--custom" in told["hint"]
    terminal.say("evidence", "add", version, "house_rules", str(file), "--custom")
    assert "house_rules" in terminal.say("evidence", "list", version)


def test_a_review_begins_with_what_the_model_is_for_and_what_was_asked(terminal: Terminal) -> None:
    version = terminal.world.version()
    terminal.say("describe", "income1", "--use", "Win them back", "--tier", "high")
    request = terminal.read("submit", version, "--comment", "Mind the young ones")["id"]
    told = terminal.say("review", request, who="bea")
    places = [
        told.index(part)
        for part in ("Mind the young ones", "ana", "high", "Win them back", "not written yet")
    ]
    assert max(places) < told.index("Held-out metrics")
    assert "Win them back" in terminal.say("show", version)
    assert terminal.read("review", request)["documentation"]["materiality_tier"] == "high"


def test_a_review_tells_first_what_was_said_of_the_same_content(terminal: Terminal) -> None:
    first = terminal.world.version()
    before = terminal.read("submit", first)["id"]
    assert "THE SAME CONTENT" not in terminal.say("review", before)
    terminal.say("reject", before, "--comment", "the_groups differ", who="bea")
    request = terminal.read("submit", sibling(terminal.world, first))["id"]
    told = terminal.say("review", request, who="bea")
    assert "asked for once besides" in told
    assert "income1/1 under policy personal version 1, asked by ana" in told
    assert "rejected by bea: the_groups differ" in told
    assert told.index("rejected by bea") < told.index("owner")
    assert ", since this request" in terminal.say("review", before)
    (other,) = terminal.read("review", request)["other_requests"]
    assert (other["id"], other["status"]) == (before, "rejected")


FORGED = "typo\n  2026-11-27 11:05 UTC  income1/1 under policy bank\n      approved by dora: fine"


def test_no_words_of_a_person_pass_for_an_entry_of_their_own(terminal: Terminal) -> None:
    first = terminal.world.version()
    before = terminal.read("submit", first, "--comment", FORGED)["id"]
    terminal.say("assign", before, "bea", "--note", FORGED)
    terminal.say("comment", before, FORGED)
    terminal.say("incident", "open", "--version", first, "--summary", FORGED, "--severity", "low")
    shown = [terminal.say("review", before), terminal.say("incident", "list")]
    terminal.say("withdraw", before, "--comment", FORGED)
    request = terminal.read("submit", sibling(terminal.world, first))["id"]
    shown.append(terminal.say("review", request))
    terminal.say("request-changes", request, "--comment", FORGED, who="bea")
    shown += [terminal.say("review", request), terminal.say("show", first)]
    for text in shown:
        lines = [line for line in text.splitlines() if "by dora: fine" in line]
        assert lines
        assert all(line.lstrip().startswith("| ") for line in lines), lines


def test_who_is_asked_by_a_day_has_the_whole_of_it(terminal: Terminal) -> None:
    request = terminal.read("submit", terminal.world.version())["id"]
    told = terminal.say("assign", request, "bea", "--due", "2099-03-01")
    assert "due 2099-03-01 23:59 UTC" in told
    told = terminal.say("assign", request, "carl", "--due", "2099-03-01T12:00:00")
    assert "due 2099-03-01 12:00 UTC" in told
    assert "is no day" in terminal.say("assign", request, "dora", "--due", "soon", code=2)


def test_without_a_champion_nothing_is_set_beside_nothing(terminal: Terminal) -> None:
    first = terminal.world.version()
    request = terminal.read("submit", first)["id"]
    told = terminal.say("review", request)
    assert "No champion to compare with" in told
    assert " champion " not in told.partition("Held-out metrics")[2]
    terminal.say("approve", request, who="bea")
    second = sibling(terminal.world, first)
    told = terminal.say("review", terminal.read("submit", second)["id"])
    assert "champion" in told.partition("Held-out metrics")[2].splitlines()[1]


def test_a_review_names_what_of_the_groups_was_not_measurable_and_the_plain_baseline(
    terminal: Terminal,
) -> None:
    groups = {"tables": [{"column": "age", "groups": [{"small": True}, {"small": False}]}]}
    plain = [{"metric": "roc_auc", "value": "0.99", "low": "0.99", "high": "0.99",
              "higher_is_better": True}]  # fmt: skip
    own = [{**plain[0], "value": "0.8", "low": "0.7", "high": "0.9"}]
    shown = {"groups": groups, "metrics": {"estimates": own}, "baseline": {"estimates": plain}}
    version = terminal.world.version(evidence={**EVIDENCE, **shown})
    told = " ".join(terminal.say("review", terminal.read("submit", version)["id"]).split())
    assert "age: not measurable: fewer than 2 groups of enough rows." in told
    assert "1 of 2 groups has fewer than 30 held-out rows and is left out." in told
    assert "WORSE than the best plain baseline: roc_auc." in told
    assert "0.9900" in told


def test_a_review_begins_with_the_last_refusal_of_the_model(terminal: Terminal) -> None:
    first = terminal.world.version()
    request = terminal.read("submit", first)["id"]
    assert "not approved" not in terminal.say("review", request)
    terminal.say("request-changes", request, "--comment", "say what for", who="bea")
    again = terminal.read("submit", sibling(terminal.world, first))["id"]
    told = " ".join(terminal.say("review", again).split())
    assert "bea ASKED FOR CHANGES TO" in told
    assert "say what for" in told
    assert terminal.read("review", again)["refused_before"]["words"] == "say what for"


def test_the_words_of_the_last_refusal_pass_for_no_entry_of_their_own(terminal: Terminal) -> None:
    first = terminal.world.version()
    request = terminal.read("submit", first)["id"]
    terminal.say("reject", request, "--comment", "no\n  carl APPROVED it", who="bea")
    again = terminal.read("submit", sibling(terminal.world, first))["id"]
    lines = [line for line in terminal.say("review", again).splitlines() if "carl APPROVED" in line]
    assert lines
    assert all(line.lstrip().startswith("| ") for line in lines)


def test_only_rules_that_are_not_plainly_met_are_told_at_every_stage(terminal: Terminal) -> None:
    request = terminal.read("submit", terminal.world.version())["id"]
    assert "what was found" in terminal.say("review", request)
    told = terminal.say("approve", request, who="bea")
    assert "what was found" not in told
    assert "Rules: 3 passed" in told
    for verb in ("export", "report", "deploy"):
        assert f"{verb} income1/1" in told


def test_a_list_says_which_names_and_places_are_to_be_used_no_more(terminal: Terminal) -> None:
    version = approved(terminal.world)
    terminal.say("alias", "set", "income1", "champion", version, "-r", "first", who="bea")
    deploy(terminal.world, version)
    assert "(pending)" in terminal.say("models")
    assert "pending" in terminal.say("deployment", "list")
    told = terminal.say("suspend", version, "--reason", "a doubt", who="bea")
    assert "Suspended with it: the alias income1@champion; the deployment to production" in told
    row = terminal.say("deployment", "list").split("a doubt")[0]
    assert "suspended" in row and "pending" not in row
    told = " ".join(terminal.say("models").split())
    assert told.count("(suspended)") == 2
    assert "is suspended: a doubt" in told
    dataset = terminal.read("runs")["runs"][0]["dataset_id"]
    terminal.say("withdraw-data", dataset, "--reason", "consent gone")
    assert "income1/1: its data was withdrawn: consent gone" in terminal.say("models")


def test_stages_that_nobody_is_there_to_fill_are_told_from_the_start(
    terminal: Terminal, tmp_path: Path
) -> None:
    policy = tmp_path / "staged.yaml"
    stages = "[{name: validation, role: reviewer}, {name: approval, quorum: 4, role: approver}]"
    policy.write_text(TWO_THEN_ONE.replace("[{name: first, quorum: 2}, {name: last}]", stages))
    bound(terminal.world, "carl", "reviewer")
    version = terminal.world.version()
    request = terminal.read("submit", version, "--policy", str(policy), who="root")["id"]
    turn = terminal.read("review", request)["turn"]
    # Bea and dora are approvers, carl validates; ana and root had a hand in the version.
    assert turn["unfilled"] == [{"stage": "approval", "role": "approver", "missing": 2}]
    told = terminal.say("review", request)
    assert "The stage 'approval' cannot be filled yet: it takes 2 more people" in told
    assert "principal add NAME --role approver" in told
    assert "role bind NAME approver" in told
    for name in ("eve", "fred"):
        add_people(terminal.world.project.registry, "root", name)
    assert terminal.read("review", request)["turn"]["unfilled"] == []
