"""The data table by mouse and by keyboard, with rows that come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n.text import T
from desktop.models.table import Column, TypedTableModel
from desktop.theme.theme import Appearance, Theme
from desktop.theme.tokens import DARK, LIGHT
from desktop.widgets.table import HEADER_PX, ROW_PX, DataTable, FilterField

# Said by Qt's offscreen platform of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

KINDS = (("number", "Number"), ("text", "Text"))


@dataclass(frozen=True)
class Feature:
    id: int
    name: str
    kind: str = "number"
    state: str = "Done"


class Rows:
    """A table over rows that its own edits change."""

    def __init__(self, theme: Theme) -> None:
        columns = (
            Column[Feature](
                "id", T("Test", "#"), lambda row: str(row.id), sort=lambda row: row.id, right=True
            ),
            Column[Feature]("name", T("Test", "Name"), lambda row: row.name, stretch=True),
            Column[Feature](
                "kind",
                T("Test", "Kind"),
                lambda row: dict(KINDS)[row.kind],
                choices=lambda row: KINDS,
                value=lambda row: row.kind,
                put=self.put,
            ),
            Column[Feature](
                "state", T("Test", "State"), lambda row: row.state, tone=lambda row: "good"
            ),
        )
        self.model = TypedTableModel(columns, key=lambda row: row.id)
        self.table = DataTable(
            self.model, T("Test", "Features"), T("Test", "The columns of the data"), theme
        )
        self.show([Feature(1, "cedar"), Feature(2, "ash"), Feature(3, "birch")])

    def show(self, rows: list[Feature]) -> None:
        self.all = rows
        self.model.show(rows)

    def put(self, row: Feature, kind: str) -> None:
        self.show([replace(each, kind=kind) if each.id == row.id else each for each in self.all])


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> Rows:
    made = Rows(theme)
    qtbot.addWidget(made.table)
    made.table.resize(700, 300)
    made.table.show()
    qtbot.waitExposed(made.table)
    made.table.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def names(rows: Rows) -> list[str]:
    return [row.name for row in rows.model.rows]


def inks(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_tab_leaves_the_table(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    table, after = Rows(theme).table, QPushButton()
    layout.addWidget(table)
    layout.addWidget(after)
    window.show()
    window.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert table.current().id == 1
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_current_row_is_told_and_stays_when_rows_come(rows: Rows, qtbot: QtBot) -> None:
    assert rows.table.choose(2)
    told = QSignalSpy(rows.table.chosen)
    rows.show([Feature(9, "elm"), *rows.all])
    rows.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert rows.table.current().id == 2
    assert [row.id for row in rows.table.selected()] == [2]
    assert told.count() == 0
    qtbot.keyClick(rows.table, Qt.Key.Key_Down)
    assert told.at(0)[0].name == "birch"
    assert not rows.table.choose(77)


def test_a_row_that_goes_leaves_another_or_none_current(rows: Rows, qtbot: QtBot) -> None:
    rows.table.choose(2)
    told = QSignalSpy(rows.table.chosen)
    rows.show([])
    assert rows.table.current() is None
    assert told.at(told.count() - 1)[0] is None


def test_enter_and_a_double_click_activate_the_row(rows: Rows, qtbot: QtBot) -> None:
    rows.table.choose(3)
    with qtbot.waitSignal(rows.table.activated_row) as told:
        qtbot.keyClick(rows.table, Qt.Key.Key_Return)
    assert told.args[0].id == 3
    place = rows.table.visualRect(rows.model.index(0, 1)).center()
    qtbot.mouseClick(rows.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(rows.table.activated_row) as told:
        qtbot.mouseDClick(rows.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].id == 1


def test_a_click_on_a_heading_sorts_up_down_and_back(rows: Rows, qtbot: QtBot) -> None:
    header = rows.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 20, HEADER_PX // 2)
    seen = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seen.append(names(rows))
    up = ["ash", "birch", "cedar"]
    assert seen == [up, up[::-1], ["cedar", "ash", "birch"]]


def test_the_menu_sorts_and_turns_the_direction_round(rows: Rows, qtbot: QtBot) -> None:
    def by_name() -> None:
        menu = rows.table.menu()
        next(action for action in menu.sorting.actions() if action.data() == 1).trigger()
        menu.close()

    by_name()
    assert names(rows) == ["ash", "birch", "cedar"]
    by_name()
    assert names(rows) == ["cedar", "birch", "ash"]
    assert rows.table.horizontalHeader().sortIndicatorSection() == 1


def test_the_menu_key_opens_the_menu_and_closing_it_frees_it(rows: Rows, qtbot: QtBot) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(rows.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.parent() is rows.table
    with qtbot.waitSignal(menu.destroyed):
        menu.close()


def test_copying_takes_the_selected_rows_with_headings(rows: Rows, qtbot: QtBot) -> None:
    rows.table.choose(2)
    qtbot.keyClick(rows.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "#\tName\tKind\tState\n2\tash\tNumber\tDone\n"
    rows.table.clearSelection()
    qtbot.keyClick(rows.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().count("\n") == 4
    menu = rows.table.menu()
    menu.copy_markdown.trigger()
    assert clipboard().startswith("| # | Name | Kind | State |\n| ---: | --- | --- | --- |\n")
    menu.close()


@pytest.mark.parametrize(("suffix", "start"), [(".csv", "#,Name,Kind,State\r\n"), (".md", "| #")])
def test_saving_asks_without_blocking_and_writes_the_whole_table(
    rows: Rows, qtbot: QtBot, tmp_path: Path, suffix: str, start: str
) -> None:
    menu = rows.table.menu()
    (menu.save_csv if suffix == ".csv" else menu.save_markdown).trigger()
    menu.close()
    dialog = rows.table.findChild(QFileDialog)
    out = tmp_path / f"features{suffix}"
    with qtbot.waitSignal(rows.table.exported) as told:
        dialog.fileSelected.emit(str(out))
    assert told.args == [out]
    written = out.read_bytes().decode()
    assert written.startswith(start)
    assert written.count("\n") >= 4
    dialog.close()


def test_a_file_that_cannot_be_written_is_an_error_to_be_shown(
    rows: Rows, qtbot: QtBot, tmp_path: Path
) -> None:
    menu = rows.table.menu()
    menu.save_csv.trigger()
    menu.close()
    dialog = rows.table.findChild(QFileDialog)
    with qtbot.capture_exceptions() as caught:
        dialog.fileSelected.emit(str(tmp_path / "missing" / "features.csv"))
        qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0][1], OSError)
    dialog.close()


def test_a_filter_hides_rows_and_escape_clears_it(rows: Rows, qtbot: QtBot) -> None:
    field = FilterField(rows.model.filter, T("Test", "Filter features"))
    qtbot.addWidget(field)
    assert (field.placeholderText(), field.accessibleName()) == ("Filter features",) * 2
    qtbot.keyClicks(field, "BIR num")
    assert names(rows) == ["birch"]
    qtbot.keyClicks(field, "zzz")
    assert names(rows) == []
    assert rows.table.empty_text() == "Nothing matches the filter"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(names(rows)) == 3


def test_an_empty_table_says_why(rows: Rows, qtbot: QtBot) -> None:
    rows.table.set_empty(T("Test", "Import data first"))
    rows.show([])
    assert rows.table.empty_text() == "Import data first"
    assert LIGHT.muted in inks(rows.table.viewport().grab().toImage())


OPENINGS: dict[str, Callable[[QtBot, DataTable], object]] = {
    "F2": lambda bot, table: bot.keyClick(table, Qt.Key.Key_F2),
    "click": lambda bot, table: bot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.model().index(0, 2)).center(),
    ),
    "Enter": lambda bot, table: (
        bot.keyClick(table, Qt.Key.Key_Right),
        bot.keyClick(table, Qt.Key.Key_Right),
        bot.keyClick(table, Qt.Key.Key_Return),
    ),
}


@pytest.mark.parametrize("way", OPENINGS)
def test_a_cell_is_edited_with_a_list_of_its_choices(rows: Rows, qtbot: QtBot, way: str) -> None:
    rows.table.choose(1)
    OPENINGS[way](qtbot, rows.table)
    editor = rows.table.viewport().findChild(QComboBox)
    assert editor is not None
    assert editor.accessibleName() == "Kind"
    assert editor.currentText() == "Number"
    qtbot.waitUntil(lambda: editor.view().isVisible())
    qtbot.keyClick(editor.view(), Qt.Key.Key_Down)
    qtbot.keyClick(editor.view(), Qt.Key.Key_Return)
    assert rows.model.rows[0].kind == "text"
    assert rows.table.current().id == 1
    qtbot.waitUntil(lambda: rows.table.viewport().findChild(QComboBox) is None)
    assert rows.table.hasFocus()


def test_news_while_editing_leave_the_editor_open(rows: Rows, qtbot: QtBot) -> None:
    rows.table.choose(1)
    qtbot.keyClick(rows.table, Qt.Key.Key_F2)
    rows.show([*rows.all, Feature(4, "elm")])
    assert rows.table.viewport().findChild(QComboBox) is not None


def test_rows_and_headings_have_their_fixed_heights(rows: Rows) -> None:
    assert {rows.table.rowHeight(place) for place in range(3)} == {ROW_PX}
    assert rows.table.horizontalHeader().height() == HEADER_PX


def test_no_cell_is_cut_and_the_stretching_column_takes_the_rest(rows: Rows, qtbot: QtBot) -> None:
    rows.show([Feature(1, "cedar", "text", "Waiting for a decision"), *rows.all[1:]])
    header, cells = rows.table.horizontalHeader(), rows.table.itemDelegate()

    def fits() -> bool:
        return all(
            header.sectionSize(cell.column()) >= cells.sizeHint(None, cell).width()
            for cell in (rows.model.index(0, place) for place in range(4))
        )

    qtbot.waitUntil(fits)
    assert header.length() == rows.table.viewport().width()
    header.resizeSection(3, 90)
    rows.table.resize(900, 300)
    assert header.sectionSize(3) == 90
    qtbot.waitUntil(lambda: header.length() == rows.table.viewport().width())


def test_widths_are_found_from_a_sample(rows: Rows, qtbot: QtBot) -> None:
    asked: list[int] = []

    def text(row: int) -> str:
        asked.append(row)
        return str(row)

    model = TypedTableModel([Column[int]("n", T("Test", "N"), text)], key=lambda row: row)
    table = DataTable(model, T("Test", "Many"), T("Test", "Many rows"), rows.table._theme)
    qtbot.addWidget(table)
    model.show(list(range(100_000)))
    assert len(asked) < 200


def test_a_pill_and_the_ring_round_the_current_row_are_drawn_in_both_themes(
    rows: Rows, theme: Theme, qtbot: QtBot
) -> None:
    rows.table.choose(2)
    for appearance, tokens in ((Appearance.LIGHT, LIGHT), (Appearance.DARK, DARK)):
        theme.choose(appearance)
        seen = inks(rows.table.viewport().grab().toImage())
        assert {tokens.good_bg, tokens.selection, tokens.focus, tokens.hairline} <= seen


def test_a_change_of_language_reads_everything_again(rows: Rows, qtbot: QtBot) -> None:
    headings = QSignalSpy(rows.model.headerDataChanged)
    cells = QSignalSpy(rows.model.dataChanged)
    QApplication.sendEvent(rows.table, QEvent(QEvent.Type.LanguageChange))
    assert (headings.count(), cells.count()) == (1, 1)


def test_the_table_has_a_name_and_a_description(rows: Rows) -> None:
    assert rows.table.accessibleName() == "Features"
    assert rows.table.accessibleDescription() == "The columns of the data"
    assert isinstance(rows.table.model(), QAbstractTableModel)


def test_typing_in_a_field_beside_keeps_the_fields_focus(rows: Rows, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    rows.show([*rows.all, Feature(4, "elm")])
    assert field.hasFocus()
