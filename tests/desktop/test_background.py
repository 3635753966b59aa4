"""Work in threads: outcomes come back to the window's thread, and only to those who still wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from desktop.background import Background


@pytest.fixture
def unexpected() -> list[Exception]:
    """The errors that nobody took."""
    return []


@pytest.fixture
def background(qtbot: QtBot, unexpected: list[Exception]) -> Iterator[Background]:
    background = Background(unexpected.append)
    yield background
    background.close()


def test_work_runs_elsewhere_and_its_outcome_arrives_here(
    qtbot: QtBot, background: Background
) -> None:
    owner = QObject()
    here = QThread.currentThread()
    done: list[tuple[int, bool]] = []
    background.run(
        threading.get_ident,
        lambda ident: done.append((ident, QThread.currentThread() is here)),
        owner=owner,
    )
    qtbot.waitUntil(lambda: bool(done))
    ident, arrived_here = done[0]
    assert ident != threading.get_ident()
    assert arrived_here


def test_an_error_goes_to_who_asked_and_else_to_the_window(
    qtbot: QtBot, background: Background, unexpected: list[Exception]
) -> None:
    owner = QObject()
    mine: list[Exception] = []

    def fail() -> None:
        raise ValueError("no")

    background.run(fail, lambda _: None, owner=owner, failed=mine.append)
    background.run(fail, lambda _: None, owner=owner)
    qtbot.waitUntil(lambda: len(mine) == 1 and len(unexpected) == 1)
    assert not background.busy


def test_of_overtaking_reads_under_one_key_only_the_last_is_shown(
    qtbot: QtBot, background: Background
) -> None:
    owner, shown = QObject(), []
    first_may_end = threading.Event()

    def first() -> str:
        first_may_end.wait(10)
        return "first"

    background.run(first, shown.append, owner=owner, key="versions")
    background.run(lambda: "second", shown.append, owner=owner, key="versions")
    qtbot.waitUntil(lambda: shown == ["second"])
    first_may_end.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert shown == ["second"]


def test_nothing_is_handed_to_an_owner_that_is_gone(qtbot: QtBot, background: Background) -> None:
    owner, done = QObject(), []
    may_end = threading.Event()
    background.run(lambda: may_end.wait(10), done.append, owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _alive(owner))
    may_end.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert done == []


def test_closing_waits_for_what_runs_and_takes_nothing_more(qtbot: QtBot) -> None:
    background = Background(lambda _: None)
    owner, ended, done = QObject(), [], []
    background.run(lambda: ended.append(1), done.append, owner=owner)
    background.close()
    assert ended in ([1], [])
    background.run(lambda: ended.append(2), done.append, owner=owner)
    assert background.closed
    assert 2 not in ended
    assert done == []


def _alive(item: QObject) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(item))


def test_settling_waits_for_what_writes_and_hands_its_outcome_back(
    qtbot: QtBot, background: Background
) -> None:
    owner, told = QObject(), []
    may_end = threading.Event()
    background.run(lambda: may_end.wait(10), told.append, owner=owner, writes=True)
    QTimer.singleShot(50, may_end.set)
    assert background.writing
    assert background.settle()
    assert told == [True]
    assert not background.writing


def test_settling_tells_that_a_change_was_refused(
    qtbot: QtBot, background: Background, unexpected: list[Exception]
) -> None:
    def refuse() -> None:
        raise ValueError("no")

    background.run(refuse, lambda _: None, owner=QObject(), writes=True)
    assert not background.settle()


def test_settling_does_not_wait_for_readers(qtbot: QtBot, background: Background) -> None:
    may_end = threading.Event()
    background.run(lambda: may_end.wait(10), lambda _: None, owner=QObject())
    assert background.settle()
    may_end.set()
