"""The figures of a run: the best so far, by which learner, how many trials, how much time."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.numbers import duration, number, whole
from desktop.i18n.text import N, T
from desktop.i18n.words import learner_name, metric_name
from desktop.pages.train_state import RunState
from desktop.widgets.cards import NO_VALUE, FigureTile
from engine.contract.choices import METRIC_CHOICES


class RunTiles(QWidget):
    """A row of tiles; of time left and time taken one shows."""

    def __init__(self) -> None:
        super().__init__()
        self.best = FigureTile(T("Train", "Best in the search"))
        self.leader = FigureTile(T("Train", "Best learner"))
        self.trials = FigureTile(T("Train", "Trials"))
        self.left = FigureTile(T("Train", "Time left"))
        self.elapsed = FigureTile(T("Train", "Time taken"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for tile in (self.best, self.leader, self.trials, self.left, self.elapsed):
            row.addWidget(tile, 1)

    def show_time(self, state: RunState) -> None:
        """Show what the clock says; once a second while the run goes on."""
        self.left.setVisible(state.end is None)
        self.elapsed.setVisible(state.end is not None)
        budget = duration(state.request.budget_s) if state.request is not None else ""
        note = T("Train", "of a budget of {budget}")(budget=budget) if budget else ""
        left = state.left_s()
        self.left.show_value(NO_VALUE if left is None else _countdown(left), note)
        self.elapsed.show_value(duration(state.elapsed_s()), note)

    def show_trials(self, state: RunState, metric: str) -> None:
        """Show the trials; `metric` is the one searched on, none while it is not known."""
        said = (
            (state.count("failed"), N("Train", "{n} failed")),
            (state.count("skipped"), N("Train", "{n} skipped")),
            (state.count("pruned"), N("Train", "{n} ended early")),
        )
        notes = [text(n=count) for count, text in said if count]
        self.trials.show_value(whole(len(state.trials)), ", ".join(notes))
        best, choice = state.best, METRIC_CHOICES.get(metric)
        self.leader.show_value(NO_VALUE if best is None else learner_name(best.learner))
        value = best.loss if best is not None else None
        note = T("Train", "loss, lower is better")()
        if choice is not None:
            way = (
                T("Train", "{metric}, higher is better")
                if choice.higher_is_better
                else T("Train", "{metric}, lower is better")
            )
            note = way(metric=metric_name(metric))
            value = choice.of_loss(value) if value is not None else None
        self.best.show_value(NO_VALUE if value is None else number(value), note)


def _countdown(seconds: float) -> str:
    """A time without tenths: it is said once a second."""
    if seconds >= 10:
        return duration(seconds)
    return T("Train", "{seconds} s")(seconds=whole(round(seconds)))
