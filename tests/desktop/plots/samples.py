"""Results as the engine gives them, and the charts of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from desktop.plots import builders
from desktop.plots.builders import TimedTrial
from desktop.plots.description import Plot
from desktop.plots.evidence import (
    Importance,
    read_baselines,
    read_estimates,
    read_groups,
    read_importance,
)
from engine.contract.results import Contribution, ExplainResult, TrialRow

Status = Literal["finished", "pruned", "failed", "skipped"]


def trial(
    number: int, at_s: float, loss: float | None, learner: str = "lgbm", status: Status = "finished"
) -> TimedTrial:
    row = TrialRow(number=number, learner=learner, loss=loss, seconds=1.0, config={}, status=status)
    return TimedTrial(row, at_s)


def search_of(count: int) -> list[TimedTrial]:
    """Trials of ten learners, now and then one that ended early or failed."""
    statuses: Sequence[Status] = ("finished",) * 7 + ("pruned", "failed", "skipped")
    made = []
    for number in range(1, count + 1):
        status = statuses[number % 10]
        loss = 0.3 + 0.2 / number + (number * 7 % 13) / 100
        made.append(
            trial(
                number,
                number * 1.7,
                loss if status in {"finished", "pruned"} else None,
                f"learner_{number % 10}",
                status,
            )
        )
    return made


METRICS: dict[str, Any] = {
    "estimates": [
        {"metric": "log_loss", "value": "0.2671", "low": "0.2575", "high": "0.276",
         "higher_is_better": False},
        {"metric": "roc_auc", "value": "0.9335", "low": "0.9283", "high": "0.9386",
         "higher_is_better": True},
        {"metric": "brier", "value": "0.0846", "low": "0.0812", "high": "0.0877",
         "higher_is_better": False},
        {"metric": "accuracy", "value": "0.8771", "low": "0.8709", "high": "0.8837",
         "higher_is_better": True},
    ]
}  # fmt: skip
BASELINE: dict[str, Any] = {
    "models": [
        {"name": "constant", "title": "Constant", "estimates": [
            {"metric": "log_loss", "value": "0.5502", "low": "0.54", "high": "0.5587",
             "higher_is_better": False},
            {"metric": "roc_auc", "value": "0.5", "low": "0.5", "high": "0.5",
             "higher_is_better": True},
            {"metric": "accuracy", "value": "0.7607", "low": "0.7534", "high": "0.7696",
             "higher_is_better": True},
        ]},
        {"name": "linear", "title": "Linear model", "estimates": [
            {"metric": "log_loss", "value": "0.3161", "low": "0.3049", "high": "0.3259",
             "higher_is_better": False},
            {"metric": "roc_auc", "value": "0.9083", "low": "0.9029", "high": "0.914",
             "higher_is_better": True},
            {"metric": "accuracy", "value": "0.8535", "low": "0.8472", "high": "0.8604",
             "higher_is_better": True},
        ]},
        {"name": "other", "title": "Other", "estimates": [], "note": "could not be fitted"},
    ]
}  # fmt: skip
IMPORTANCE: dict[str, Any] = {
    "columns": [
        {"column": f"column {number} $x_{number}$ <b>", "mean_abs": str(0.3 / number)}
        for number in range(1, 19)
    ],
    "outputs": ["no", "yes"],
    "rows": 500,
}
GROUPS: dict[str, Any] = {
    "tables": [
        {
            "column": "sex",
            "left_out": 2,
            "groups": [
                {"group": "Male", "rows": 6538, "small": False,
                 "error": {"value": "0.152", "low": "0.1435", "high": "0.1609"},
                 "selected": {"value": "0.2547", "low": "0.2443", "high": "0.2654"},
                 "mean_absolute_error": None, "mean_error": None},
                {"group": "Female", "rows": 21, "small": True,
                 "error": {"value": "0.0638", "low": "0.0559", "high": "0.0727"},
                 "selected": {"value": "0.0805", "low": "0.0716", "high": "0.0904"},
                 "mean_absolute_error": None, "mean_error": None},
            ],
        },
        {
            "column": "town",
            "left_out": 0,
            "groups": [
                {"group": "A", "rows": 90, "small": False, "error": None, "selected": None,
                 "mean_absolute_error": "3.5", "mean_error": "-0.25"},
                {"group": "B", "rows": 40, "small": False, "error": None, "selected": None,
                 "mean_absolute_error": "5.5", "mean_error": "1.25"},
            ],
        },
    ]
}  # fmt: skip


def explained(amounts: Sequence[float], base: float = 0.2) -> ExplainResult:
    total = base + sum(amounts)
    return ExplainResult(
        version="v",
        row=17,
        outputs=("no", "yes"),
        prediction=(1 - total, total),
        base=(1 - base, base),
        contributions=tuple(
            Contribution(column=f"column {place}", value=str(place), amounts=(-each, each))
            for place, each in enumerate(amounts)
        ),
        method="Shapley values",
        additivity_error=0.0,
    )


def importance_of(amounts: Sequence[float]) -> Importance:
    return Importance(
        tuple((f"column {place}", each) for place, each in enumerate(amounts)), ("no", "yes"), 500
    )


def samples() -> dict[str, Plot]:
    """A chart of each kind, by name."""
    amounts = [0.2, -0.1, 0.05, -0.02] + [0.01] * 12
    made = {
        "search": builders.search_progress(search_of(60), "log_loss"),
        "importance": builders.importance(read_importance(IMPORTANCE), "income"),
        "estimates": builders.estimates(read_estimates(METRICS), read_baselines(BASELINE)),
        "contributions": builders.contributions(explained(amounts), 1),
        "groups": builders.groups(read_groups(GROUPS)[0], "yes"),
    }
    return {name: plot for name, plot in made.items() if plot is not None}
