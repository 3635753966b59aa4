"""The Explain page over a version that was really trained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.i18n import language
from desktop.pages.explain import ExplainPage
from desktop.pages.explain_row import method_name
from desktop.plots.description import BarPlot, IntervalPlot, WaterfallPlot
from engine.contract.results import ExplainResult
from registry.version_list import version_page
from tests.desktop.walk import nameless, unreachable

WAIT_MS = 60_000


def version_of(desk: Desk) -> str:
    """The id of the version that was trained."""
    with desk.workspace.project.registry.read() as session:
        return version_page(session).items[0].id


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ExplainPage:
    """The page, shown, with the version read."""
    made = ExplainPage(desk)
    qtbot.addWidget(made)
    made.resize(1092, 690)
    made.show()
    qtbot.waitUntil(lambda: made.stack.currentIndex() == 2, timeout=WAIT_MS)
    return made


def explain(qtbot: QtBot, page: ExplainPage, row: int) -> ExplainResult:
    """Explain a row as a person does; the result."""
    before = page.row.result
    page.row.controls.row.setValue(row)
    qtbot.mouseClick(page.row.controls.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: page.row.result is not before and page.row.controls.run.isEnabled(),
        timeout=WAIT_MS,
    )
    assert page.row.result is not None
    return page.row.result


def test_it_shows_metrics_importance_groups_and_confusion(page: ExplainPage) -> None:
    assert page.version.count() == 1
    assert isinstance(page.metrics.plot, IntervalPlot)
    assert isinstance(page.importance.plot, BarPlot)
    assert "background rows" in page.how.text()
    assert page.confusion.isVisible()
    assert page.confusion.table is not None
    assert len(page.confusion.table.model_of_rows().rows) == 2
    groups = page.findChild(QWidget, "explain-groups-0")
    assert groups is not None
    assert groups.isVisible()
    assert page.no_groups.isHidden()


def test_a_row_is_explained_once_and_then_known(qtbot: QtBot, page: ExplainPage) -> None:
    result = explain(qtbot, page, 3)
    assert result.row == 3
    plot = page.row.chart.plot
    assert isinstance(plot, WaterfallPlot)
    assert plot.total[1] == max(result.prediction)
    total = result.base[0] + sum(one.amounts[0] for one in result.contributions)
    assert total == pytest.approx(result.prediction[0])
    jobs = len(page.desk.jobs.jobs)
    page.row.controls.row.setValue(4)
    page.row.controls.row.setValue(3)
    page.row.explain()
    assert page.row.result == result
    assert page.row.controls.run.isEnabled()
    assert len(page.desk.jobs.jobs) == jobs


def test_each_output_has_its_own_contributions(qtbot: QtBot, page: ExplainPage) -> None:
    result = explain(qtbot, page, 0)
    assert page.row.output.count() == 2
    for place in range(2):
        page.row.output.setCurrentIndex(place)
        plot = page.row.chart.plot
        assert isinstance(plot, WaterfallPlot)
        assert plot.total[1] == result.prediction[place]


def test_enter_in_the_field_explains_the_row(qtbot: QtBot, page: ExplainPage) -> None:
    page.row.controls.row.setValue(1)
    qtbot.keyClick(page.row.controls.row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.row.result is not None, timeout=WAIT_MS)


def test_the_row_is_one_of_those_held_out(page: ExplainPage) -> None:
    held_out = page._explained.metrics.value.rows  # type: ignore[union-attr]
    assert page.row.controls.row.maximum() == held_out - 1
    page.row.controls.row.setValue(10**6)
    assert page.row.controls.row.value() == held_out - 1


def test_a_row_of_a_file_is_explained_and_a_row_beyond_its_end_is_refused_in_place(
    qtbot: QtBot, page: ExplainPage, people_csv: Path
) -> None:
    page.row.controls.take_file(str(people_csv))
    assert people_csv.name in page.row.controls.place.text()
    result = explain(qtbot, page, 1)
    assert result.row == 1
    page.row.controls.row.setValue(5_000_000)
    page.row.explain()
    qtbot.waitUntil(page.row.trouble.isVisible, timeout=WAIT_MS)
    assert "5000000" in page.row.trouble.words.text()
    assert page.row.controls.run.isEnabled()
    page.row.controls.take_file(None)
    assert page.row.controls.held_out_button.isHidden()


def test_cards_stand_beside_each_other_only_where_there_is_room(
    qtbot: QtBot, page: ExplainPage
) -> None:
    page.resize(1400, 800)
    qtbot.waitUntil(lambda: page.grid.columns == 2)
    qtbot.waitUntil(lambda: page.importance.y() == page.confusion.y())
    page.resize(700, 500)
    qtbot.waitUntil(lambda: page.grid.columns == 1)
    qtbot.waitUntil(lambda: page.confusion.y() > page.importance.y())
    assert page.grid.width() <= page.area.viewport().width()


def test_the_chosen_version_is_remembered(page: ExplainPage) -> None:
    page.open_item(version_of(page.desk))
    assert page.desk.drafts.get("explain-version") == version_of(page.desk)


def test_a_change_of_language_says_everything_again(qtbot: QtBot, page: ExplainPage) -> None:
    application = QGuiApplication.instance()
    before = page.importance.plot
    try:
        language.install(application, language.Language.PORTUGUESE)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: page.importance.plot is not before, timeout=WAIT_MS)
    finally:
        language.install(application, language.Language.ENGLISH)  # type: ignore[arg-type]


def test_every_control_has_a_name_and_is_reached_by_tab(page: ExplainPage) -> None:
    assert nameless(page) == []
    assert unreachable(page) == []


def test_without_versions_it_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    page = ExplainPage(empty_desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=WAIT_MS)
    train = page.findChild(QWidget, "explain-train")
    assert train is not None
    with qtbot.waitSignal(empty_desk.navigator.asked) as asked:
        qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    assert asked.args == ["train", ""]


@pytest.mark.parametrize("known", [True, False])
def test_a_method_is_named_also_where_it_is_unknown(known: bool) -> None:
    sampled = "Shapley values by permutation sampling on the exported graph"
    said: Callable[[str], str] = method_name
    if known:
        assert said(f"{sampled} (20 orders, 100 background training rows)").count("20") == 1
    else:
        assert said("Guessing") == "Guessing"
