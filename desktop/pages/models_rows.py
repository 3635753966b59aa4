"""The tables about one version: metrics, parity, evidence, files, lineage and history."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n.numbers import file_size, moment, number, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import (
    evidence_name,
    metric_name,
)
from desktop.models.table import Column
from desktop.pages.explain_evidence import ParityGroup
from desktop.pages.models_read import VersionEvidence
from desktop.pages.models_table import NONE, STANDINGS
from engine.contract.results import Estimate
from registry.views.figures import Figure, Standing, standing
from registry.views.versions import ArtifactView, EvidenceView

_BETTER = {True: T("Models", "Higher"), False: T("Models", "Lower")}


@dataclass(frozen=True)
class MetricRow:
    """A metric of the version beside the best plain model's."""

    own: Estimate
    best: Figure | None
    standing: Standing | None


def metric_rows(detail: VersionEvidence) -> list[MetricRow]:
    """The held-out metrics; empty where there are none that can be read."""
    metrics = detail.metrics.value
    named = {own.metric: own for own in (metrics.estimates if metrics else ())}
    made = []
    for own in named.values():
        sign = 1 if own.higher_is_better else -1
        rivals = [
            Figure(value=one.value, low=one.low, high=one.high)
            for baseline in detail.baselines.value or ()
            for one in baseline.estimates
            if one.metric == own.metric
        ]
        best = max(rivals, key=lambda rival: sign * rival.value, default=None)
        figure = Figure(value=own.value, low=own.low, high=own.high)
        made.append(MetricRow(own, best, standing(figure, best, own.higher_is_better)))
    return made


METRIC_COLUMNS: tuple[Column[MetricRow], ...] = (
    Column("metric", T("Models", "Metric"), lambda row: metric_name(row.own.metric), stretch=True),
    Column("value", T("Models", "Held out"), lambda row: number(row.own.value), right=True),
    Column("low", T("Models", "95 % low"), lambda row: number(row.own.low), right=True),
    Column("high", T("Models", "95 % high"), lambda row: number(row.own.high), right=True),
    Column(
        "best",
        T("Models", "Best plain model"),
        lambda row: number(row.best.value) if row.best else NONE,
        right=True,
    ),
    Column(
        "standing",
        T("Models", "Against it"),
        lambda row: STANDINGS[row.standing][0]() if row.standing else NONE,
        tone=lambda row: STANDINGS[row.standing][1] if row.standing else None,
    ),
    Column("better", T("Models", "Better is"), lambda row: _BETTER[row.own.higher_is_better]()),
)

PARITY_COLUMNS: tuple[Column[ParityGroup], ...] = (
    Column("name", T("Models", "Rows tried"), lambda row: probe_name(row.name), stretch=True),
    Column(
        "rows", T("Models", "Rows"), lambda row: whole(row.rows), lambda row: row.rows, right=True
    ),
    Column(
        "largest",
        T("Models", "Largest difference"),
        lambda row: number(row.largest_difference, 3),
        lambda row: row.largest_difference,
        right=True,
    ),
    Column(
        "flipped",
        T("Models", "Labels changed"),
        lambda row: whole(row.flipped_outside_margin + row.flipped_inside_margin),
        lambda row: row.flipped_outside_margin + row.flipped_inside_margin,
        right=True,
    ),
)

_PROBES: dict[str, Text] = {
    "held_out": T("Models", "Held-out rows"),
    "generated": T("Models", "Generated rows"),
    "batch_1": T("Models", "One row at a time"),
    "batch_7": T("Models", "Seven rows at a time"),
    "probes": T("Models", "Rows at the edges of splits"),
}


def probe_name(name: str) -> str:
    """A group of rows that the graph was tried on, in words where it has some."""
    known = _PROBES.get(name)
    return known() if known else name.replace("_", " ")


def about(row: EvidenceView) -> str:
    """What a figure or another finding says it is about."""
    title = row.payload.get("title") if isinstance(row.payload, dict) else None
    return title if isinstance(title, str) else NONE


EVIDENCE_COLUMNS: tuple[Column[EvidenceView], ...] = (
    Column("kind", T("Models", "Evidence"), lambda row: evidence_name(row.kind)),
    Column("title", T("Models", "About"), about, stretch=True),
    Column("by", T("Models", "By"), lambda row: row.created_by),
    Column(
        "made", T("Models", "Made"), lambda row: moment(row.created_at), lambda row: row.created_at
    ),
    Column("digest", T("Models", "SHA-256"), lambda row: row.digest, width=170),
)

FILE_COLUMNS: tuple[Column[ArtifactView], ...] = (
    Column("name", T("Models", "File"), lambda row: row.name, stretch=True),
    Column("role", T("Models", "Role"), lambda row: file_role(row.role)),
    Column(
        "size",
        T("Models", "Size"),
        lambda row: file_size(row.bytes),
        sort=lambda row: row.bytes,
        right=True,
    ),
    Column("digest", T("Models", "SHA-256"), lambda row: row.sha256, width=170),
)


_ROLES: dict[str, Text] = {
    "code": T("Models", "Code"),
    "data": T("Models", "Data"),
    "environment": T("Models", "Environment"),
    "explanation": T("Models", "Explanation"),
    "figure": T("Models", "Figure"),
    "graph": T("Models", "ONNX graph"),
    "manifest": T("Models", "Manifest"),
    "metrics": T("Models", "Metrics"),
    "native": T("Models", "Fitted model"),
    "parity": T("Models", "Parity certificate"),
    "recipe": T("Models", "Recipe"),
    "search": T("Models", "Search"),
    "trials": T("Models", "Trial log"),
}


def file_role(role: str) -> str:
    """What a file is for, in words where it has some."""
    known = _ROLES.get(role)
    return known() if known else role
