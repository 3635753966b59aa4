"""The table of the Reports page: versions to hand over."""

from __future__ import annotations

from desktop.i18n.numbers import moment, number
from desktop.i18n.text import T
from desktop.i18n.words import metric_name, state_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE, range_text, state_tone
from registry.lifecycle import VersionState
from registry.views import VersionRow

VERSION_COLUMNS: tuple[Column[VersionRow], ...] = (
    Column(
        "version",
        T("Reports", "Version"),
        lambda row: row.label,
        tip=lambda row: row.id,
        stretch=True,
    ),
    Column(
        "state",
        T("Reports", "State"),
        lambda row: state_name(row.state),
        tone=lambda row: state_tone(row.state),
    ),
    Column(
        "metric",
        T("Reports", "Held out"),
        lambda row: f"{metric_name(row.metric)} {number(row.figure.value)}" if row.figure else NONE,
        sort=lambda row: (row.metric, row.figure.value) if row.figure else None,
        right=True,
        tip=lambda row: range_text(row.figure),
    ),
    Column(
        "made", T("Reports", "Made"), lambda row: moment(row.created_at), sort=lambda row: row.id
    ),
    Column("by", T("Reports", "By"), lambda row: row.created_by),
)


def approved_first(rows: tuple[VersionRow, ...]) -> list[VersionRow]:
    """What may be handed over first; the newest first among each."""
    return sorted(rows, key=lambda row: row.state != VersionState.APPROVED)
