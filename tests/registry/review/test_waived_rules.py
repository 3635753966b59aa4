"""What rests on a waiver or on one person: never told as passed, and told again when it is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from registry import rests_on as rests_on_module
from registry import waived, waivers
from registry.evidence_kinds import CHECKS, INDEPENDENT
from registry.policy import load_policy
from registry.policy_replay import replay
from registry.queries import request_view, version_view
from registry.reports.card import build_card
from registry.reports.cells import cells
from registry.reports.completeness import completeness
from registry.reports.html import render_html
from registry.reports.judge import Verdict, judge
from registry.reports.parts import Facts, Paragraph, Report, Table
from registry.reports.write import write_report
from registry.same_person import LOOKED, also_did
from registry.tables import ApprovalRequest, ModelVersion
from registry.tables.base import utcnow
from registry.views.requests import RequestView
from registry.views.versions import VersionView
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, findings, refused, submitted
from tests.registry.review.test_report import report_on
from tests.registry.review.test_waivers import METRIC, RISK, agree, ask, listed
from tests.registry.review.using import deploy

OVER = "The approval rested on a waiver of the rule \"There is evidence of the kind 'risk'\""


def put_up(world: World, policy: str) -> tuple[str, str]:
    """A version of ana's two of whose rules bea waived, and root's request for it."""
    version = world.version()
    for rule in (METRIC, RISK):
        agree(world, ask(world, version, policy, rule))
    return version, submitted(world, version, policy)


def approved(world: World, policy: str) -> str:
    version, request = put_up(world, policy)
    assert decide(world, "bea", request) == "approved"
    return version


def end_risk(world: World) -> None:
    risk = next(one for one in listed(world) if "risk" in one.description)
    waivers.end_waiver(world.project.registry, "dora", risk.id, "the register is due")


def seen(world: World, version: str) -> VersionView:
    with world.project.registry.read() as session:
        return version_view(session, session.get_one(ModelVersion, version))


def asked(world: World, request: str) -> RequestView:
    with world.project.registry.read() as session:
        return request_view(session, session.get_one(ApprovalRequest, request))


def tables(report: Report, section: int) -> list[Table]:
    return [one for one in report.sections[section - 1].blocks if isinstance(one, Table)]


def facts(report: Report, section: int) -> dict[str, str]:
    blocks = report.sections[section - 1].blocks
    return {name: text for one in blocks if isinstance(one, Facts) for name, text in one.rows}


def notices(report: Report, section: int) -> str:
    blocks = report.sections[section - 1].blocks
    return "\n".join(one.text for one in blocks if isinstance(one, Paragraph) and one.notice)


RULES_BY_WAIVER = "rules that the approval rests on by waivers"


def test_a_report_tells_waived_rules_from_passed_ones(world: World, strict: str) -> None:
    report = report_on(world, approved(world, strict))
    looks = [one for one in tables(report, 15) if one.title.startswith("Policy at")]
    assert len(looks) == 2
    for one in looks:
        assert one.title.endswith(" UTC: passed with 2 rules waived")
        assert [row[0] for row in one.rows] == ["passed", "passed", "WAIVED", "WAIVED"]
        assert "by ana and bea; compensating control: a person looks" in one.rows[2][-1]
    row = facts(report, 1)[RULES_BY_WAIVER]
    assert row.startswith('2: "On held-out rows roc_auc is >= 0.99 (binary)" until ')
    assert "OVER" not in row


def test_the_history_tells_how_a_waiver_began_and_ended(
    world: World, strict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = approved(world, strict)
    end_risk(world)
    (life, *_) = tables(report_on(world, version), 16)
    told = [(what, who) for _, what, who in life.rows if "waive" in what]
    assert [who for _, who in told] == ["ana and bea", "ana and bea", "dora"]
    assert told[2][0].endswith("was ended: the register is due")
    later = utcnow() + timedelta(days=31)
    monkeypatch.setattr("registry.exceptions.utcnow", lambda: later)
    (life, *_) = tables(report_on(world, version), 16)
    ran_out = [row for row in life.rows if "ran out" in row[1]]
    assert [row[2] for row in ran_out] == ["-"]


def test_a_card_lists_the_waivers_in_force(world: World, strict: str) -> None:
    version = approved(world, strict)
    end_risk(world)
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        card = build_card(session, world.project.artifacts, row, "bea")
    part = next(one for one in card.parts if one.title == "Approval and standing")
    (table,) = [one for one in part.blocks if getattr(one, "title", "") == "Waivers in force"]
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["On held-out rows roc_auc is >= 0.99 (binary)."]
    assert OVER in "\n".join(one.text for one in part.blocks if isinstance(one, Paragraph))


def test_an_approval_whose_waiver_ended_says_so_until_the_rule_is_waived_again(
    world: World, strict: str
) -> None:
    version = approved(world, strict)
    assert [one.over for one in seen(world, version).rests_on] == ["", ""]
    end_risk(world)
    holds, over = seen(world, version).rests_on
    assert holds.over == ""
    assert over.over.startswith(f"{OVER}, which ended on ")
    refused("policy.failed", lambda: deploy(world, version, "root"))
    report = report_on(world, version)
    assert OVER in notices(report, 15)
    assert facts(report, 1)[RULES_BY_WAIVER].endswith(" UTC, OVER")
    agree(world, ask(world, version, strict, RISK))
    assert [one.over for one in seen(world, version).rests_on] == ["", ""]
    assert findings(world) == []


def test_a_waiver_that_ran_out_or_counts_no_more_is_told_too(
    world: World, strict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = approved(world, strict)
    later = utcnow() + timedelta(days=31)
    with monkeypatch.context() as patch:
        patch.setattr(waived, "utcnow", lambda: later)
        patch.setattr(rests_on_module, "utcnow", lambda: later)
        assert all(", which ended on " in one.over for one in seen(world, version).rests_on)
    world.attack("UPDATE waiver SET compensating_control = 'none'")
    assert all(", which counts no more: " in one.over for one in seen(world, version).rests_on)


def test_what_rests_on_no_waiver_says_nothing(world: World) -> None:
    version = world.version()
    assert RULES_BY_WAIVER not in facts(report_on(world, version), 1)
    decide(world, "bea", submitted(world, version))
    assert seen(world, version).rests_on == ()
    assert facts(report_on(world, version), 1)[RULES_BY_WAIVER] == "none"


def test_an_open_request_is_shown_as_it_stands_now(world: World, strict: str) -> None:
    version, request = put_up(world, strict)
    assert asked(world, request).now is None
    end_risk(world)
    view = asked(world, request)
    assert view.evaluations[-1].outcome == "passed with 2 rules waived"
    assert view.now is not None
    assert (view.now.moment, view.now.outcome, view.now.waived) == ("present", "failed", 1)
    assert view.judged[-1] == view.now
    titles = [one.title for one in tables(report_on(world, version), 15)]
    assert "Policy at present: failed" in titles
    assert decide(world, "carl", request, "reject") == "rejected"
    assert asked(world, request).now is None


def test_a_replay_counts_what_would_pass_by_a_waiver(world: World, strict: str) -> None:
    approved(world, strict)
    with world.project.registry.read() as session:
        (found,) = replay(session, load_policy(strict))
    assert (found.passed, found.rules.waived) == (True, 2)


def test_who_decides_and_did_more_is_pointed_out_once(world: World, strict: str) -> None:
    version = world.version()
    for rule in (METRIC, RISK):
        agree(world, ask(world, version, strict, rule))
    world.add_evidence(version, "bea", "reproduction", {"passed": True})
    world.add_evidence(version, "carl", "validation", {"report": "sound"})
    request = submitted(world, version, strict)
    did = (
        'also agreed to the waiver of "On held-out rows roc_auc is >= 0.99 (binary)" and of '
        "\"There is evidence of the kind 'risk'\" and reproduced it."
    )
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        assert also_did(session, row) == ()
        able = also_did(session, row, ("bea", "carl", "dora"))
    assert able == (
        f"bea, who may decide on it, {did}",
        "carl, who may decide on it, also validated it.",
    )
    assert decide(world, "bea", request) == "approved"
    assert f"bea, who approved it, {did}" in notices(report_on(world, version), 15)
    assert "carl" not in notices(report_on(world, version), 15)


def test_everything_that_may_be_brought_from_outside_has_words() -> None:
    assert LOOKED.keys() == set(CHECKS) | INDEPENDENT


def test_the_score_told_before_a_decision_is_that_of_the_report(
    world: World, strict: str, tmp_path: Path
) -> None:
    version, _ = put_up(world, strict)
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        found = completeness(session, world.project.artifacts, row)
    written = write_report(world.project, "bea", version, tmp_path / "r.html")
    assert found.model_dump() == written.model_dump(include=set(found.model_dump()))
    cover = facts(report_on(world, version), 1)
    assert cover["completeness score"] == f"{found.score} %"
    assert cover["sections with all their evidence"] == f"{found.complete} of {found.sections}"
    assert found.words.startswith(f"The report on it is {found.complete} of 22 sections complete")
    assert f"MISSING: {', '.join(found.missing)}." in found.words


def test_a_report_on_a_waiver_is_judged_right_and_one_that_hides_it_wrong(
    world: World, strict: str
) -> None:
    version = approved(world, strict)
    said, due = report_on(world, version), report_on(world, version)
    assert all(one.verdict is not Verdict.WRONG for one in judge(said, due, {}, logged=False))
    for old, new in (("WAIVED", "passed"), (": passed with 2 rules waived", ": passed")):
        edited = Report.model_validate_json(said.model_dump_json().replace(old, new))
        assert render_html(edited) != render_html(said)
        assert any(one.verdict is Verdict.WRONG for one in judge(edited, due, {}, logged=False))


def test_a_report_of_an_earlier_assay_that_the_log_knows_stays_as_it_was(
    world: World, strict: str
) -> None:
    due = report_on(world, approved(world, strict))
    text = due.model_dump_json().replace("WAIVED", "passed")
    earlier = Report.model_validate_json(text.replace(": passed with 2 rules waived", ": passed"))
    assert sum(1 for _ in cells(earlier)) == sum(1 for _ in cells(due))
    assert all(one.verdict is not Verdict.WRONG for one in judge(earlier, due, {}, logged=True))
