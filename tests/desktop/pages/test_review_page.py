"""The Review page: who may decide and why not, the decision itself, and what follows from it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.review import ReviewPage
from desktop.pages.review_confirm import ConfirmDialog
from registry.approvals import decide, submit
from tests.desktop.conftest import Laid
from tests.desktop.pages.reviewing import (
    ask,
    confirm,
    dialog_of,
    known,
    listed,
    opened,
    shown,
    version_id,
)
from tests.desktop.walk import nameless, texts, unreachable
from tests.people import add_people, require_policy
from tests.registry.review.conftest import World
from tests.registry.review.using import sibling

COMMENT = "Metrics, parity and groups read."


def test_a_contributor_reads_why_not_and_who_else_may_before_trying(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "ana")
    words = page.bar.standing.text()
    assert "'ana' cannot decide on this version" in words
    assert "started its run" in words
    assert "rui" in words
    assert not page.bar.approve_button.isVisible()
    assert not page.bar.changes_button.isVisible()
    assert page.bar.say_button.isVisible()
    assert not page.bar.add_button.isVisible()


def test_the_page_follows_who_acts_and_always_says_that_no_key_proves_it(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "ana")
    desk.workspace.act_as("rui")
    assert not page.bar.controls.isVisible()
    qtbot.waitUntil(known(page, "rui"))
    assert page.bar.actor.text() == "You act as rui"
    assert page.bar.controls.isVisible()
    assert page.bar.approve_button.isEnabled()
    assert {"Self-declared: no key enrolled"} <= texts(page)
    assert any("'personal' only" in text for text in texts(page))


def test_the_evidence_is_seen_at_a_glance_and_below_it_in_full(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    panel = page.panel
    assert panel.comment.text() == "Please look at the groups."
    assert panel.parity_tile.value.text() == "Passed"
    assert panel.rules_tile.value.text() == "3 of 3"
    assert "Log-loss" in panel.figure.note.text()
    assert panel.metrics.model_of_rows().rowCount() > 3
    assert panel.groups.model_of_rows().rowCount() > 1
    assert panel.importance.model_of_rows().rowCount() == 5
    assert panel.rules.model_of_rows().rowCount() == 3
    assert panel.decisions.model_of_rows().rowCount() == 1
    assert not panel.others.isVisible()
    detail = panel.detail
    assert detail is not None
    assert panel.manifest.whole == detail.request.manifest_root
    assert panel.evidence.whole == detail.request.evidence_root


def test_what_was_said_of_the_same_content_stands_above_all_else(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    project = desk.workspace.project
    world = World(project)
    decide(project.registry, project.artifacts, "rui", request_id, "reject", "The groups differ.")
    again = sibling(world, version_id(project))
    made = submit(project.registry, project.artifacts, "ana", again).id
    page = opened(qtbot, desk, "rui")
    others = page.panel.others
    assert page.panel.detail is not None
    assert page.panel.detail.request.id == made
    assert others.y() == 0
    (row,) = others.table.model_of_rows().rows
    assert row.version == "people-income/1"
    assert row.chief is not None
    assert (row.chief.by, row.chief.reason) == ("rui", "The groups differ.")
    assert "asked for 1 time besides. 1 of them did not stand" in others.banner.words.text()
    page.open_item(request_id)
    qtbot.waitUntil(lambda: "people-income/1" in page.panel.title.text())
    assert "did not stand" not in others.banner.words.text()
    assert nameless(page) == []


def test_a_rejection_is_not_offered_without_a_comment_and_the_button_says_so(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    bar = opened(qtbot, desk, "rui").bar
    assert not bar.reject_button.isEnabled()
    assert "comment" in bar.reject_button.text()
    bar.comment.setPlainText("  \n ")
    assert not bar.reject_button.isEnabled()
    bar.comment.setPlainText("The groups differ too much.")
    assert bar.reject_button.isEnabled()
    assert "comment" not in bar.reject_button.text()


def test_a_rejection_closes_the_request_with_its_reason(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    page.bar.comment.setPlainText("The groups differ too much.")
    page.bar.reject_button.click()
    confirm(qtbot, page)
    qtbot.waitUntil(lambda: listed(desk)[0].status == "rejected")
    qtbot.waitUntil(lambda: "closed" in page.bar.standing.text())
    assert not page.bar.controls.isVisible()
    assert not page.banner.isVisible()
    newest = page.panel.decisions.model_of_rows().rows[1]
    assert (newest.who, newest.comment) == ("rui", "The groups differ too much.")


def test_neither_enter_nor_escape_confirms_a_decision(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape):
        page.bar.approve_button.click()
        dialog = dialog_of(page)
        with qtbot.waitSignal(dialog.finished):
            QTest.keyClick(dialog.focusWidget() or dialog, key)
        qtbot.waitUntil(lambda: page.findChild(ConfirmDialog) is None)
    assert listed(desk)[0].status == "open"


def test_the_question_repeats_what_is_decided_as_whom_and_with_what_words(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    page.bar.comment.setPlainText(COMMENT)
    page.bar.approve_button.click()
    dialog = dialog_of(page)
    said = texts(dialog)
    assert {"Approve people-income/1?", "rui", "personal", COMMENT, "Approve as rui"} <= said
    dialog.no.click()


def test_the_question_goes_away_when_somebody_else_acts(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    page.bar.approve_button.click()
    dialog = dialog_of(page)
    with qtbot.waitSignal(dialog.finished):
        desk.workspace.act_as("ana")
    assert listed(desk)[0].status == "open"


def test_an_approval_is_recorded_and_offers_the_files(
    qtbot: QtBot, desk: Desk, request_id: str, tmp_path: Path
) -> None:
    page = opened(qtbot, desk, "rui")
    page.bar.comment.setPlainText(COMMENT)
    page.bar.approve_button.click()
    confirm(qtbot, page)
    qtbot.waitUntil(page.banner.isVisible)
    assert listed(desk)[0].status == "approved"
    assert page.banner.words.text() == "people-income/1 is approved."
    assert desk.drafts.get(f"review-comment {request_id}") == ""
    assert not page.bar.controls.isVisible()
    out = tmp_path / "report.html"
    page.report_button.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(out))
    dialog.accept()
    qtbot.waitUntil(page.saved.isVisible)
    assert out.read_bytes().startswith(b"<!")


def test_a_comment_that_was_not_sent_is_there_when_the_page_is_opened_again(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    opened(qtbot, desk, "rui").bar.comment.setPlainText(COMMENT)
    again = ReviewPage(desk)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(known(again, "rui"))
    assert again.bar.comment.toPlainText() == COMMENT


def test_a_record_changed_behind_the_log_is_refused_in_the_registrys_words(
    qtbot: QtBot, laid: Laid, request_id: str
) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    desk = laid.desk
    page = opened(qtbot, desk, "rui")
    page.bar.comment.setPlainText(COMMENT)
    database = desk.workspace.path / "registry.db"
    with sqlite3.connect(database) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE run SET seed = 7")
    connection.close()
    page.bar.approve_button.click()
    confirm(qtbot, page)
    qtbot.waitUntil(lambda: bool(laid.problems))
    (problem,) = laid.problems
    assert "behind the audit log's back" in problem.text
    assert problem.kept == "Your comment is kept."
    qtbot.waitUntil(page.bar.approve_button.isEnabled)
    assert page.bar.comment.toPlainText() == COMMENT
    assert listed(desk)[0].status == "open"


def test_where_everybody_had_a_hand_in_it_a_reviewer_can_be_added(qtbot: QtBot, desk: Desk) -> None:
    asked: list[str] = []
    desk.actions.handle("people.add", lambda: asked.append("people.add"))
    ask(desk, who="rui")
    page = opened(qtbot, desk, "ana")
    assert page.bar.add_button.isVisible()
    page.bar.add_button.click()
    assert asked == ["people.add"]
    add_people(desk.workspace.project.registry, "ana", "eva")
    desk.workspace.changed.emit()
    qtbot.waitUntil(lambda: "eva" in page.bar.standing.text())
    assert not page.bar.add_button.isVisible()


def test_a_contributor_answers_and_a_reviewer_asks_for_changes(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "ana")
    assert not page.bar.say_button.isEnabled()
    page.bar.comment.setPlainText("It is a pilot.")
    page.bar.say_button.click()
    qtbot.waitUntil(lambda: page.panel.discussion.model_of_rows().rowCount() == 1)
    assert page.bar.comment.toPlainText() == ""
    desk.workspace.act_as("rui")
    qtbot.waitUntil(known(page, "rui"))
    page.bar.comment.setPlainText("Say so in the intended use.")
    page.bar.changes_button.click()
    confirm(qtbot, page)
    qtbot.waitUntil(lambda: listed(desk)[0].status == "changes_requested")


def test_what_changed_is_said_first_or_that_there_is_no_champion(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    panel = opened(qtbot, desk, "rui").panel
    assert "No champion" in panel.against.text()
    rows = panel.changed.model_of_rows().rows
    assert rows[0].part == "Held-out metric"


def test_without_requests_the_page_says_how_one_comes_about(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    assert "Nobody has asked for a review yet" in texts(page)
    assert not page.add_button.isVisible()


def test_a_request_is_opened_by_its_id_or_by_its_versions(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = shown(qtbot, desk)
    for what in (version_id(desk.workspace.project), request_id):
        page.table.clearSelection()
        page.open_item(what)
        qtbot.waitUntil(lambda: page.table.current() is not None)
        assert page.table.current().id == request_id


def test_every_control_has_a_name_and_is_reached_by_tab(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    assert nameless(page) == []
    assert unreachable(page) == []


def test_the_decision_fits_the_smallest_window(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    desk.workspace.act_as("rui")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(712, 494)
    page = ReviewPage(desk)
    page.setParent(window)
    page.resize(window.size())
    window.show()
    qtbot.waitUntil(known(page, "rui"))
    assert page.height() == window.height() >= page.minimumSizeHint().height()
    button = page.bar.approve_button
    assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))


def test_nobody_approves_under_a_policy_that_is_not_the_one_required(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    require_policy(desk.workspace.project.registry, "ana", "rui", "standard")
    page = opened(qtbot, desk, "rui")
    assert not page.bar.approve_button.isEnabled()
    assert "personal version 1 is not enough" in page.bar.standing.text()
    page.bar.comment.setPlainText("Under the standard policy, please.")
    assert page.bar.reject_button.isEnabled()
