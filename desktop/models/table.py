"""A Qt table model over typed rows, changed by saying what the rows are now."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.i18n.text import Text

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
TONE_ROLE: Final = ROW_ROLE + 1

_NOWHERE: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: how a row reads in it, how it sorts, and how it may be edited.

    `text` is asked whenever a cell is shown, so it follows the language. `sort` gives what is
    compared, by default the text; None and NaN come last either way. A `tone` (good, warn, bad,
    neutral, info) makes the cell a pill. With `choices` (a value and its text, each) and `put` the
    cell can be edited; `value` says which choice holds, by default the one that reads as the cell.
    """

    key: str
    title: Text
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    tone: Callable[[R], str | None] | None = None
    tip: Callable[[R], str] | None = None
    stretch: bool = False
    width: int | None = None
    choices: Callable[[R], Sequence[tuple[Any, str]]] | None = None
    put: Callable[[R, Any], None] | None = None
    value: Callable[[R], Any] | None = None

    def choice(self, row: R) -> int:
        """The position of the choice that holds; -1 where none does."""
        choices = self.choices(row) if self.choices is not None else ()
        if self.value is not None:
            held = self.value(row)
            return next((at for at, each in enumerate(choices) if each[0] == held), -1)
        text = self.text(row)
        return next((at for at, each in enumerate(choices) if each[1] == text), -1)


class TypedTableModel(QAbstractTableModel, Generic[R]):
    """Rows in the order shown: those that pass the filter, sorted as asked.

    `key` tells rows apart, so that selections stay with what was selected. `arranged` is told after
    every change of what is shown.
    """

    arranged = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._all: list[R] = []
        self._rows: list[R] = []
        self._places: dict[Hashable, int] = {}
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._words: tuple[str, ...] = ()
        self._haystacks: dict[Hashable, tuple[R, str]] = {}

    @property
    def rows(self) -> Sequence[R]:
        """The rows in the order shown."""
        return self._rows

    @property
    def total(self) -> int:
        """How many rows there are, those that the filter hides among them."""
        return len(self._all)

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column sorted by, -1 for the order given, and the direction."""
        return self._sorted

    def row_of(self, key: Hashable) -> int | None:
        """Where the row with this key is shown; None where it is not."""
        return self._places.get(key)

    def key_of(self, row: R) -> Hashable:
        """What tells this row from the others."""
        return self._key(row)

    def show(self, rows: Sequence[R]) -> None:
        """Take these as the rows. Raises ValueError where two have one key."""
        if len({self._key(row) for row in rows}) != len(rows):
            raise ValueError("two rows of a table have the same key")
        self._all = list(rows)
        if self._haystacks:
            self._haystacks = {
                key: self._haystacks[key] for key in map(self._key, rows) if key in self._haystacks
            }
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives back the order that the rows came in."""
        self._sorted = (column, order)
        self._arrange()

    def filter(self, words: str) -> None:
        """Show only the rows that hold each of these words in any column, in either case."""
        self._words = tuple(words.casefold().split())
        self._arrange()

    def retell(self) -> None:
        """Have everything read again: the language changed."""
        self._haystacks.clear()
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self._tell_changed(range(len(self._rows)))

    def _arrange(self) -> None:
        rows = [row for row in self._all if self._passes(row)] if self._words else self._all
        number, order = self._sorted
        if 0 <= number < len(self.columns):
            rows = _sorted_by(self.columns[number], rows, order)
        self._become(rows)
        self.arranged.emit()

    def _passes(self, row: R) -> bool:
        key = self._key(row)
        known = self._haystacks.get(key)
        if known is None or (known[0] is not row and known[0] != row):
            words = [column.text(row) for column in self.columns]
            known = (row, "\n".join(words).casefold())
            self._haystacks[key] = known
        return all(word in known[1] for word in self._words)

    def _become(self, rows: Sequence[R]) -> None:
        """Go from the rows shown to these in at most five steps, whatever the change.

        First the rows that stay, in their new order, and after them those that go; these are taken
        away; new ones are added at the end; then all get their places; last, what reads
        differently is told. A step with nothing to do is left out: rows added at the end of an
        unsorted table are one signal.
        """
        wanted = {self._key(row): row for row in rows}
        staying = [key for key in wanted if key in self._places]
        going = [key for key in self._places if key not in wanted]
        coming = [key for key in wanted if key not in self._places]
        self._reorder([*staying, *going])
        if going:
            self.beginRemoveRows(_NOWHERE, len(staying), len(self._rows) - 1)
            del self._rows[len(staying) :]
            for key in going:
                del self._places[key]
            self.endRemoveRows()
        if coming:
            self.beginInsertRows(_NOWHERE, len(staying), len(wanted) - 1)
            for key in coming:
                self._places[key] = len(self._rows)
                self._rows.append(wanted[key])
            self.endInsertRows()
        self._reorder(list(wanted))
        changed = []
        for place, row in enumerate(rows):
            before = self._rows[place]
            if before is not row:
                self._rows[place] = row
                if before != row:
                    changed.append(place)
        self._tell_changed(changed)

    def _reorder(self, keys: list[Hashable]) -> None:
        if all(self._places[key] == place for place, key in enumerate(keys)):
            return
        self.layoutAboutToBeChanged.emit()
        moved = {self._places[key]: place for place, key in enumerate(keys)}
        self._rows = [self._rows[self._places[key]] for key in keys]
        self._places = {key: place for place, key in enumerate(keys)}
        before = self.persistentIndexList()
        after = [self.index(moved[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_changed(self, places: Iterable[int]) -> None:
        """Tell of rows that read differently, neighbours together."""
        first = last = -1
        for place in places:
            if first >= 0 and place == last + 1:
                last = place
                continue
            if first >= 0:
                self.dataChanged.emit(self.index(first, 0), self._end(last))
            first = last = place
        if first >= 0:
            self.dataChanged.emit(self.index(first, 0), self._end(last))

    def _end(self, place: int) -> QModelIndex:
        return self.index(place, len(self.columns) - 1)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911
        """What a cell shows, says and is."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == ROW_ROLE:
            return row
        if role == TONE_ROLE:
            return column.tone(row) if column.tone is not None else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip(row) or None) if column.tip is not None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title()}: {column.text(row)}"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A column's heading, or a row's number."""
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Cells can be chosen; those with choices also edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
        column = self.columns[index.column()]
        if (
            column.put is not None
            and column.choices is not None
            and column.choices(self._rows[index.row()])
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(  # noqa: N802 - Qt's name
        self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Hand an edited value to the column's `put`, which sees to it that new rows are shown."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        column, row = self.columns[index.column()], self._rows[index.row()]
        if column.put is None:
            return False
        column.put(row, value)
        return True


def _sorted_by(column: Column[R], rows: Iterable[R], order: Qt.SortOrder) -> list[R]:
    valued: list[tuple[Any, R]] = []
    without: list[R] = []
    for row in rows:
        value = column.sort(row) if column.sort is not None else column.text(row).casefold()
        if value is None or (isinstance(value, float) and math.isnan(value)):
            without.append(row)
        else:
            valued.append((value, row))
    valued.sort(key=lambda each: each[0], reverse=order is Qt.SortOrder.DescendingOrder)
    return [row for _, row in valued] + without
