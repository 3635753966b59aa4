"""What a person sees of a running job: its stage, its time and the leaderboard as it grows."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from engine.cli.text import printable
from engine.contract.data import LATEST
from engine.contract.messages import (
    AnyMessage,
    Cancelled,
    Failed,
    Finished,
    Progress,
    Started,
    TrialFinished,
    Warned,
)
from engine.contract.results import TrialRow

SHOWN_TRIALS = 10
SHOWN_SETTINGS = 4
BAR_WIDTH = 32

Config = Mapping[str, float | int | str | bool | None]


class JobView:
    """A job's messages gathered into one picture, drawn by rich as of the moment it is asked."""

    def __init__(self, request: Mapping[str, Any], created_at: float) -> None:
        """`request` is the spec's, by field; `created_at` in Unix seconds."""
        self.verb = printable(str(request.get("verb", "job")))
        self.created_at = created_at
        budget = request.get("budget_s")
        self.budget_s: float | None = None
        if isinstance(budget, int | float) and abs(budget) <= LATEST:
            self.budget_s = float(budget)
        metric = request.get("metric")
        self.loss_title = f"{printable(metric)} (loss)" if isinstance(metric, str) else "loss"
        self.trials: list[TrialRow] = []
        self.best: int | None = None
        self.warnings: list[str] = []
        self.notes: list[str] = []
        self._progress: Progress | None = None
        self._started = False
        self._end: Finished | Failed | Cancelled | None = None

    def add(self, message: AnyMessage) -> None:
        """Take in one message."""
        if isinstance(message, Started):
            self._started = True
        elif isinstance(message, Progress):
            self._progress = message
        elif isinstance(message, TrialFinished):
            self.trials.append(message.trial)
            if message.best:
                self.best = message.trial.number
        elif isinstance(message, Warned):
            self.warnings.append(printable(message.text))
        else:
            self._end = message

    def line(self, message: AnyMessage) -> str:
        """One message as one line of plain text."""
        return f"{message.at - self.created_at:7.1f} s  {self._words(message)}"

    def __rich__(self) -> RenderableType:
        parts: list[RenderableType] = [self._stage_line(), self._time_line()]
        if self.trials:
            parts.append(self._leaderboard())
        parts += [Text(f"Note: {text}", style="yellow") for text in self.warnings]
        parts += [Text(text, style="bold") for text in self.notes]
        return Group(*parts)

    def ranked(self) -> list[TrialRow]:
        """The trials that have a loss, the least first, the earlier first among equals."""
        done = [trial for trial in self.trials if trial.loss is not None]
        return sorted(done, key=lambda trial: (trial.loss, trial.number))

    def _words(self, message: AnyMessage) -> str:
        if isinstance(message, Started):
            return f"{printable(message.verb)} started (process {message.pid})"
        if isinstance(message, Progress):
            left = "" if message.eta_s is None else f" ({_left(message.eta_s)})"
            return f"{printable(message.stage)}: {printable(message.text)}{left}"
        if isinstance(message, TrialFinished):
            trial = message.trial
            what = f"trial {trial.number}: {printable(trial.learner)}"
            how = trial.status if trial.loss is None else f"{self.loss_title} {trial.loss:.6g}"
            best = ", best so far" if message.best else ""
            note = f" ({printable(trial.note)})" if trial.note else ""
            return f"{what}, {how}, {trial.seconds:.1f} s{best}{note}"
        if isinstance(message, Warned):
            return f"note: {printable(message.text)}"
        return "discarded" if isinstance(message, Cancelled) else message.type

    def _stage_line(self) -> Text:
        line = Text(self.verb, style="bold", no_wrap=True, overflow="ellipsis")
        if self._end is not None:
            style = "green" if isinstance(self._end, Finished) else "red"
            line.append(f"  {self._words(self._end)}", style=style)
        elif self._progress is not None:
            line.append(f"  {printable(self._progress.stage)}", style="cyan")
            line.append(f"  {printable(self._progress.text)}", style="not bold")
        else:
            line.append("  starting" if self._started else "  waiting for its worker", "not bold")
        return line

    def _time_line(self) -> RenderableType:
        now = self._end.at if self._end else time.time()
        elapsed = max(now - self.created_at, 0.0)
        words = duration(elapsed)
        if self.budget_s is not None:
            total, completed = self.budget_s, min(elapsed, self.budget_s)
            words += f" of {duration(self.budget_s)}"
        else:
            fraction = self._progress.fraction if self._progress else None
            total, completed = 1.0, fraction or 0.0
        if isinstance(self._end, Finished):
            completed = total
        elif self._progress is not None and self._progress.eta_s is not None and not self._end:
            words += f", about {_left(self._progress.eta_s - (now - self._progress.at))}"
        if self.trials:
            words += f", {len(self.trials)} trials"
            lost = sum(trial.status == "failed" for trial in self.trials)
            words += f" ({lost} failed)" if lost else ""
        row = Table.grid(padding=(0, 2))
        row.add_column(width=BAR_WIDTH)
        row.add_column(no_wrap=True, overflow="ellipsis")
        row.add_row(ProgressBar(total=total, completed=completed, width=BAR_WIDTH), words)
        return row

    def _leaderboard(self) -> Table:
        table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
        table.add_column("", width=1)
        table.add_column("rank", justify="right", no_wrap=True, min_width=4)
        table.add_column("learner", no_wrap=True, min_width=10)
        table.add_column(self.loss_title, justify="right", no_wrap=True, min_width=8)
        table.add_column("seconds", justify="right", no_wrap=True, min_width=7)
        table.add_column("settings", no_wrap=True, overflow="ellipsis", ratio=1)
        ranked = self.ranked()
        for rank, trial in enumerate(ranked[:SHOWN_TRIALS], start=1):
            leads = trial.number == self.best
            table.add_row(
                "*" if leads else "",
                str(rank),
                Text(printable(trial.learner)),
                f"{trial.loss:.6g}",
                f"{trial.seconds:.1f}",
                Text(settings(trial.config)),
                style="green" if leads else "",
            )
        return table


def settings(config: Config) -> str:
    """The first settings of a trial, shortened: `leaves=31 rate=0.1 ...`."""
    shown = [f"{name}={_value(value)}" for name, value in list(config.items())[:SHOWN_SETTINGS]]
    return printable(" ".join(shown + (["..."] if len(config) > SHOWN_SETTINGS else [])))


def duration(seconds: float) -> str:
    """Whole seconds that have passed, as a person says them: 8 s, 2:05 min, 1:02:05 h."""
    whole = max(int(seconds), 0)
    minutes, rest = divmod(whole, 60)
    if minutes == 0:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} h" if hours else f"{minutes}:{rest:02} min"


def _left(seconds: float) -> str:
    return f"{duration(math.ceil(seconds))} left"


def _value(value: float | int | str | bool | None) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
