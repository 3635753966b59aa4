"""Saves a text where a person says; neither the dialog nor the writing is waited for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.i18n.text import T
from desktop.widgets.file_dialogs import ask_to_save
from registry.destination import refuse_own_files, whole_file

KINDS = {
    ".csv": T("Saving", "CSV table (*.csv)"),
    ".md": T("Saving", "Markdown table (*.md)"),
}


class Writing(QObject):
    """One text being written; lives until it is told of in the window's thread."""

    written = Signal(Path)
    _ended = Signal(object)

    def __init__(self, out: Path, text: str, parent: QObject) -> None:
        super().__init__(parent)
        self._out = out
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(QRunnable.create(lambda: self._write(text)))

    def _write(self, text: str) -> None:
        failure: Exception | None = None
        try:
            refuse_own_files(self._out)
            with whole_file(self._out) as temporary:
                temporary.write_text(text, encoding="utf-8", newline="")
        except Exception as error:  # noqa: BLE001 - raised again in the window's thread
            failure = error
        if shiboken6.isValid(self):
            self._ended.emit(failure)

    def _tell(self, failure: Exception | None) -> None:
        self.deleteLater()
        if failure is not None:
            # Nobody waits for this call: the error goes where all errors go, to the one dialog.
            raise failure
        self.written.emit(self._out)


def ask_and_write(
    parent: QWidget, suggestion: str, text: Callable[[], str], written: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file, and write into it what `text` gives then; `suggestion` ends in its suffix."""

    def write(out: Path) -> None:
        Writing(out, text(), parent).written.connect(written)

    return ask_to_save(parent, "", suggestion, KINDS[Path(suggestion).suffix], write)
