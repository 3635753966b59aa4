"""The Data page over a real project: importing, editing kinds and roles, applying, verifying."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.data import DataPage
from desktop.pages.data_columns import ColumnRow
from desktop.pages.data_edits import StagedEdits
from desktop.pages.data_progress import JobStrip
from desktop.pages.data_read import read_datasets
from desktop.pages.data_reading import ReadingDialog
from desktop.pages.verify_dialog import VerifyDialog
from desktop.session import Drafts, Session
from engine.contract.data import Kind, Role
from engine.contract.requests import ExportRequest
from registry.version_list import version_page
from tests.desktop.conftest import Laid
from tests.desktop.support import work

WAIT_MS = 60_000


def opened(qtbot: QtBot, desk: Desk) -> DataPage:
    """The page, in view, with what it read."""
    page = DataPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.stack.currentIndex() > 0, timeout=WAIT_MS)
    return page


def row(page: DataPage, name: str) -> ColumnRow:
    """The row of a column, as it is shown."""
    return next(one for one in page.model.rows if one.column.name == name)


def put(page: DataPage, name: str, key: str, value: Kind | Role) -> None:
    """Choose in a cell's list as the table's editor does."""
    place = page.model.row_of(name)
    column = next(i for i, one in enumerate(page.model.columns) if one.key == key)
    assert place is not None
    assert page.model.setData(page.model.index(place, column), value)


def test_an_empty_project_offers_to_open_data_and_shows_what_was_imported(
    qtbot: QtBot, empty_desk: Desk, people_csv: Path
) -> None:
    page = opened(qtbot, empty_desk)
    assert page.stack.currentIndex() == 1
    assert page.train_button.isHidden()
    page.import_file(people_csv)
    qtbot.waitUntil(lambda: bool(page.findChildren(JobStrip)), timeout=WAIT_MS)
    assert page.work.isVisible()
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not page.work.isVisible(), timeout=WAIT_MS)
    assert page.snapshots.current().name == "people"
    assert page.train_button.isVisible() and page.train_button.isEnabled()


def test_a_snapshot_shows_its_facts_its_columns_and_the_notes_of_its_import(
    qtbot: QtBot, desk: Desk
) -> None:
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    dataset = page.snapshots.current()
    copied = page.facts.as_text()
    for whole in (dataset.fingerprint, dataset.source, dataset.id, "ana"):
        assert whole in copied
    assert row(page, "race").role is Role.PROTECTED
    assert row(page, "age").kind is Kind.NUMERIC
    qtbot.waitUntil(lambda: "'race'" in page.facts.notes.text(), timeout=WAIT_MS)
    page.facts.copy_button.click()
    assert dataset.fingerprint in QApplication.clipboard().text()


def test_changes_wait_are_counted_and_can_be_undone_and_discarded(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    assert page.staged.isHidden()
    put(page, "age", "kind", Kind.CATEGORICAL)
    put(page, "sex", "role", Role.PROTECTED)
    assert page.staged.isVisible() and page.staged.words.text().startswith("2")
    assert "age" in desk.undo.command(0).text() and "sex" in desk.undo.undoText()
    kind = page.model.columns[1]
    assert kind.tone is not None and kind.tone(row(page, "age")) and not kind.tone(row(page, "sex"))
    desk.undo.undo()
    assert row(page, "sex").role is Role.FEATURE
    desk.undo.redo()
    page.discard_button.click()
    assert page.staged.isHidden()
    assert row(page, "age").kind is Kind.NUMERIC
    desk.undo.undo()
    assert page.staged.words.text().startswith("2")


def test_choosing_what_a_column_is_already_leaves_nothing_to_apply(
    qtbot: QtBot, desk: Desk
) -> None:
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    put(page, "age", "kind", Kind.CATEGORICAL)
    put(page, "age", "kind", Kind.NUMERIC)
    assert page.staged.isHidden()
    put(page, "age", "kind", Kind.NUMERIC)
    assert desk.undo.count() == 2


def test_applying_makes_a_new_snapshot_with_earlier_and_new_changes(
    qtbot: QtBot, desk: Desk
) -> None:
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    before = page.snapshots.current()
    put(page, "education_num", "kind", Kind.CATEGORICAL)
    put(page, "sex", "role", Role.PROTECTED)
    page.apply_button.click()
    assert not page.apply_button.isEnabled()
    qtbot.waitUntil(lambda: page.snapshots.current().id != before.id, timeout=WAIT_MS)
    assert page.staged.isHidden() and page.snapshots_model.total == 2
    assert row(page, "education_num").column.kind is Kind.CATEGORICAL
    assert row(page, "sex").column.role is Role.PROTECTED
    assert row(page, "race").column.role is Role.PROTECTED
    assert not page.edits.of(before.id)
    desk.undo.undo()
    assert not page.edits.of(before.id), "what was applied is not undone on the old snapshot"


def test_changes_that_wait_are_found_again_after_a_crash(
    qtbot: QtBot, laid: Laid, tmp_path: Path
) -> None:
    page = opened(qtbot, laid.desk)
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    dataset = page.snapshots.current()
    put(page, "age", "kind", Kind.CATEGORICAL)
    laid.session.close()
    again = Session(tmp_path / "config")
    project = laid.desk.workspace.path
    drafts = Drafts(again, project, again.opened(project).drafts)
    edits = StagedEdits(drafts, laid.undo, page)
    assert edits.edit(dataset.id, "age").kind is Kind.CATEGORICAL


def test_a_source_that_is_gone_is_told_and_the_changes_wait(
    qtbot: QtBot, laid: Laid, tmp_path: Path, people_csv: Path
) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    page = opened(qtbot, laid.desk)
    source = tmp_path / "short.csv"
    source.write_bytes(people_csv.read_bytes())
    page.import_file(source)
    qtbot.waitUntil(lambda: page.snapshots.current().name == "short", timeout=WAIT_MS)
    source.unlink()
    put(page, "age", "kind", Kind.CATEGORICAL)
    page.apply_button.click()
    qtbot.waitUntil(lambda: bool(laid.problems), timeout=WAIT_MS)
    assert str(source) in laid.problems[0].text and laid.problems[0].kept
    assert page.staged.isVisible() and page.apply_button.isEnabled()


def test_a_file_that_cannot_be_read_so_is_read_with_other_options(
    qtbot: QtBot, laid: Laid, tmp_path: Path
) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    page = opened(qtbot, laid.desk)
    source = tmp_path / "cities.csv"
    lines = [f"São Paulo {n % 7};{n % 5};{n}" for n in range(60)]
    source.write_text("\n".join(["cidade;grupo;valor", *lines]), encoding="cp1252")
    page.import_file(source)
    qtbot.waitUntil(page.work.refused.isVisible, timeout=WAIT_MS)
    assert laid.problems
    page.work.retry_button.click()
    dialog = page.window().findChild(ReadingDialog)
    assert isinstance(dialog, ReadingDialog)
    dialog.encoding.setCurrentText("no-such-encoding")
    assert not dialog.read.isEnabled() and dialog.wrong.text()
    dialog.encoding.setCurrentText("cp1252")
    dialog.delimiter.setCurrentIndex(dialog.delimiter.findData(";"))
    dialog.marks.setText("0, -")
    dialog.read.click()
    qtbot.waitUntil(lambda: page.snapshots.current().name == "cities", timeout=WAIT_MS)
    reading = page.snapshots.current().reading
    assert (reading.encoding, reading.delimiter, reading.missing_marks) == (
        "cp1252",
        ";",
        ("0", "-"),
    )
    assert page.work.refused.isHidden()
    assert row(page, "grupo").column.missing == 12
    assert page.reading_button.isVisible()


def test_a_verified_file_shows_each_check(qtbot: QtBot, laid: Laid, tmp_path: Path) -> None:
    page = opened(qtbot, laid.desk)
    with laid.desk.workspace.project.registry.read() as session:
        version = version_page(session).items[0].id
    out = tmp_path / "model.onnx"
    work(laid.desk.workspace.path, ExportRequest(version=version, to=str(out)))
    page.verify_file(out)
    qtbot.waitUntil(lambda: page.window().findChild(VerifyDialog) is not None, timeout=WAIT_MS)
    dialog = page.window().findChild(VerifyDialog)
    assert isinstance(dialog, VerifyDialog)
    assert [check.name for check in dialog.model.rows if not check.passed] == ["may be used"]
    assert dialog.banner.property("tone") == "bad"
    assert "whole" in dialog.banner.words.text(), "it is no corrupt file, but not approved"
    dialog.shut.click()


def test_training_on_the_data_leads_to_the_train_page(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: page.model.total > 0, timeout=WAIT_MS)
    with qtbot.waitSignal(desk.navigator.asked) as asked:
        qtbot.mouseClick(page.train_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["train", page.snapshots.current().id]


@pytest.mark.parametrize("action", ["data.open", "file.verify"])
def test_files_are_asked_for_without_waiting(qtbot: QtBot, desk: Desk, action: str) -> None:
    page = opened(qtbot, desk)
    desk.actions[action].trigger()
    dialog = page.findChild(object, "data-file-dialog")
    assert dialog is not None and dialog.isVisible()
    dialog.reject()


def test_the_list_of_snapshots_is_read_newest_first(desk: Desk) -> None:
    with desk.workspace.project.registry.read() as session:
        found = read_datasets(session).items
    assert [one.name for one in found] == ["people"]
    assert found[0].column("race") is not None and found[0].column("nobody") is None
