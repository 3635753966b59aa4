"""The table of the Reports page: versions to hand over."""

from __future__ import annotations

from sqlmodel import Session

from desktop.i18n.numbers import moment, number
from desktop.i18n.text import T
from desktop.i18n.words import metric_name, state_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE, range_text, state_tone
from registry.lifecycle import VersionState
from registry.narrative.views import TopicState
from registry.paging import Asked, Page
from registry.version_list import version_page
from registry.views.versions import VersionRow

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


def topic_standing(state: TopicState) -> str:
    """How a topic stands, in a few words."""
    text = state.text
    if text is None:
        if state.met_by:
            return T("Reports", "By evidence")()
        return T("Reports", "MISSING")() if state.required else T("Reports", "Optional")()
    if text.stale:
        return T("Reports", "Stale")()
    if text.unsupported:
        return T("Reports", "Unsupported")()
    return T("Reports", "Edited")() if text.edits else T("Reports", "Written")()


def topic_tone(state: TopicState) -> str:
    """The colour of its standing."""
    text = state.text
    if text is None:
        return "bad" if state.missing else "neutral"
    return "warn" if text.stale or text.unsupported or text.edits else "good"


TOPIC_COLUMNS: tuple[Column[TopicState], ...] = (
    Column(
        "section",
        T("Reports", "Section"),
        lambda row: str(row.section),
        sort=lambda row: row.section,
        right=True,
    ),
    Column(
        "topic",
        T("Reports", "Topic"),
        lambda row: row.topic.title,
        tip=lambda row: row.asks,
        stretch=True,
    ),
    Column("standing", T("Reports", "Standing"), topic_standing, tone=topic_tone),
    Column("owed", T("Reports", "Owed by"), lambda row: row.owes.removeprefix("the ")),
)


def read_approved_first(session: Session, asked: Asked) -> Page[VersionRow]:
    """What may be handed over first; the newest first among each."""
    return version_page(session, asked, first=VersionState.APPROVED)
