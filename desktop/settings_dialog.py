"""The settings dialog: the table of settings, and with a project open its people and keys."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T
from desktop.identity.keys_tab import KeysTab
from desktop.identity.people_tab import PeopleTab
from desktop.identity.policies_tab import PoliciesTab
from desktop.identity.read import Identity, read_identity
from desktop.identity.waiting_tab import WaitingTab
from desktop.settings import SETTINGS, ChangeSetting, Setting, Settings, Values
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, line
from desktop.widgets.fields import whole_field
from desktop.widgets.labels import caption_label

WIDTH, CONTROL_PX = 560, 190
WIDE = (940, 640)


class SettingsDialog(Speaks, QDialog):
    """Every setting with its help; each change can be undone, and those made elsewhere show."""

    def __init__(
        self,
        settings: Settings,
        undo: QUndoStack,
        parent: QWidget | None,
        desk: Desk | None = None,
    ) -> None:
        """With the desk of an open project, its people and keys are there too."""
        super().__init__(parent)
        self.setObjectName("settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self._undo = undo
        self.controls: dict[str, QWidget] = {}
        self._show: dict[str, Callable[[Any], object]] = {}
        card = Card()
        for setting in SETTINGS:
            if self.controls:
                card.body.addWidget(line())
            card.body.addLayout(self._row(setting))
        close = button("primary", self.accept)
        close.setDefault(True)
        close.setObjectName("settings-close")
        self.say(close.setText, T("Settings", "C&lose"))
        buttons = QHBoxLayout()
        note = caption_label()
        self.say(note.setText, T("Settings", "Changes hold at once; Undo takes them back."))
        buttons.addWidget(note)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("settings-tabs")
        self.tabs.setDocumentMode(True)
        self.say(self.tabs.tabBar().setAccessibleName, T("Settings", "Parts of the settings"))
        self.tabs.currentChanged.connect(lambda place: note.setVisible(place == 0))
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        if desk is None:
            layout.addWidget(card)
        else:
            self._add_tabs(desk, card)
            layout.addWidget(self.tabs, 1)
        layout.addLayout(buttons)
        self.setMinimumWidth(WIDTH)
        self.say(self.setWindowTitle, T("Settings", "Settings"))
        settings.changed.connect(self._changed)

    def _add_tabs(self, desk: Desk, card: Card) -> None:
        general = QWidget()
        layout = QVBoxLayout(general)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self.identity = (KeysTab(desk), PeopleTab(desk), PoliciesTab(desk), WaitingTab(desk))
        for title, page in (
            (T("Settings", "General"), general),
            (T("Settings", "Keys"), self.identity[0]),
            (T("Settings", "People and roles"), self.identity[1]),
            (T("Settings", "Policies"), self.identity[2]),
            (T("Settings", "Waiting"), self.identity[3]),
        ):
            place = self.tabs.addTab(page, "")
            self.say(partial(self.tabs.setTabText, place), title)
        self.resize(*WIDE)
        self._workspace = desk.workspace
        self._workspace.changed.connect(self._read_identity)
        self._workspace.actor_changed.connect(self._read_identity)
        self._read_identity()

    def _read_identity(self, _: str = "") -> None:
        actor = self._workspace.actor
        self._workspace.read(
            lambda session: read_identity(session, actor),
            self._show_identity,
            owner=self,
            key="identity",
        )

    def _show_identity(self, identity: Identity) -> None:
        for one in self.identity:
            one.show_identity(identity)

    def _row(self, setting: Setting) -> QHBoxLayout:
        control, show = self._control(setting)
        control.setObjectName(f"setting-{setting.key}")
        control.setFixedWidth(CONTROL_PX)
        self.controls[setting.key] = control
        self._show[setting.key] = show
        show(getattr(self._settings.values, setting.key))
        title, help_ = _plain_label(), caption_label()
        title.setBuddy(control)
        help_.setWordWrap(True)
        self.say(title.setText, setting.title)
        self.say(help_.setText, setting.help)
        self.say(control.setAccessibleName, setting.title)
        self.say(control.setAccessibleDescription, setting.help)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(help_)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _control(self, setting: Setting) -> tuple[QWidget, Callable[[Any], object]]:
        """A control for the setting's type, and what shows a value on it."""
        kind = Values.model_fields[setting.key].annotation
        if kind is bool:
            return self._check_box(setting)
        if kind is int:
            return self._spin_box(setting)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._combo_box(setting)
        raise TypeError(f"There is no control for the setting {setting.key} of type {kind}")

    def _check_box(self, setting: Setting) -> tuple[QWidget, Callable[[Any], object]]:
        box = QCheckBox()
        self.say(box.setText, T("Settings", "Yes"))
        box.toggled.connect(lambda on: self._put(setting, on))
        return box, box.setChecked

    def _spin_box(self, setting: Setting) -> tuple[QWidget, Callable[[Any], object]]:
        lowest, highest = _bounds(setting.key)
        box: QSpinBox = whole_field(lowest, highest, getattr(self._settings.values, setting.key))
        # A number counts once it is typed whole.
        box.setKeyboardTracking(False)
        if setting.unit is not None:
            self.say(lambda unit: box.setSuffix(f" {unit}"), setting.unit)
        box.valueChanged.connect(lambda value: self._put(setting, value))
        return box, box.setValue

    def _combo_box(self, setting: Setting) -> tuple[QWidget, Callable[[Any], object]]:
        box = QComboBox()
        values = [value for value, _ in setting.choices]
        for place, (_, text) in enumerate(setting.choices):
            box.addItem("")
            self.say(partial(box.setItemText, place), text)
        box.currentIndexChanged.connect(lambda place: self._put(setting, values[place]))
        return box, lambda value: box.setCurrentIndex(values.index(value))

    def _put(self, setting: Setting, value: object) -> None:
        if getattr(self._settings.values, setting.key) != value:
            self._undo.push(ChangeSetting(self._settings, setting, value))

    def _changed(self, key: str) -> None:
        self._show[key](getattr(self._settings.values, key))


def _plain_label() -> QLabel:
    """The name of a control."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def _bounds(key: str) -> tuple[int, int]:
    """The lowest and the highest value that a field's type allows."""
    bounds = {type(bound).__name__: bound for bound in Values.model_fields[key].metadata}
    return bounds["Ge"].ge, bounds["Le"].le
