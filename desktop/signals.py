"""Closes the window when the system or a terminal asks the process to end."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier

ASKED = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def closes_on_signals(close: Callable[[], object]) -> Iterator[None]:
    """Call `close` in the event loop on Ctrl-C and on SIGTERM.

    Python runs its own handlers only when Python code runs, which in an idle window is never: the
    number of the signal is written to a socket that wakes Qt.
    """
    if sys.platform == "win32":
        yield
        return
    told, wakes = socket.socketpair()
    told.setblocking(False)
    wakes.setblocking(False)
    notifier = QSocketNotifier(told.fileno(), QSocketNotifier.Type.Read)

    def wake() -> None:
        if any(number in ASKED for number in told.recv(64)):
            close()

    notifier.activated.connect(wake)
    before = {number: signal.signal(number, lambda *_: None) for number in ASKED}
    told_before = signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(told_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        told.close()
        wakes.close()
