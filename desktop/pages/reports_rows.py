"""The tables of the Reports page: versions to hand over, events of the log, and findings."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.numbers import moment, number, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import audit_action_name, metric_name, state_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE, range_text, state_tone
from desktop.widgets.digest import short
from registry.audit_verify import Finding
from registry.events import EventView
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


TABLES: Mapping[str, Text] = {
    "approval_decision": T("Reports", "decisions"),
    "approval_request": T("Reports", "requests"),
    "artifact": T("Reports", "files"),
    "code_snapshot": T("Reports", "states of the code"),
    "dataset_snapshot": T("Reports", "data snapshots"),
    "environment_snapshot": T("Reports", "environments"),
    "evidence": T("Reports", "evidence"),
    "model_version": T("Reports", "versions"),
    "policy": T("Reports", "policies"),
    "policy_evaluation": T("Reports", "policy evaluations"),
    "principal": T("Reports", "people"),
    "registered_model": T("Reports", "models"),
    "run": T("Reports", "runs"),
    "trial": T("Reports", "trials"),
}
COUNT = T("Reports", "{what}: {count}")
UNREADABLE = T("Reports", "Cannot be read: verify the log")


def touched_words(touched: str) -> str:
    """`1 run, 12 trial` in words; what is no such count is for the verification to find."""
    said = []
    for part in filter(None, touched.split(", ")):
        count, _, table = part.partition(" ")
        if not count.isdecimal():
            return UNREADABLE()
        what = TABLES[table]() if table in TABLES else table
        said.append(COUNT(what=what, count=whole(int(count))))
    return ", ".join(said) or NONE


EVENT_COLUMNS: tuple[Column[EventView], ...] = (
    Column(
        "sequence",
        T("Reports", "Event"),
        lambda row: whole(row.sequence),
        lambda row: row.sequence,
        right=True,
    ),
    Column("at", T("Reports", "When"), lambda row: moment(row.at), lambda row: row.at),
    Column("actor", T("Reports", "Who"), lambda row: row.actor),
    Column("action", T("Reports", "What"), lambda row: audit_action_name(row.action)),
    Column(
        "touched",
        T("Reports", "Records"),
        lambda row: touched_words(row.touched),
        tip=lambda row: touched_words(row.touched),
        stretch=True,
    ),
    Column(
        "hash",
        T("Reports", "Hash"),
        lambda row: short(row.event_hash),
        tip=lambda row: row.event_hash,
    ),
)

FINDING_COLUMNS: tuple[Column[tuple[int, Finding]], ...] = (
    Column("place", T("Reports", "Where"), lambda row: row[1].place, tip=lambda row: row[1].place),
    Column(
        "message",
        T("Reports", "What is not as the log says"),
        lambda row: row[1].message,
        tip=lambda row: row[1].message,
        stretch=True,
    ),
)
