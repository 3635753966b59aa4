"""A run as it goes on, or as it was: where it stands, its figures, trials and their course."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.i18n.numbers import percent
from desktop.i18n.text import Speaks, T
from desktop.i18n.words import metric_name, stage_name
from desktop.jobs.centre import End, JobFeed
from desktop.models.table import TypedTableModel
from desktop.pages.data_read import Dataset
from desktop.pages.train_board import COLUMNS
from desktop.pages.train_choices import expected_task, metric_of
from desktop.pages.train_outcome import Outcome
from desktop.pages.train_state import RunState
from desktop.pages.train_tiles import RunTiles
from desktop.plots.builders import search_progress
from desktop.plots.card import ChartCard
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Banner, Card
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable, FilterField
from engine.contract.choices import METRIC_CHOICES
from engine.contract.data import Task
from engine.contract.messages import AnyMessage
from engine.contract.requests import TrainRequest

TICK_MS = 1000
CHART_MS = 500
BOARD_PX = 220
BEFORE_REFIT = frozenset({"start", "read", "store", "prepare", "search"})
WIDE_PX, TALL_PX = 900, 860


class RunView(Speaks, QWidget):
    """Shows one job. `changed` is told when it begins, comes to another stage, or ends."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.feed: JobFeed | None = None
        self.dataset: Dataset | None = None
        self.state = RunState(None)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self._later = QTimer(self, singleShot=True, interval=CHART_MS)
        self._later.timeout.connect(self._show_chart)
        self.outcome = Outcome(desk)
        self.warnings = Banner("warn")
        self.warnings.setObjectName("train-warnings")
        self._make_strip()
        self.tiles = RunTiles()
        self._make_board()
        self._lay_out()

    # -- building ---------------------------------------------------------------------------

    def _make_strip(self) -> None:
        self.stage = muted_label()
        self.stage.setObjectName("train-stage")
        self.done = muted_label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.say(self.bar.setAccessibleName, T("Train", "How much of the run is done"))
        self.stop_button = self._follow_action("train.stop", "train-stop", "plain")
        self.say(self.stop_button.setText, T("Train", "Stop and keep the best"))
        self.discard_button = self._follow_action("train.discard", "train-discard", "plain")
        self.say(self.discard_button.setText, T("Train", "Discard…"))
        words = QHBoxLayout()
        words.addWidget(self.stage, 1)
        words.addWidget(self.done)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(words)
        column.addWidget(self.bar)
        self.strip = QFrame()
        self.strip.setProperty("role", "card")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(self.stop_button)
        row.addWidget(self.discard_button)

    def _follow_action(self, action_id: str, name: str, kind: Kind) -> QPushButton:
        action = self._desk.actions[action_id]
        made = button(kind, action.trigger)
        made.setObjectName(name)
        made.setEnabled(action.isEnabled())
        action.enabledChanged.connect(made.setEnabled)
        return made

    def _make_board(self) -> None:
        self.model = TypedTableModel(COLUMNS, key=lambda line: line.trial.number)
        self.table = DataTable(
            self.model,
            T("Train", "Leaderboard"),
            T("Train", "The trials of the run, the best first"),
            self._desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("train-leaderboard")
        self.table.set_empty(T("Train", "No trial has ended yet"))
        self.loss_words = muted_label()
        self.chart = ChartCard(
            T("Train", "Search progress"), self._desk.theme, self._desk.background
        )
        self.chart.setObjectName("train-chart")

    def _lay_out(self) -> None:
        board = Card(T("Train", "Leaderboard"), flush=True)
        self.filter = FilterField(self.model.filter, T("Train", "Filter trials"))
        self.filter.setObjectName("train-filter")
        board.header.addWidget(self.loss_words)
        board.header.addWidget(self.filter)
        board.body.addWidget(self.table)
        board.setMinimumHeight(BOARD_PX)
        # Tighter than other cards: the whole run is to be seen in the window's first size.
        for inside in (self.chart.body, self.chart.layout()):
            if inside is not None:
                inside.setSpacing(8)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(board)
        self.split.addWidget(self.chart)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for made in (self.outcome, self.strip, self.warnings):
            layout.addWidget(made)
        layout.addWidget(self.tiles)
        layout.addWidget(self.split, 1)

    # -- the run ----------------------------------------------------------------------------

    @property
    def request(self) -> TrainRequest | None:
        """What the run was asked."""
        return self.state.request

    @property
    def running(self) -> bool:
        """Whether the shown run goes on."""
        return self.feed is not None and self.state.end is None

    @property
    def searching(self) -> bool:
        """Whether there is, or will be, a search that can be stopped."""
        progress = self.state.progress
        before = progress is None or progress.stage in BEFORE_REFIT
        return self.running and before

    @property
    def task(self) -> Task | None:
        """The run's task: as it was found, or as the target's values let expect."""
        if self.state.result is not None:
            return self.state.result.task
        column = None
        if self.dataset is not None and self.request is not None:
            column = self.dataset.column(self.request.target)
        return expected_task(column, self.dataset.rows) if column and self.dataset else None

    @property
    def searched_on(self) -> str:
        """The metric searched on; none while it cannot be told."""
        if self.state.result is not None:
            return self.state.result.metric
        return metric_of(self.request, self.task) if self.request is not None else ""

    def show_feed(self, feed: JobFeed, dataset: Dataset | None) -> None:
        """Show a job from its start, and go on with it."""
        if self.feed is not None:
            self.feed.said.disconnect(self._take)
            self.feed.ended.disconnect(self._ended)
        self.feed, self.dataset = feed, dataset
        request = feed.request
        self.state = RunState(request if isinstance(request, TrainRequest) else None)
        self.state.take(feed.messages)
        self.filter.clear()
        self.model.show([])
        feed.said.connect(self._take)
        feed.ended.connect(self._ended)
        self._show_all()
        self.changed.emit()

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Take the snapshot that the run is on, once it was read."""
        if dataset != self.dataset:
            self.dataset = dataset
            self._show_all()

    def show_stopping(self) -> None:
        """Say that the search was asked to stop."""
        self._show_stage()

    def arrange(self, room: QSize) -> None:
        """Put the chart beside the leaderboard where the room is wide and low, else below it."""
        beside = room.width() >= WIDE_PX and room.height() < TALL_PX
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted is not self.split.orientation():
            self.split.setOrientation(wanted)
            self.split.setSizes([500, 400] if beside else [400, 400])

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The least height: around it a scroll area would take the most that its parts like."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def retranslate(self) -> None:
        """Say everything that comes from the run in the new language."""
        super().retranslate()
        self._show_all()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Count the time down while somebody looks."""
        super().showEvent(event)
        self._show_time()
        if self.running:
            self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop counting."""
        super().hideEvent(event)
        self._tick.stop()

    def _take(self, messages: list[AnyMessage]) -> None:
        searched = self.searching
        if self.state.take(messages):
            self._show_trials()
            if not self._later.isActive():
                self._later.start()
        self._show_stage()
        self._show_time()
        self._show_warnings()
        if searched != self.searching:
            self.changed.emit()

    def _ended(self, _: End) -> None:
        self._later.stop()
        self._show_all()
        self.changed.emit()

    # -- showing ----------------------------------------------------------------------------

    def _show_all(self) -> None:
        if self.running and self.isVisible():
            self._tick.start()
        elif not self.running:
            self._tick.stop()
        self.strip.setVisible(self.running)
        self.outcome.show_state(self.state)
        self._show_warnings()
        self._show_stage()
        self._show_time()
        self._show_trials()
        self._show_chart()

    def _show_stage(self) -> None:
        progress = self.state.progress
        if (
            self.feed is not None
            and self.feed.asked_to_stop
            and progress
            and (progress.stage == "search")
        ):
            self.stage.setText(T("Train", "Stopping the search, its best is kept")())
        elif progress is not None:
            self.stage.setText(stage_name(progress.stage))
        else:
            self.stage.setText(T("Train", "Starting")())
        fraction = progress.fraction if progress is not None else None
        self.bar.setRange(0, 0 if fraction is None else 1000)
        self.bar.setValue(round((fraction or 0) * 1000))
        self.done.setText("" if fraction is None else percent(fraction))

    def _show_time(self) -> None:
        self.tiles.show_time(self.state)

    def _show_warnings(self) -> None:
        self.warnings.show_text("\n".join(dict.fromkeys(self.state.warnings)))

    def _show_trials(self) -> None:
        self.model.show(self.state.lines())
        metric = self.searched_on
        self.tiles.show_trials(self.state, metric)
        choice = METRIC_CHOICES.get(metric)
        words = ""
        if choice is not None:
            said = (
                T("Train", "Loss is 1 less {metric}")
                if choice.higher_is_better
                else T("Train", "Loss is {metric}")
            )
            words = said(metric=metric_name(metric))
        self.loss_words.setText(words)

    def _show_chart(self) -> None:
        plot = search_progress(self.state.trials, self.searched_on) if self.state.trials else None
        self.chart.show_plot(plot, T("Train", "No trial has ended yet")())
