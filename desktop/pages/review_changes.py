"""What changed against the champion, and the discussion, as tables of the Review page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n.numbers import moment, number, percent, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import metric_name
from desktop.models.table import Column
from desktop.pages.models_reviews import MARKS
from desktop.pages.models_table import NONE
from registry.compared import Judged
from registry.comparison import Comparison, Pair
from registry.views.figures import Figure
from registry.views.requests import CommentView

AGAINST = T("Review", "Beside the champion {champion}: metrics, and everything that differs.")
FIRST = T("Review", "No champion: no other version of this model is in force.")
CHANGED = T("Review", "Changed outside Assay: it counts for nothing")
CONTRIBUTOR = T("Review", "{name} (took part)")
STANDINGS: dict[str, tuple[Text, str]] = {
    "better": (T("Review", "Better"), "good"),
    "worse": (T("Review", "Worse"), "bad"),
    "tied": (T("Review", "Tied"), "neutral"),
}
METRIC, GAP, SHARE = (
    T("Review", "Held-out metric"),
    T("Review", "Gap between groups"),
    T("Review", "Share of movement"),
)
NOT_MEASURABLE = T("Review", "Not measurable")
NO_TABLE = T("Review", "{column}: not measurable, for no results by group were recorded.")
TOO_FEW = T("Review", "{column}: not measurable, for fewer than 2 groups have enough rows.")
LEFT_OUT = T(
    "Review",
    "{column}: groups of fewer than {bound} held-out rows are left out, {small} of {groups}.",
)
UNLISTED = T("Review", "{column}: of the smallest groups {count} were not recorded.")
BESIDE_BASELINE: dict[str, Text] = {
    "worse": T("Review", "Worse than the best plain model: {metrics}."),
    "tied": T("Review", "No better than the best plain model, the intervals overlap: {metrics}."),
}
RULE = T("Review", "Rule of the policy")
PARTS: dict[str, Text] = {
    "parity": T("Review", "Python against ONNX"),
    "data": T("Review", "Data"),
    "columns": T("Review", "Column"),
    "learner": T("Review", "Learner and settings"),
    "packages": T("Review", "Package"),
}


@dataclass(frozen=True)
class ChangeRow:
    """One thing as the champion has it and as this version has it."""

    part: str
    name: str
    champion: str
    own: str
    standing: str = ""
    baseline: str = NONE


def change_rows(found: Comparison) -> list[ChangeRow]:
    """Metrics first, then gaps, rules, parity, and what else differs."""
    rows = [
        ChangeRow(
            METRIC(), metric_name(one.metric), _figure(one.champion), _figure(one.own),
            one.standing or "", _value(one.baseline),
        )
        for one in found.metrics
    ]  # fmt: skip
    rows += [
        ChangeRow(
            GAP(),
            f"{one.column}: {one.measure}",
            _number(one.champion),
            NOT_MEASURABLE() if found.unmeasured(one) else _number(one.own),
        )
        for one in found.gaps
    ]
    rows += [ChangeRow(GAP(), column, NONE, NOT_MEASURABLE()) for column in found.without_gaps]
    rows += [
        ChangeRow(RULE(), one.description, MARKS[one.champion][0](), MARKS[one.own][0]())
        for one in found.rules
    ]
    for key, part in PARTS.items():
        pairs: tuple[Pair, ...] = getattr(found, key)
        rows += [
            ChangeRow(part(), one.name, one.champion or NONE, one.own or NONE) for one in pairs
        ]
    rows += [
        ChangeRow(SHARE(), one.column, percent(one.champion, 1), percent(one.own, 1))
        for one in found.importance
    ]
    return rows


def notices(found: Comparison) -> list[str]:
    """Where the version is no better than a plain model, and whose groups could not be compared."""
    told = []
    for standing, words in BESIDE_BASELINE.items():
        metrics = found.beside_baseline(standing)
        if metrics:
            told.append(words(metrics=", ".join(map(metric_name, metrics))))
    return told + [said for one in found.judged if (said := _judged(one))]


def _judged(one: Judged) -> str:
    """Why the groups of a column could not be compared, and which are left out; '' if all were."""
    if not one.groups:
        return NO_TABLE(column=one.column)
    told = [] if one.measured else [TOO_FEW(column=one.column)]
    if one.small:
        told.append(
            LEFT_OUT(
                column=one.column,
                small=whole(one.small),
                groups=whole(one.groups),
                bound=whole(one.bound),
            )
        )
    if one.unlisted:
        told.append(UNLISTED(column=one.column, count=whole(one.unlisted)))
    return " ".join(told)


def _number(value: float | None) -> str:
    return NONE if value is None else number(value)


def _value(figure: Figure | None) -> str:
    return NONE if figure is None else number(figure.value)


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return NONE
    span = T("Review", "{value} ({low} to {high})")
    return span(value=number(figure.value), low=number(figure.low), high=number(figure.high))


def _standing(row: ChangeRow) -> str:
    return STANDINGS[row.standing][0]() if row.standing else NONE


CHANGE_COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column("part", T("Review", "Part"), lambda row: row.part),
    Column("name", T("Review", "What"), lambda row: row.name, stretch=True),
    Column("champion", T("Review", "Champion"), lambda row: row.champion),
    Column("own", T("Review", "This version"), lambda row: row.own),
    Column(
        "standing",
        T("Review", "How it does"),
        _standing,
        tone=lambda row: STANDINGS[row.standing][1] if row.standing else None,
    ),
    Column("baseline", T("Review", "Best plain model"), lambda row: row.baseline),
)


def _said(row: CommentView) -> str:
    return CHANGED() if row.altered else "    " * row.depth + row.body


COMMENT_COLUMNS: tuple[Column[CommentView], ...] = (
    Column(
        "when",
        T("Review", "When"),
        lambda row: moment(row.written_at),
        sort=lambda row: row.written_at,
    ),
    Column(
        "by",
        T("Review", "By"),
        lambda row: CONTRIBUTOR(name=row.principal) if row.contributor else row.principal,
    ),
    Column("said", T("Review", "Said"), _said, tip=_said, stretch=True),
)
