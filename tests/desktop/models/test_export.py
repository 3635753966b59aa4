"""What is copied and saved says what the window says."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.text import T
from desktop.models.export import as_csv, as_markdown, as_tsv
from desktop.models.table import Column

COLUMNS = (
    Column[tuple[str, str]]("a", T("Test", "A|B"), lambda row: row[0]),
    Column[tuple[str, str]]("b", T("Test", "Number"), lambda row: row[1], right=True),
)


def test_markdown_escapes_pipes_and_aligns_numbers() -> None:
    assert as_markdown(COLUMNS, [("x|y", "1\n2")]) == (
        "| A\\|B | Number |\n| --- | ---: |\n| x\\|y | 1 2 |\n"
    )


def test_tabs_and_breaks_stay_within_their_cell() -> None:
    assert as_tsv(COLUMNS, [("x\ty", "1\n2")]) == "A|B\tNumber\nx y\t1 2\n"


@given(rows=st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_csv_reads_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = as_csv(COLUMNS, rows)
    assert [tuple(line) for line in csv.reader(io.StringIO(text, newline=""))][1:] == rows
