"""Making a project: what the dialog accepts, what it says of the rest, and what is made."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import new_project
from desktop.i18n import language
from desktop.i18n.language import Language
from desktop.new_project import (
    NewProject,
    NewProjectDialog,
    create_project,
    folder_fault,
    free_folder,
)
from desktop.workspace import read_people
from registry.errors import AssayError
from registry.names import login_name
from registry.project import Project
from tests.desktop.walk import nameless, unreachable


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[NewProjectDialog]:
    language.install(qapp, Language.ENGLISH)
    dialog = NewProjectDialog(None, tmp_path / "new", None)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(dialog.create_button.isEnabled)
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.close()


def test_the_login_name_and_the_folder_given_will_do(
    qtbot: QtBot, dialog: NewProjectDialog, tmp_path: Path
) -> None:
    assert dialog.creator.field.text() == login_name()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [NewProject(tmp_path / "new", login_name(), "")]


def test_the_folder_is_looked_at_as_it_is_typed(
    qtbot: QtBot, dialog: NewProjectDialog, tmp_path: Path, new_project: Path
) -> None:
    (tmp_path / "file").write_text("")
    for text, said in (
        (str(new_project), "open it instead"),
        (str(tmp_path / "file"), "file in the way"),
        (str(tmp_path / "file" / "below"), "file in the way"),
        ("not/whole", "whole path"),
    ):
        dialog.folder.field.setText(text)
        qtbot.waitUntil(lambda said=said: dialog.folder.fault is not None
                        and said in dialog.folder.fault())  # fmt: skip
        assert not dialog.create_button.isEnabled()
        assert said in dialog.folder.field.accessibleDescription()
    dialog.folder.field.setText(str(tmp_path / "other"))
    qtbot.waitUntil(dialog.create_button.isEnabled)
    assert dialog.folder.fault is None
    dialog.folder.field.clear()
    assert not dialog.create_button.isEnabled()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may all")
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    fault = folder_fault(tmp_path / "new")
    assert fault is not None
    assert "may not write" in fault()


@pytest.mark.parametrize("name", ["", "Ana Lúcia", "-ana", "0123456789abcdef0123456789abcdef"])
def test_a_name_that_the_registry_would_refuse_is_refused_here(
    qtbot: QtBot, dialog: NewProjectDialog, name: str
) -> None:
    dialog.creator.field.setText(name)
    qtbot.waitUntil(lambda: dialog.folder.fault is None)
    assert not dialog.create_button.isEnabled()
    assert (dialog.creator.fault is not None) == bool(name)


def test_the_reviewer_is_another_person(qtbot: QtBot, dialog: NewProjectDialog) -> None:
    dialog.creator.field.setText("ana")
    dialog.reviewer.field.setText("ANA")
    assert dialog.reviewer.fault is not None
    assert "another person" in dialog.reviewer.fault()
    dialog.reviewer.field.setText("rui")
    assert dialog.reviewer.fault is None
    qtbot.waitUntil(dialog.create_button.isEnabled)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.reviewer.field, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert (chosen.args[0].creator, chosen.args[0].reviewer) == ("ana", "rui")


def test_a_folder_is_proposed_that_is_free_and_named_after_the_file(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_project, "documents", lambda: tmp_path)
    (tmp_path / "people").mkdir()
    (tmp_path / "people-2").mkdir()
    assert free_folder("people") == tmp_path / "people-3"
    dialog = NewProjectDialog(None, None, Path("/data/people.csv"))
    qtbot.waitUntil(lambda: dialog.folder.field.text() == str(tmp_path / "people-3"))
    qtbot.waitUntil(dialog.create_button.isEnabled)
    dialog.reject()


def test_every_control_is_named_and_reached_by_keyboard(dialog: NewProjectDialog) -> None:
    assert nameless(dialog) == []
    assert unreachable(dialog) == []


@pytest.mark.parametrize("reviewer", ["", "rui"])
def test_what_was_chosen_is_made(tmp_path: Path, reviewer: str) -> None:
    with create_project(NewProject(tmp_path / "new", "ana", reviewer)) as project:
        people = [(person.name, person.administrator) for person in read_people(project)]
    assert people == [("ana", True), *([("rui", False)] if reviewer else [])]
    with Project.open(tmp_path / "new") as again:
        assert again.usual_actor() == "ana"


def test_a_project_that_came_in_the_meantime_is_left_alone(new_project: Path) -> None:
    with pytest.raises(AssayError) as refused:
        create_project(NewProject(new_project, "eva", ""))
    assert refused.value.code == "project.exists"


def test_a_home_that_nobody_has_is_refused(qtbot: QtBot, dialog: NewProjectDialog) -> None:
    dialog.folder.field.setText("~nobody-of-that-name/models")
    assert dialog.folder.fault
    assert not dialog.create_button.isEnabled()
