"""What a reviewer has to see of one request: what is asked, the evidence, the policy's rules."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, number, whole
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import metric_name, request_status_name, task_name
from desktop.models.table import Column, TypedTableModel
from desktop.pages.models_facts import NOT_STATED
from desktop.pages.models_panel import FAILED, PASSED
from desktop.pages.models_reviews import HISTORY_COLUMNS, RULE_COLUMNS, history_rows, rule_verdicts
from desktop.pages.models_rows import METRIC_COLUMNS, metric_rows
from desktop.pages.models_standing import warnings_of
from desktop.pages.models_table import NONE
from desktop.pages.review_changes import (
    AGAINST,
    CHANGE_COLUMNS,
    COMMENT_COLUMNS,
    FIRST,
    change_rows,
    notices,
)
from desktop.pages.review_others import OtherRequests
from desktop.pages.review_read import ReviewDetail
from desktop.pages.review_rests import RestsOn, rests_words
from desktop.pages.review_rows import (
    DESCRIPTIONS,
    GROUP_COLUMNS,
    HEADINGS,
    IMPORTANCE_COLUMNS,
    STAGE,
    asked_words,
    group_rows,
    importance_rows,
    status_tone,
)
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Card, FigureTile
from desktop.widgets.digest import DigestField
from desktop.widgets.facts import FactList
from desktop.widgets.labels import Pill, data_label, heading_label, muted_label
from desktop.widgets.sections import scrolled, show_whole
from desktop.widgets.table import DataTable
from registry.rules import RuleVerdict

ASKED = T("Review", "{who} asks for approval under the policy {policy}, since {when}.")
ASKED_THEN = T("Review", "{who} asked for approval under the policy {policy} on {when}.")
NO_COMMENT = T("Review", "No comment was given.")
RANGE = T("Review", "{low} to {high}")
NO_RULES = T("Review", "The rules were not recorded")
_TILE_STANDING: dict[str, Text] = {
    "better": T("Review", "better than the best plain model"),
    "tied": T("Review", "level with the best plain model"),
    "worse": T("Review", "worse than the best plain model"),
}


class ReviewPanel(Card):
    """Shows one request. At the top what else was said of the content, what can be seen at a glance
    below it, then the evidence in full.

    `reply_asked` gives the comment that somebody wants to answer.
    """

    reply_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._detail: ReviewDetail | None = None
        self.setObjectName("review-panel")
        self.title = heading_label()
        self.pill = Pill()
        self.asked = muted_label()
        self.asked.setWordWrap(True)
        self.header.addWidget(self.title)
        self.header.addWidget(self.pill)
        self.header.addWidget(self.asked, 1)
        self.comment = data_label()
        self.comment.setObjectName("review-why")
        self.rests = RestsOn(desk)
        self.warning = Banner("warn")
        self.facts = FactList()
        self.facts.setObjectName("review-facts")
        self.manifest = DigestField(T("Review", "Manifest root"), desk.theme)
        self.evidence = DigestField(T("Review", "Evidence root"), desk.theme)
        self.parity = data_label()
        self.no_groups, self.no_importance = muted_label(), muted_label()
        for label in (self.no_groups, self.no_importance):
            label.setWordWrap(True)
        self.rules = self._table("rules", RULE_COLUMNS, lambda row: row)
        self.rules.set_empty(NO_RULES)
        self.metrics = self._table("metrics", METRIC_COLUMNS, lambda row: row.own.metric)
        self.groups = self._table("groups", GROUP_COLUMNS, lambda row: (row.column, row.group))
        self.importance = self._table("importance", IMPORTANCE_COLUMNS, lambda row: row.column)
        self.decisions = self._table("decisions", HISTORY_COLUMNS, lambda row: row.id)
        self.against = muted_label()
        self.against.setWordWrap(True)
        self.notices = Banner("warn")
        self.notices.setObjectName("review-notices")
        self.changed = self._table(
            "changed", CHANGE_COLUMNS, lambda row: (row.part, row.name, row.champion)
        )
        self.others = OtherRequests(desk)
        self.discussion = self._table("discussion", COMMENT_COLUMNS, lambda row: row.id)
        self.discussion.chosen.connect(lambda _: self._update_reply())
        self.discussion.activated_row.connect(lambda _: self._reply())
        self.reply_button = button("plain", self._reply)
        self.reply_button.setObjectName("review-reply")
        self.say(self.reply_button.setText, T("Review", "Ans&wer the comment…"))
        self.no_discussion = muted_label()
        self.area = scrolled(
            self.others,
            self._glance(),
            self.rests,
            *self._part("changed", self.against, self.notices, self.changed),
            self.warning,
            self.comment,
            self.facts,
            self._digests(),
            *self._part("rules", self.rules),
            *self._part("discussion", self.no_discussion, self.discussion, self._replying()),
            *self._part("decisions", self.decisions),
            *self._part("metrics", self.metrics),
            *self._part("parity", self.parity),
            *self._part("groups", self.no_groups, self.groups),
            *self._part("importance", self.no_importance, self.importance),
        )
        self.say(self.area.setAccessibleName, T("Review", "What the decision rests on"))
        self.body.addWidget(self.area)

    @property
    def detail(self) -> ReviewDetail | None:
        """The request that is shown."""
        return self._detail

    def show_detail(self, detail: ReviewDetail) -> None:
        """Show a request; another than before from its top."""
        before = self._detail
        self._detail = detail
        self._render(detail)
        if before is None or before.request.id != detail.request.id:
            self.area.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Say the facts in the new language too."""
        super().retranslate()
        if self._detail is not None:
            self._render(self._detail)

    # -- building ---------------------------------------------------------------------------

    def _glance(self) -> QWidget:
        self.figure = FigureTile(T("Review", "Held out"))
        self.parity_tile = FigureTile(T("Review", "Python against ONNX"))
        self.rules_tile = FigureTile(T("Review", "Rules met"))
        self.warnings_tile = FigureTile(T("Review", "Warnings"))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for tile in (self.figure, self.parity_tile, self.rules_tile, self.warnings_tile):
            tile.note.setWordWrap(True)
            row.addWidget(tile, 1)
        return made

    def _digests(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.manifest)
        row.addWidget(self.evidence)
        row.addStretch(1)
        return made

    def _replying(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reply_button)
        row.addStretch(1)
        return made

    def _part(self, key: str, *content: QWidget) -> list[QWidget]:
        heading = heading_label()
        self.say(heading.setText, HEADINGS[key])
        return [heading, *content]

    def _table(
        self, key: str, columns: Sequence[Column[Any]], tell_apart: Callable[[Any], Hashable]
    ) -> DataTable:
        model = TypedTableModel(columns, key=tell_apart)
        made = DataTable(model, HEADINGS[key], DESCRIPTIONS[key], self._desk.theme)
        made.setObjectName(f"review-{key}")
        model.setParent(made)
        return made

    # -- showing ----------------------------------------------------------------------------

    def _render(self, detail: ReviewDetail) -> None:
        request = detail.request
        self.title.setText(request.version)
        self.setAccessibleName(request.version)
        self.pill.show_state(request_status_name(request.status), status_tone(request.status))
        self.pill.show()
        asked = ASKED if request.status == "open" else ASKED_THEN
        self.asked.setText(
            asked(
                who=request.requested_by,
                policy=request.policy,
                when=moment(request.requested_at),
            )
        )
        self.others.show_requests(detail.others, detail.refused)
        self.comment.setText(request.comment or NO_COMMENT())
        self.facts.show_facts(_facts(detail))
        self.manifest.show_digest(request.manifest_root)
        self.evidence.show_digest(request.evidence_root)
        self.rests.show_detail(detail)
        rules = rule_verdicts(request.judged[-1].rules) if request.judged else []
        show_whole(self.rules, rules)
        champion = detail.comparison.champion
        self.against.setText(AGAINST(champion=champion) if champion else FIRST())
        self.notices.show_text("\n".join(notices(detail.comparison)))
        show_whole(self.changed, change_rows(detail.comparison))
        self._render_table(self.discussion, request.comments, self.no_discussion, NO_DISCUSSION())
        self._update_reply()
        show_whole(self.metrics, metric_rows(detail.version))
        show_whole(self.decisions, history_rows((request,)))
        warnings = warnings_of(detail.version)
        self.warning.show_text("\n".join(warnings))
        self._render_glance(detail, rules, len(warnings) + len(rests_words(detail)))
        self.parity.setText(_parity_words(detail))
        tables = detail.groups.value or ()
        self._render_table(
            self.groups, group_rows(tables), self.no_groups, detail.groups.reason or NO_GROUPS()
        )
        found = detail.importance.value
        self._render_table(
            self.importance,
            importance_rows(found.chart) if found else [],
            self.no_importance,
            detail.importance.reason,
        )

    def _update_reply(self) -> None:
        """There is something to answer, and who acts takes part."""
        detail, comment = self._detail, self.discussion.current()
        talks = detail is not None and detail.may_comment and bool(detail.request.comments)
        self.reply_button.setVisible(talks)
        self.reply_button.setEnabled(talks and comment is not None and not comment.altered)

    def _reply(self) -> None:
        if self.reply_button.isEnabled():
            self.reply_asked.emit(self.discussion.current())

    def _render_table(
        self, table: DataTable, rows: Sequence[Any], instead: QLabel, reason: str
    ) -> None:
        table.setVisible(bool(rows))
        instead.setVisible(not rows)
        instead.setText(reason)
        show_whole(table, rows)

    def _render_glance(
        self, detail: ReviewDetail, rules: Sequence[RuleVerdict], warnings: int
    ) -> None:
        metric = detail.version.view.run.metric
        row = next((one for one in metric_rows(detail.version) if one.own.metric == metric), None)
        if row is None:
            self.figure.show_value(NONE, detail.version.metrics.reason)
        else:
            span = RANGE(low=number(row.own.low), high=number(row.own.high))
            standing = _TILE_STANDING[row.standing]() if row.standing else ""
            self.figure.show_value(
                number(row.own.value),
                ", ".join(filter(None, (metric_name(metric), span, standing))),
            )
        parity = detail.version.parity.value
        if parity is None:
            self.parity_tile.show_value(NONE, detail.version.parity.reason)
        else:
            rows = N("Review", "{n} rows tried")(n=parity.rows)
            self.parity_tile.show_value((PASSED if parity.passed else FAILED)[0](), rows)
        met = sum(rule.mark == "passed" for rule in rules)
        waived = sum(rule.mark == "waived" for rule in rules)
        of = T("Review", "{met} of {all}")(met=whole(met), all=whole(len(rules)))
        note = N("Review", "{policy}, {n} waived")(n=waived, policy=detail.request.policy)
        self.rules_tile.show_value(of if rules else NONE, note if waived else detail.request.policy)
        self.warnings_tile.show_value(whole(warnings))


