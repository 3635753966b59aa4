"""Reads of evidence what can be compared: metrics, gaps between groups, importance.

Payloads are whatever was stored: what they do not say, or not as numbers, is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from registry.views.base import View
from registry.views.figures import Figure

SMALL_GROUP = 30
"""A group of fewer held-out rows is small: too small to be judged, and marked so in evidence."""
_MEASURES = ("error", "selected", "mean_absolute_error")
_FEWEST_GROUPS = 2


def plain(value: object) -> str:
    """A value as it is shown."""
    return "yes" if value is True else "no" if value is False else str(value)


class Judged(View):
    """How many groups a protected column has, and how many of those are too small to be judged.

    `unlisted` are further groups, smaller than all that were recorded. `measured` is whether enough
    groups were left to be compared; `bound` is how many rows a group has to have.
    """

    column: str
    groups: int
    small: int
    unlisted: int
    measured: bool
    bound: int = SMALL_GROUP


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


def judged(payload: Mapping[str, Any], protected: Iterable[str]) -> tuple[Judged, ...]:
    """What could be judged of each protected column, and of whatever else has groups recorded."""
    measured = {column for column, _ in gaps(payload)}
    tables = {str(table.get("column")): table for table in _rows(payload, "tables")}
    found = []
    for column in dict.fromkeys((*tables, *protected)):
        table = tables.get(column, {})
        rows, left = list(_rows(table, "groups")), table.get("left_out")
        unlisted = left if isinstance(left, int) and left > 0 else 0
        found.append(
            Judged(
                column=column,
                groups=len(rows) + unlisted,
                small=sum(row.get("small") is True for row in rows),
                unlisted=unlisted,
                measured=column in measured,
            )
        )
    return tuple(found)


def best_plain(payload: Mapping[str, Any], metric: str, higher: bool | None) -> Figure | None:
    """The best plain model's value of a metric, where it is known which way is better."""
    if higher is None:
        return None
    sign = 1 if higher else -1
    found = (figures(one).get(metric) for one in (payload, *_rows(payload, "models")))
    return max((one[0] for one in found if one), key=lambda one: sign * one.value, default=None)


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
