"""Rows of a table that the registry hands over by page, more of them as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import whole
from desktop.i18n.text import Speaks, T, Text
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable, FilterField
from registry.paging import FIRST_ROWS, MOST_ROWS, Asked, Page, Word, words_of

P = TypeVar("P")

TYPING_MS = 150
"""How long nobody types before what was typed is looked for."""
NEAR_PX = 400
"""How near to the end of the rows the next page is read."""
OF_ALL = T("Table", "{shown} of {all}")
MORE = T("Table", "{shown}, and more")


def words_with_codes(text: str, named: Mapping[str, Text]) -> tuple[Word, ...]:
    """The words typed, each with the stored values that read so in the language in force."""
    names = {code: name().casefold() for code, name in named.items()}

    def with_codes(word: Word) -> Word:
        said = word.text.casefold()
        codes = tuple(code for code, name in names.items() if said in name)
        return word.model_copy(update={"codes": codes})

    return tuple(with_codes(word) for word in words_of(text))


class PagedRows(Speaks, QWidget):
    """The field that searches a table's rows, and how many of them are shown.

    `arrived` gives what `read` gave for a first page, after its rows were shown; `page_of` takes
    the page out of it. A search finds what the registry finds; a heading sorts the rows read so
    far.
    """

    arrived = Signal(object)

    def __init__(
        self,
        desk: Desk,
        table: DataTable,
        text: Text,
        read: Callable[[Session, Asked], P],
        *,
        page_of: Callable[[P], Page[Any]] | None = None,
        named: Mapping[str, Text] | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._table = table
        self._model = table.model_of_rows()
        self._query = read
        self._page_of = page_of or (lambda found: cast("Page[Any]", found))
        self._named = named or {}
        self._rows: list[Any] = []
        self._total: int | None = 0
        self._after = ""
        self._reading = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._search)
        self.field = FilterField(lambda _: self._typing.start(), text)
        self.count = muted_label()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.count)
        line.addWidget(self.field)
        bar = table.verticalScrollBar()
        bar.valueChanged.connect(lambda _: self._look_further())
        bar.rangeChanged.connect(lambda *_: self._look_further())

    @property
    def narrowed(self) -> bool:
        """Whether only what was searched for is shown."""
        return bool(self.field.text().strip())

    @property
    def settled(self) -> bool:
        """Whether what is shown is what was last asked for."""
        return not self._reading and not self._typing.isActive()

    @property
    def total(self) -> int:
        """How many rows there are, those that are shown where it was not counted."""
        return len(self._rows) if self._total is None else self._total

    def refresh(self, also: str = "") -> None:
        """Read as many rows as are shown anew, and the one with the id `also`.

        Without an id it is the row that is chosen, wherever it stands, unless something is searched
        for.
        """
        self._typing.stop()
        if not also and not self.narrowed and self._table.current() is not None:
            also = str(self._model.key_of(self._table.current()))
        self._read(min(max(len(self._rows), FIRST_ROWS), MOST_ROWS), also)

    def clear(self) -> None:
        """Search for nothing any more."""
        self.field.clear()

    def _search(self) -> None:
        self._table.scrollToTop()
        self._read(FIRST_ROWS, "")

    def _read(self, limit: int, also: str) -> None:
        asked = Asked(words=self._words(), limit=limit, also=also)
        self._ask(asked, self._show)

    def _look_further(self) -> None:
        """Read the next page where the end of the rows comes into view."""
        bar = self._table.verticalScrollBar()
        near = bar.value() >= bar.maximum() - NEAR_PX
        if self._after and self.settled and self._table.isVisible() and near:
            self._ask(Asked(words=self._words(), after=self._after), self._add)

    def _ask(self, asked: Asked, done: Callable[[Any], None]) -> None:
        self._reading = True
        query = self._query
        self._desk.workspace.read(
            lambda session: query(session, asked), done, owner=self, key="page", failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self._desk.errors.show(error)

    def _words(self) -> tuple[Word, ...]:
        return words_with_codes(self.field.text(), self._named)

    def _show(self, found: Any) -> None:
        page = self._page_of(found)
        self._total = page.total
        self._take(page, [])
        self.arrived.emit(found)
        self._table.updateGeometries()  # else the end seems in view until it is next painted
        self._look_further()

    def _add(self, found: Any) -> None:
        page = self._page_of(found)
        key = self._model.key_of
        come = {key(row) for row in page.items}
        self._take(page, [row for row in self._rows if key(row) not in come])

    def _take(self, page: Page[Any], before: list[Any]) -> None:
        self._reading = False
        self._rows, self._after = [*before, *page.items], page.after
        self._table.set_narrowed(self.narrowed)
        self._model.show(self._rows)
        self._say_count()

    def _say_count(self) -> None:
        shown = whole(len(self._rows))
        if not self._after:
            text = ""
        elif self._total is None:
            text = MORE(shown=shown)
        else:
            text = OF_ALL(shown=shown, all=whole(self._total))
        self.count.setText(text)

    def retranslate(self) -> None:
        """Say the count in the new language, and look for what reads so in it."""
        super().retranslate()
        self._say_count()
        if self.narrowed:
            self._typing.start()
