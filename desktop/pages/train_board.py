"""The leaderboard's columns."""

from __future__ import annotations

from desktop.i18n.numbers import duration, number, whole
from desktop.i18n.text import T
from desktop.i18n.words import learner_name, trial_status_name
from desktop.models.table import Column
from desktop.pages.train_state import TrialLine
from engine.contract.results import TrialRow

NONE = "–"  # noqa: RUF001 - an en dash is how a table says that there is nothing
TONES = {"finished": "neutral", "pruned": "info", "failed": "bad", "skipped": "warn"}


def _status(line: TrialLine) -> str:
    return T("Train", "Best")() if line.best else trial_status_name(line.trial.status)


def _loss(line: TrialLine) -> str:
    return NONE if line.trial.loss is None else number(line.trial.loss, 5)


def _behind(line: TrialLine) -> str:
    if line.behind is None:
        return NONE
    return NONE if line.best else f"+{number(line.behind, 3)}"


def settings(trial: TrialRow, separator: str = ", ") -> str:
    """A trial's settings in words."""
    return separator.join(f"{name} {_value(value)}" for name, value in trial.config.items())


def _value(value: float | int | str | bool | None) -> str:
    return number(value) if isinstance(value, float) else str(value)


COLUMNS: tuple[Column[TrialLine], ...] = (
    Column(
        "rank",
        T("Train", "#"),
        lambda line: NONE if line.rank is None else whole(line.rank),
        sort=lambda line: line.rank,
        right=True,
        width=56,
    ),
    Column("learner", T("Train", "Learner"), lambda line: learner_name(line.trial.learner)),
    Column("loss", T("Train", "Loss"), _loss, sort=lambda line: line.trial.loss, right=True),
    Column(
        "status",
        T("Train", "Status"),
        _status,
        tone=lambda line: "good" if line.best else TONES.get(line.trial.status),
        tip=lambda line: line.trial.note,
    ),
    Column("behind", T("Train", "To the best"), _behind, sort=lambda line: line.behind, right=True),
    Column(
        "seconds",
        T("Train", "Time"),
        lambda line: duration(line.trial.seconds),
        sort=lambda line: line.trial.seconds,
        right=True,
    ),
    Column(
        "settings",
        T("Train", "Settings"),
        lambda line: settings(line.trial),
        tip=lambda line: settings(line.trial, "\n"),
        stretch=True,
    ),
    Column(
        "note",
        T("Train", "Reason"),
        lambda line: line.trial.note,
        tip=lambda line: line.trial.note,
        width=200,
    ),
    Column(
        "number",
        T("Train", "Trial"),
        lambda line: whole(line.trial.number),
        sort=lambda line: line.trial.number,
        right=True,
        width=72,
    ),
)
