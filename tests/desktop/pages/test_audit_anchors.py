"""Anchors on the Audit page: made, looked at again, led to their events; and cosigning."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.audit import AuditPage
from desktop.pages.audit_cosign import CosignDialog, facts_of, grouped, read_wanted
from registry import cosigning
from registry.administration import settle
from registry.anchors import AnchorStanding, anchor_to_file
from registry.cosigning import CosignRequest, Receipt
from registry.enrolment import add_principal
from registry.project import Project
from tests.desktop.conftest import Laid
from tests.desktop.walk import nameless


def shown(qtbot: QtBot, desk: Desk) -> AuditPage:
    page = AuditPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 766)
    page.tabs.setCurrentWidget(page.anchors)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(page.anchors.anchor_button.isEnabled)
    return page


def answer(page: AuditPage, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(file))
    dialog.accept()


def standings(page: AuditPage) -> list[AnchorStanding | None]:
    rows = page.anchors.model.rows
    return [row.check.standing if row.check else None for row in rows]


def test_the_log_is_anchored_to_a_file_that_is_looked_at_again_and_led_to_its_event(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    file = tmp_path / "anchor.json"
    page.anchors.anchor_button.click()
    answer(page, file)
    qtbot.waitUntil(lambda: standings(page) == [AnchorStanding.AGREES])
    assert "nobody here can change it" in page.saved.words.text()
    assert "1 anchor agrees" in page.anchors.words.text()
    assert nameless(page) == []
    view = page.anchors.model.rows[0].view
    file.write_text(file.read_text().replace(view.root, "0" * 64))
    page.anchors.check_button.click()
    qtbot.waitUntil(lambda: standings(page) == [AnchorStanding.DIFFERS])
    assert page.anchors.table.choose(view.id)
    page.anchors.event_button.click()
    qtbot.waitUntil(page.log.panel.isVisible)
    assert page.tabs.currentWidget() is page.log
    assert page.log.panel.title.text() == "Log anchored"
    page.open_item(view.id)
    assert page.tabs.currentWidget() is page.anchors
    assert page.anchors.table.current().view == view


def test_an_anchor_is_never_written_over(qtbot: QtBot, laid: Laid, tmp_path: Path) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    file = tmp_path / "anchor.json"
    project = laid.desk.workspace.project
    anchor_to_file(project.registry, "ana", file, project.path)
    held = file.read_bytes()
    page = shown(qtbot, laid.desk)
    page.anchors.anchor_button.click()
    answer(page, file)
    qtbot.waitUntil(lambda: bool(laid.problems))
    assert "exists already" in laid.problems[0].text
    assert file.read_bytes() == held


def test_who_may_not_anchor_is_told_why(qtbot: QtBot, desk: Desk) -> None:
    registry = desk.workspace.project.registry
    settle(registry, "rui", add_principal(registry, "ana", "vi", roles=("viewer",)).id, agree=True)
    page = shown(qtbot, desk)
    desk.workspace.act_as("vi")
    qtbot.waitUntil(lambda: not page.anchors.anchor_button.isEnabled())
    assert "may not anchor the log" in page.anchors.anchor_button.toolTip()
    assert "may not cosign" in page.anchors.menu.options["cosign"].toolTip()
    assert page.anchors.menu.options["ask"].isEnabled()


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    """What another project asks to have cosigned."""
    with Project.create(tmp_path / "other", "wim") as project:
        cosigning.cosign_request(project.registry).to_file(tmp_path / "asked.json")
    return tmp_path / "asked.json"


def test_another_log_is_cosigned_after_its_key_and_size_were_shown(
    qtbot: QtBot, desk: Desk, request_file: Path, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    page.anchors.menu.options["cosign"].trigger()
    answer(page, request_file)
    qtbot.waitUntil(lambda: len(page.findChildren(CosignDialog)) == 1)
    dialog = page.findChildren(CosignDialog)[0]
    asked = CosignRequest.from_file(request_file)
    assert nameless(dialog) == []
    assert grouped(asked.key) in dialog.facts.as_text() and "Never" in dialog.facts.as_text()
    out = tmp_path / "receipt.json"
    dialog.key.setText("0" * 16)
    dialog.act()
    answer(page, out)
    qtbot.waitUntil(dialog.refusal.isVisible)
    assert "not by '0000000000000000'" in dialog.refusal.text()
    dialog.key.setText(grouped(asked.key))
    dialog.act()
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible)
    assert Receipt.from_file(out).holds
    with desk.workspace.project.registry.read() as session:
        again = facts_of(read_wanted(session, request_file))
    assert f"{asked.checkpoint.size} events" in again[-1][1]


def test_a_cosignature_that_came_back_becomes_an_anchor(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    asked, receipt = tmp_path / "asked.json", tmp_path / "receipt.json"
    page.anchors.menu.options["ask"].trigger()
    answer(page, asked)
    qtbot.waitUntil(asked.exists)
    with Project.create(tmp_path / "other", "wim") as other:
        made, _ = cosigning.cosign(other.registry, "wim", CosignRequest.from_file(asked))
    made.to_file(receipt)
    page.anchors.menu.options["receive"].trigger()
    answer(page, receipt)
    qtbot.waitUntil(lambda: standings(page) == [AnchorStanding.AGREES])
    assert made.cosigner in page.anchors.note.words.text()
