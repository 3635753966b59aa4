"""What a version's evidence says, checked before it is shown: the registry may hold anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    NonNegativeInt,
    StrictBool,
    model_validator,
)

from desktop.i18n.text import T, Text
from desktop.plots.evidence import (
    Baseline,
    GroupTable,
    Importance,
    read_baselines,
    read_estimates,
    read_groups,
    read_importance,
)
from engine.contract.results import Estimate
from registry.views.versions import EvidenceView, VersionView

R = TypeVar("R")

MISSING = T("Evidence", "This version has no evidence of the kind '{kind}'.")
UNREADABLE = T(
    "Evidence", "The evidence '{kind}' cannot be read: it is not of the form that Assay writes."
)


@dataclass(frozen=True)
class Part(Generic[R]):
    """One piece of evidence, or why there is none to show."""

    kind: str
    value: R | None = None
    why: Text | None = None

    @property
    def reason(self) -> str:
        """Why there is nothing, in words; empty where there is something."""
        return self.why(kind=self.kind) if self.why is not None else ""


class _Shape(BaseModel):
    """Part of a payload. Numbers may be decimal strings; fields that are not named are let be."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Column(_Shape):
    column: str
    mean_abs: FiniteFloat


class _Importance(_Shape):
    columns: tuple[_Column, ...]
    outputs: tuple[str, ...] = ()
    rows: NonNegativeInt
    background_rows: NonNegativeInt
    orders: NonNegativeInt
    method: str
    additivity_error: FiniteFloat


class _Estimate(_Shape):
    metric: str
    value: FiniteFloat
    low: FiniteFloat
    high: FiniteFloat
    higher_is_better: StrictBool


class _Model(_Shape):
    name: str
    title: str
    description: str = ""
    note: str = ""
    estimates: tuple[_Estimate, ...] = ()


class _Baselines(_Shape):
    models: tuple[_Model, ...]


class _LeftOut(_Shape):
    metric: str
    reason: str


class _Metrics(_Shape):
    rows: NonNegativeInt
    method: str = ""
    estimates: tuple[_Estimate, ...]
    left_out: tuple[_LeftOut, ...] = ()
    classes: tuple[str, ...] = ()
    confusion: tuple[tuple[NonNegativeInt, ...], ...] | None = None

    @model_validator(mode="after")
    def _counts_fit_the_classes(self) -> Self:
        size = len(self.classes)
        counts = self.confusion
        if counts is not None and {len(counts), *map(len, counts)} != {size}:
            raise ValueError("the confusion table does not fit the classes")
        return self


class _Rate(_Shape):
    value: FiniteFloat
    low: FiniteFloat
    high: FiniteFloat


class _Group(_Shape):
    group: str
    rows: NonNegativeInt
    small: StrictBool
    error: _Rate | None = None
    selected: _Rate | None = None
    mean_absolute_error: FiniteFloat | None = None
    mean_error: FiniteFloat | None = None


class _GroupTable(_Shape):
    column: str
    groups: tuple[_Group, ...]
    left_out: NonNegativeInt = 0


class _Groups(_Shape):
    tables: tuple[_GroupTable, ...]


class ParityGroup(_Shape):
    """One kind of rows that the graph was tried on."""

    name: str
    rows: NonNegativeInt
    largest_difference: FiniteFloat
    flipped_inside_margin: NonNegativeInt
    flipped_outside_margin: NonNegativeInt


class Parity(_Shape):
    """The parity certificate: whether the graph gives what the fitted model gives."""

    passed: StrictBool
    rows: NonNegativeInt
    largest_difference: FiniteFloat
    bound: FiniteFloat
    margin: FiniteFloat
    flipped_inside_margin: NonNegativeInt = 0
    flipped_outside_margin: NonNegativeInt = 0
    groups: tuple[ParityGroup, ...] = ()
    reasons: tuple[str, ...] = ()
    probes_note: str = ""
    onnxruntime: str = ""
    seconds: FiniteFloat = Field(default=0.0)


class Search(_Shape):
    """Of evidence of the kind `search`: what won and how the search ended."""

    learner: str
    loss: FiniteFloat | None = None
    trials: NonNegativeInt
    stopped_early: StrictBool = False


class DataFacts(_Shape):
    """Of evidence of the kind `data`: how many rows there were and what they served."""

    rows: NonNegativeInt
    training_rows: NonNegativeInt
    held_out_rows: NonNegativeInt
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportanceEvidence:
    """Importance for a chart, and how it was found."""

    chart: Importance
    method: str
    background_rows: int
    orders: int
    additivity_error: float


@dataclass(frozen=True)
class Confusion:
    """Held-out rows by what they are (row) and what the model says (column)."""

    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class MetricsEvidence:
    """Metrics on held-out rows. `left_out` names those that these rows do not define, and why."""

    rows: int
    method: str
    estimates: tuple[Estimate, ...]
    left_out: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    confusion: Confusion | None


def importance_of(view: VersionView) -> Part[ImportanceEvidence]:
    """What drives the version's predictions."""

    def read(payload: dict[str, Any]) -> ImportanceEvidence:
        shape = _Importance.model_validate(payload)
        return ImportanceEvidence(
            read_importance(payload),
            shape.method,
            shape.background_rows,
            shape.orders,
            shape.additivity_error,
        )

    return _part(view, "importance", read)


def metrics_of(view: VersionView) -> Part[MetricsEvidence]:
    """How the version does on held-out rows."""

    def read(payload: dict[str, Any]) -> MetricsEvidence:
        shape = _Metrics.model_validate(payload)
        counts = shape.confusion
        return MetricsEvidence(
            shape.rows,
            shape.method,
            read_estimates(payload),
            tuple((one.metric, one.reason) for one in shape.left_out),
            shape.classes,
            Confusion(shape.classes, counts) if counts else None,
        )

    return _part(view, "metrics", read)


def baselines_of(view: VersionView) -> Part[tuple[Baseline, ...]]:
    """The plain models that the version is compared with."""

    def read(payload: dict[str, Any]) -> tuple[Baseline, ...]:
        _Baselines.model_validate(payload)
        return read_baselines(payload)

    return _part(view, "baseline", read)


def groups_of(view: VersionView) -> Part[tuple[GroupTable, ...]]:
    """Results by group of each protected column."""

    def read(payload: dict[str, Any]) -> tuple[GroupTable, ...]:
        _Groups.model_validate(payload)
        return read_groups(payload)

    return _part(view, "groups", read)


def parity_of(view: VersionView) -> Part[Parity]:
    """The parity certificate."""
    return _part(view, "parity", Parity.model_validate)


def search_of(view: VersionView) -> Part[Search]:
    """What the search found."""
    return _part(view, "search", Search.model_validate)


def data_of(view: VersionView) -> Part[DataFacts]:
    """The rows that the version was trained and measured on."""
    return _part(view, "data", DataFacts.model_validate)


def _part(view: VersionView, kind: str, read: Callable[[dict[str, Any]], R]) -> Part[R]:
    found: EvidenceView | None = next((row for row in view.evidence if row.kind == kind), None)
    if found is None:
        return Part(kind, why=MISSING)
    if not isinstance(found.payload, Mapping):
        return Part(kind, why=UNREADABLE)
    try:
        return Part(kind, read(dict(found.payload)))
    except ValueError:  # a ValidationError is one
        return Part(kind, why=UNREADABLE)
