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
from desktop.pages import audit_drill_words
from desktop.pages.audit import AuditPage
from desktop.pages.audit_drill import drill_words
from desktop.pages.audit_pin import PinnedFile
from desktop.pages.audit_rows import TABLES, touched_words
from desktop.widgets.table_menu import copy
from registry.checkpoint import Checkpoint
from registry.checkpoints import Signed
from registry.drill.attacks import ATTACKS, Finder
from registry.drill.drill import Outcome
from registry.key_pins import KeyPins
from registry.signing_keys import list_keys
from registry.tables import GOVERNED
from tests.desktop.conftest import Laid
from tests.desktop.walk import nameless, search, unreachable

LOG, CHECKPOINTS, ANCHORS, VERIFY, DRILL = range(5)


def shown(qtbot: QtBot, desk: Desk, tab: int = LOG) -> AuditPage:
    page = AuditPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 766)
    with qtbot.waitExposed(page):
        page.show()
    page.tabs.setCurrentIndex(tab)
    qtbot.waitUntil(lambda: page.log.model.rowCount() > 0)
    return page


def answer(page: AuditPage, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(file))
    dialog.accept()


def choose(qtbot: QtBot, page: AuditPage, pin: PinnedFile, file: Path) -> None:
    pin.choose_button.click()
    answer(page, file)
    qtbot.waitUntil(lambda: pin.path == file)


def verify(qtbot: QtBot, page: AuditPage) -> None:
    page.verification.verify_button.click()
    assert not page.verification.verify_button.isEnabled()
    assert page.verification.progress.isVisible()
    qtbot.waitUntil(lambda: not page.verification.busy)


def words(page: AuditPage) -> str:
    return page.verification.banner.words.text()


def found(page: AuditPage) -> list[str]:
    return [finding.message for _, finding in page.verification.findings_model.rows]


def change_a_row(project: Path) -> None:
    """As somebody does who holds the database: past its triggers and the log."""
    with sqlite3.connect(project / "registry.db") as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'run'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE run SET seed = 7")
    connection.close()


def forge_checkpoints(project: Path) -> None:
    """Give every checkpoint another root, and leave the signatures as they are."""
    with sqlite3.connect(project / "registry.db") as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' "
            "AND tbl_name = 'audit_checkpoint'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE audit_checkpoint SET root = previous_root")
    connection.close()


def test_events_are_listed_newest_first_in_words_and_can_be_filtered(
    qtbot: QtBot, desk: Desk
) -> None:
    log = shown(qtbot, desk).log
    sequences = [row.sequence for row in log.model.rows]
    assert sequences == sorted(sequences, reverse=True)
    assert sequences[-1] == 1
    search(qtbot, log.list, "data imported")
    assert [row.action for row in log.model.rows] == ["dataset.imported"]


def test_an_untouched_log_verifies_and_its_root_can_be_copied(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk, VERIFY)
    verify(qtbot, page)
    report = page.verification.report
    assert report is not None
    assert report.passed
    assert page.verification.banner.property("tone") == "good"
    assert "shows only against a checkpoint" in words(page)
    assert "shows only against public keys" in words(page)
    assert "no verification can show" in words(page)
    page.verification.root.copy_button.click()
    assert QGuiApplication.clipboard().text() == report.root


def test_a_changed_row_is_found_named_and_can_be_copied(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk, VERIFY)
    change_a_row(desk.workspace.path)
    verify(qtbot, page)
    assert page.verification.banner.property("tone") == "bad"
    assert "does NOT verify" in words(page)
    assert "keep a copy" in words(page)
    assert any("The row was changed since event" in message for message in found(page))
    copy(page.verification.findings)
    assert "The row was changed since event" in QGuiApplication.clipboard().text()


def test_a_checkpoint_is_written_and_verified_against(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk, CHECKPOINTS)
    out = tmp_path / "pinned.json"
    page.checkpoints.write_button.click()
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible)
    pinned = Checkpoint.from_file(out)
    assert "cannot write" in page.saved.words.text()
    page.tabs.setCurrentIndex(VERIFY)
    choose(qtbot, page, page.verification.checkpoint, out)
    verify(qtbot, page)
    report = page.verification.report
    assert report is not None
    assert report.passed
    assert report.pinned == pinned
    assert "It continues the checkpoint" in words(page)
    page.verification.checkpoint.clear_button.click()
    verify(qtbot, page)
    assert page.verification.report is not None
    assert page.verification.report.pinned is None


def test_checkpoints_say_who_signed_them_and_whether_that_holds(qtbot: QtBot, desk: Desk) -> None:
    project = desk.workspace.project
    project.registry.checkpoint()
    page = shown(qtbot, desk, CHECKPOINTS)
    model = page.checkpoints.model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    newest = model.rows[0]
    assert newest.size == page.log.model.rows[0].sequence
    assert newest.signed is Signed.HOLDS
    with project.registry.read() as session:
        of_log = {key.fingerprint for key in list_keys(session) if key.purpose == "log"}
    assert newest.key in of_log
    forge_checkpoints(project.path)
    page.refresh()
    qtbot.waitUntil(lambda: model.rows[0].signed is Signed.BROKEN)
    assert "does not hold" in model.rows[0].fault


