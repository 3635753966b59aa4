"""All about one version, on tabs: facts, results, parity, files, lineage and reviews."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, number, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import state_name
from desktop.models.table import Column, TypedTableModel
from desktop.pages.lineage_card import LineageCard
from desktop.pages.models_deployments import Deployments
from desktop.pages.models_facts import facts_of
from desktop.pages.models_read import VersionDetail
from desktop.pages.models_reviews import (
    HISTORY_COLUMNS,
    RULE_COLUMNS,
    history_rows,
    rule_verdicts,
)
from desktop.pages.models_rows import (
    EVIDENCE_COLUMNS,
    FILE_COLUMNS,
    METRIC_COLUMNS,
    PARITY_COLUMNS,
    metric_rows,
)
from desktop.pages.models_standing import standing_words, warnings_of
from desktop.pages.models_table import NONE, state_tone
from desktop.pages.models_use import (
    ALIAS_COLUMNS,
    BATCH_COLUMNS,
    CHANGE_COLUMNS,
)
from desktop.plots.builders import estimates
from desktop.plots.card import ChartCard
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Card
from desktop.widgets.facts import FactList
from desktop.widgets.labels import Pill, heading_label, muted_label
from desktop.widgets.sections import scrolled, show_whole
from desktop.widgets.table import DataTable


class VersionPanel(Card):
    """Shows one version. `review_asked` gives the request that somebody wants to look at, `told` a
    sentence about what was done.

    A tab is filled when it is looked at: charts and long tables cost time.
    """

    review_asked = Signal(str)
    told = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._detail: VersionDetail | None = None
        self._stale: set[int] = set()
        self.setObjectName("models-panel")
        self.title = heading_label()
        self.pill = Pill()
        self.standing = muted_label()
        self.standing.setWordWrap(True)
        self.review_button = button("quiet", self._ask_for_review)
        self.review_button.setObjectName("models-review")
        self.say(self.review_button.setText, T("Models", "Open the review"))
        for widget, stretch in (
            (self.title, 0), (self.pill, 0), (self.standing, 1), (self.review_button, 0)
        ):  # fmt: skip
            self.header.addWidget(widget, stretch)

        self.tabs = QTabWidget()
        self.tabs.setObjectName("models-tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setUsesScrollButtons(True)
        self.say(self.tabs.tabBar().setAccessibleName, T("Models", "About the version"))
        self.body.addWidget(self.tabs)
        self._fillers: list[Callable[[VersionDetail], None]] = []
        self._tab(T("Models", "Overview"), self._overview(), self._fill_overview)
        self._tab(T("Models", "Results"), self._results(), self._fill_results)
        self._tab(T("Models", "Parity"), self._parity(), self._fill_parity)
        self._tab(T("Models", "Files"), self._files(), self._fill_files)
        self._tab(T("Models", "Lineage"), self._lineage(), self._fill_lineage)
        self._tab(T("Models", "Reviews"), self._reviews(), self._fill_reviews)
        self._tab(T("Models", "Use"), self._use(), self._fill_use)
        self.tabs.currentChanged.connect(lambda _: self._fill())

    @property
    def detail(self) -> VersionDetail | None:
        """The version that is shown."""
        return self._detail

    def show_detail(self, detail: VersionDetail) -> None:
        """Show a version, on the tab that is open."""
        if detail == self._detail:
            return
        self._detail = detail
        self._render()

    def retranslate(self) -> None:
        """Say the version's facts and tables in the new language too."""
        super().retranslate()
        self._render()

    def _render(self) -> None:
        detail = self._detail
        if detail is None:
            return
        view = detail.view
        self.title.setText(view.label)
        self.setAccessibleName(view.label)
        self.pill.show_state(state_name(view.state), state_tone(view.state))
        self.pill.show()
        self.standing.setText(standing_words(view))
        self.review_button.setVisible(bool(view.requests))
        self._stale = set(range(self.tabs.count()))
        self._fill()

    def _fill(self) -> None:
        place = self.tabs.currentIndex()
        if self._detail is not None and place in self._stale:
            self._stale.discard(place)
            self._fillers[place](self._detail)

    def _ask_for_review(self) -> None:
        if self._detail is not None and self._detail.view.requests:
            view = self._detail.view
            self.review_asked.emit((view.open_request or view.requests[-1]).id)

    # -- tabs -------------------------------------------------------------------------------

    def _tab(self, title: Text, page: QWidget, fill: Callable[[VersionDetail], None]) -> None:
        place = self.tabs.addTab(page, "")
        self._fillers.append(fill)
        self.say(lambda words: self.tabs.setTabText(place, words), title)

    def _overview(self) -> QWidget:
        self.warning = Banner("warn")
        self.facts = FactList()
        self.facts.setObjectName("models-facts")
        return scrolled(self.warning, self.facts)

    def _fill_overview(self, detail: VersionDetail) -> None:
        self.warning.show_text("\n".join(warnings_of(detail)))
        self.facts.show_facts(facts_of(detail))

    def _results(self) -> QWidget:
        self.metrics = self._table(
            METRIC_COLUMNS,
            lambda row: row.own.metric,
            T("Models", "Held-out metrics"),
            T("Models", "Each metric with its 95 % interval, beside the best plain model"),
        )
        self.metrics.set_empty(T("Models", "No metrics were recorded for this version"))
        self.chart = ChartCard(
            T("Models", "Against simple models"), self._desk.theme, self._desk.background
        )
        return scrolled(self.metrics, self.chart)

    def _fill_results(self, detail: VersionDetail) -> None:
        rows = metric_rows(detail)
        show_whole(self.metrics, rows)
        metrics = detail.metrics
        plot = (
            estimates(metrics.value.estimates, detail.baselines.value or ())
            if metrics.value
            else None
        )
        self.chart.show_plot(plot, metrics.reason)

    def _parity(self) -> QWidget:
        self.parity_pill = Pill()
        self.parity_words = muted_label()
        self.parity_words.setWordWrap(True)
        self.parity_facts = FactList()
        self.parity_table = self._table(
            PARITY_COLUMNS,
            lambda row: row,
            T("Models", "Rows that were tried"),
            T("Models", "How far the ONNX graph is from the fitted model, by kind of row"),
        )
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.parity_pill)
        line.addWidget(self.parity_words, 1)
        return scrolled(top, self.parity_facts, self.parity_table)

    def _fill_parity(self, detail: VersionDetail) -> None:
        found = detail.parity.value
        self.parity_table.setVisible(found is not None)
        self.parity_facts.setVisible(found is not None)
        if found is None:
            self.parity_pill.show_state("", "neutral")
            self.parity_words.setText(detail.parity.reason)
            return
        words = PASSED if found.passed else FAILED
        self.parity_pill.show_state(words[0](), words[1])
        self.parity_pill.show()
        said = [words[2](), *found.reasons]
        self.parity_words.setText(" ".join(said))
        flipped = T("Models", "{outside}, and {inside} as close to the threshold as rounding is")
        self.parity_facts.show_facts(
            (
                (T("Models", "Largest difference"), number(found.largest_difference, 3)),
                (T("Models", "Bound"), number(found.bound, 3)),
                (T("Models", "Rows tried"), whole(found.rows)),
                (
                    T("Models", "Labels changed"),
                    flipped(
                        outside=whole(found.flipped_outside_margin),
                        inside=whole(found.flipped_inside_margin),
                    ),
                ),
                (T("Models", "ONNX Runtime"), found.onnxruntime or NONE),
                (T("Models", "Note"), found.probes_note or NONE),
            )
        )
        show_whole(self.parity_table, list(dict.fromkeys(found.groups)))

    def _files(self) -> QWidget:
        self.evidence = self._table(
            EVIDENCE_COLUMNS,
            lambda row: row.id,
            T("Models", "Evidence"),
            T("Models", "What was found out about the version, with the digest of each finding"),
        )
        self.files = self._table(
            FILE_COLUMNS,
            lambda row: row.id,
            T("Models", "Files"),
            T("Models", "What the version consists of, with the digest of each file"),
        )
        return scrolled(self.files, self.evidence)

    def _fill_files(self, detail: VersionDetail) -> None:
        show_whole(self.evidence, detail.view.evidence)
        show_whole(self.files, detail.view.artifacts)

    def _lineage(self) -> QWidget:
        self.lineage = LineageCard(self._desk)
        return self.lineage

    def _fill_lineage(self, detail: VersionDetail) -> None:
        self.lineage.show_detail(detail)

    def _use(self) -> QWidget:
        self.aliases = self._table(
            ALIAS_COLUMNS,
            lambda row: row.id,
            T("Models", "Aliases"),
            T("Models", "The names that point to this version, and whether they may be followed"),
        )
        self.aliases.set_empty(T("Models", "No alias points to this version"))
        self.deployments = Deployments(self._desk)
        self.deployments.told.connect(self.told)
        self.changes = self._table(
            CHANGE_COLUMNS,
            lambda row: (row.changed_at, row.action),
            T("Models", "States so far"),
            T("Models", "Every change of the version's state, with who made it and why"),
        )
        self.changes.set_empty(T("Models", "Its state has not changed yet"))
        self.batches = self._table(
            BATCH_COLUMNS,
            lambda row: row.id,
            T("Models", "Batches of predictions"),
            T("Models", "What was scored with this version, the newest first"),
        )
        self.batches.set_empty(T("Models", "Nothing was scored with this version yet"))
        return scrolled(self.aliases, self.deployments, self.batches, self.changes)

    def _fill_use(self, detail: VersionDetail) -> None:
        show_whole(self.aliases, detail.view.aliases)
        self.deployments.show_version(detail.view)
        show_whole(self.batches, detail.batches)
        show_whole(self.changes, detail.view.changes[::-1])

    def _reviews(self) -> QWidget:
        self.history = self._table(
            HISTORY_COLUMNS,
            lambda row: row.id,
            T("Models", "Review history"),
            T("Models", "Requests and decisions, newest first"),
        )
        self.history.set_empty(T("Models", "Nobody has asked for a review of this version yet"))
        self.rules_title = heading_label()
        self.rules = self._table(
            RULE_COLUMNS,
            lambda row: row,
            T("Models", "Rules of the policy"),
            T("Models", "How each rule came out when it was last looked at"),
        )
        return scrolled(self.history, self.rules_title, self.rules)

    def _fill_reviews(self, detail: VersionDetail) -> None:
        show_whole(self.history, history_rows(detail.view.requests))
        looked = [
            (request, evaluation)
            for request in detail.view.requests
            for evaluation in request.judged
        ]
        self.rules.setVisible(bool(looked))
        self.rules_title.setVisible(bool(looked))
        if looked:
            request, evaluation = looked[-1]
            title = T("Models", "Rules of the policy {policy}, as of {when}")
            self.rules_title.setText(
                title(policy=request.policy, when=moment(evaluation.created_at))
            )
            show_whole(self.rules, rule_verdicts(evaluation.rules))

    def _table(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable],
        name: Text,
        description: Text,
    ) -> DataTable:
        model = TypedTableModel(columns, key=key)
        made = DataTable(model, name, description, self._desk.theme)
        model.setParent(made)
        return made


PASSED = (
    T("Models", "Passed"),
    "good",
    T("Models", "The ONNX graph gives what the fitted model gives, within the bound."),
)
FAILED = (
    T("Models", "Not passed"),
    "bad",
    T("Models", "The ONNX graph does not give what the fitted model gives."),
)
