"""Findings wait for an answer, answers are kept with who gave them, and the rule reads both."""

from __future__ import annotations

from typing import Any

import pytest

from registry.approvals import submit
from registry.audit_verify import verify
from registry.bom.model_card import model_card
from registry.contributors import contributions
from registry.errors import AssayError
from registry.findings import Answer, FindingView, answer_finding, findings, open_findings
from registry.policy import evaluate, parse_policy
from registry.policy_checks import case_of
from registry.reports.card import build_card
from registry.reports.markdown import render_card_markdown
from registry.reports.parts import Section, Table
from registry.reports.report import build_report
from registry.reports.source import gather
from registry.resolve import resolve_version

from .conftest import EVIDENCE, World

QUALITY = {
    "rows": 10,
    "findings": [
        {"id": "gives_away-1", "check": "gives_away", "severity": "warning", "column": "paid",
         "count": 0, "detail": "'paid' alone tells the target."},
        {"id": "left_out-2", "check": "left_out", "severity": "note", "column": "id", "count": 0,
         "detail": "'id' is no input."},
    ],
}  # fmt: skip
POLICY = """
name: looked_over
version: 1
description: Findings are answered.
requires_key: false
stages: [{name: review}]
rules: [{type: findings_resolved}]
"""


def made(world: World, quality: dict[str, Any] = QUALITY) -> str:
    return world.version(evidence={**EVIDENCE, "quality": quality})


def shown(world: World, version: str) -> tuple[FindingView, ...]:
    with world.project.registry.read() as session:
        return findings(session, resolve_version(session, version))


def said(world: World, version: str) -> tuple[bool, str]:
    with world.project.registry.read() as session:
        case = case_of(session, resolve_version(session, version))
    (verdict,) = evaluate(parse_policy(POLICY, "p"), case).rules
    return verdict.passed, verdict.reason


def answer(world: World, version: str, finding: str, reason: str = "It is known by then.") -> None:
    project = world.project
    answer_finding(
        project.registry, project.artifacts, "bea", version, finding, Answer.MISTAKEN, reason
    )


def test_a_warning_waits_until_somebody_answers_it(world: World) -> None:
    version = made(world)
    assert [one.open for one in shown(world, version)] == [True, False]
    assert said(world, version) == (
        False,
        "No answer to: gives_away-1. See 'assay finding list VERSION'.",
    )
    answer(world, version, "gives_away-1")
    first, _ = shown(world, version)
    assert (first.answer, first.answered_by, first.open) == ("mistaken", "bea", False)
    assert said(world, version)[0]
    assert verify(world.project.registry, world.project.artifacts).passed


def test_the_last_answer_counts_and_who_answers_has_a_hand_in_it(world: World) -> None:
    version = made(world)
    answer(world, version, "gives_away-1", "First.")
    answer(world, version, "gives_away-1", "Second.")
    assert shown(world, version)[0].reason == "Second."
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        acts = [act for acts in contributions(session, row).values() for act in acts]
    assert "wrote its 'resolution' evidence" in acts


@pytest.mark.parametrize(
    ("finding", "reason", "code"),
    [
        ("nothing-9", "Because.", "finding.unknown"),
        ("gives_away-1", "  ", "finding.reason"),
        ("gives_away-1", "x" * 4001, "finding.reason"),
    ],
)
def test_an_answer_names_a_finding_and_a_reason(
    world: World, finding: str, reason: str, code: str
) -> None:
    version = made(world)
    with pytest.raises(AssayError) as refused:
        answer(world, version, finding, reason)
    assert refused.value.code == code


def test_nothing_is_answered_once_the_version_is_under_review(world: World) -> None:
    version = made(world)
    submit(world.project.registry, world.project.artifacts, "ana", version)
    with pytest.raises(AssayError) as refused:
        answer(world, version, "gives_away-1")
    assert refused.value.code == "evidence.frozen"


def test_data_that_nobody_looked_over_do_not_pass(world: World) -> None:
    assert not said(world, world.version())[0]


@pytest.mark.parametrize("rows", [None, "none", ["gives_away"], {"id": "x"}])
def test_findings_that_cannot_be_read_do_not_pass(world: World, rows: object) -> None:
    version = made(world, {"findings": rows})
    assert not said(world, version)[0]
    assert shown(world, version) == ()


def test_the_report_shows_findings_with_answers_and_who_owes_the_others(world: World) -> None:
    version = made(world)
    project = world.project

    def section() -> Section:
        with project.registry.read() as session:
            row = resolve_version(session, version)
            return build_report(session, project.artifacts, row, "root").sections[3]

    owed = "an answer to gives_away-1"
    assert owed in [one.what for one in section().owed]
    answer(world, version, "gives_away-1", "Known at the time of the call.")
    assert owed not in [one.what for one in section().owed]
    (found,) = [one for one in section().blocks if isinstance(one, Table) and "done" in one.title]
    assert found.rows[0][2:] == ("mistaken: Known at the time of the call.", "bea")


def test_an_answer_to_other_evidence_answers_nothing(world: World) -> None:
    version = made(world)
    answer(world, version, "gives_away-1")
    world.add_evidence(version, "ana", "quality", {**QUALITY, "rows": 11})
    assert not said(world, version)[0]


def test_the_card_and_the_bill_of_materials_name_what_is_open(world: World) -> None:
    version, project = made(world), world.project

    def written() -> tuple[str, str]:
        with project.registry.read() as session:
            row = resolve_version(session, version)
            card = build_card(session, project.artifacts, row, "root")
            limits = model_card(gather(session, project.artifacts, row))["considerations"]
        return render_card_markdown(card), " ".join(limits["technicalLimitations"])

    card, limits = written()
    assert "Open findings in the data: 1" in card
    assert "alone tells the target" in card
    assert "The data have 1 open finding: 'paid' alone tells the target." in limits
    answer(world, version, "gives_away-1")
    card, limits = written()
    assert "Open findings in the data" not in card
    assert "open finding" not in limits


def test_what_gives_the_target_away_is_told_before_all_else(world: World) -> None:
    rows = [
        {"id": f"{check}-{at}", "check": check, "severity": "warning", "detail": check}
        for at, check in enumerate(("rare_class", "someday", "duplicates", "gives_away"))
    ]
    version = made(world, {"findings": rows})
    told = [one.check for one in open_findings(shown(world, version))]
    assert told == ["gives_away", "duplicates", "rare_class", "someday"]
