"""The tables of the Review page: requests, groups of protected columns, and important columns."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n.numbers import moment, number, percent, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import request_status_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE
from desktop.plots.description import Interval
from desktop.plots.evidence import GroupTable, Importance
from registry.altered import ALTERED
from registry.views.requests import AssignmentView, RequestRow

STATUS_TONES = {
    "open": "warn",
    "approved": "good",
    "rejected": "bad",
    "changes_requested": "bad",
    "voided": "bad",
    ALTERED: "bad",
}
"""Others are neutral: nobody has to do anything about them."""
TOP_COLUMNS = 5
STAGE = T("Review", "{name}, {stage} of {stages}")
BY_DAY = T("Review", "{name} by {when}")
LATE = T("Review", "{name} by {when}, which has passed")
TOO_SMALL = T("Review", "Too small to judge")


def status_tone(status: str) -> str:
    """The tone of a request's pill."""
    return STATUS_TONES.get(status, "neutral")


def stage_text(row: RequestRow) -> str:
    """Which stage a request is at, and of how many."""
    if len(row.stages) < 2:
        return row.stage_name
    return STAGE(name=row.stage_name, stage=whole(row.stage), stages=whole(len(row.stages)))


def asked_words(row: AssignmentView) -> str:
    """Who was asked to look at a request, and by when."""
    if row.due_at is None:
        return row.principal
    words = LATE if row.overdue else BY_DAY
    return words(name=row.principal, when=moment(row.due_at))


REQUEST_COLUMNS: tuple[Column[RequestRow], ...] = (
    Column(
        "version",
        T("Review", "Version"),
        lambda row: row.version,
        tip=lambda row: row.id,
        stretch=True,
    ),
    Column(
        "status",
        T("Review", "Status"),
        lambda row: request_status_name(row.status),
        tone=lambda row: status_tone(row.status),
    ),
    Column("stage", T("Review", "Stage"), stage_text),
    Column("by", T("Review", "By"), lambda row: row.requested_by),
    Column(
        "when",
        T("Review", "When"),
        lambda row: moment(row.requested_at),
        sort=lambda row: row.requested_at,
    ),
    Column("policy", T("Review", "Policy"), lambda row: row.policy),
)


@dataclass(frozen=True)
class GroupRow:
    """How the model does for one group. `share` is of wrong labels, else `error` is in the
    target's unit."""

    column: str
    group: str
    rows: int
    small: bool
    share: Interval | None
    error: Interval | None


def group_rows(tables: tuple[GroupTable, ...]) -> list[GroupRow]:
    """The groups of all protected columns below each other."""
    return [
        GroupRow(
            table.column, one.group, one.rows, one.small, one.error, one.mean_absolute_error
        )
        for table in tables
        for one in table.groups
    ]  # fmt: skip


def error_text(row: GroupRow) -> str:
    """The share of wrong labels, or the mean absolute error."""
    if row.share is not None:
        return percent(row.share.value, 1)
    return number(row.error.value) if row.error is not None else NONE


def _interval_text(row: GroupRow) -> str:
    share = row.share
    if share is None or share.low is None or share.high is None:
        return NONE
    return T("Review", "{low} to {high}")(low=percent(share.low, 1), high=percent(share.high, 1))


def _error(row: GroupRow) -> float | None:
    found = row.share or row.error
    return found.value if found is not None else None


GROUP_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column("column", T("Review", "Protected column"), lambda row: row.column),
    Column("group", T("Review", "Group"), lambda row: row.group, stretch=True),
    Column(
        "rows", T("Review", "Rows"), lambda row: whole(row.rows), lambda row: row.rows, right=True
    ),
    Column("error", T("Review", "Error"), error_text, _error, right=True),
    Column("interval", T("Review", "95 % interval"), _interval_text, _error, right=True),
    Column(
        "note",
        T("Review", "Note"),
        lambda row: TOO_SMALL() if row.small else NONE,
        tone=lambda row: "neutral" if row.small else None,
    ),
)


@dataclass(frozen=True)
class ImportanceRow:
    """A column, how much it moves the predictions, and its share of all movement."""

    column: str
    amount: float
    share: float


def importance_rows(found: Importance) -> list[ImportanceRow]:
    """The columns that move the predictions most."""
    total = sum(amount for _, amount in found.columns)
    ranked = sorted(found.columns, key=lambda pair: -pair[1])[:TOP_COLUMNS]
    return [
        ImportanceRow(column, amount, amount / total if total else 0.0) for column, amount in ranked
    ]


IMPORTANCE_COLUMNS: tuple[Column[ImportanceRow], ...] = (
    Column("column", T("Review", "Column"), lambda row: row.column, stretch=True),
    Column(
        "amount",
        T("Review", "Moves a prediction by"),
        lambda row: number(row.amount),
        lambda row: row.amount,
        right=True,
    ),
    Column(
        "share",
        T("Review", "Of all movement"),
        lambda row: percent(row.share),
        lambda row: row.share,
        right=True,
    ),
)

HEADINGS: dict[str, Text] = {
    "changed": T("Review", "What changed against the champion"),
    "discussion": T("Review", "Discussion"),
    "rules": T("Review", "Rules of the policy"),
    "metrics": T("Review", "Held-out metrics against the best plain model"),
    "parity": T("Review", "Python against ONNX"),
    "groups": T("Review", "Results by protected group"),
    "importance": T("Review", "What drives the predictions"),
    "decisions": T("Review", "Decisions so far"),
}
DESCRIPTIONS: dict[str, Text] = {
    "changed": T("Review", "This version beside the champion in force, metrics first"),
    "discussion": T("Review", "What people said about the request, with answers below"),
    "rules": T("Review", "How each rule came out when it was last looked at"),
    "metrics": T("Review", "Each metric with its 95 % interval, beside the best plain model"),
    "groups": T("Review", "Wrong labels or mean absolute error for each protected group"),
    "importance": T("Review", "The columns that move the predictions most"),
    "decisions": T("Review", "The request and the decisions on it, newest first"),
}
