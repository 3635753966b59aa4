"""Python's garbage collections, kept to the window's thread.

Python collects in whichever thread happens to allocate. A thread that reads the registry would
then destroy Qt's objects that lie in a cycle: Qt does so under a lock of its own and asks for
Python's, which the window's thread holds while it waits for Qt's. Both wait for good.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collections(QTimer):
    """Collects from the event loop of the thread that makes it; nobody else does from then on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.timeout.connect(collect_what_is_due)
        self.start(EVERY_MS)


def collect_what_is_due() -> None:
    """Collect the oldest generation that is over its threshold, as Python itself would."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    over = [generation for generation, (count, limit) in enumerate(due) if count > limit]
    if over:
        gc.collect(over[-1])
