"""What is done with a version after its review, on the Models page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.models import ModelsPage
from desktop.pages.models_describe import DescribeDialog
from desktop.pages.models_steps import AliasDialog, StepDialog
from registry import approvals
from registry.standing import take_step
from tests.desktop.walk import nameless, search

WAIT_MS = 60_000
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ModelsPage:
    """The page over a version that rui approved."""
    project = desk.workspace.project
    request = approvals.submit(project.registry, project.artifacts, "ana", "people-income/1")
    approvals.decide(project.registry, project.artifacts, "rui", request.id, "approve", "Fine.")
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.resize(1092, 690)
    made.show()
    qtbot.waitUntil(lambda: made.panel.detail is not None, timeout=WAIT_MS)
    return made


def opened(page: ModelsPage, action: str, kind: type[D]) -> D:
    page.desk.actions[action].trigger()
    found = page.findChildren(kind)
    assert len(found) == 1
    return found[0]


def state(page: ModelsPage) -> str:
    return page.panel.pill.text()


def able(page: ModelsPage) -> set[str]:
    steps = ("suspend", "reinstate", "revoke", "retire", "archive")
    return {one for one in steps if page.desk.actions[f"model.{one}"].isEnabled()}


def act_as(qtbot: QtBot, page: ModelsPage, name: str) -> None:
    page.desk.workspace.act_as(name)
    qtbot.waitUntil(
        lambda: page.panel.detail is not None and page.panel.detail.actor == name, timeout=WAIT_MS
    )


def test_only_the_steps_that_somebody_may_take_are_open_and_the_others_say_why(
    qtbot: QtBot, page: ModelsPage
) -> None:
    assert able(page) == {"suspend", "retire"}
    assert "ana" in page.desk.actions["model.revoke"].toolTip()
    act_as(qtbot, page, "rui")
    assert able(page) == {"suspend", "revoke"}
    assert "cannot retire" in page.desk.actions["model.retire"].toolTip()


def test_a_version_is_suspended_with_a_reason_and_reinstated_by_somebody_else(
    qtbot: QtBot, page: ModelsPage
) -> None:
    dialog = opened(page, "model.suspend", StepDialog)
    assert not dialog.ok.isEnabled()
    assert nameless(dialog) == []
    dialog.reason.setPlainText("Odd scores since Monday.")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state(page) == "Suspended", timeout=WAIT_MS)
    assert "people-income/1" in page.note.words.text()
    assert able(page) == set()
    act_as(qtbot, page, "rui")
    assert able(page) == {"reinstate"}
    again = opened(page, "model.reinstate", StepDialog)
    again.reason.setPlainText("The feed was late.")
    qtbot.mouseClick(again.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state(page) == "Approved", timeout=WAIT_MS)
    page.panel.tabs.setCurrentIndex(6)
    rows = page.panel.changes.model_of_rows().rows
    assert [row.action for row in rows[:2]] == ["reinstate", "suspend"]
    assert rows[1].reason == "Odd scores since Monday."


def test_a_step_that_came_too_late_is_refused_in_the_dialog(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = opened(page, "model.retire", StepDialog)
    dialog.reason.setPlainText("Replaced.")
    project = page.desk.workspace.project
    take_step(project.registry, project.artifacts, "rui", "people-income/1", "suspend", "Wait.")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.refusal.isVisible, timeout=WAIT_MS)
    assert dialog.ok.isEnabled()
    assert dialog.reason.toPlainText() == "Replaced."


def test_an_alias_is_pointed_at_the_version(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = opened(page, "model.alias", AliasDialog)
    assert dialog.name.currentText() == "champion"
    assert dialog.protect.isChecked() and not dialog.protect.isEnabled()
    assert nameless(dialog) == []
    dialog.reason.setPlainText("Best so far.")
    act: Callable[[], None] = dialog.act
    act()
    qtbot.waitUntil(lambda: "@champion" in page.note.words.text(), timeout=WAIT_MS)
    page.panel.tabs.setCurrentIndex(6)
    qtbot.waitUntil(lambda: len(page.panel.aliases.model_of_rows().rows) == 1, timeout=WAIT_MS)
    for words, shown in (("@champion", 1), ("lightgbm", 1), ("approved ana", 1), ("@other", 0)):
        search(qtbot, page.list, words)
        assert len(page.model.rows) == shown, words


def test_a_name_that_no_alias_can_have_is_refused(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = opened(page, "model.alias", AliasDialog)
    dialog.name.setEditText("No Spaces")
    assert dialog.protect.isEnabled()
    dialog.act()
    qtbot.waitUntil(dialog.refusal.isVisible, timeout=WAIT_MS)
    assert "alias" in dialog.refusal.text()


def test_the_model_is_described(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = opened(page, "model.describe", DescribeDialog)
    assert nameless(dialog) == []
    dialog.intended.setPlainText("Surveys of income.")
    dialog.tier.setCurrentIndex(dialog.tier.findData("high"))
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Surveys of income." in page.panel.facts.as_text(), timeout=WAIT_MS)
    assert "High" in page.panel.facts.as_text()


def test_a_dialog_goes_where_somebody_else_comes_to_act(qtbot: QtBot, page: ModelsPage) -> None:
    dialog = opened(page, "model.suspend", StepDialog)
    with qtbot.waitSignal(dialog.finished):
        page.desk.workspace.act_as("rui")
