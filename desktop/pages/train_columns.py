"""The columns that a run may use, each to be left out; leaving out can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop.i18n.numbers import whole
from desktop.i18n.text import T
from desktop.i18n.words import kind_name, role_name
from desktop.pages.data_read import Dataset, is_input
from desktop.theme.theme import worn
from desktop.widgets.cards import Card
from desktop.widgets.labels import error_label, muted_label
from engine.contract.data import Column, Role

NAME_ROLE = Qt.ItemDataRole.UserRole


class UsedColumns(Card):
    """A list of the columns with a check mark on those used. `left_out` gives the others."""

    left_out = Signal(tuple)

    def __init__(self, undo: QUndoStack) -> None:
        super().__init__(T("Train", "Columns used"))
        self._undo = undo
        self._dataset: Dataset | None = None
        self._target = ""
        self._exclude: tuple[str, ...] = ()
        self._items: dict[str, QListWidgetItem] = {}
        self.filter = QLineEdit()
        self.filter.setObjectName("train-columns-filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(200)
        self.say(self.filter.setPlaceholderText, T("Train", "Filter columns"))
        self.say(self.filter.setAccessibleName, T("Train", "Filter columns"))
        self.filter.textChanged.connect(self._filter)
        self.header.addWidget(self.filter)
        self.count = muted_label()
        self.body.addWidget(self.count)
        self.list = QListWidget()
        self.list.setObjectName("train-columns")
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(96)
        self.say(self.list.setAccessibleName, T("Train", "Columns used"))
        self.list.itemChanged.connect(self._ticked)
        self.body.addWidget(self.list, 1)
        self.wrong = error_label()
        self.wrong.hide()
        self.body.addWidget(self.wrong)

    def show_columns(self, dataset: Dataset | None, target: str, exclude: tuple[str, ...]) -> None:
        """Show the columns of a snapshot; the target and those without use cannot be ticked."""
        if dataset is not self._dataset:
            self._dataset = dataset
            self._fill()
        self._target, self._exclude = target, exclude
        self._tick()

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the choice, or nothing."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def retranslate(self) -> None:
        """Name kinds and counts in the new language."""
        super().retranslate()
        self._tick()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tick()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self._items = {}
        for column in self._dataset.columns if self._dataset is not None else ():
            item = QListWidgetItem()
            item.setData(NAME_ROLE, column.name)
            self.list.addItem(item)
            self._items[column.name] = item
        self.list.blockSignals(False)
        self._filter(self.filter.text())

    def _tick(self) -> None:
        columns = self._dataset.columns if self._dataset is not None else ()
        used = 0
        self.list.blockSignals(True)
        for column in columns:
            item = self._items[column.name]
            free = is_input(column) and column.name != self._target
            ticked = free and column.name not in self._exclude
            used += ticked
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled if free else flags)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setForeground(QColor(worn().text if free else worn().muted))
            item.setText(f"{column.name}  ·  {self._word(column)}")
        self.list.blockSignals(False)
        words = T("Train", "{used} of {total}")
        self.count.setText(words(used=whole(used), total=whole(len(columns))) if columns else "")

    def _word(self, column: Column) -> str:
        if column.name == self._target:
            return T("Train", "the target")()
        return role_name(column.role) if column.role is not Role.FEATURE else kind_name(column.kind)

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for name, item in self._items.items():
            item.setHidden(not all(word in name.casefold() for word in wanted))

    def _ticked(self, item: QListWidgetItem) -> None:
        name = str(item.data(NAME_ROLE))
        used = item.checkState() is Qt.CheckState.Checked
        if used == (name not in self._exclude):
            return
        text = T("Train", "Use “{column}”") if used else T("Train", "Leave out “{column}”")
        others = tuple(other for other in self._exclude if other != name)
        after = others if used else (*others, name)
        self._undo.push(_Exclude(text(column=name), self.left_out.emit, self._exclude, after))


class _Exclude(QUndoCommand):
    """A change of the columns left out."""

    def __init__(
        self,
        words: str,
        put: Callable[[tuple[str, ...]], object],
        before: tuple[str, ...],
        after: tuple[str, ...],
    ) -> None:
        super().__init__(words)
        self._put = put
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Leave out what was chosen."""
        self._put(self._after)

    def undo(self) -> None:
        """Leave out what was left out before."""
        self._put(self._before)
