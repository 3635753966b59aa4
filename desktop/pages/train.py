"""The Train page: a form for a new run, and the runs, live or as they were."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from desktop.desk import Desk
from desktop.i18n.numbers import duration
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import metric_name, task_name
from desktop.jobs.centre import JobFeed
from desktop.jobs.panel import ask_to_discard
from desktop.pages.base import Page
from desktop.pages.data_read import Dataset, read_datasets
from desktop.pages.train_form import CLEAR, TrainForm
from desktop.pages.train_run import RunView
from desktop.pages.train_runs import RunsBox
from desktop.widgets.buttons import button
from desktop.widgets.cards import EmptyState
from engine.contract.requests import TrainRequest
from registry import paging

FORM, RUN, EMPTY = 0, 1, 2


LISTED = 200
"""How many of the newest snapshots can be chosen, besides the one that was."""


class TrainPage(Page):
    """Shows the form, or one run. A run that goes on is shown when the page is opened."""

    id: ClassVar[str] = "train"
    title: ClassVar[Text] = T("Train", "Train")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._datasets: tuple[Dataset, ...] = ()
        self.read_once = False
        self._wants_form = False
        self._looking = False
        self._starting = False
        self.form = TrainForm(desk)
        self.form.judged.connect(self._update)
        self.run = RunView(desk)
        self.run.changed.connect(self._update)
        self.heading.setWordWrap(True)
        self.subtitle.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        desk.actions.handle("train.start", self._start, available=False)
        desk.actions.handle("train.stop", self._stop, available=False)
        desk.actions.handle("train.discard", self._discard, available=False)
        desk.jobs.listed.connect(self._look_for_running)
        self._update()

    def _make_buttons(self) -> None:
        action = self.desk.actions["train.start"]
        self.runs = RunsBox(self.desk)
        self.runs.chosen.connect(self._open_run)
        self.new_button = button("plain", self._new_run)
        self.new_button.setObjectName("train-new")
        self.say(self.new_button.setText, T("Train", "New run"))
        self.start_button = button("primary", action.trigger)
        self.start_button.setObjectName("train-start")
        self.start_button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(self.start_button.setEnabled)
        self.say(self.start_button.setText, T("Train", "Start training"))
        for made in (self.runs, self.new_button, self.start_button):
            self.buttons.addWidget(made)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setStyleSheet(CLEAR)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(self.run)
        self.say(area.setAccessibleName, T("Train", "The run"))
        data = button("primary", self.desk.actions["data.open"].trigger)
        data.setObjectName("train-open-data")
        self.say(data.setText, T("Train", "Open data…"))
        empty = EmptyState(
            "train",
            T("Train", "No data to train on yet"),
            T("Train", "Open a CSV or Parquet file, or drop one anywhere in the window."),
            data,
        )
        self.stack = QStackedWidget()
        for made in (self.form, area, empty):
            self.stack.addWidget(made)
        self.body.addWidget(self.stack, 1)

    # -- what others ask of the page --------------------------------------------------------

    def refresh(self) -> None:
        """Read the snapshots."""
        asked = paging.Asked(limit=LISTED, also=self.form.draft.data)
        self.desk.workspace.read(
            lambda session: read_datasets(session, asked), self._show, owner=self, key="datasets"
        )

    def open_item(self, what: str) -> None:
        """Show a run, by its job's id, or the form for a snapshot, by its id."""
        if self.desk.jobs.status(what) is not None:
            self._open_run(what)
        else:
            self.offer(what)

    def offer(self, data: str, target: str | None = None, budget_s: float | None = None) -> None:
        """Show the form with a snapshot (its id or name), a target and a budget filled in."""
        self.form.offer(data=data, target=target, budget_s=budget_s)
        self._new_run()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Have the run make good use of the room."""
        super().resizeEvent(event)
        self.run.arrange(self.stack.size())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for a run that goes on, as the page is opened."""
        self._looking = True
        super().showEvent(event)
        self._look_for_running()

    # -- form and run -----------------------------------------------------------------------

    @property
    def showing_run(self) -> bool:
        """Whether a run is shown, not the form."""
        return self.stack.currentIndex() == RUN

    def _show(self, page: paging.Page[Dataset]) -> None:
        datasets = page.items
        self._datasets, self.read_once = datasets, True
        self.runs.name_data({one.id: one.name for one in datasets})
        self.form.show_datasets(datasets)
        self.run.show_dataset(self._dataset_of(self.run.request))
        self._update()

    def _dataset_of(self, request: TrainRequest | None) -> Dataset | None:
        if request is None:
            return None
        return next((one for one in self._datasets if request.data in (one.id, one.name)), None)

    def _new_run(self) -> None:
        self._wants_form = True
        self._looking = False
        self.stack.setCurrentIndex(FORM)
        self._update()

    def _look_for_running(self) -> None:
        """Attach to a run that goes on, once after the page was opened."""
        if not self._looking or not self.desk.jobs.listed_once or not self.isVisible():
            return
        self._looking = False
        if self._wants_form or (self.showing_run and self.run.running):
            return
        going = next((job for job in self.desk.jobs.going if job.verb == "train"), None)
        if going is not None:
            self._open_run(going.id)

    def _open_run(self, job_id: str) -> None:
        self._looking = False
        self.desk.jobs.feed(job_id, self._show_run, owner=self)

    def _show_run(self, feed: JobFeed) -> None:
        self._wants_form = False
        self._starting = False
        request = feed.request if isinstance(feed.request, TrainRequest) else None
        self.run.show_feed(feed, self._dataset_of(request))
        self.stack.setCurrentIndex(RUN)
        self._update()

    def _start(self) -> None:
        if not self.isVisible() or self.showing_run:
            self._new_run()
            self.desk.navigator.go(self.id)
            return
        request = self.form.request()
        if request is None or self._starting:
            return
        self._starting = True
        self._update()
        self.desk.jobs.start(request, owner=self, started=self._show_run, failed=self._not_started)

    def _not_started(self, error: Exception) -> None:
        self._starting = False
        self._update()
        self.desk.errors.show(error, T("Train", "What you chose is kept.")())

    def _stop(self) -> None:
        if self.run.feed is not None:
            self.desk.jobs.stop(self.run.feed.job_id)
            self.run.show_stopping()
            self._update()

    def _discard(self) -> None:
        if self.run.feed is not None:
            ask_to_discard(self, self.run.feed.job_id, self.desk)

    # -- titles and actions -----------------------------------------------------------------

    def _update(self) -> None:
        """Bring titles, buttons and actions in line with what is shown."""
        run, feed = self.run, self.run.feed
        if self.stack.currentIndex() != RUN and self.read_once:
            self.stack.setCurrentIndex(FORM if self._datasets else EMPTY)
        shown = self.showing_run and feed is not None
        form = self.stack.currentIndex() == FORM
        self.start_button.setVisible(form)
        self.new_button.setVisible(self.showing_run)
        self.runs.show_job(feed.job_id if shown and feed is not None else "")
        actions = self.desk.actions
        ready = form and not self._starting and self.form.request() is not None
        actions.make_available("train.start", ready or self.showing_run)
        asked = feed is not None and feed.asked_to_stop
        actions.make_available("train.stop", shown and run.searching and not asked)
        actions.make_available("train.discard", shown and run.running)
        self._show_titles()

    def _show_titles(self) -> None:
        request = self.run.request
        if not self.showing_run or request is None:
            self.say(self.heading.setText, self.title)
            self.subtitle.setText("")
            return
        dataset = self.run.dataset
        name = dataset.name if dataset is not None else Path(request.data).name
        words = T("Train", "Training {data} → {target}")
        self.say(self.heading.setText, words, data=name, target=request.target)
        parts = [task_name(self.run.task)] if self.run.task is not None else []
        if dataset is not None:
            parts.append(N("Train", "{n} rows")(n=dataset.rows))
        if self.run.searched_on:
            parts.append(metric_name(self.run.searched_on))
        parts.append(T("Train", "{budget} budget")(budget=duration(request.budget_s)))
        self.subtitle.setText("  ·  ".join(parts))

    def retranslate(self) -> None:
        """Say the subtitle in the new language."""
        super().retranslate()
        self._show_titles()
