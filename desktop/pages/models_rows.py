"""The tables about one version: metrics, parity, evidence, files, lineage and history."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n.numbers import file_size, moment, number, whole
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import (
    decision_name,
    evidence_name,
    metric_name,
    request_status_name,
    state_name,
)
from desktop.models.table import Column
from desktop.pages.explain_evidence import ParityGroup
from desktop.pages.models_read import VersionDetail
from desktop.pages.models_table import NONE, STANDINGS
from engine.contract.results import Estimate
from registry.lineage_nodes import Node, NodeKind
from registry.views import ArtifactView, EvidenceView, Figure, Standing, standing

_BETTER = {True: T("Models", "Higher"), False: T("Models", "Lower")}


@dataclass(frozen=True)
class MetricRow:
    """A metric of the version beside the best plain model's."""

    own: Estimate
    best: Figure | None
    standing: Standing | None


def metric_rows(detail: VersionDetail) -> list[MetricRow]:
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


@dataclass(frozen=True)
class LineageRow:
    """One thing that the version comes from, or that came of it."""

    id: str
    after: bool
    kind: str
    name: str
    detail: str


KINDS: dict[NodeKind, Text] = {
    NodeKind.SOURCE: T("Models", "Source file"),
    NodeKind.DATASET: T("Models", "Data snapshot"),
    NodeKind.CODE: T("Models", "Code"),
    NodeKind.ENVIRONMENT: T("Models", "Environment"),
    NodeKind.RUN: T("Models", "Training run"),
    NodeKind.MODEL: T("Models", "Model"),
    NodeKind.VERSION: T("Models", "Version"),
    NodeKind.POLICY: T("Models", "Policy"),
    NodeKind.REQUEST: T("Models", "Review request"),
    NodeKind.DECISION: T("Models", "Decision"),
    NodeKind.ALIAS: T("Models", "Alias"),
    NodeKind.DEPLOYMENT: T("Models", "Deployment"),
    NodeKind.WITHDRAWAL: T("Models", "Withdrawal of data"),
}
"""Files and evidence are left out: they have a tab of their own."""
_AFTER = {
    NodeKind.POLICY,
    NodeKind.REQUEST,
    NodeKind.DECISION,
    NodeKind.ALIAS,
    NodeKind.DEPLOYMENT,
    NodeKind.WITHDRAWAL,
}
BEFORE_IT, THIS, AFTER_IT = T("Models", "Before"), T("Models", "This version"), T("Models", "After")

LINEAGE_COLUMNS: tuple[Column[LineageRow], ...] = (
    Column("kind", T("Models", "What"), lambda row: row.kind),
    Column("name", T("Models", "Name"), lambda row: row.name, tip=lambda row: row.id),
    Column("detail", T("Models", "Details"), lambda row: row.detail, stretch=True),
    Column("place", T("Models", "Place"), lambda row: AFTER_IT() if row.after else BEFORE_IT()),
)


def lineage_rows(detail: VersionDetail) -> list[LineageRow]:
    """From the source file to the decision."""
    return [
        LineageRow(node.id, node.kind in _AFTER, KINDS[node.kind](), *_told(detail, node))
        for node in detail.lineage.nodes
        if node.kind in KINDS
    ]


def _told(detail: VersionDetail, node: Node) -> tuple[str, str]:
    """A node's name and details, in the language in force where they are words."""
    view = detail.view
    if node.kind is NodeKind.RUN:
        tried = N("Models", "{n} trials, seed {seed}, by {who}")
        return node.label, tried(n=view.run.trials, seed=view.run.seed, who=view.run.created_by)
    if node.kind is NodeKind.VERSION:
        return node.label, state_name(view.state)
    for request in view.requests:
        if request.id == node.id:
            asked = T("Models", "Requested by {who} on {when}")
            return request_status_name(request.status), asked(
                who=request.requested_by, when=moment(request.requested_at)
            )
        for decision in request.decisions:
            if decision.id == node.id:
                words = T("Models", "{who} at the stage {stage}")
                who = words(who=decision.principal, stage=decision.stage_name)
                return decision_name(decision.decision), who
    return node.label, node.detail