def test_public_keys_that_were_kept_outside_are_compared(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    with desk.workspace.project.registry.read() as session:
        keys = list_keys(session)
    own, other = tmp_path / "keys.json", tmp_path / "other.json"
    KeyPins.of(keys).to_file(own)
    KeyPins(keys=()).to_file(other)
    page = shown(qtbot, desk, VERIFY)
    choose(qtbot, page, page.verification.keys, own)
    verify(qtbot, page)
    assert "Its keys are the public keys" in words(page)
    choose(qtbot, page, page.verification.keys, other)
    verify(qtbot, page)
    assert any("is not among the pinned ones" in message for message in found(page))


def test_a_log_that_lacks_what_was_pinned_does_not_verify(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk, VERIFY)
    out = tmp_path / "pinned.json"
    desk.workspace.project.registry.checkpoint().to_file(out)
    said = json.loads(out.read_text("utf-8"))
    out.write_text(json.dumps({**said, "size": said["size"] + 3}), "utf-8")
    choose(qtbot, page, page.verification.checkpoint, out)
    verify(qtbot, page)
    assert any("its end was cut off" in message for message in found(page))


@pytest.mark.parametrize(("pin", "said"), [("checkpoint", "no checkpoint"), ("keys", "no public")])
def test_a_file_that_is_something_else_is_refused(
    qtbot: QtBot, laid: Laid, tmp_path: Path, pin: str, said: str
) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    page = shown(qtbot, laid.desk, VERIFY)
    file = tmp_path / "other.json"
    file.write_text("{}", "utf-8")
    choose(qtbot, page, getattr(page.verification, pin), file)
    verify(qtbot, page)
    qtbot.waitUntil(lambda: bool(laid.problems))
    assert said in laid.problems[0].text
    assert page.verification.verify_button.isEnabled()
    assert not page.verification.banner.isVisible()


@pytest.mark.parametrize("tab", [LOG, CHECKPOINTS, ANCHORS, VERIFY, DRILL])
def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, desk: Desk, tab: int) -> None:
    page = shown(qtbot, desk, tab)
    if tab == VERIFY:
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


def test_an_event_shows_its_hashes_and_leads_to_its_records(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    panel = page.log.panel
    went: list[tuple[str, str]] = []
    desk.navigator.asked.connect(lambda where, what: went.append((where, what)))
    by_action = {row.action: row for row in page.log.model.rows}
    recorded = by_action["run.recorded"]
    assert page.log.events.choose(recorded.sequence)
    qtbot.waitUntil(panel.isVisible)
    assert panel.hashes[0].whole == recorded.event_hash
    tables = [record.table for _, record in panel.model.rows]
    assert "model_version" in tables
    version = next(record for _, record in panel.model.rows if record.table == "model_version")
    assert version.before == ""
    assert len(version.after) == 64
    panel.open_button.click()
    assert ("models", version.id) in went
    assert nameless(page) == []


def test_an_event_whose_payload_is_broken_says_so(qtbot: QtBot, desk: Desk) -> None:
    with sqlite3.connect(desk.workspace.path / "registry.db") as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE audit_event SET payload = x'7b' WHERE sequence = 1")
    connection.close()
    page = shown(qtbot, desk)
    assert page.log.events.choose(1)
    qtbot.waitUntil(page.log.panel.isVisible)
    assert "verify the log" in page.log.panel.table.empty_text()
    assert not page.log.panel.open_button.isEnabled()


def test_the_drill_lists_outcomes_as_they_come_and_can_be_stopped(
    qtbot: QtBot, empty_desk: Desk
) -> None:
    page = shown(qtbot, empty_desk, DRILL)
    page.drill.start_button.click()
    assert not page.drill.start_button.isEnabled()
    page.drill.start()
    qtbot.waitUntil(lambda: page.drill.model.rowCount() > 1, timeout=30_000)
    assert page.drill.busy
    page.drill.stop_button.click()
    qtbot.waitUntil(lambda: not page.drill.busy, timeout=30_000)
    assert len(page.drill.outcomes) < len(ATTACKS)
    assert "stopped before its end" in page.drill.banner.words.text()
    assert nameless(page) == []


@pytest.mark.slow
def test_the_drill_goes_on_while_another_part_is_looked_at(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk, DRILL)
    page.drill.start_button.click()
    page.tabs.setCurrentIndex(LOG)
    qtbot.waitUntil(lambda: not page.drill.busy, timeout=120_000)
    assert len(page.drill.outcomes) == len(ATTACKS)
    said = page.drill.banner.words.text()
    assert page.drill.banner.property("tone") == "good"
    assert "Read and copy everything" in said
    assert "only a checkpoint that was kept outside" in said


def test_a_registry_that_does_not_verify_is_not_drilled(qtbot: QtBot, laid: Laid) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    page = shown(qtbot, laid.desk, DRILL)
    change_a_row(laid.desk.workspace.path)
    page.drill.start_button.click()
    qtbot.waitUntil(lambda: bool(laid.problems), timeout=30_000)
    assert "does not verify as it is" in laid.problems[0].text
    assert not page.drill.busy
    assert not page.drill.banner.isVisible()


def test_an_attack_that_is_not_found_is_said_first() -> None:
    missed = Outcome(
        attack="swap two events",
        expected=Finder.VERIFY,
        found_by=Finder.NOTHING,
        said="",
        as_expected=False,
    )
    said, tone = drill_words([missed], stopped=False)
    assert tone == "bad"
    assert said.startswith("1 attack was NOT found")


def test_each_governed_table_has_a_name() -> None:
    assert set(TABLES) == {table.__tablename__ for table in GOVERNED}


def test_each_attack_and_finder_has_words() -> None:
    assert set(audit_drill_words.ATTACKS) == {attack.name for attack in ATTACKS}
    assert set(audit_drill_words.FINDERS) == set(Finder)
