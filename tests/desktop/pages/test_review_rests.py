"""The Review and Models pages: what a decision rests on besides the evidence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.i18n import language
from desktop.pages.deployment_rows import STEP_COLUMNS, StepRow
from desktop.pages.models_read import read_detail
from desktop.pages.models_reviews import verdict_words
from desktop.pages.models_standing import warnings_of
from desktop.pages.review import ReviewPage
from desktop.pages.review_rests import completeness_words
from registry import administration, waivers
from registry.approvals import decide, submit
from registry.exceptions import list_waivers
from registry.reports.completeness import completeness
from registry.reports.parts import Standing
from registry.reports.report import build_report
from registry.resolve import resolve_version
from registry.tables.base import utcnow
from registry.views.requests import EvaluationView
from registry.views.use import DeploymentChangeView
from tests.desktop.pages.reviewing import opened, version_id
from tests.desktop.walk import nameless
from tests.policies import RISKS


@pytest.fixture
def asked(desk: Desk, tmp_path: Path) -> str:
    """A request under a policy one of whose rules rui waived."""
    project = desk.workspace.project
    file, version = tmp_path / "strict.yaml", version_id(project)
    file.write_text(RISKS)
    act = waivers.ask_waiver(
        project.registry, "ana", version, "2", policy=str(file), reason="no time yet",
        control="a person looks", until=utcnow() + timedelta(days=9),
    )  # fmt: skip
    administration.settle(project.registry, "rui", act.id, agree=True)
    return submit(project.registry, project.artifacts, "ana", version, policy=str(file)).id


def end_waiver(desk: Desk) -> None:
    registry = desk.workspace.project.registry
    with registry.read() as session:
        (waiver,) = list_waivers(session)
    waivers.end_waiver(registry, "ana", waiver.id, "the register is due")


def test_a_waived_rule_is_not_counted_as_met(qtbot: QtBot, desk: Desk, asked: str) -> None:
    page = opened(qtbot, desk, "rui")
    assert page.panel.rules_tile.value.text() == "1 of 2"
    assert page.panel.rules_tile.note.text() == "strict, 1 waived"
    assert nameless(page) == []


def test_what_one_person_did_besides_and_how_complete_the_report_is_stand_before_the_evidence(
    qtbot: QtBot, qapp: QApplication, desk: Desk, asked: str
) -> None:
    page = opened(qtbot, desk, "rui")
    rests = page.panel.rests
    assert rests.banner.words.text() == (
        'rui, who may decide on it, also agreed to the waiver of "There is evidence of the kind '
        "'risk'\"."
    )
    qtbot.waitUntil(rests.complete.isVisible)
    project = desk.workspace.project
    with project.registry.read() as session:
        row = resolve_version(session, version_id(project))
        report = build_report(session, project.artifacts, row, "rui")
        found = completeness(session, project.artifacts, row)
    assert f"is {report.count(Standing.EVIDENCED)} of 22 sections" in rests.complete.text()
    assert f"score {report.score} %. MISSING: " in rests.complete.text()
    assert rests.y() < page.panel.changed.y()
    assert rests.complete.text() == completeness_words(found)
    language.install(qapp, language.Language.PORTUGUESE)
    qtbot.waitUntil(lambda: "seções completas" in rests.complete.text())


def test_a_verdict_that_changed_since_submission_is_told_and_shown_as_it_is_now(
    qtbot: QtBot, desk: Desk, asked: str
) -> None:
    end_waiver(desk)
    page: ReviewPage = opened(qtbot, desk, "rui")
    changed = (
        "The policy comes out otherwise than before. Then: Passed, 1 rule waived. Now: Failed."
    )
    assert page.panel.rests.banner.words.text().splitlines()[0] == changed
    assert [row.mark for row in page.panel.rules.model_of_rows().rows] == ["passed", "failed"]


def test_a_version_whose_waiver_is_over_is_warned_of(desk: Desk, asked: str) -> None:
    project = desk.workspace.project
    decide(project.registry, project.artifacts, "rui", asked, "approve")
    version = version_id(project)
    with project.registry.read() as session:
        before = warnings_of(read_detail(session, version))
    end_waiver(desk)
    with project.registry.read() as session:
        first, *others = warnings_of(read_detail(session, version))
    assert first.startswith("The approval rested on a waiver of the rule ")
    assert others == before


def test_the_verdict_of_a_deployment_does_not_hide_what_was_waived() -> None:
    column = next(one for one in STEP_COLUMNS if one.key == "policy")
    assert column.tone is not None
    seen = {}
    for verdict, waived in (("passed", 0), ("passed", 2), ("failed", 1)):
        found = EvaluationView(
            moment="deployment", verdict=verdict, waived=waived, rules=(), created_at=utcnow()
        )
        step = DeploymentChangeView(
            action="activate", source="pending", target="active", reason="", evaluation=found,
            principal="ana", changed_at=utcnow(),
        )  # fmt: skip
        row = StepRow(0, step)
        seen[column.text(row)] = column.tone(row)
        assert verdict_words(found) == (column.text(row), column.tone(row))
    assert seen == {"Passed": "good", "Passed, 2 rules waived": "warn", "Failed": "bad"}
