"""A table's rows as text: for the clipboard, for a spreadsheet and for a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeVar

from desktop.models.table import Column

R = TypeVar("R")


def as_tsv(columns: Sequence[Column[R]], rows: Iterable[R]) -> str:
    """Headings and rows parted by tabs, as spreadsheets take them from the clipboard."""
    return "".join(
        "\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in _cells(columns, rows)
    )


def as_csv(columns: Sequence[Column[R]], rows: Iterable[R]) -> str:
    """Headings and rows as RFC 4180 has them, each cell as it is shown."""
    out = io.StringIO()
    csv.writer(out).writerows(_cells(columns, rows))
    return out.getvalue()


def as_markdown(columns: Sequence[Column[R]], rows: Iterable[R]) -> str:
    """A Markdown table; what stands right in the window stands right in it."""
    heading, *lines = (
        "| " + " | ".join(_escaped(cell) for cell in line) + " |" for line in _cells(columns, rows)
    )
    rule = "| " + " | ".join("---:" if column.right else "---" for column in columns) + " |"
    return "\n".join([heading, rule, *lines]) + "\n"


def _cells(columns: Sequence[Column[R]], rows: Iterable[R]) -> Iterable[list[str]]:
    yield [column.title() for column in columns]
    for row in rows:
        yield [column.text(row) for column in columns]


def _escaped(cell: str) -> str:
    return " ".join(cell.replace("\\", "\\\\").replace("|", "\\|").split())
