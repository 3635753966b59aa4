"""The table of versions: its columns, and the words and colours for where a version stands."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.numbers import moment, number
from desktop.i18n.text import T, Text
from desktop.i18n.words import LEARNERS, VERSION_STATES, learner_name, metric_name, state_name
from desktop.models.table import Column
from registry.altered import ALTERED
from registry.lifecycle import VersionState
from registry.views.figures import Figure
from registry.views.versions import VersionRow

VERSION_CODES: Mapping[str, Text] = {**VERSION_STATES, **LEARNERS}
"""What a search for versions finds by how it reads."""

NONE = "–"  # noqa: RUF001 - an en dash is how a table says that there is nothing

STATE_TONES: dict[str, str] = {
    VersionState.CANDIDATE: "info",
    VersionState.IN_REVIEW: "warn",
    VersionState.APPROVED: "good",
    VersionState.REJECTED: "bad",
    VersionState.CHANGES_REQUESTED: "bad",
    VersionState.SUSPENDED: "warn",
    VersionState.REVOKED: "bad",
    ALTERED: "bad",
}
"""Other states are neutral: nothing is asked of anybody."""

STANDINGS: dict[str, tuple[Text, str]] = {
    "better": (T("Models", "Better"), "good"),
    "tied": (T("Models", "Tied"), "neutral"),
    "worse": (T("Models", "Worse"), "bad"),
}
STANDING_TIP = T("Models", "The best plain model reaches {value}, between {low} and {high}.")
HIGHER, LOWER = T("Models", "Higher is better"), T("Models", "Lower is better")
RANGE = T("Models", "{low} to {high}")


def state_tone(state: str) -> str:
    """The tone of a state's pill."""
    return STATE_TONES.get(state, "neutral")


def range_text(figure: Figure | None) -> str:
    """An interval in words."""
    if figure is None:
        return NONE
    return RANGE(low=number(figure.low), high=number(figure.high))


def standing_text(row: VersionRow) -> str:
    """How a version does against the best plain model."""
    return STANDINGS[row.standing][0]() if row.standing else NONE


def _standing_tip(row: VersionRow) -> str:
    best = row.baseline
    if best is None:
        return ""
    return STANDING_TIP(value=number(best.value), low=number(best.low), high=number(best.high))


def _metric_tip(row: VersionRow) -> str:
    if row.higher_is_better is None:
        return ""
    return HIGHER() if row.higher_is_better else LOWER()


def learner(row: VersionRow) -> str:
    """By what a version was made, which the model's tip tells."""
    return learner_name(row.learner) if row.learner else NONE


def called(row: VersionRow) -> str:
    """A version's model, with the aliases that point at the version."""
    return " ".join([row.model, *(f"@{name}" for name in row.aliases)])


COLUMNS: tuple[Column[VersionRow], ...] = (
    Column(
        "model",
        T("Models", "Model"),
        called,
        tip=lambda row: f"{called(row)}, {learner(row)}",
        stretch=True,
    ),
    Column(
        "version",
        T("Models", "Version"),
        lambda row: str(row.number),
        sort=lambda row: row.number,
        right=True,
        tip=lambda row: row.id,
    ),
    Column(
        "state",
        T("Models", "State"),
        lambda row: state_name(row.state),
        tone=lambda row: state_tone(row.state),
    ),
    Column("target", T("Models", "Target"), lambda row: row.target),
    Column(
        "metric",
        T("Models", "Held out"),
        lambda row: f"{metric_name(row.metric)} {number(row.figure.value)}" if row.figure else NONE,
        sort=lambda row: (row.metric, row.figure.value) if row.figure else None,
        right=True,
        tip=_metric_tip,
    ),
    Column(
        "interval",
        T("Models", "95 % interval"),
        lambda row: range_text(row.figure),
        sort=lambda row: row.figure.low if row.figure else None,
        right=True,
    ),
    Column(
        "baseline",
        T("Models", "Baseline"),
        standing_text,
        tone=lambda row: STANDINGS[row.standing][1] if row.standing else None,
        tip=_standing_tip,
    ),
    Column(
        "made", T("Models", "Made"), lambda row: moment(row.created_at), sort=lambda row: row.id
    ),
    Column("by", T("Models", "By"), lambda row: row.created_by),
)
