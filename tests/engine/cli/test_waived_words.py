"""What the command line says of rules that were waived, and of who decides and did more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from registry.policy import load_policy
from registry.tables.base import utcnow
from tests.engine.cli.test_review_verbs import Terminal, terminal, world  # noqa: F401 - fixtures
from tests.registry.review.test_waivers import STRICT

FEW = "of the rule \"There is evidence of the kind 'risk'\", which ended on "


def one_line(told: str) -> str:
    return " ".join(told.split())


@pytest.fixture
def asked(terminal: Terminal, tmp_path: Path) -> tuple[str, str, str]:  # noqa: F811
    """A version two of whose rules bea waived, the request for it, and the policy."""
    version, file = terminal.world.version(), tmp_path / "strict.yaml"
    file.write_text(STRICT.format(key="false"))
    assert load_policy(str(file)).name == "strict"
    until = f"{utcnow() + timedelta(days=30):%Y-%m-%d}"
    why = ("--until", until, "--reason", "few rows", "--control", "a person looks")
    for rule in ("3", "4"):
        act = terminal.read("waiver", "ask", version, rule, "--policy", str(file), *why)["id"]
        terminal.read("admin", "agree", act, who="bea")
    request = terminal.read("submit", version, "--policy", str(file), who="root")["id"]
    return version, request, str(file)


def end_risk(terminal: Terminal) -> None:  # noqa: F811
    found = terminal.read("waiver", "list")["waivers"]
    risk = next(one["id"] for one in found if "risk" in one["description"])
    terminal.say("waiver", "end", risk, "--reason", "the register is due", who="dora")


def test_a_review_tells_who_may_decide_and_did_more_and_how_complete_the_report_is(
    terminal: Terminal,  # noqa: F811
    asked: tuple[str, str, str],
) -> None:
    told = one_line(terminal.say("review", asked[1], who="bea"))
    assert "Rules: 2 passed, 2 waived" in told
    assert "bea, who may decide on it, also agreed to the waiver of " in told
    assert "carl, who" not in told
    assert "The report on it is " in told and "MISSING: Human oversight" in told
    seen = terminal.read("review", asked[1])
    assert seen["report"]["sections"] == 22
    assert [one.split(",")[0] for one in seen["same_person"]] == ["bea"]
    assert seen["request"]["evaluations"][0]["waived"] == 2


def test_a_review_shows_the_policy_as_it_stands_now(
    terminal: Terminal,  # noqa: F811
    asked: tuple[str, str, str],
) -> None:
    end_risk(terminal)
    told = one_line(terminal.say("review", asked[1], who="bea"))
    assert "Rules: 2 passed, 1 waived, 1 failed" in told
    assert "That CHANGED since submission: then passed with 2 rules waived, now failed." in told
    assert terminal.read("review", asked[1])["request"]["now"]["verdict"] == "failed"


def test_an_approval_whose_waiver_is_over_says_so_wherever_it_is_shown(
    terminal: Terminal,  # noqa: F811
    asked: tuple[str, str, str],
) -> None:
    version, request, policy = asked
    terminal.say("approve", request, who="bea")
    told = one_line(terminal.say("show", version))
    assert told.count(" waived On held-out rows") >= 1 and "waiver over" not in told
    replayed = one_line(terminal.say("policy", "replay", policy))
    assert "would pass by a waiver only:" in replayed
    assert replayed.endswith("would fail strict version 1, 1 would pass by a waiver only.")
    place = terminal.read("deploy", version, "--to", "production", who="root")["id"]
    assert "passed with 2 rules waived" in one_line(terminal.say("deployment", "show", place))
    end_risk(terminal)
    assert FEW in one_line(terminal.say("show", version))
    assert FEW in one_line(terminal.say("review", request))
    assert FEW in terminal.read("show", version)["rests_on"][1]["over"]
    assert "1 of 1 past approvals would fail" in terminal.say("policy", "replay", policy)
