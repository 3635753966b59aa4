"""Adding a person: names that the project can take, and those that it has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.people import AddPersonDialog, tell_waiting
from registry.act_views import ActView
from registry.administration import settle
from registry.enrolment import add_principal
from tests.desktop.walk import nameless, unreachable
from tests.people import add_people


@pytest.fixture
def dialog(qtbot: QtBot, empty_desk: Desk) -> Iterator[AddPersonDialog]:
    dialog = AddPersonDialog(None, empty_desk.workspace)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.close()


@pytest.mark.parametrize("name", ["", "  ", "RUI", "ana", "Inês", "a b"])
def test_a_name_that_cannot_be_taken_is_refused_as_it_is_typed(
    dialog: AddPersonDialog, name: str
) -> None:
    dialog.person.field.setText(name)
    assert not dialog.add.isEnabled()
    assert (dialog.person.fault is not None) == bool(name.strip())


def test_a_good_name_is_told_and_the_person_is_added(
    qtbot: QtBot, empty_desk: Desk, dialog: AddPersonDialog
) -> None:
    workspace = empty_desk.workspace
    qtbot.keyClicks(dialog.person.field, " eva ")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.person.field, Qt.Key.Key_Return)
    assert chosen.args == ["eva"]
    told: list[ActView] = []
    workspace.add_person("eva", told.append, owner=workspace)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=20_000)
    assert told[0].status == "open"  # two are here: the third comes in by both of them
    with qtbot.waitSignal(workspace.people_changed, timeout=20_000):
        settle(workspace.project.registry, "rui", told[0].id, agree=True)
        workspace.changed.emit()
    assert "eva" in [person.name for person in workspace.people]


def test_who_waits_for_a_second_person_is_told(qtbot: QtBot, empty_desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    registry = empty_desk.workspace.project.registry
    act = add_principal(registry, "ana", "eva")
    tell_waiting(parent, "eva", act)
    box = parent.findChild(QMessageBox, "person-waits")
    assert box is not None
    assert "eva is not in yet" in box.text()
    assert act.id[-8:] in box.informativeText()
    box.close()


def test_somebody_who_was_added_meanwhile_is_seen(
    qtbot: QtBot, empty_desk: Desk, dialog: AddPersonDialog
) -> None:
    workspace = empty_desk.workspace
    dialog.person.field.setText("eva")
    assert dialog.add.isEnabled()
    add_people(workspace.project.registry, "ana", "Eva")
    workspace.changed.emit()
    qtbot.waitUntil(lambda: not dialog.add.isEnabled(), timeout=20_000)
    assert dialog.person.fault is not None


def test_every_control_is_named_and_reached_by_keyboard(dialog: AddPersonDialog) -> None:
    dialog.person.field.setText("eva")
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
