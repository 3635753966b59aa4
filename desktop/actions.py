"""Every action of the window as one table, of which menus, tool bar and palette are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence

from desktop.i18n.text import T, Text


class Menu(StrEnum):
    """The menus of the menu bar, in their order."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    TRAIN = "train"
    MODEL = "model"
    HELP = "help"


MENU_TITLES: dict[Menu, Text] = {
    Menu.FILE: T("Actions", "&File"),
    Menu.EDIT: T("Actions", "&Edit"),
    Menu.VIEW: T("Actions", "&View"),
    Menu.TRAIN: T("Actions", "&Train"),
    Menu.MODEL: T("Actions", "&Model"),
    Menu.HELP: T("Actions", "&Help"),
}


@dataclass(frozen=True)
class Action:
    """One thing that a person can have done.

    `shortcut` is in Qt's portable form. `group` parts a menu by hairlines. What has `tool` stands
    in the tool bar. What is `always` works without a project; the others ask for an open one.
    """

    id: str
    text: Text
    menu: Menu
    group: int = 0
    icon: str = ""
    shortcut: str = ""
    tip: Text | None = None
    tool: bool = False
    always: bool = False
    checkable: bool = False


ACTIONS: tuple[Action, ...] = (
    Action(
        "project.new", T("Actions", "&New project…"), Menu.FILE, 0, "add", "Ctrl+N", always=True
    ),
    Action(
        "project.open",
        T("Actions", "Open pro&ject…"),
        Menu.FILE,
        0,
        "folder",
        "Ctrl+Shift+O",
        always=True,
    ),
    Action("project.demo", T("Actions", "Open the &demo"), Menu.FILE, 0, "play", always=True),
    Action("project.close", T("Actions", "&Close project"), Menu.FILE, 0, "close", "Ctrl+W"),
    Action(
        "data.open",
        T("Actions", "&Open data…"),
        Menu.FILE,
        1,
        "open",
        "Ctrl+O",
        T("Actions", "Import a CSV or Parquet file"),
        tool=True,
    ),
    Action("file.verify", T("Actions", "&Verify an ONNX file…"), Menu.FILE, 1, "check"),
    Action("people.add", T("Actions", "Add a &person…"), Menu.FILE, 2, "person"),
    Action(
        "app.settings", T("Actions", "&Settings…"), Menu.FILE, 3, "settings", "Ctrl+,", always=True
    ),
    Action("app.quit", T("Actions", "&Quit"), Menu.FILE, 4, "", "Ctrl+Q", always=True),
    Action(
        "edit.undo", T("Actions", "&Undo"), Menu.EDIT, 0, "undo", "Ctrl+Z", tool=True, always=True
    ),
    Action(
        "edit.redo",
        T("Actions", "&Redo"),
        Menu.EDIT,
        0,
        "redo",
        "Ctrl+Shift+Z",
        tool=True,
        always=True,
    ),
    Action("page.data", T("Actions", "&Data"), Menu.VIEW, 0, "data", "Ctrl+1"),
    Action("page.train", T("Actions", "&Train"), Menu.VIEW, 0, "train", "Ctrl+2"),
    Action("page.explain", T("Actions", "&Explain"), Menu.VIEW, 0, "explain", "Ctrl+3"),
    Action("page.models", T("Actions", "&Models"), Menu.VIEW, 0, "models", "Ctrl+4"),
    Action("page.review", T("Actions", "&Review"), Menu.VIEW, 0, "review", "Ctrl+5"),
    Action("page.reports", T("Actions", "Re&ports"), Menu.VIEW, 0, "reports", "Ctrl+6"),
    Action("page.audit", T("Actions", "A&udit"), Menu.VIEW, 0, "audit", "Ctrl+7"),
    Action(
        "jobs.show",
        T("Actions", "&Job centre"),
        Menu.VIEW,
        1,
        "jobs",
        "Ctrl+J",
        T("Actions", "Show or hide running and ended work"),
        tool=True,
        checkable=True,
    ),
    Action("view.refresh", T("Actions", "Re&fresh"), Menu.VIEW, 1, "refresh", "F5"),
    Action(
        "view.theme",
        T("Actions", "&Light or dark"),
        Menu.VIEW,
        2,
        "theme",
        "Ctrl+Shift+L",
        T("Actions", "Switch between light and dark"),
        tool=True,
        always=True,
    ),
    Action(
        "view.language",
        T("Actions", "En&glish or Portuguese"),
        Menu.VIEW,
        2,
        "language",
        "Ctrl+Shift+G",
        T("Actions", "Switch between English and Portuguese"),
        tool=True,
        always=True,
    ),
    Action(
        "view.palette",
        T("Actions", "&Command palette…"),
        Menu.VIEW,
        3,
        "command",
        "Ctrl+K",
        T("Actions", "Find an action by its name"),
        tool=True,
        always=True,
    ),
    Action("train.start", T("Actions", "&Start training"), Menu.TRAIN, 0, "play", "Ctrl+Return"),
    Action(
        "train.stop", T("Actions", "Stop and &keep the best"), Menu.TRAIN, 1, "stop", "Ctrl+Shift+K"
    ),
    Action("train.discard", T("Actions", "&Discard the run…"), Menu.TRAIN, 1, "discard"),
    Action("model.submit", T("Actions", "&Submit for review…"), Menu.MODEL, 0, "review"),
    Action("model.explain", T("Actions", "&Explain"), Menu.MODEL, 0, "explain"),
    Action(
        "model.export", T("Actions", "Save the &ONNX file…"), Menu.MODEL, 1, "export", "Ctrl+E"
    ),
    Action(
        "model.report", T("Actions", "Save the &report…"), Menu.MODEL, 1, "reports", "Ctrl+Shift+R"
    ),
    Action("model.alias", T("Actions", "Set an &alias…"), Menu.MODEL, 2, "command"),
    Action("model.describe", T("Actions", "&Describe the model…"), Menu.MODEL, 2, "info"),
    Action("model.suspend", T("Actions", "Sus&pend the version…"), Menu.MODEL, 3, "stop"),
    Action("model.reinstate", T("Actions", "Re&instate the version…"), Menu.MODEL, 3, "undo"),
    Action("model.revoke", T("Actions", "Re&voke the approval…"), Menu.MODEL, 3, "cross"),
    Action("model.retire", T("Actions", "Re&tire the version…"), Menu.MODEL, 3, "discard"),
    Action("model.archive", T("Actions", "Ar&chive the version…"), Menu.MODEL, 3, "folder"),
    Action(
        "help.shortcuts",
        T("Actions", "&Keyboard shortcuts"),
        Menu.HELP,
        0,
        "help",
        "F1",
        always=True,
    ),
    Action("help.about", T("Actions", "&About Assay"), Menu.HELP, 0, "info", always=True),
)  # fmt: skip

