"""The typed table model keeps Qt's contract, and persistent indexes, through every change."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from desktop.i18n.text import T
from desktop.models.table import ROW_ROLE, TONE_ROLE, Column, TypedTableModel

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Trial:
    id: int
    name: str
    loss: float | None = None


TITLES = (T("Test", "Name"), T("Test", "Loss"))


def columns() -> tuple[Column[Trial], ...]:
    return (
        Column("name", TITLES[0], lambda row: row.name, tip=lambda row: f"trial {row.id}"),
        Column(
            "loss",
            TITLES[1],
            lambda row: "" if row.loss is None else f"{row.loss:.2f}",
            sort=lambda row: row.loss,
            right=True,
            tone=lambda row: "bad" if row.loss is not None and row.loss > 1 else None,
        ),
    )


def fresh() -> TypedTableModel[Trial]:
    return TypedTableModel(columns(), key=lambda row: row.id)


def ids(model: TypedTableModel[Trial]) -> list[int]:
    return [row.id for row in model.rows]


trials = st.lists(
    st.builds(
        Trial,
        st.integers(0, 12),
        st.sampled_from(["ash", "Birch", "cedar", "ash tree"]),
        st.none() | st.just(float("nan")) | st.floats(0, 3),
    ),
    max_size=10,
    unique_by=lambda row: row.id,
)
steps = st.lists(
    st.tuples(st.just("show"), trials)
    | st.tuples(st.just("sort"), st.tuples(st.integers(-1, 1), st.sampled_from([UP, DOWN])))
    | st.tuples(st.just("filter"), st.sampled_from(["", "ash", "TREE ash", "0.", "nothing"])),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(steps=steps)
def test_any_sequence_of_changes_keeps_the_contract_and_the_indexes(
    steps: list[tuple[str, object]],
) -> None:
    model = fresh()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown: list[Trial] = []
    words = ""
    for kind, what in steps:
        held = {
            row.id: QPersistentModelIndex(model.index(at, 0)) for at, row in enumerate(model.rows)
        }
        if kind == "show":
            assert isinstance(what, list)
            shown = what
            model.show(what)
        elif kind == "sort":
            assert isinstance(what, tuple)
            model.sort(*what)
        else:
            words = str(what)
            model.filter(words)
        expected = {
            row.id
            for row in shown
            if all(
                word in f"{row.name}\n{columns()[1].text(row)}".casefold()
                for word in words.casefold().split()
            )
        }
        assert set(ids(model)) == expected
        assert model.rowCount() == len(expected)
        for at, row in enumerate(model.rows):
            assert any(row is each for each in shown)
            assert model.row_of(row.id) == at
        for id_, index in held.items():
            assert index.isValid() == (id_ in expected)
            if index.isValid():
                assert index.data(ROW_ROLE).id == id_
    number, order = model.sorting
    if number == 1:
        losses = [row.loss for row in model.rows]
        known = [loss for loss in losses if loss is not None and not math.isnan(loss)]
        assert losses[: len(known)] == sorted(known, reverse=order is DOWN)
    if number == -1:
        assert ids(model) == [row.id for row in shown if row.id in set(ids(model))]
    tester.deleteLater()


def test_rows_added_at_the_end_are_one_insertion(qtbot: QtBot) -> None:
    model = fresh()
    model.show([Trial(1, "ash"), Trial(2, "birch")])
    inserted, changed = QSignalSpy(model.rowsInserted), QSignalSpy(model.dataChanged)
    moved, removed = QSignalSpy(model.layoutChanged), QSignalSpy(model.rowsRemoved)
    model.show([Trial(1, "ash"), Trial(2, "birch"), Trial(3, "cedar"), Trial(4, "elm")])
    assert inserted.count() == 1
    assert inserted.at(0)[1:3] == [2, 3]
    assert (changed.count(), moved.count(), removed.count()) == (0, 0, 0)


def test_a_changed_row_is_one_change_of_that_row(qtbot: QtBot) -> None:
    model = fresh()
    model.show([Trial(number, "ash") for number in range(5)])
    changed, inserted = QSignalSpy(model.dataChanged), QSignalSpy(model.rowsInserted)
    model.show([Trial(number, "elm" if number in {2, 3} else "ash") for number in range(5)])
    assert (changed.count(), inserted.count()) == (1, 0)
    assert (changed.at(0)[0].row(), changed.at(0)[1].row()) == (2, 3)


def test_the_same_rows_again_say_nothing_of_rows(qtbot: QtBot) -> None:
    model = fresh()
    model.sort(1, DOWN)
    model.show([Trial(number, "ash", number / 2) for number in range(5)])
    spies = [
        QSignalSpy(signal)
        for signal in (
            model.dataChanged, model.rowsInserted, model.rowsRemoved, model.layoutChanged,
            model.modelReset,
        )
    ]  # fmt: skip
    model.show([Trial(number, "ash", number / 2) for number in range(5)])
    assert [spy.count() for spy in spies] == [0] * 5


def test_rows_without_a_value_come_last_either_way(qtbot: QtBot) -> None:
    model = fresh()
    model.show([Trial(1, "a"), Trial(2, "b", 0.5), Trial(3, "c", float("nan")), Trial(4, "d", 2.0)])
    model.sort(1, UP)
    assert ids(model) == [2, 4, 1, 3]
    model.sort(1, DOWN)
    assert ids(model) == [4, 2, 1, 3]
    model.sort(-1)
    assert ids(model) == [1, 2, 3, 4]


def test_two_rows_with_one_key_are_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="same key"):
        fresh().show([Trial(1, "a"), Trial(1, "b")])


def test_a_cell_says_its_heading_and_has_tone_tip_and_side(qtbot: QtBot) -> None:
    model = fresh()
    model.show([Trial(7, "ash", 1.5)])
    cell = model.index(0, 1)
    assert cell.data() == "1.50"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Loss: 1.50"
    assert cell.data(TONE_ROLE) == "bad"
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "trial 7"
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable


def test_an_edit_reaches_the_columns_put(qtbot: QtBot) -> None:
    put: list[tuple[int, str]] = []
    column = Column[Trial](
        "name",
        TITLES[0],
        lambda row: row.name,
        choices=lambda row: [] if row.id == 2 else [("ash", "Ash"), ("elm", "Elm")],
        value=lambda row: row.name,
        put=lambda row, value: put.append((row.id, value)),
    )
    model = TypedTableModel([column], key=lambda row: row.id)
    model.show([Trial(1, "elm"), Trial(2, "ash")])
    assert column.choice(Trial(1, "elm")) == 1
    assert model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(1, 0).flags() & Qt.ItemFlag.ItemIsEditable
    assert model.setData(model.index(0, 0), "ash")
    assert not model.setData(model.index(1, 0), "elm")
    assert put == [(1, "ash")]
