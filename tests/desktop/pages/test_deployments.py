"""Deployments on the Models page: requested, moved as far as may be, and their history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages import deployment_dialogs, deployment_rows
from desktop.pages.deployment_dialogs import MoveDialog, RequestDialog
from desktop.pages.models import ModelsPage
from desktop.pages.models_deployments import BUTTONS, Deployments
from registry import approvals, deployments
from registry.deployment_guards import DeploymentStep
from registry.deployment_states import DeploymentAction, DeploymentState
from registry.standing import take_step
from tests.desktop.walk import nameless, unreachable

WAIT_MS = 60_000
USE = 6
VERSION = "people-income/1"


def shown(qtbot: QtBot, desk: Desk) -> tuple[ModelsPage, Deployments]:
    page = ModelsPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 766)
    page.panel.tabs.setCurrentIndex(USE)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not desk.background.busy, timeout=WAIT_MS)
    return page, page.panel.deployments


@pytest.fixture
def approved(desk: Desk) -> Desk:
    """A desk over a version that rui approved."""
    project = desk.workspace.project
    request = approvals.submit(project.registry, project.artifacts, "ana", VERSION)
    approvals.decide(project.registry, project.artifacts, "rui", request.id, "approve", "Fine.")
    return desk


def able(part: Deployments) -> set[str]:
    return {step.value for step, one in part.buttons.items() if one.isEnabled()}


def take(qtbot: QtBot, page: ModelsPage, step: DeploymentStep, reason: str) -> MoveDialog:
    part = page.panel.deployments
    qtbot.mouseClick(part.buttons[step], Qt.MouseButton.LeftButton)
    dialog = part.findChildren(MoveDialog)[-1]
    assert nameless(dialog) == []
    dialog.reason.setPlainText(reason)
    dialog.act()
    return dialog


def idle(qtbot: QtBot, page: ModelsPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.background.busy, timeout=WAIT_MS)


def test_a_deployment_goes_from_its_request_to_its_end_with_its_history(
    qtbot: QtBot, approved: Desk
) -> None:
    page, part = shown(qtbot, approved)
    assert able(part) == set()
    part.request_button.click()
    dialog = part.findChildren(RequestDialog)[-1]
    assert nameless(dialog) == []
    dialog.where.setEditText("No Such Place")
    dialog.act()
    qtbot.waitUntil(dialog.refusal.isVisible, timeout=WAIT_MS)
    dialog.where.setEditText("production")
    dialog.endpoint.setText("https://models.example/income")
    dialog.act()
    qtbot.waitUntil(lambda: able(part) == {"activate", "pause", "end"}, timeout=WAIT_MS)
    assert "people-income/1 in production is now: Pending." in page.note.words.text()
    assert "cannot take the action 'drain'" in part.buttons[DeploymentStep.DRAIN].toolTip()
    take(qtbot, page, DeploymentStep.ACTIVATE, "Tests passed.")
    qtbot.waitUntil(lambda: able(part) == {"pause", "drain"}, timeout=WAIT_MS)
    take(qtbot, page, DeploymentStep.PAUSE, "Odd scores.")
    qtbot.waitUntil(lambda: able(part) == {"resume", "drain"}, timeout=WAIT_MS)
    assert part.table.current().paused_reason == "Odd scores."
    assert not part.table.current().serving
    take(qtbot, page, DeploymentStep.RESUME, "")
    qtbot.waitUntil(lambda: able(part) == {"pause", "drain"}, timeout=WAIT_MS)
    take(qtbot, page, DeploymentStep.DRAIN, "Replaced.")
    qtbot.waitUntil(lambda: able(part) == {"pause", "end"}, timeout=WAIT_MS)
    take(qtbot, page, DeploymentStep.END, "")
    qtbot.waitUntil(lambda: able(part) == set(), timeout=WAIT_MS)
    steps = [row.step.action for row in part.history.model_of_rows().rows]
    assert steps == ["end", "drain", "resume", "pause", "activate", "request"]
    assert part.request_button.isEnabled()


def test_what_cannot_be_done_says_why_and_a_late_refusal_stays_in_the_dialog(
    qtbot: QtBot, approved: Desk
) -> None:
    project = approved.workspace.project
    registry, artifacts = project.registry, project.artifacts
    made = deployments.request_deployment(registry, artifacts, "ana", VERSION, "staging")
    page, part = shown(qtbot, approved)
    assert nameless(page) == [] and unreachable(page) == []
    assert part.buttons[DeploymentStep.ACTIVATE].isEnabled()
    part.buttons[DeploymentStep.ACTIVATE].click()
    dialog = part.findChildren(MoveDialog)[-1]
    take_step(registry, artifacts, "rui", VERSION, "suspend", "Wait.")
    dialog.act()
    qtbot.waitUntil(dialog.refusal.isVisible, timeout=WAIT_MS)
    assert "suspended" in dialog.refusal.text()
    dialog.reject()
    page.look()
    idle(qtbot, page)
    assert "suspended" in part.buttons[DeploymentStep.ACTIVATE].toolTip()
    assert "suspended" in part.request_button.toolTip()
    assert able(part) == {"pause", "end"}
    assert part.table.current().id == made.id


def test_a_version_that_nobody_approved_is_deployed_nowhere(qtbot: QtBot, desk: Desk) -> None:
    _, part = shown(qtbot, desk)
    assert not part.request_button.isEnabled()
    assert "not approved" in part.request_button.toolTip()
    assert "Choose a deployment" in part.buttons[DeploymentStep.END].toolTip()


def test_each_step_and_state_has_words() -> None:
    assert {one.value for one in DeploymentAction} < {one.value for one in DeploymentStep}
    for table in (BUTTONS, deployment_dialogs.QUESTIONS, deployment_dialogs.MEANINGS):
        assert set(table) == set(DeploymentStep)
    assert set(deployment_dialogs.YES) == set(DeploymentStep)
    assert {one.value for one in DeploymentState} < set(deployment_rows.STATES)
    assert {one.value for one in DeploymentStep} < set(deployment_rows.STEPS)
