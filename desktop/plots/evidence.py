"""Reads the evidence of a version into the types that charts are built of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.plots.description import Interval
from engine.contract.results import Estimate


@dataclass(frozen=True)
class Importance:
    """Mean absolute contribution by raw column over some rows; `outputs` as in ExplainResult."""

    columns: tuple[tuple[str, float], ...]
    outputs: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Baseline:
    """A simple model that the version is compared with."""

    name: str
    title: str
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True)
class GroupResult:
    """One group's results; which are there depends on the task."""

    group: str
    rows: int
    small: bool
    error: Interval | None
    selected: Interval | None
    mean_absolute_error: Interval | None
    mean_error: Interval | None


@dataclass(frozen=True)
class GroupTable:
    """The groups of one protected column, the largest first; further ones were left out."""

    column: str
    groups: tuple[GroupResult, ...]
    left_out: int


def read_importance(payload: Mapping[str, Any]) -> Importance:
    """Of evidence of the kind `importance`."""
    return Importance(
        tuple((item["column"], float(item["mean_abs"])) for item in payload.get("columns", ())),
        tuple(payload.get("outputs", ())),
        int(payload.get("rows", 0)),
    )


def read_estimates(payload: Mapping[str, Any]) -> tuple[Estimate, ...]:
    """Of evidence of the kind `metrics`, or of one model of the kind `baseline`."""
    return tuple(
        Estimate(
            metric=item["metric"],
            value=float(item["value"]),
            low=float(item["low"]),
            high=float(item["high"]),
            higher_is_better=item["higher_is_better"],
        )
        for item in payload.get("estimates", ())
    )


def read_baselines(payload: Mapping[str, Any]) -> tuple[Baseline, ...]:
    """Of evidence of the kind `baseline`: those that could be fitted."""
    return tuple(
        Baseline(item["name"], item["title"], read_estimates(item))
        for item in payload.get("models", ())
        if item.get("estimates")
    )


def read_groups(payload: Mapping[str, Any]) -> tuple[GroupTable, ...]:
    """Of evidence of the kind `groups`."""
    return tuple(
        GroupTable(
            table["column"],
            tuple(_group(item) for item in table["groups"]),
            int(table.get("left_out", 0)),
        )
        for table in payload.get("tables", ())
    )


def _group(item: Mapping[str, Any]) -> GroupResult:
    return GroupResult(
        group=item["group"],
        rows=int(item["rows"]),
        small=bool(item["small"]),
        error=_interval(item.get("error")),
        selected=_interval(item.get("selected")),
        mean_absolute_error=_interval(item.get("mean_absolute_error")),
        mean_error=_interval(item.get("mean_error")),
    )


def _interval(value: Any) -> Interval | None:
    """A share comes with its interval, an error in the target's unit without."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return Interval(float(value["value"]), float(value["low"]), float(value["high"]))
    return Interval(float(value))
