"""What a person has chosen for a new run, what is wrong with it, and what to expect of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from desktop.i18n.text import T
from desktop.i18n.words import kind_name
from desktop.pages.data_read import Dataset, is_input
from engine.contract.choices import DEFAULT_METRICS, LEARNER_CHOICES, METRIC_CHOICES
from engine.contract.data import Column, Kind, Task
from engine.contract.requests import TrainRequest

FEW_INTEGERS: Final = 20
ROWS_PER_INTEGER_CLASS: Final = 10
NO_TARGETS: Final = frozenset({Kind.TEXT, Kind.IDENTIFIER, Kind.IGNORED, Kind.DATETIME})


class TrainDraft(BaseModel):
    """The form's fields as they were typed. No data means the newest, no learners all."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    data: str = ""
    target: str = ""
    budget_s: int = 60
    metric: str = ""
    learners: tuple[str, ...] = tuple(LEARNER_CHOICES)
    exclude: tuple[str, ...] = ()
    seed: int = 0
    model: str = ""
    more: bool = False

    @classmethod
    def of(cls, stored: str, budget_s: int) -> TrainDraft:
        """What was kept, or an empty form with a budget."""
        try:
            return cls.model_validate_json(stored) if stored else cls(budget_s=budget_s)
        except ValidationError:
            return cls(budget_s=budget_s)


@dataclass(frozen=True)
class Judged:
    """What is to be said of a draft. `task` is what the engine is expected to find."""

    task: Task | None = None
    problems: dict[str, str] = field(default_factory=dict)


def can_be_target(column: Column) -> bool:
    """Whether it makes sense to offer the column as the target."""
    return column.kind not in NO_TARGETS


def expected_task(column: Column, rows: int) -> Task | None:
    """What the engine will take the target for, as far as can be told without the values."""
    present = rows - column.missing
    storage, distinct = column.storage, column.distinct
    if storage == "bool":
        return Task.BINARY
    if storage in ("string", "large_string"):
        return Task.BINARY if distinct == 2 else Task.MULTICLASS
    if storage.startswith(("int", "uint")):
        if distinct == 2:
            return Task.BINARY
        few = distinct <= FEW_INTEGERS and distinct * ROWS_PER_INTEGER_CLASS <= present
        return Task.MULTICLASS if few else Task.REGRESSION
    if storage in ("float", "double", "halffloat"):
        # Two decimal numbers may be whole ones, which are classes.
        return Task.REGRESSION if distinct != 2 else None
    return None


def metrics_for(task: Task | None) -> tuple[str, ...]:
    """The metrics that fit a task, all where it is not known."""
    return tuple(name for name, one in METRIC_CHOICES.items() if task is None or task in one.tasks)


def learners_for(task: Task | None) -> tuple[str, ...]:
    """The learners that do a task, all where it is not known."""
    return tuple(name for name, tasks in LEARNER_CHOICES.items() if task is None or task in tasks)


def metric_of(request: TrainRequest, task: Task | None) -> str:
    """The metric that is searched on; none where it cannot be told."""
    if request.metric is not None:
        return request.metric
    return DEFAULT_METRICS[task] if task is not None else ""


def judge(draft: TrainDraft, dataset: Dataset | None) -> Judged:
    """What is wrong with a draft, in words, by field."""
    if dataset is None:
        return Judged(problems={"data": T("Train", "Choose the data.")()})
    problems: dict[str, str] = {}
    target = dataset.column(draft.target)
    if target is None:
        problems["target"] = (
            T("Train", "{data} has no column “{column}”.")(data=dataset.name, column=draft.target)
            if draft.target
            else T("Train", "Choose what to predict.")()
        )
    elif not can_be_target(target):
        problems["target"] = T(
            "Train", "“{column}” is of the kind {kind}, which is not predicted."
        )(column=target.name, kind=kind_name(target.kind))
    used = [
        column
        for column in dataset.columns
        if is_input(column) and column.name != draft.target and column.name not in draft.exclude
    ]
    if not used:
        problems["columns"] = T("Train", "Leave at least one column in.")()
    task = expected_task(target, dataset.rows) if target is not None else None
    if not set(draft.learners) & set(learners_for(task)):
        problems["learners"] = T("Train", "Choose at least one learner.")()
    return Judged(task, problems)


def request_of(draft: TrainDraft, dataset: Dataset, task: Task | None) -> TrainRequest:
    """The request for a draft without problems."""
    offered = learners_for(task)
    chosen = tuple(name for name in offered if name in draft.learners)
    names = {column.name for column in dataset.columns if is_input(column)} - {draft.target}
    return TrainRequest(
        data=dataset.id,
        target=draft.target,
        budget_s=draft.budget_s,
        metric=draft.metric if draft.metric in metrics_for(task) else None,
        seed=draft.seed,
        learners=() if chosen == offered else chosen,
        exclude=tuple(name for name in draft.exclude if name in names),
        model=draft.model.strip() or None,
    )
