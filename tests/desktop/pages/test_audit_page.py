"""The Audit page: the log, and whether it verifies."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.audit import AuditPage
from desktop.pages.audit_rows import touched_words
from registry.checkpoint import Checkpoint
from tests.desktop.conftest import Laid
from tests.desktop.walk import nameless, unreachable


def shown(qtbot: QtBot, desk: Desk) -> AuditPage:
    page = AuditPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 766)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.events_model.rowCount() > 0)
    return page


def answer(page: AuditPage, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(file))
    dialog.accept()


def verify(qtbot: QtBot, page: AuditPage) -> None:
    page.verify_button.click()
    assert not page.verify_button.isEnabled()
    qtbot.waitUntil(lambda: not page.verification.busy)


def change_a_row(project: Path) -> None:
    """As somebody does who holds the database: past its triggers and the log."""
    with sqlite3.connect(project / "registry.db") as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'run'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE run SET seed = 7")
    connection.close()


def test_events_are_listed_newest_first_in_words_and_can_be_filtered(
    qtbot: QtBot, desk: Desk
) -> None:
    page = shown(qtbot, desk)
    sequences = [row.sequence for row in page.events_model.rows]
    assert sequences == sorted(sequences, reverse=True)
    assert sequences[-1] == 1
    page.filter.setText("data imported")
    assert [row.action for row in page.events_model.rows] == ["dataset.imported"]


def test_an_untouched_log_verifies_and_its_root_can_be_copied(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    verify(qtbot, page)
    report = page.verification.report
    assert report is not None
    assert report.passed
    assert page.verification.banner.property("tone") == "good"
    assert "kept outside" in page.verification.banner.words.text()
    assert page.events.isVisible()
    assert not page.findings_button.isVisible()
    page.verification.root.copy_button.click()
    assert QGuiApplication.clipboard().text() == report.root


def test_a_changed_row_is_found_and_named(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    change_a_row(desk.workspace.path)
    verify(qtbot, page)
    assert page.verification.banner.property("tone") == "bad"
    assert "does NOT verify" in page.verification.banner.words.text()
    assert page.verification.findings.isVisible()
    page.findings_button.click()
    assert page.events.isVisible()
    found = [finding.message for _, finding in page.verification.findings_model.rows]
    assert any("The row was changed since event" in message for message in found)


def test_a_checkpoint_is_written_and_verified_against(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    out = tmp_path / "pinned.json"
    page.write_action.trigger()
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible)
    pinned = Checkpoint.from_file(out)
    assert "cannot write" in page.saved.words.text()
    page.against_action.trigger()
    answer(page, out)
    qtbot.waitUntil(lambda: page.verification.report is not None)
    report = page.verification.report
    assert report is not None
    assert report.passed
    assert report.pinned == pinned
    assert "It continues the checkpoint" in page.verification.banner.words.text()


def test_a_log_that_lacks_what_was_pinned_does_not_verify(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    out = tmp_path / "pinned.json"
    desk.workspace.project.registry.checkpoint().to_file(out)
    said = json.loads(out.read_text("utf-8"))
    out.write_text(json.dumps({**said, "size": said["size"] + 3}), "utf-8")
    page.against_action.trigger()
    answer(page, out)
    qtbot.waitUntil(lambda: page.verification.report is not None)
    found = [finding.message for _, finding in page.verification.findings_model.rows]
    assert any("its end was cut off" in message for message in found)


def test_a_file_that_is_no_checkpoint_is_refused(qtbot: QtBot, laid: Laid, tmp_path: Path) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    page = shown(qtbot, laid.desk)
    file = tmp_path / "other.json"
    file.write_text("{}", "utf-8")
    page.against_action.trigger()
    answer(page, file)
    qtbot.waitUntil(lambda: bool(laid.problems))
    assert "no checkpoint" in laid.problems[0].text
    assert page.verify_button.isEnabled()
    assert not page.verification.isVisible()


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    verify(qtbot, page)
    assert nameless(page) == []
    assert unreachable(page) == []


@pytest.mark.parametrize(
    ("touched", "words"),
    [
        ("1 run, 12 trial", "runs: 1, trials: 12"),
        ("2 something_new", "something_new: 2"),
        ("(unreadable)", "Cannot be read: verify the log"),
        ("", "–"),  # noqa: RUF001 - the dash of tables
    ],
)
def test_records_are_counted_in_words(touched: str, words: str) -> None:
    assert touched_words(touched) == words
