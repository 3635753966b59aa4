"""About Assay, and its keyboard shortcuts as the table of actions has them."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.actions import MENU_TITLES, Action, Actions, plain_text
from desktop.i18n.text import Speaks, T
from desktop.models.table import Column, TypedTableModel
from desktop.new_project import buttons_row
from desktop.theme.mark import mark
from desktop.theme.theme import Theme
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.facts import FactList
from desktop.widgets.labels import muted_label, title_label
from desktop.widgets.table import DataTable

MARK_PX = 48
SHORTCUTS_SIZE = (560, 620)


class AboutDialog(Speaks, QDialog):
    """What Assay is, its version and what it runs on, all of it to be copied."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        picture, name, words = QLabel(), title_label("Assay"), muted_label()
        picture.setPixmap(mark(MARK_PX, self.devicePixelRatioF()))
        words.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(16)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(name)
        beside.addWidget(words)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        facts = FactList()
        facts.show_facts(
            [
                (T("About", "Version"), version("assay")),
                (T("About", "Licence"), "Apache-2.0"),
                (T("About", "Font"), "Inter (OFL-1.1)"),
                (T("About", "Icons"), "Lucide (ISC)"),
                (T("About", "Qt"), f"{qVersion()} (PySide6 {PySide6.__version__}, LGPL-3.0)"),
                (T("About", "Python"), platform.python_version()),
                (T("About", "System"), platform.platform(terse=True)),
            ]
        )
        copy, close = button("plain", facts.copy), button("primary", self.accept)
        copy.setObjectName("about-copy")
        close.setObjectName("about-close")
        close.setDefault(True)
        card = Card()
        card.body.addWidget(facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(card)
        layout.addLayout(buttons_row(copy, close))
        self.say(self.setWindowTitle, T("About", "About Assay"))
        self.say(
            words.setText,
            T(
                "About",
                "Finds a model, explains it, has it reviewed, ships it as one ONNX file.",
            ),
        )
        self.say(copy.setText, T("About", "&Copy"))
        self.say(close.setText, T("About", "C&lose"))
        close.setFocus()


@dataclass(frozen=True)
class Shortcut:
    """An action that has one."""

    action: Action
    keys: str


COLUMNS: tuple[Column[Shortcut], ...] = (
    Column(
        "action",
        T("Shortcuts", "Action"),
        lambda row: plain_text(row.action.text()).removesuffix("…"),
        stretch=True,
    ),
    Column("menu", T("Shortcuts", "Menu"), lambda row: plain_text(MENU_TITLES[row.action.menu]())),
    Column("keys", T("Shortcuts", "Keys"), lambda row: row.keys, width=150),
)


class ShortcutsDialog(Speaks, QDialog):
    """The actions that have keys, to be filtered, copied and saved as every table."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = TypedTableModel(COLUMNS, key=lambda row: row.action.id)
        self.table = DataTable(
            model,
            T("Shortcuts", "Keyboard shortcuts"),
            T("Shortcuts", "Actions, the menus that they are in, and their keys"),
            theme,
        )
        self.table.setObjectName("shortcuts-table")
        model.show(
            [
                Shortcut(action, made.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
                for action, made in actions
                if action.shortcut
            ]
        )
        self.filter = QLineEdit()
        self.filter.setObjectName("shortcuts-filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(220)
        self.filter.textChanged.connect(model.filter)
        close = button("primary", self.accept)
        close.setObjectName("shortcuts-close")
        close.setDefault(True)
        card = Card(T("Shortcuts", "Keyboard shortcuts"), flush=True)
        card.header.addWidget(self.filter)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(card, 1)
        layout.addLayout(buttons_row(close))
        self.resize(*SHORTCUTS_SIZE)
        self.say(self.setWindowTitle, T("Shortcuts", "Keyboard shortcuts"))
        self.say(self.filter.setPlaceholderText, T("Shortcuts", "Filter actions"))
        self.say(self.filter.setAccessibleName, T("Shortcuts", "Filter actions"))
        self.say(close.setText, T("Shortcuts", "C&lose"))
