"""Reads of evidence what can be compared: metrics, gaps between groups, importance.

Payloads are whatever was stored: what they do not say, or not as numbers, is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from registry.views.figures import Figure

_MEASURES = ("error", "selected", "mean_absolute_error")
_FEWEST_GROUPS = 2


def plain(value: object) -> str:
    """A value as it is shown."""
    return "yes" if value is True else "no" if value is False else str(value)


def figures(payload: Mapping[str, Any]) -> dict[str, tuple[Figure, bool | None]]:
    """Metrics by name, each with whether higher is better."""
    found = {}
    for row in _rows(payload, "estimates"):
        numbers = [_number(row.get(name)) for name in ("value", "low", "high")]
        value, low, high = numbers
        if value is None or low is None or high is None:
            continue
        higher = row.get("higher_is_better")
        figure = Figure(value=value, low=low, high=high)
        found[str(row.get("metric"))] = (figure, higher if isinstance(higher, bool) else None)
    return found


def gaps(payload: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """By protected column and measure: the largest value of a group less the smallest.

    Groups that are too small to judge are left out.
    """
    found = {}
    for table in _rows(payload, "tables"):
        groups = [row for row in _rows(table, "groups") if row.get("small") is False]
        for measure in _MEASURES:
            held = [_measured(row.get(measure)) for row in groups]
            numbers = [number for number in held if number is not None]
            if len(numbers) >= _FEWEST_GROUPS:
                found[(str(table.get("column")), measure)] = max(numbers) - min(numbers)
    return found


def shares(payload: Mapping[str, Any]) -> dict[str, float]:
    """Each column's share of all movement of the predictions."""
    amounts = {
        str(row.get("column")): number
        for row in _rows(payload, "columns")
        if (number := _number(row.get("mean_abs"))) is not None and number >= 0
    }
    total = sum(amounts.values())
    return {name: amount / total for name, amount in amounts.items()} if total else {}


def _measured(value: object) -> float | None:
    return _number(value.get("value") if isinstance(value, dict) else value)


def _rows(payload: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    rows = payload.get(name)
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
