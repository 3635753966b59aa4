"""The settings: each declared once with its type, default, title and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from desktop.i18n.language import Language
from desktop.i18n.text import T, Text
from desktop.storage import Stored
from desktop.theme.theme import Appearance


class OnQuit(StrEnum):
    """What becomes of running jobs when the window is closed."""

    ASK = "ask"
    KEEP = "keep"
    DISCARD = "discard"


class Values(BaseModel):
    """The settings' types, bounds and defaults. Unknown ones, of a newer Assay, are left out."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    appearance: Appearance = Appearance.SYSTEM
    language: Language = Language.SYSTEM
    budget_s: int = Field(default=60, ge=10, le=86_400)
    on_quit: OnQuit = OnQuit.ASK
    restore: bool = True


@dataclass(frozen=True)
class Setting:
    """How a setting is shown. A field of `Values` has the same key, its type and its default."""

    key: str
    title: Text
    help: Text
    choices: tuple[tuple[Any, Text], ...] = ()
    unit: Text | None = None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "appearance",
        T("Settings", "Appearance"),
        T("Settings", "Light or dark; by default as the system is, and it follows it."),
        (
            (Appearance.SYSTEM, T("Settings", "As the system")),
            (Appearance.LIGHT, T("Settings", "Light")),
            (Appearance.DARK, T("Settings", "Dark")),
        ),
    ),
    Setting(
        "language",
        T("Settings", "Language"),
        T("Settings", "Changes at once. Messages of the engine and reports stay in English."),
        (
            (Language.SYSTEM, T("Settings", "As the system")),
            (Language.ENGLISH, T("Settings", "English")),
            (Language.PORTUGUESE, T("Settings", "Português (Brasil)")),
        ),
    ),
    Setting(
        "budget_s",
        T("Settings", "Training budget"),
        T("Settings", "What the Train page offers for a new run: wall clock for the whole run."),
        unit=T("Settings", "s"),
    ),
    Setting(
        "on_quit",
        T("Settings", "Running jobs on quitting"),
        T("Settings", "A job that goes on is found again when the project is opened."),
        (
            (OnQuit.ASK, T("Settings", "Ask")),
            (OnQuit.KEEP, T("Settings", "Let them run")),
            (OnQuit.DISCARD, T("Settings", "Discard them")),
        ),
    ),
    Setting(
        "restore",
        T("Settings", "Open the last project at the start"),
        T("Settings", "With the page and what was typed as they were left."),
    ),
)


class Settings(QObject):
    """The settings in force; `changed` names the one that changed."""

    changed = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._stored = Stored(folder / "settings.json", Values)

    @property
    def values(self) -> Values:
        """All of them, typed."""
        return self._stored.value

    def put(self, key: str, value: object) -> None:
        """Change one. Raises pydantic.ValidationError for a value out of its bounds."""
        before = getattr(self.values, key)
        self._stored.change(**{key: value})
        if getattr(self.values, key) != before:
            self.changed.emit(key)

    def close(self) -> None:
        """Write what waits to be written."""
        self._stored.flush()


class ChangeSetting(QUndoCommand):
    """Changing a setting, so that it can be undone."""

    def __init__(self, settings: Settings, setting: Setting, value: object) -> None:
        super().__init__(T("Settings", "Change “{title}”")(title=setting.title()))
        self._put: Callable[[object], None] = lambda to: settings.put(setting.key, to)
        self._before = getattr(settings.values, setting.key)
        self._after = value

    def redo(self) -> None:
        """Set the new value."""
        self._put(self._after)

    def undo(self) -> None:
        """Set the value of before."""
        self._put(self._before)
