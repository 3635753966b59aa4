"""The tables about a version's use and standing: aliases, batches, and its states so far."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import state_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE, state_tone
from registry.batches import BatchView
from registry.views.use import AliasView
from registry.views.versions import StateChangeView

ALIAS_STATES: Mapping[str, tuple[Text, str]] = {
    "set": (T("Models", "Set"), "good"),
    "suspended": (T("Models", "Suspended"), "warn"),
    "cleared": (T("Models", "Cleared"), "neutral"),
    "altered": (T("Models", "Altered"), "bad"),
}
PROTECTED, FREE = T("Models", "Protected"), T("Models", "Free")


def _state(row: AliasView) -> tuple[str, str]:
    known = ALIAS_STATES.get(row.state)
    return (known[0](), known[1]) if known else (row.state, "neutral")


ALIAS_COLUMNS: tuple[Column[AliasView], ...] = (
    Column("name", T("Models", "Alias"), lambda row: f"{row.model}@{row.name}"),
    Column(
        "state", T("Models", "State"), lambda row: _state(row)[0], tone=lambda row: _state(row)[1]
    ),
    Column("kind", T("Models", "Kind"), lambda row: PROTECTED() if row.protected else FREE()),
    Column(
        "why",
        T("Models", "In the way"),
        lambda row: row.suspended_reason or NONE,
        tip=lambda row: row.suspended_reason,
        stretch=True,
    ),
    Column("by", T("Models", "Set by"), lambda row: row.set_by),
    Column("at", T("Models", "When"), lambda row: moment(row.set_at), lambda row: row.set_at),
)

BATCH_COLUMNS: tuple[Column[BatchView], ...] = (
    Column("at", T("Models", "When"), lambda row: moment(row.scored_at), lambda row: row.scored_at),
    Column(
        "rows", T("Models", "Rows"), lambda row: whole(row.rows), lambda row: row.rows, right=True
    ),
    Column(
        "source",
        T("Models", "Scored"),
        lambda row: row.source,
        tip=lambda row: f"{row.source}\nSHA-256 {row.source_sha256}",
        stretch=True,
    ),
    Column(
        "output",
        T("Models", "Predictions"),
        lambda row: row.output,
        tip=lambda row: f"{row.output}\nSHA-256 {row.output_sha256}",
        width=260,
    ),
    Column("state", T("Models", "State then"), lambda row: state_name(row.state)),
    Column("by", T("Models", "By"), lambda row: row.created_by),
)

CHANGE_COLUMNS: tuple[Column[StateChangeView], ...] = (
    Column(
        "at", T("Models", "When"), lambda row: moment(row.changed_at), lambda row: row.changed_at
    ),
    Column("from", T("Models", "From"), lambda row: state_name(row.source)),
    Column(
        "to",
        T("Models", "To"),
        lambda row: state_name(row.target),
        tone=lambda row: state_tone(row.target),
    ),
    Column("who", T("Models", "Who"), lambda row: row.principal),
    Column(
        "why", T("Models", "Why"), lambda row: row.reason or NONE, tip=lambda row: row.reason,
        stretch=True,
    ),
)  # fmt: skip
