"""The one error dialog: what happened, what was kept, what to do, and details on demand."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.text import Speaks, T
from desktop.i18n.words import error_headline
from desktop.widgets.labels import heading_label
from engine.contract.messages import Failed
from registry.errors import AssayError
from registry.full_disk import is_disk_full, told_disk_full

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    """An error as a person reads it. `kept` says what is not lost."""

    headline: str
    text: str
    hint: str = ""
    kept: str = ""
    details: str = ""


def describe(error: Exception, kept: str = "") -> Problem:
    """Put an error into words. A refusal has its own; a fault of Assay's says that it is one."""
    if isinstance(error, AssayError):
        headline = error_headline(error.code) or T("Errors", "That did not work")()
        details = T("Errors", "Code: {code}")(code=error.code)
        return Problem(headline, error.message, error.hint, kept, details)
    details = "".join(traceback.format_exception(error))
    if isinstance(error, OSError) and is_disk_full(error):
        told = told_disk_full(error, Path.cwd(), Path(gettempdir()))
        return replace(describe(told, kept), details=details)
    if isinstance(error, OSError):
        return Problem(
            T("Errors", "A file or folder refused")(),
            str(error),
            T("Errors", "Is it there, may you use it, and has the disk room left?")(),
            kept,
            details,
        )
    return Problem(
        T("Errors", "Something went wrong inside Assay")(),
        f"{type(error).__name__}: {error}",
        T("Errors", "Try again; if it comes back, report it with the details below.")(),
        kept or T("Errors", "What the project holds is not touched by this.")(),
        details,
    )


def describe_failure(failed: Failed, kept: str = "") -> Problem:
    """Put the end of a failed job into words."""
    headline = error_headline(failed.code) or T("Errors", "The job failed")()
    code = T("Errors", "Code: {code}")(code=failed.code)
    return Problem(headline, failed.text, failed.hint, kept, f"{code}\n\n{failed.details}".strip())


class ErrorDialog(Speaks, QDialog):
    """Shows one problem and, on demand, its details."""

    def __init__(self, problem: Problem, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.problem = problem
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(480)
        self.say(self.setWindowTitle, T("Errors", "Assay"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        headline = heading_label()
        headline.setText(problem.headline)
        headline.setWordWrap(True)
        layout.addWidget(headline)
        for text in filter(None, (problem.text, problem.kept, problem.hint)):
            layout.addWidget(self._paragraph(text))

        self._details = QPlainTextEdit(problem.details)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setMinimumHeight(160)
        self._details.hide()
        self.say(self._details.setAccessibleName, T("Errors", "Details"))
        layout.addWidget(self._details, 1)

        self.more = QPushButton()
        self.more.setCheckable(True)
        self.more.setVisible(bool(problem.details))
        self.more.toggled.connect(self._show_details)
        self.say(self.more.setText, T("Errors", "&Details"))
        copy = QPushButton()
        copy.clicked.connect(self._copy)
        self.say(copy.setText, T("Errors", "&Copy"))
        self.say(copy.setAccessibleDescription, T("Errors", "Copies all of this as text"))
        self.shut = QPushButton()
        self.shut.setDefault(True)
        self.shut.setProperty("kind", "primary")
        self.shut.clicked.connect(self.accept)
        self.say(self.shut.setText, T("Errors", "C&lose"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.more)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(self.shut)
        layout.addLayout(row)
        self.shut.setFocus()

    def _paragraph(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(text)
        return label

    def _show_details(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self.adjustSize()

    def _copy(self) -> None:
        problem = self.problem
        parts = (problem.headline, problem.text, problem.kept, problem.hint, problem.details)
        QGuiApplication.clipboard().setText("\n\n".join(filter(None, parts)))


class Errors(QObject):
    """Shows errors, one dialog for one problem, however often it is met."""

    shown = Signal(object)
    _caught = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        """`window` owns what is shown while no window is active, as one just opened is not yet.

        A dialog that nobody owns is a window of its own: closing `window` would leave it and with
        it the application.
        """
        super().__init__()
        self._window = window
        self._open: dict[Problem, ErrorDialog] = {}
        self._caught.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def show(self, error: Exception, kept: str = "") -> None:
        """Say what an error means."""
        if not isinstance(error, AssayError):
            log.error("Unexpected", exc_info=error)
        self.tell(describe(error, kept))

    def tell(self, problem: Problem) -> None:
        """Show a problem that is in words already."""
        if problem in self._open:
            self._open[problem].raise_()
            return
        dialog = ErrorDialog(problem, QApplication.activeWindow() or self._window)
        self._open[problem] = dialog
        dialog.finished.connect(lambda _: self._open.pop(problem, None))
        dialog.open()
        self.shown.emit(problem)

    def catch_all(self) -> Callable[[], None]:
        """Show what nobody caught instead of losing it; gives what puts the old hook back."""
        before = sys.excepthook

        def hook(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if isinstance(error, Exception):
                self._caught.emit(error)
            else:
                before(kind, error, trace)

        sys.excepthook = hook

        def restore() -> None:
            sys.excepthook = before

        return restore
