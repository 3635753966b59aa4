"""Adding a person: names that the project can take, and those that it has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.people import AddPersonDialog
from tests.desktop.walk import nameless, unreachable


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
    with qtbot.waitSignal(workspace.people_changed, timeout=20_000):
        workspace.add_person("eva", lambda _: None, owner=workspace)
    assert "eva" in [person.name for person in workspace.people]


def test_somebody_who_was_added_meanwhile_is_seen(
    qtbot: QtBot, empty_desk: Desk, dialog: AddPersonDialog
) -> None:
    workspace = empty_desk.workspace
    dialog.person.field.setText("eva")
    assert dialog.add.isEnabled()
    workspace.add_person("Eva", lambda _: None, owner=workspace)
    qtbot.waitUntil(lambda: not dialog.add.isEnabled(), timeout=20_000)
    assert dialog.person.fault is not None


def test_every_control_is_named_and_reached_by_keyboard(dialog: AddPersonDialog) -> None:
    dialog.person.field.setText("eva")
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
