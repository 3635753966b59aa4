"""Reads the project again and again in a thread of its own, so that the window never waits."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread, Signal

from desktop.picture import Picture, read_picture
from registry.errors import AssayError
from registry.project import Project

INTERVAL_S = 2.0


class Reader(QThread):
    """Emits `changed` with a Picture where it differs from the last, `failed` with a reason."""

    changed = Signal(object)
    failed = Signal(str)
    looked = Signal()

    def __init__(self, project: Project, interval_s: float = INTERVAL_S) -> None:
        super().__init__()
        self._project = project
        self._interval = interval_s
        self._wake = threading.Event()
        self._ended = False

    def refresh(self) -> None:
        """Look now."""
        self._wake.set()

    def end(self) -> None:
        """Stop looking; returns when the thread has ended."""
        self._ended = True
        self._wake.set()
        self.wait()

    def run(self) -> None:
        """Look, say what changed, wait; until ended."""
        last: Picture | None = None
        while not self._ended:
            self._wake.clear()
            try:
                picture = read_picture(self._project)
            except AssayError as error:
                self.failed.emit(str(error))
            except OSError as error:
                self.failed.emit(f"The project could not be read: {error}")
            else:
                if picture != last:
                    self.changed.emit(picture)
                    last = picture
                self.looked.emit()
            self._wake.wait(self._interval)
