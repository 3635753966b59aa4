"""Rows read by page: more as one scrolls, searched in the registry, the chosen one kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.i18n import language
from desktop.i18n.text import T
from desktop.i18n.words import AUDIT_ACTIONS
from desktop.models.table import TypedTableModel
from desktop.pages import paged
from desktop.pages.audit_rows import EVENT_COLUMNS
from desktop.pages.paged import PagedRows
from desktop.widgets.table import DataTable
from registry.events import event_page, log_size
from tests.desktop.conftest import Laid
from tests.desktop.walk import search

WAIT_MS = 60_000
AT_ONCE = 2


@pytest.fixture
def rows(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[PagedRows]:
    """The events of a real log, two at a time, in a table that shows one of them."""
    monkeypatch.setattr(paged, "FIRST_ROWS", AT_ONCE)
    monkeypatch.setattr(paged, "NEAR_PX", 0)
    model = TypedTableModel(EVENT_COLUMNS, key=lambda row: row.sequence)
    table = DataTable(model, T("Test", "Events"), T("Test", "Events"), desk.theme)
    model.setParent(table)
    made = PagedRows(
        desk,
        table,
        T("Test", "Search"),
        lambda session, asked: event_page(session, asked.model_copy(update={"limit": AT_ONCE})),
        named=AUDIT_ACTIONS,
    )
    qtbot.addWidget(table)
    qtbot.addWidget(made)
    table.resize(600, 84)
    table.show()
    qtbot.waitExposed(table)
    made.refresh()
    qtbot.waitUntil(lambda: bool(model.rows), timeout=WAIT_MS)
    yield made


def shown(rows: PagedRows) -> list[int]:
    return [row.sequence for row in rows._table.model_of_rows().rows]


def test_the_end_of_the_rows_in_view_brings_the_next_page_until_all_are_there(
    qtbot: QtBot, desk: Desk, rows: PagedRows
) -> None:
    with desk.workspace.project.registry.read() as session:
        size = log_size(session)
    assert shown(rows) == list(range(size, size - AT_ONCE, -1))
    assert rows.count.text() == f"{AT_ONCE} of {size}"
    bar = rows._table.verticalScrollBar()
    while len(shown(rows)) < size:
        before = len(shown(rows))
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda before=before: len(shown(rows)) > before, timeout=WAIT_MS)
    assert shown(rows) == list(range(size, 0, -1))
    assert rows.count.text() == ""


def test_a_search_finds_what_is_on_no_page_yet_and_is_worded_in_the_language_in_force(
    qtbot: QtBot, qapp: QApplication, rows: PagedRows
) -> None:
    assert 1 not in shown(rows)
    search(qtbot, rows, "project created")
    assert shown(rows) == [1]
    language.install(qapp, language.Language.PORTUGUESE)
    search(qtbot, rows, AUDIT_ACTIONS["project.created"]())
    assert shown(rows) == [1]
    search(qtbot, rows, "no such thing")
    assert shown(rows) == []
    assert rows.narrowed
    rows.clear()
    qtbot.waitUntil(lambda: len(shown(rows)) == AT_ONCE, timeout=WAIT_MS)


def test_what_cannot_be_read_is_told_and_does_not_stop_the_next_read(
    qtbot: QtBot, laid: Laid, rows: PagedRows
) -> None:
    told: list[str] = []
    laid.expects_problems = True
    laid.desk.errors.shown.connect(lambda problem: told.append(problem.text))
    query, rows._query = rows._query, lambda *_: 1 // 0
    rows.refresh()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    rows._query = query
    rows.refresh()
    qtbot.waitUntil(lambda: rows.settled and len(shown(rows)) == AT_ONCE, timeout=WAIT_MS)