NO_DISCUSSION = T("Review", "Nobody has said anything about it yet.")
NO_GROUPS = T("Review", "No column of the data is marked as protected.")


def _facts(detail: ReviewDetail) -> list[tuple[Text, str]]:
    view, request, model = detail.version.view, detail.request, detail.version.view.documentation
    stage = STAGE(
        name=request.stages[request.stage - 1],
        stage=whole(request.stage),
        stages=whole(len(request.stages)),
    )
    policy = T("Review", "{name}, version {version}")
    asked = "; ".join(asked_words(one) for one in request.assignments)
    return [
        (T("Review", "Model"), view.model),
        (T("Review", "Predicts"), f"{view.run.target} ({task_name(view.run.task)})"),
        (T("Review", "Intended use"), model.intended_use or NOT_STATED()),
        (T("Review", "Made by"), view.created_by),
        (
            T("Review", "Policy"),
            policy(name=request.policy, version=whole(request.policy_version)),
        ),
        (T("Review", "Stage"), stage),
        *([(T("Review", "Asked to look"), asked)] if asked else []),
        (T("Review", "Request"), request.id),
    ]


def _parity_words(detail: ReviewDetail) -> str:
    parity = detail.version.parity
    if parity.value is None:
        return parity.reason
    words = (PASSED if parity.value.passed else FAILED)[2]()
    largest = T(
        "Review", "The largest difference over {rows} rows is {value}; the bound is {bound}."
    )
    return " ".join(
        (
            words,
            largest(
                rows=whole(parity.value.rows),
                value=number(parity.value.largest_difference, 3),
                bound=number(parity.value.bound, 3),
            ),
            *parity.value.reasons,
        )
    )
