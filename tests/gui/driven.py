"""The desktop, telling a test where its widgets are: python -m tests.gui.driven CONFIG [PROJECT].

It answers questions on standard input, one JSON line each, and does nothing by itself: mouse and
keyboard events come from outside, as from a person.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)

from desktop.app import make_application
from desktop.main_window import MainWindow

Answer = dict[str, Any]


class Questions(QObject):
    """Reads standard input in a thread and answers in the window's."""

    asked = Signal(dict)

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._answers: dict[str, Callable[[str], Answer]] = {
            "where": self._where,
            "row": self._row,
            "rows": self._rows,
            "text": self._text,
            "state": self._state,
        }
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(json.loads(line))

    def _answer(self, question: dict[str, str]) -> None:
        (verb, argument), *_ = question.items()
        sys.stdout.write(json.dumps(self._answers[verb](argument)) + "\n")
        sys.stdout.flush()

    def _find(self, name: str) -> QWidget | None:
        for top in QApplication.topLevelWidgets():
            for widget in [top, *top.findChildren(QWidget)]:
                if widget.objectName() == name and widget.isVisible():
                    return widget
        return None

    def _where(self, name: str) -> Answer:
        """The middle of a visible widget on the screen."""
        widget = self._find(name)
        if widget is None:
            return {"found": False}
        # What lies in a scroll area may have to be brought into view, as a wheel would.
        parent = widget.parentWidget()
        while parent is not None:
            if hasattr(parent, "ensureWidgetVisible"):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        middle = widget.mapToGlobal(widget.rect().center())
        return {"found": True, "x": middle.x(), "y": middle.y(), "enabled": widget.isEnabled()}

    def _row(self, name: str) -> Answer:
        """The middle of the first row of a table."""
        table = self._find(name)
        if not isinstance(table, QAbstractItemView) or table.model().rowCount() == 0:
            return {"found": False}
        place = table.visualRect(table.model().index(0, 0))
        middle = table.viewport().mapToGlobal(QPoint(place.left() + 20, place.center().y()))
        return {"found": True, "x": middle.x(), "y": middle.y()}

    def _rows(self, name: str) -> Answer:
        table = self._find(name)
        if not isinstance(table, QAbstractItemView):
            return {"found": False}
        return {"found": True, "rows": table.model().rowCount()}

    def _text(self, name: str) -> Answer:
        widget = self._find(name)
        if isinstance(widget, QComboBox):
            return {"found": True, "text": widget.currentText()}
        if isinstance(widget, QLabel):
            return {"found": True, "text": widget.text()}
        return {"found": False}

    def _state(self, _: str) -> Answer:
        """What is open, who acts, how many jobs are at work, and which dialog is in front."""
        modal = QApplication.activeModalWidget()
        opened = self._window.opened
        return {
            "project": str(opened.workspace.path) if opened else "",
            "actor": opened.workspace.actor if opened else "",
            "going": len(opened.jobs.going) if opened else 0,
            "jobs": [[job.verb, job.state] for job in opened.jobs.jobs] if opened else [],
            "busy": opened.background.busy if opened else False,
            "modal": type(modal).__name__ if modal else "",
            "problem": getattr(getattr(modal, "problem", None), "text", ""),
            "page": self._window.pages.currentWidget().objectName(),
            "front": int((modal or self._window).winId()),
        }


def main() -> int:
    """Show the window and answer until it is closed."""
    application = make_application(sys.argv[:1])
    window = MainWindow(Path(sys.argv[1]))
    window.move(0, 0)
    window.show()
    questions = Questions(window)
    if len(sys.argv) > 2:
        window.open_project(Path(sys.argv[2]))
    code = application.exec()
    questions.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main())
