"""Garbage is collected by the window's thread alone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.garbage import Collections


class Cycle(QObject):
    """An object of Qt's that only a collection can free; it notes which thread did."""

    def __init__(self, freed_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.freed_in = freed_in

    def __del__(self) -> None:
        self.freed_in.append(threading.get_ident())


@pytest.fixture
def collections(qapp: QApplication) -> Iterator[Collections]:
    gc.enable()
    made = Collections(qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_what_a_thread_allocates_frees_nothing_there_and_the_window_frees_it_soon(
    qtbot: QtBot, collections: Collections
) -> None:
    owner = QObject()
    freed_in: list[int] = []
    kept: list[object] = []
    background = Background(pytest.fail)

    def allocate() -> object:
        """So many objects that Python would collect every generation meanwhile."""
        many: list[list[int]] = [[] for _ in range(200_000)]
        assert freed_in == []
        return many

    Cycle(freed_in)
    background.run(allocate, kept.append, owner=owner)
    qtbot.waitUntil(lambda: bool(kept))
    qtbot.waitUntil(lambda: bool(freed_in))
    background.close()
    assert set(freed_in) == {threading.get_ident()}


def test_nothing_is_collected_by_itself_once_the_window_does_it(collections: Collections) -> None:
    assert collections.isActive()
    assert not gc.isenabled()
