"""The card of a chart: never blank, a table behind the chart, and files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.i18n.text import T
from desktop.plots import builders
from desktop.plots.card import ChartCard
from desktop.plots.description import Plot
from desktop.plots.ticks import value_text
from desktop.theme.theme import Theme
from desktop.widgets.table import DataTable
from tests.desktop.plots.samples import samples, search_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme, background: Background) -> ChartCard:
    made = ChartCard(T("Test", "Search"), theme, background)
    qtbot.addWidget(made)
    made.resize(900, 560)
    with qtbot.waitExposed(made):
        made.show()
    return made


def table_of(card: ChartCard) -> DataTable:
    return next(each for each in card.findChildren(DataTable) if each.isVisible())


def action(card: ChartCard, words: str) -> QAction:
    menu = card.export_button.menu()
    return next(each for each in menu.actions() if words in each.text().replace("&", ""))


def test_without_a_chart_the_reason_is_said(card: ChartCard) -> None:
    assert card.accessibleDescription() == "There is nothing to show yet."
    assert card.accessibleName() == "Search"
    card.show_plot(None, "The search has not started.")
    assert card.accessibleDescription() == "The search has not started."
    assert not card.export_button.isEnabled()
    assert card.view is None


def test_chart_and_table_show_the_same(card: ChartCard, qtbot: QtBot, plot: Plot) -> None:
    card.show_plot(plot)
    assert card.view is not None
    assert card.view.isVisible()
    assert (card.accessibleName(), card.accessibleDescription()) == (plot.title, plot.sentence)
    assert card.sentence.text() == plot.sentence
    qtbot.mouseClick(card.table_button, Qt.MouseButton.LeftButton)
    assert not card.view.isVisible()
    table, model = plot.table(), table_of(card).model()
    assert model.rowCount() == len(table.rows)
    for column, heading in enumerate(table.headings):
        assert model.headerData(column, Qt.Orientation.Horizontal) == heading.text
        shown = model.index(0, column).data()
        assert shown == value_text(table.rows[0][column], heading.form)
    card.chart_button.setFocus()
    qtbot.keyClick(card.chart_button, Qt.Key.Key_Space)
    assert card.view.isVisible()


def test_the_table_follows_a_search_that_goes_on(card: ChartCard, qtbot: QtBot) -> None:
    trials = search_of(30)
    card.show_plot(builders.search_progress(trials[:10], "log_loss"))
    qtbot.mouseClick(card.table_button, Qt.MouseButton.LeftButton)
    table = table_of(card)
    card.show_plot(builders.search_progress(trials, "log_loss"))
    assert table_of(card) is table
    assert table.model().rowCount() == 30
    card.show_plot(samples()["groups"])
    assert table_of(card).model().rowCount() == 4


def test_a_moved_view_can_be_reset_by_a_button(card: ChartCard, qtbot: QtBot) -> None:
    card.show_plot(samples()["search"])
    assert card.view is not None
    assert not card.reset_button.isVisible()
    before = card.view.canvas.boxes[0].viewRange()
    qtbot.keyClick(card.view.canvas, Qt.Key.Key_Plus)
    assert card.reset_button.isVisible()
    qtbot.mouseClick(card.reset_button, Qt.MouseButton.LeftButton)
    assert card.view.canvas.boxes[0].viewRange() == before
    assert not card.reset_button.isVisible()


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_files_are_written_off_the_windows_thread(
    card: ChartCard, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    card.show_plot(samples()["importance"])
    out = tmp_path / f"chart.{kind}"
    with qtbot.waitSignal(card.exported, timeout=60_000) as exported:
        card.save(kind, out)
    assert exported.args == [out]
    start = {"png": b"\x89PNG", "svg": b"<?xml", "csv": b"Column,"}[kind]
    assert out.read_bytes().startswith(start)


def test_the_menu_asks_for_a_file(card: ChartCard, qtbot: QtBot, tmp_path: Path) -> None:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    card.show_plot(samples()["groups"])
    action(card, "CSV").trigger()
    dialog = card.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    out = tmp_path / "groups.csv"
    with qtbot.waitSignal(card.exported):
        dialog.fileSelected.emit(str(out))
    dialog.close()
    assert out.read_text(encoding="utf-8").startswith("Measure,sex,")


def test_the_table_can_be_copied_without_being_shown(card: ChartCard) -> None:
    card.show_plot(samples()["importance"])
    action(card, "Copy").trigger()
    heading, *rows = QGuiApplication.clipboard().text().splitlines()
    assert heading.split("\t")[0] == "Column"
    assert len(rows) == 18


def test_every_control_is_named_and_reachable(card: ChartCard) -> None:
    card.show_plot(samples()["importance"])
    for button in (card.chart_button, card.table_button, card.export_button, card.reset_button):
        assert button.accessibleName()
        assert button.toolTip()
        assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert card.chart_button.isChecked() != card.table_button.isChecked()
