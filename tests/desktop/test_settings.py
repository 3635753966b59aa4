"""The settings: declared whole, kept, checked, and changed so that it can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from desktop.i18n.language import Language
from desktop.settings import SETTINGS, ChangeSetting, OnQuit, Settings, Values
from desktop.theme.theme import Appearance


def test_every_setting_is_shown_and_every_shown_one_is_there() -> None:
    assert [setting.key for setting in SETTINGS] == list(Values.model_fields)


def test_every_choice_of_a_setting_is_offered_once() -> None:
    for setting in SETTINGS:
        offered = [value for value, _ in setting.choices]
        kind = Values.model_fields[setting.key].annotation
        if kind in {Appearance, Language, OnQuit}:
            assert offered == list(kind)  # type: ignore[arg-type]
        else:
            assert offered == []


def test_a_change_is_told_once_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.put("budget_s", 90)
    settings.put("budget_s", 90)
    assert told == ["budget_s"]
    settings.close()
    assert Settings(tmp_path).values.budget_s == 90


def test_a_value_out_of_its_bounds_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    with pytest.raises(ValidationError):
        settings.put("budget_s", 1)
    assert settings.values == Values()


def test_changes_are_undone_and_done_again(qtbot: QtBot, tmp_path: Path) -> None:
    settings, undo = Settings(tmp_path), QUndoStack()
    budget = next(setting for setting in SETTINGS if setting.key == "budget_s")
    undo.push(ChangeSetting(settings, budget, 120))
    undo.push(ChangeSetting(settings, budget, 300))
    assert "Training budget" in undo.undoText()
    undo.undo()
    assert settings.values.budget_s == 120
    undo.undo()
    assert settings.values.budget_s == 60
    undo.redo()
    assert settings.values.budget_s == 120
