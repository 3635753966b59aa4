"""Evidence payloads as facts and tables, whatever fields they have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from registry.reports.parts import Block, Column, Facts, Table

MOST_ROWS = 60
MOST_COLUMNS = 8
FIRST = ("name", "column", "metric", "group", "check", "provider", "value", "mean_abs")
"""Payloads are stored with sorted keys: these come first in a table, as they say what a row is."""
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{5,}(?:[eE][+-]?\d+)?|-?\d+(?:\.\d+)?[eE][+-]?\d+")
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?(?:[eE][+-]?\d+)?")
DIGEST = re.compile(r"[0-9a-f]{64}")
_NONE = "-"


def words(name: str) -> str:
    """A field's name as words: `largest_difference` as `largest difference`."""
    return name.replace("_", " ").strip()


def value_text(value: object) -> str:
    """A value for a reader: numbers rounded to what can be read, lists joined."""
    if value is None or value == "":
        return _NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float) or (isinstance(value, str) and _LONG_DECIMAL.fullmatch(value)):
        return number_text(value)
    if isinstance(value, Mapping | list | tuple):
        return _many_text(value)
    return str(value)


def _many_text(value: Mapping[Any, Any] | Sequence[Any]) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{words(str(key))}: {value_text(one)}" for key, one in value.items())
    shown = ", ".join(value_text(one) for one in value[:MOST_ROWS])
    more = len(value) - MOST_ROWS
    return f"{shown}, and {more:,} more" if more > 0 else shown or _NONE


def number_text(value: object, digits: int = 4) -> str:
    """A number to `digits` decimals, in scientific notation where that would show nothing."""
    try:
        number = float(str(value))
    except ValueError:
        return str(value) if value is not None else _NONE
    if number != 0 and (abs(number) < 10.0**-digits or abs(number) >= 1e15):
        return f"{number:.2e}"
    return f"{number:,.{digits}f}" if abs(number) < 1000 else f"{number:,.2f}"


def payload_blocks(payload: object, skip: Sequence[str] = (), title: str = "") -> list[Block]:
    """Scalars become facts, lists of records become tables, nested records go on below."""
    if not isinstance(payload, Mapping):
        return [Facts(rows=((title or "value", value_text(payload)),))]
    facts: list[tuple[str, str]] = []
    below: list[Block] = []
    for key, value in payload.items():
        name = words(str(key))
        if key in skip or value is None or value in ("", [], ()):
            # A field that does not apply to this task, such as residuals of a classifier.
            continue
        if _is_records(value):
            below.append(records_table(name, value))
        elif isinstance(value, Mapping) and value and _has_depth(value):
            below += payload_blocks(value, title=name)
        else:
            facts.append((f"{title}: {name}" if title else name, value_text(value)))
    return [Facts(rows=tuple(facts)), *below] if facts else below


def records_table(title: str, records: Sequence[Mapping[str, Any]]) -> Table:
    """A table over all fields that the records have, the first columns and rows of it."""
    names = list(dict.fromkeys(str(key) for record in records for key in record))
    names.sort(key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    shown, hidden = names[:MOST_COLUMNS], names[MOST_COLUMNS:]
    rows = [tuple(value_text(record.get(name)) for name in shown) for record in records[:MOST_ROWS]]
    notes = []
    if len(records) > MOST_ROWS:
        notes.append(f"The first {MOST_ROWS} of {len(records):,} rows.")
    if hidden:
        notes.append(f"Not shown: {', '.join(words(name) for name in hidden)}.")
    return table(title, [words(name) for name in shown], rows, note=" ".join(notes))


def table(
    title: str, names: Sequence[str], rows: Sequence[Sequence[str]], *, note: str = ""
) -> Table:
    """A table whose columns of numbers and of digests are found by their content."""
    columns = [
        Column(name=name, kind=_kind([row[place] for row in rows]))
        for place, name in enumerate(names)
    ]
    return Table(
        title=title[:1].upper() + title[1:],
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        note=note,
    )


def _kind(cells: Sequence[str]) -> Any:
    told = [cell for cell in cells if cell != _NONE]
    if told and all(DIGEST.fullmatch(cell) for cell in told):
        return "digest"
    return "number" if told and all(_NUMBER.fullmatch(cell) for cell in told) else "text"


def _is_records(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(one, Mapping) for one in value)
    )


def _has_depth(value: Mapping[str, Any]) -> bool:
    return (
        any(isinstance(one, Mapping) or _is_records(one) for one in value.values())
        or len(value) > 6
    )
