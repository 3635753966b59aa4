"""Keeps small typed values of the person who uses the desktop: one JSON file each, whole or not."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QObject, QStandardPaths, QTimer

from registry.destination import whole_file

M = TypeVar("M", bound=BaseModel)

SETTLE_MS = 400
log = logging.getLogger(__name__)


def config_folder() -> Path:
    """The folder of the person's settings, as the system has it."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(place)


class Stored(QObject, Generic[M]):
    """A value that is read once and written a moment after it was last changed.

    A file that cannot be read is set aside with the ending `.broken`, and the defaults hold: a
    settings file must never keep the window from opening.
    """

    def __init__(self, file: Path, kind: type[M]) -> None:
        super().__init__()
        self._file = file
        self._kind = kind
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.write)
        self.value: M = self._read()

    def put(self, value: M) -> None:
        """Hold the value and write it soon."""
        if value != self.value:
            self.value = value
            self._timer.start()

    def change(self, **fields: object) -> None:
        """Replace some fields. They are checked: a wrong value raises ValidationError."""
        self.put(self._kind.model_validate({**self.value.model_dump(), **fields}))

    def write(self) -> None:
        """Write now. A disk that refuses is not worth stopping a person for: it is logged."""
        self._timer.stop()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self._file) as temporary:
                temporary.write_text(self.value.model_dump_json(indent=2), encoding="utf-8")
        except Exception as error:  # noqa: BLE001
            log.warning("%s could not be written: %s", self._file, error)

    def flush(self) -> None:
        """Write what waits to be written."""
        if self._timer.isActive():
            self.write()

    def _read(self) -> M:
        try:
            return self._kind.model_validate_json(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return self._kind()
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            log.warning("%s could not be read and was set aside: %s", self._file, error)
            try:
                self._file.replace(self._file.with_name(f"{self._file.name}.broken"))
            except OSError:
                log.warning("%s could not be set aside", self._file)
            return self._kind()
