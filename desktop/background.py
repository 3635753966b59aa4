"""Runs work in threads of its own and hands the outcome back to the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, Signal

R = TypeVar("R")

THREADS = 3
CLOSING_MS = 10_000


@dataclass(frozen=True)
class _Outcome:
    """What became of one piece of work."""

    ticket: int
    value: Any = None
    error: Exception | None = None


@dataclass(frozen=True)
class _Asked:
    """Who waits for a piece of work. `place` is what a later run of the same key replaces."""

    owner: QObject
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    place: tuple[int, str] | None
    writes: bool


class _Work(QRunnable):
    """One piece of work, run by the pool."""

    def __init__(self, ticket: int, work: Callable[[], Any], tell: Callable[[_Outcome], None]):
        super().__init__()
        self._ticket = ticket
        self._work = work
        self._tell = tell

    def run(self) -> None:
        """Do the work; whatever it raises is told, not thrown into Qt."""
        try:
            outcome = _Outcome(self._ticket, value=self._work())
        except Exception as error:  # noqa: BLE001 - handed to the window's thread
            outcome = _Outcome(self._ticket, error=error)
        self._tell(outcome)


class Background(QObject):
    """A few threads for reading files and the registry; outcomes arrive in this object's thread."""

    busy_changed = Signal(bool)
    _ended = Signal(object)
    _settled = Signal()

    def __init__(self, unexpected: Callable[[Exception], None]) -> None:
        """`unexpected` takes the errors of work for which no `failed` was given."""
        super().__init__()
        self._unexpected = unexpected
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._asked: dict[int, _Asked] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._tickets = 0
        self._refused_writes = 0
        self.settling = False
        self._closing = threading.Event()
        self._ended.connect(self._hand_back, Qt.ConnectionType.QueuedConnection)

    @property
    def closed(self) -> bool:
        """Whether it takes no more work."""
        return self._closing.is_set()

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return bool(self._asked)

    @property
    def writing(self) -> bool:
        """Whether something that changes the project is still to come."""
        return any(asked.writes for asked in self._asked.values())

    def run(
        self,
        work: Callable[[], R],
        done: Callable[[R], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        writes: bool = False,
    ) -> None:
        """Do `work` in a thread, then `done` or `failed` here. `writes`: `settle` waits for it.

        Nothing is called once `owner` is gone; with a `key`, nothing either once the same owner
        has asked again under that key: of overtaking reads only the last one is shown.
        """
        if self._closing.is_set():
            return
        self._tickets += 1
        ticket = self._tickets
        place = (id(owner), key) if key else None
        if place is not None:
            self._latest[place] = ticket
        self._asked[ticket] = _Asked(owner, done, failed or self._unexpected, place, writes)
        if len(self._asked) == 1:
            self.busy_changed.emit(True)
        self._pool.start(_Work(ticket, work, self._tell))

    def settle(self) -> bool:
        """Wait for what writes, painting meanwhile but taking no clicks; whether all was done.

        Outcomes are handed back as ever, so nobody is left without word of a change.
        """
        refused = self._refused_writes
        self.settling = True
        try:
            while self.writing:
                loop = QEventLoop()
                self._settled.connect(loop.quit)
                loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        finally:
            self.settling = False
        return self._refused_writes == refused

    def close(self) -> None:
        """Wait for what runs; its outcome is dropped, as is what was asked since."""
        self._closing.set()
        self._pool.clear()
        self._pool.waitForDone(CLOSING_MS)
        self._asked.clear()
        self._latest.clear()

    def _tell(self, outcome: _Outcome) -> None:
        """Called in the pool's threads."""
        if not self._closing.is_set() and shiboken6.isValid(self):
            self._ended.emit(outcome)

    def _hand_back(self, outcome: _Outcome) -> None:
        asked = self._asked.pop(outcome.ticket, None)
        if asked is None:
            return
        try:
            self._hand_to(asked, outcome)
        finally:
            if asked.writes:
                self._refused_writes += outcome.error is not None
                self._settled.emit()

    def _hand_to(self, asked: _Asked, outcome: _Outcome) -> None:
        if not self._asked:
            self.busy_changed.emit(False)
        if asked.place is not None:
            if self._latest.get(asked.place) != outcome.ticket:
                return
            del self._latest[asked.place]
        if not shiboken6.isValid(asked.owner):
            return
        if outcome.error is not None:
            asked.failed(outcome.error)
        else:
            asked.done(outcome.value)
