"""The Explain page: how good a version is, what drives it, whom it serves, and why one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QStackedWidget, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import number, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import state_name, task_name
from desktop.pages.base import Page
from desktop.pages.explain_confusion import ConfusionCard
from desktop.pages.explain_evidence import (
    ImportanceEvidence,
    MetricsEvidence,
    Part,
    baselines_of,
    groups_of,
    importance_of,
    metrics_of,
)
from desktop.pages.explain_grid import CardGrid
from desktop.pages.explain_row import RowCard, method_name
from desktop.plots.builders import estimates, groups, importance
from desktop.plots.card import ChartCard
from desktop.plots.evidence import Baseline, GroupTable
from desktop.widgets.buttons import button
from desktop.widgets.cards import EmptyState
from desktop.widgets.labels import muted_label
from registry import paging
from registry.queries import version_view
from registry.resolve import resolve_version
from registry.version_list import version_page
from registry.views.versions import VersionRow, VersionView

CHOSEN = "explain-version"
LISTED = 100
NO_GROUPS = T("Explain", "No column of the data was marked as protected: there are no groups.")
HOW = T("Explain", "{method}, over {rows} held-out rows against {background} background rows.")
OTHERS = T("Explain", "Another, chosen on the Models page…")
ERROR = T("Explain", "Columns add up to the prediction to within {error}.")


@dataclass(frozen=True)
class Explained:
    """A version and its evidence, checked."""

    view: VersionView
    metrics: Part[MetricsEvidence]
    baselines: Part[tuple[Baseline, ...]]
    importance: Part[ImportanceEvidence]
    groups: Part[tuple[GroupTable, ...]]


def read_explained(session: Session, version: str) -> Explained:
    """What the page shows of a version. Raises AssayError as resolve_version."""
    view = version_view(session, resolve_version(session, version))
    return Explained(
        view, metrics_of(view), baselines_of(view), importance_of(view), groups_of(view)
    )


class ExplainPage(Page):
    """Shows one version at a time, remembered between starts."""

    id: ClassVar[str] = "explain"
    title: ClassVar[Text] = T("Explain", "Explain")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = desk.drafts.get(CHOSEN)
        self._explained: Explained | None = None
        self._group_cards: list[ChartCard] = []
        label = QLabel()
        self.say(label.setText, T("Explain", "&Version"))
        self.version = QComboBox()
        self.version.setObjectName("explain-version")
        self.version.setMinimumWidth(240)
        self.version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        label.setBuddy(self.version)
        self.say(self.version.setAccessibleName, T("Explain", "Version to explain"))
        self.version.currentIndexChanged.connect(lambda _: self._chosen())
        self.buttons.addWidget(label)
        self.buttons.addWidget(self.version)

        self.grid = CardGrid(self.version)
        self.metrics = self._chart("explain-metrics", T("Explain", "Against simple models"))
        self.importance = self._chart("explain-importance", T("Explain", "What drives it"))
        self.how = muted_label()
        self.how.setWordWrap(True)
        self.importance.body.addWidget(self.how)
        self.no_groups = self._chart("explain-groups", T("Explain", "Results by group"))
        self.confusion = ConfusionCard(desk.theme)
        self.row = RowCard(desk)
        self.row.shown.connect(self.grid.order_focus)
        for card in (self.confusion, self.row):
            card.setParent(self.grid)
        self.area = QScrollArea()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setStyleSheet("QScrollArea { background: transparent; }")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.grid)
        train = button("primary", lambda: desk.navigator.go("train"))
        train.setObjectName("explain-train")
        self.say(train.setText, T("Explain", "Train a model"))
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.stack.addWidget(
            EmptyState(
                "explain",
                T("Explain", "Nothing to explain yet"),
                T("Explain", "Train a model first: what drives it is then shown here."),
                train,
            )
        )
        self.stack.addWidget(self.area)
        self.body.addWidget(self.stack, 1)

    def _chart(self, name: str, heading: Text) -> ChartCard:
        """A chart in the grid from the first: shown without a parent it would be a window."""
        made = ChartCard(heading, self.desk.theme, self.desk.background)
        made.setParent(self.grid)
        made.setObjectName(name)
        return made

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read which versions there are, then the chosen one."""
        also = self._wanted or str(self.version.currentData() or "")
        asked = paging.Asked(limit=LISTED, also=also)
        self.desk.workspace.read(
            lambda session: version_page(session, asked),
            self._show_versions,
            owner=self,
            key="rows",
        )

    def open_item(self, what: str) -> None:
        """Show a version, by its id."""
        self._wanted = what
        self.desk.drafts.put(CHOSEN, what)
        place = self.version.findData(what)
        if place >= 0:
            self.version.setCurrentIndex(place)
        else:
            self.refresh()

    def _show_versions(self, page: paging.Page[VersionRow]) -> None:
        rows, before = page.items, self.version.currentData()
        was = self.version.blockSignals(True)
        self.version.clear()
        for row in rows:
            self.version.addItem(f"{row.label} ({state_name(row.state)})", row.id)
        if page.after:
            self.version.addItem(OTHERS(), None)
        wanted = self._wanted or before
        self._wanted = ""
        self.version.setCurrentIndex(max(self.version.findData(wanted), 0) if rows else -1)
        self.version.blockSignals(was)
        self.version.setEnabled(bool(rows))
        if rows:
            self._read()
        else:
            self.stack.setCurrentIndex(1)

    def _chosen(self) -> None:
        if self.version.currentData() is None:
            self._go_for_another()
            return
        self.desk.drafts.put(CHOSEN, str(self.version.currentData()))
        self._read()

    def _go_for_another(self) -> None:
        """Leave the choice to the page that searches all versions; here it stays as it was."""
        shown = self._explained.view.id if self._explained else None
        was = self.version.blockSignals(True)
        self.version.setCurrentIndex(max(self.version.findData(shown), 0))
        self.version.blockSignals(was)
        self.desk.navigator.go("models")

    def _read(self) -> None:
        version = self.version.currentData()
        if version is not None:
            self.desk.workspace.read(
                lambda session: read_explained(session, str(version)),
                self._show,
                owner=self,
                key="version",
            )

    # -- showing ----------------------------------------------------------------------------

    def _show(self, explained: Explained) -> None:
        if explained == self._explained:
            return
        self._explained = explained
        self._render(explained)
        self.stack.setCurrentIndex(2)

    def retranslate(self) -> None:
        """Say charts and facts in the new language too."""
        super().retranslate()
        if self._explained is not None:
            self._render(self._explained)
            self.refresh()

    def _render(self, explained: Explained) -> None:
        view, metrics = explained.view, explained.metrics.value
        run = view.run
        subtitle = T("Explain", "Predicts {target} ({task}) from {data}")
        self.subtitle.setText(
            subtitle(target=run.target, task=task_name(run.task), data=run.dataset)
        )
        plot = estimates(metrics.estimates, explained.baselines.value or ()) if metrics else None
        self.metrics.show_plot(plot, explained.metrics.reason)
        self._show_importance(explained)
        tables = self._show_groups(explained)
        confusion = metrics.confusion if metrics else None
        if confusion is not None:
            self.confusion.show_confusion(confusion)
        self.confusion.setVisible(confusion is not None)
        self.row.show_version(view.id, metrics.rows if metrics else None)
        pair = [self.importance] if confusion is None else [self.importance, self.confusion]
        rows: list[list[QWidget]] = [[self.metrics], list(pair), [self.row]]
        self.grid.show_rows([*rows, *([card] for card in tables)])

    def _show_importance(self, explained: Explained) -> None:
        found = explained.importance.value
        self.importance.show_plot(
            importance(found.chart, explained.view.run.target) if found else None,
            explained.importance.reason,
        )
        self.how.setVisible(found is not None)
        if found is not None:
            how = HOW(
                method=method_name(found.method),
                rows=whole(found.chart.rows),
                background=whole(found.background_rows),
            )
            self.how.setText(f"{how} {ERROR(error=number(found.additivity_error, 3))}")

    def _show_groups(self, explained: Explained) -> list[ChartCard]:
        """A card for each protected column; one card that says why where there is none."""
        tables = explained.groups.value or ()
        metrics = explained.metrics.value
        binary = explained.view.run.task == "binary" and metrics is not None
        positive = metrics.classes[-1] if metrics is not None and binary and metrics.classes else ""
        while len(self._group_cards) < len(tables):
            name = f"explain-groups-{len(self._group_cards)}"
            card = self._chart(name, T("Explain", "Results by group"))
            self._group_cards.append(card)
        while len(self._group_cards) > len(tables):
            self._group_cards.pop().deleteLater()
        for card, table in zip(self._group_cards, tables, strict=True):
            card.show_plot(groups(table, positive))
        self.no_groups.setVisible(not tables)
        if tables:
            return list(self._group_cards)
        asked = any(row.kind == "groups" for row in explained.view.evidence)
        self.no_groups.show_plot(None, explained.groups.reason if asked else NO_GROUPS())
        return [self.no_groups]
