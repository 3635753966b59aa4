"""The Models page over a version that was really trained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import create_engine, text

from desktop.desk import Desk
from desktop.pages.models import ModelsPage
from desktop.pages.models_read import read_detail
from desktop.pages.models_standing import why_not
from desktop.pages.models_submit import SubmitDialog
from desktop.plots.description import IntervalPlot
from engine.jobs import client
from registry import approvals
from registry.policy import load_policy
from tests.desktop.conftest import Laid
from tests.desktop.walk import nameless, search, unreachable
from tests.people import require_policy

WAIT_MS = 60_000
STRICT = """
name: strict
version: 1
description: Asks for what no model reaches.
requires_key: false
stages:
  - name: review
rules:
  - type: metric
    task: binary
    metric: roc_auc
    at_least: "0.9999"
"""


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ModelsPage:
    """The page, shown, with the version read."""
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.resize(1092, 690)
    made.show()
    qtbot.waitUntil(lambda: made.panel.detail is not None, timeout=WAIT_MS)
    return made


def button(page: QWidget, name: str) -> QPushButton:
    """A button of the page."""
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def submit(page: ModelsPage, comment: str = "") -> None:
    """Put the version up for review past the page, as another window does."""
    project = page.desk.workspace.project
    detail = page.panel.detail
    assert detail is not None
    approvals.submit(project.registry, project.artifacts, "ana", detail.view.id, comment=comment)
    page.desk.workspace.changed.emit()


def dialog_of(qtbot: QtBot, page: ModelsPage) -> SubmitDialog:
    """The dialog that the button opens, once it has looked at the rules."""
    qtbot.mouseClick(button(page, "models-submit"), Qt.MouseButton.LeftButton)
    found = page.findChild(SubmitDialog)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.about.text()), timeout=WAIT_MS)
    return found


def accept_file(dialog: QFileDialog, file: Path) -> None:
    """Choose a file in a dialog, as its own button does."""
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def test_the_table_tells_the_figures_of_each_version(page: ModelsPage) -> None:
    (row,) = page.model.rows
    cells = {column.key: column.text(row) for column in page.model.columns}
    assert cells["model"] == "people-income"
    assert cells["state"] == "Candidate"
    assert cells["metric"].startswith("Log-loss 0.")
    assert " to " in cells["interval"]
    assert cells["baseline"] in ("Better", "Tied", "Worse")
    assert cells["by"] == "ana"
    assert page.table.current() == row


def test_every_tab_of_the_panel_has_what_it_names(qtbot: QtBot, page: ModelsPage) -> None:
    panel = page.panel
    facts = panel.facts.as_text()
    assert "LightGBM" in facts
    assert panel.detail is not None
    assert str(panel.detail.view.manifest_root) in facts
    for place in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(place)
    assert isinstance(panel.chart.plot, IntervalPlot)
    assert len(panel.metrics.model_of_rows().rows) > 5
    assert panel.parity_pill.text() == "Passed"
    assert len(panel.files.model_of_rows().rows) == len(panel.detail.view.artifacts)
    assert len(panel.evidence.model_of_rows().rows) == len(panel.detail.view.evidence)
    kinds = [row.kind for row in panel.lineage.table.model_of_rows().rows]
    assert kinds[:2] == ["Source file", "Data snapshot"]
    assert "Training run" in kinds
    assert panel.history.model_of_rows().rows == []


def test_a_version_is_submitted_with_its_comment(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = dialog_of(qtbot, page)
    assert dialog.ok.isEnabled()
    dialog.comment.setPlainText("Please look at the groups.")
    with qtbot.waitSignal(dialog.submitted, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.panel.pill.text() == "In review", timeout=WAIT_MS)
    assert not button(page, "models-submit").isEnabled()
    assert "requested by ana" in button(page, "models-submit").toolTip()
    assert page.note.isVisible()
    page.panel.tabs.setCurrentIndex(5)
    (asked,) = page.panel.history.model_of_rows().rows
    assert asked.comment == "Please look at the groups."
    with qtbot.waitSignal(page.desk.navigator.asked) as went:
        qtbot.mouseClick(page.panel.review_button, Qt.MouseButton.LeftButton)
    assert went.args is not None
    assert went.args[0] == "review"


def test_a_comment_that_was_not_sent_is_there_again(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = dialog_of(qtbot, page)
    dialog.comment.setPlainText("Half a thought")
    dialog.reject()
    qtbot.waitUntil(lambda: page.findChild(SubmitDialog) is None)
    again = dialog_of(qtbot, page)
    assert again.comment.toPlainText() == "Half a thought"
    with qtbot.waitSignal(again.submitted, timeout=WAIT_MS):
        qtbot.mouseClick(again.ok, Qt.MouseButton.LeftButton)
    detail = page.panel.detail
    assert detail is not None
    assert page.desk.drafts.get(f"submit-comment {detail.view.id}") == ""


def test_a_policy_that_is_not_met_is_shown_rule_by_rule(
    qtbot: QtBot, page: ModelsPage, tmp_path: Path
) -> None:
    file = tmp_path / "strict.yaml"
    file.write_text(STRICT, encoding="utf-8")
    dialog = dialog_of(qtbot, page)
    dialog.choose_file(str(file))
    qtbot.waitUntil(dialog.refusal.isVisible, timeout=WAIT_MS)
    (rule,) = dialog.rules.model_of_rows().rows
    assert not rule.passed
    assert not dialog.ok.isEnabled()
    dialog.policy.setCurrentIndex(dialog.policy.findData("personal"))
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
    assert dialog.refusal.isHidden()


def test_where_a_policy_is_required_no_other_is_offered(
    qtbot: QtBot, page: ModelsPage, tmp_path: Path
) -> None:
    house = tmp_path / "house.yaml"
    house.write_text(STRICT.replace("0.9999", "0.5").replace("strict", "house"), encoding="utf-8")
    require_policy(page.desk.workspace.project.registry, "ana", "rui", str(house))
    dialog = dialog_of(qtbot, page)
    assert [dialog.policy.itemText(at) for at in range(dialog.policy.count())] == ["house"]
    assert dialog.required.isVisible() and not dialog.browse.isVisible()
    with qtbot.waitSignal(dialog.submitted, timeout=WAIT_MS) as sent:
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert sent.args is not None and sent.args[0].policy == "house"


def test_a_file_that_is_no_policy_is_refused_in_words(
    qtbot: QtBot, page: ModelsPage, tmp_path: Path
) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("name: [", encoding="utf-8")
    dialog = dialog_of(qtbot, page)
    dialog.choose_file(str(file))
    qtbot.waitUntil(lambda: "is no policy" in dialog.refusal.text(), timeout=WAIT_MS)
    assert not dialog.ok.isEnabled()


def test_a_refused_submission_says_why_and_keeps_the_comment(
    qtbot: QtBot, page: ModelsPage
) -> None:
    dialog = dialog_of(qtbot, page)
    dialog.comment.setPlainText("Too late")
    project = page.desk.workspace.project
    detail = page.panel.detail
    assert detail is not None
    approvals.submit(project.registry, project.artifacts, "ana", detail.view.id)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "under review already" in dialog.refusal.text(), timeout=WAIT_MS)
    assert dialog.isVisible()
    assert dialog.comment.toPlainText() == "Too late"


def test_another_window_s_act_shows_by_itself(qtbot: QtBot, page: ModelsPage) -> None:
    submit(page, "From elsewhere")
    qtbot.waitUntil(lambda: page.panel.pill.text() == "In review", timeout=WAIT_MS)
    (row,) = page.model.rows
    assert row.state == "in_review"


def test_the_onnx_file_is_saved_by_a_job_and_named(
    qtbot: QtBot, page: ModelsPage, tmp_path: Path
) -> None:
    file = tmp_path / "out.onnx"
    qtbot.mouseClick(button(page, "models-export"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    accept_file(dialog, file)
    qtbot.waitUntil(page.saved.isVisible, timeout=WAIT_MS)
    assert str(file) in page.saved.words.text()
    assert "not approved" in page.saved.words.text()
    assert page.saved.property("tone") == "warn"
    assert file.stat().st_size > 1000
    assert any(job.verb == "export" for job in client.list_jobs(page.desk.workspace.path))


def test_the_report_is_saved_and_can_be_opened(
    qtbot: QtBot, page: ModelsPage, tmp_path: Path
) -> None:
    file = tmp_path / "out.html"
    qtbot.mouseClick(button(page, "models-report"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    accept_file(dialog, file)
    qtbot.waitUntil(page.saved.isVisible, timeout=WAIT_MS)
    assert page.saved.open_button.isVisible()
    assert "people-income/1" in file.read_text("utf-8")


def test_explain_leads_to_the_explain_page(qtbot: QtBot, page: ModelsPage) -> None:
    with qtbot.waitSignal(page.desk.navigator.asked) as went:
        qtbot.mouseClick(button(page, "models-explain"), Qt.MouseButton.LeftButton)
    assert page.panel.detail is not None
    assert went.args == ["explain", page.panel.detail.view.id]


def test_a_version_can_be_asked_for_by_its_label(qtbot: QtBot, page: ModelsPage) -> None:
    search(qtbot, page.list, "nothing like it")
    assert page.table.current() is None
    page.open_item("people-income/1")
    assert page.list.field.text() == ""
    qtbot.waitUntil(lambda: page.table.current() is not None, timeout=WAIT_MS)


def test_nothing_can_be_done_while_no_version_is_chosen(qtbot: QtBot, page: ModelsPage) -> None:
    search(qtbot, page.list, "nothing like it")
    assert page.table.empty_text() == "Nothing matches the filter"
    for name in ("models-submit", "models-export", "models-report", "models-explain"):
        assert not button(page, name).isEnabled()
        assert button(page, name).toolTip()


@pytest.mark.parametrize(
    ("state", "submit_it"), [("candidate", True), ("rejected", False), ("retired", False)]
)
def test_what_can_be_done_follows_from_the_state(desk: Desk, state: str, submit_it: bool) -> None:
    with desk.workspace.project.registry.read() as session:
        detail = read_detail(session, "people-income/1")
    view = detail.view.model_copy(update={"state": state})
    assert (why_not("model.submit", replace(detail, view=view)) == "") == submit_it
    assert why_not("model.export", replace(detail, view=view)) == ""
    draft = view.model_copy(update={"state": "draft", "manifest_root": None})
    assert why_not("model.export", replace(detail, view=draft))
    assert why_not("model.explain", replace(detail, view=draft))
    assert why_not("model.report", replace(detail, view=draft)) == ""


def test_evidence_that_was_spoilt_is_said_and_breaks_nothing(
    qtbot: QtBot, laid: Laid, project_folder: Path
) -> None:
    engine = create_engine(laid.desk.workspace.project.registry.url)
    with engine.begin() as connection:
        triggers = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for (name,) in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for kind in ("metrics", "parity", "baseline", "search"):
            connection.execute(
                text("UPDATE evidence SET payload_json = '{\"estimates\": 3}' WHERE kind = :kind"),
                {"kind": kind},
            )
    engine.dispose()
    page = ModelsPage(laid.desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.panel.detail is not None, timeout=WAIT_MS)
    for place in range(page.panel.tabs.count()):
        page.panel.tabs.setCurrentIndex(place)
    assert page.panel.chart.plot is None
    assert "parity" in page.panel.parity_words.text()
    assert page.panel.parity_pill.text() == ""


def test_every_control_has_a_name_and_is_reached_by_tab(page: ModelsPage) -> None:
    for place in range(page.panel.tabs.count()):
        page.panel.tabs.setCurrentIndex(place)
        assert nameless(page) == []
        assert unreachable(page) == []


def test_the_page_fits_the_smallest_window(qtbot: QtBot, page: ModelsPage) -> None:
    page.resize(712, 480)
    qtbot.waitUntil(lambda: page.width() == 712)
    assert page.minimumSizeHint().width() <= 712


def test_without_models_it_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    page = ModelsPage(empty_desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=WAIT_MS)
    with qtbot.waitSignal(empty_desk.navigator.asked) as went:
        qtbot.mouseClick(button(page, "models-train"), Qt.MouseButton.LeftButton)
    assert went.args == ["train", ""]


def test_the_shipped_policy_is_the_one_first_shown(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = dialog_of(qtbot, page)
    assert load_policy(dialog.policy_name).name == "personal"
    assert isinstance(dialog, QDialog)
    assert nameless(dialog) == []
