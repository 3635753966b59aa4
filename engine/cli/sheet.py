"""Tables that stay readable at any width: columns where they fit, else one line a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from engine.cli.text import printable

BREAKABLE = 44
"""A word longer than this may be broken; ids and times are shorter."""
_BETWEEN = 2


class Sheet:
    """A plain table. Words stay whole: what is an id is there to be copied."""

    def __init__(
        self,
        title: str,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        right: str = "",
        styles: Sequence[str] = (),
        whole: Sequence[str] = (),
        longest: int = BREAKABLE,
    ) -> None:
        """`right` lists headers whose cells are aligned to the right, `whole` those whose cells
        are never broken; `styles` are of the last column's cells; words longer than `longest`
        may be broken."""
        self.title = title
        self.headers = tuple(headers)
        self.rows = [tuple(printable(cell) for cell in row) for row in rows]
        self.right = frozenset(right.split(",") if right else ())
        self.whole = frozenset(whole)
        self.styles = tuple(styles)
        self.longest = longest

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self.widths(options.max_width)
        if self.title:
            yield Text(printable(self.title), style="bold")
        if widths is None:
            yield from self._cards()
            return
        made = Table(header_style="bold", box=None)
        for header, width in zip(self.headers, widths, strict=True):
            justify: Literal["left", "right"] = "right" if header in self.right else "left"
            made.add_column(Text(header), justify=justify, overflow="fold", width=width)
        for at, row in enumerate(self.rows):
            made.add_row(*self._cells(at, row))
        yield made

    def widths(self, width: int) -> list[int] | None:
        """How wide each column is within `width`; None where not every word has its place."""
        columns = list(zip(self.headers, *self.rows, strict=True))
        if not columns:
            return []
        natural = [max(cell_len(cell) for cell in column) for column in columns]
        least = [
            most if column[0] in self.whole else max(map(self._longest_word, column))
            for most, column in zip(natural, columns, strict=True)
        ]
        left = width - _BETWEEN * len(columns) - sum(least)
        if left < 0:
            return None
        # Who needs least is served first, so that narrow columns are not broken for wide ones.
        given = list(least)
        order = sorted(range(len(columns)), key=lambda at: natural[at] - least[at])
        for place, at in enumerate(order):
            more = min(natural[at] - least[at], left // (len(order) - place))
            given[at] += more
            left -= more
        return given

    def _cells(self, at: int, row: Sequence[str]) -> Iterable[Text]:
        last = len(row) - 1
        for place, cell in enumerate(row):
            style = self.styles[at] if self.styles and place == last else ""
            yield Text(cell, style=style)

    def _cards(self) -> RenderResult:
        for at, row in enumerate(self.rows):
            card = Table.grid(padding=(0, 2))
            card.add_column(no_wrap=True)
            card.add_column(overflow="fold", ratio=1)
            for header, cell in zip(self.headers, self._cells(at, row), strict=True):
                if cell.plain:
                    card.add_row(Text(header, style="bold"), cell)
            yield Padding(card, (0, 0, 1, 1))

    def _longest_word(self, cell: str) -> int:
        return max((min(cell_len(word), self.longest) for word in cell.split()), default=0)
