"""A menu of verbs under a button; one that is shut says why in its tip."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n.text import Speaks, Text


class OptionMenu(Speaks, QMenu):
    """`asked` names the option that was chosen."""

    asked = Signal(str)

    def __init__(self, name: str, options: Mapping[str, Text], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-menu")
        self.setToolTipsVisible(True)
        self.options: dict[str, QAction] = {}
        for option, text in options.items():
            action = self.addAction("")
            action.setObjectName(f"{name}-{option}")
            action.triggered.connect(lambda _=False, option=option: self.asked.emit(option))
            self.say(action.setText, text)
            self.options[option] = action