BY_ID = {action.id: action for action in ACTIONS}


class Actions(QObject):
    """The table made live: one QAction each, the same in every menu, button and the palette."""

    retitled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._made: dict[str, QAction] = {}
        self._handlers: dict[str, Callable[[], object]] = {}
        self._project_open = False
        self._available: dict[str, bool] = {}
        for action in ACTIONS:
            made = QAction(self)
            made.setObjectName(action.id)
            made.setCheckable(action.checkable)
            if action.shortcut:
                made.setShortcut(QKeySequence.fromString(action.shortcut))
            if action.id == "app.quit":
                made.setMenuRole(QAction.MenuRole.QuitRole)
            elif action.id == "app.settings":
                made.setMenuRole(QAction.MenuRole.PreferencesRole)
            made.triggered.connect(partial(self._run, action.id))
            made.setEnabled(False)
            self._made[action.id] = made
        self.retranslate()

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def __iter__(self) -> Iterator[tuple[Action, QAction]]:
        return ((action, self._made[action.id]) for action in ACTIONS)

    def handle(
        self, action_id: str, handler: Callable[[], object], *, available: bool = True
    ) -> None:
        """Say what an action does; the last one said counts."""
        self._handlers[action_id] = handler
        self.make_available(action_id, available)

    def make_available(self, action_id: str, available: bool) -> None:
        """Say whether the action makes sense at this moment."""
        self._available[action_id] = available
        self._update(BY_ID[action_id])

    def forget(self, prefixes: tuple[str, ...]) -> None:
        """Drop the handlers of a project's pages, when it is closed."""
        for action in ACTIONS:
            if action.id.startswith(prefixes):
                self._handlers.pop(action.id, None)
                self._available.pop(action.id, None)
                self._update(action)

    def project_is_open(self, project_open: bool) -> None:
        """Say whether actions that ask for a project can run."""
        self._project_open = project_open
        for action in ACTIONS:
            self._update(action)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        for action in ACTIONS:
            made = self._made[action.id]
            made.setText(action.text())
            plain = plain_text(action.text())
            tip = action.tip() if action.tip else plain.removesuffix("…")
            shortcut = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
            made.setStatusTip(tip)
        self.retitled.emit()

    def dress(self, icon: Callable[[str], QIcon]) -> None:
        """Take the icons of the theme in force."""
        for action in ACTIONS:
            if action.icon:
                self._made[action.id].setIcon(icon(action.icon))

    def _update(self, action: Action) -> None:
        made = self._made[action.id]
        if shiboken6.isValid(made):
            made.setEnabled(
                action.id in self._handlers
                and self._available.get(action.id, True)
                and (action.always or self._project_open)
            )

    def _run(self, action_id: str, _checked: bool = False) -> None:
        handler = self._handlers.get(action_id)
        if handler is not None:
            handler()


def plain_text(text: str) -> str:
    """An action's text without the marks for its access key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
