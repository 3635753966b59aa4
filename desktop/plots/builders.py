"""Builds the charts of results: what is drawn, and the sentence that says what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.i18n.numbers import duration, number, percent
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import learner_name, metric_name
from desktop.plots.description import (
    Axis,
    Bar,
    BarPlot,
    Form,
    Interval,
    IntervalPlot,
    Mark,
    Panel,
    PointPlot,
    Step,
    StepLine,
    Style,
    WaterfallPlot,
)
from desktop.plots.evidence import Baseline, GroupResult, GroupTable, Importance
from desktop.plots.ticks import value_text
from engine.contract.results import Contribution, Estimate, ExplainResult, TrialRow

BARS, STEPS = 15, 10
FAR = 0.85
"""Losses above this share of all do not set the range first shown: early trials are far off."""

_BASELINES: dict[str, Text] = {
    "constant": T("Plots", "Constant guess"),
    "linear": T("Plots", "Linear model"),
}
_STATUS: dict[str, tuple[Style, Text | None]] = {
    "finished": ("dot", None),
    "pruned": ("hollow", T("Plots", "Ended early: it was behind")),
    "failed": ("cross", T("Plots", "Failed")),
    "skipped": ("cross", T("Plots", "Skipped")),
}


@dataclass(frozen=True)
class TimedTrial:
    """A trial, and when it ended: seconds since the job began."""

    trial: TrialRow
    at_s: float


def search_progress(trials: Sequence[TimedTrial], metric: str) -> PointPlot | None:
    """The losses of trials over time, and the best so far; None before the first trial."""
    if not trials:
        return None
    ordered = sorted(trials, key=lambda each: each.at_s)
    learners = list(dict.fromkeys(each.trial.learner for each in ordered))
    places = {learner: place for place, learner in enumerate(learners)}
    names = {each.trial.number: _trial(number=each.trial.number) for each in ordered}
    marks: list[Mark] = []
    xs: list[float] = []
    ys: list[float] = []
    leader: TimedTrial | None = None
    for each in ordered:
        trial = each.trial
        style, said = _STATUS[trial.status]
        note = ": ".join(part for part in (said() if said else "", trial.note) if part)
        loss = trial.loss if style != "cross" else None
        name, series = names[trial.number], places[trial.learner]
        marks.append(Mark(each.at_s, loss, name, series, "cross" if loss is None else style, note))
        if style == "dot" and loss is not None and (not ys or loss < ys[-1]):
            xs.append(each.at_s)
            ys.append(loss)
            leader = each
    end = ordered[-1].at_s
    if ys and end > xs[-1]:
        xs.append(end)
        ys.append(ys[-1])
    losses = [mark.y for mark in marks if mark.y is not None]
    low, high = _near_best(losses)
    sentence = _search_sentence(ordered, leader)
    if above := sum(loss > high for loss in losses):
        sentence += " " + N("Plots", "{n} worse trials lie above the range shown.")(n=above)
    return PointPlot(
        title=T("Plots", "Search progress")(),
        sentence=sentence,
        x=Axis(T("Plots", "Time since the start")(), form=Form.DURATION, low=0.0),
        y=Axis(T("Plots", "Loss ({metric})")(metric=metric_name(metric)), low=low, high=high),
        series=tuple(learner_name(learner) for learner in learners),
        marks=tuple(marks),
        line=StepLine(T("Plots", "Best so far")(), tuple(xs), tuple(ys)),
        headings=(T("Plots", "Trial")(), T("Plots", "Learner")(), T("Plots", "Note")()),
    )


_trial = T("Plots", "Trial {number}")


def _near_best(losses: list[float]) -> tuple[float, float]:
    """The range of losses first shown: where it is decided which trial is best."""
    if not losses:
        return 0.0, 1.0
    ranked = sorted(losses)
    best, top = ranked[0], ranked[min(int(len(ranked) * FAR), len(ranked) - 1)]
    room = max(top - best, abs(best) * 1e-3, 1e-12)
    return best - 0.08 * room, best + 1.2 * room


def _search_sentence(trials: Sequence[TimedTrial], leader: TimedTrial | None) -> str:
    count, spent = len(trials), duration(trials[-1].at_s)
    if leader is None or leader.trial.loss is None:
        first = N("Plots", "{n} trials in {time}; none has a result yet.")(n=count, time=spent)
    else:
        first = N("Plots", "After {n} trials in {time}, {learner} leads with a loss of {loss}.")(
            n=count,
            time=spent,
            learner=learner_name(leader.trial.learner),
            loss=number(leader.trial.loss),
        )
    lost = sum(each.trial.status in {"failed", "skipped"} for each in trials)
    if lost:
        first += " " + N("Plots", "{n} trials failed or were skipped (crosses).")(n=lost)
    return first


def importance(found: Importance, target: str) -> BarPlot | None:
    """How much each raw column moves the predictions; None where there is no column."""
    ranked = sorted(found.columns, key=lambda pair: -pair[1])
    if not ranked:
        return None
    total = sum(amount for _, amount in ranked)
    most, amount = ranked[0]
    sentence = N(
        "Plots",
        "Over {n} held-out rows, {column} moves the predictions most: by {amount} on average.",
    )(n=found.rows, column=most, amount=number(amount))
    if total > 0:
        share = T("Plots", "That is {share} of all movement.")(share=percent(amount / total))
        sentence += " " + share
    if len(ranked) > BARS:
        sentence += " " + N("Plots", "{n} more columns are in the table.")(n=len(ranked) - BARS)
    several = len(found.outputs) > 1
    return BarPlot(
        title=T("Plots", "What drives the predictions")(),
        sentence=sentence,
        heading=T("Plots", "Column")(),
        axis=Axis(
            T("Plots", "Mean absolute contribution")(),
            unit=T("Plots", "probability")() if several else target,
            low=0.0,
        ),
        bars=tuple(Bar(column, value) for column, value in ranked),
        shown=BARS,
    )


def estimates(model: Sequence[Estimate], baselines: Sequence[Baseline]) -> IntervalPlot | None:
    """The model's metrics on held-out rows beside its baselines'; None where it has none."""
    if not model:
        return None
    said = [{one.metric: one for one in baseline.estimates} for baseline in baselines]
    panels = []
    for own in model:
        others = [each.get(own.metric) for each in said]
        better = T("Plots", "higher is better") if own.higher_is_better else _LOWER
        panels.append(
            Panel(
                Axis(metric_name(own.metric), unit=better()),
                tuple(_interval(one) for one in (own, *others)),
            )
        )
    return IntervalPlot(
        title=T("Plots", "The model against simple baselines")(),
        sentence=_estimates_sentence(model[0], baselines),
        headings=(T("Plots", "Metric")(), T("Plots", "Model")(), *_numbers()),
        rows=(T("Plots", "This model")(), *(_baseline_name(each) for each in baselines)),
        panels=tuple(panels),
        leading=0,
    )


_LOWER = T("Plots", "lower is better")


def _interval(one: Estimate | None) -> Interval | None:
    return None if one is None else Interval(one.value, one.low, one.high)


def _numbers() -> tuple[str, str, str]:
    return T("Plots", "Value")(), T("Plots", "95 % low")(), T("Plots", "95 % high")()


def _baseline_name(baseline: Baseline) -> str:
    known = _BASELINES.get(baseline.name)
    return known() if known else baseline.title


def _estimates_sentence(own: Estimate, baselines: Sequence[Baseline]) -> str:
    sign = 1 if own.higher_is_better else -1
    rivals = [
        (one, _baseline_name(baseline))
        for baseline in baselines
        for one in baseline.estimates
        if one.metric == own.metric
    ]
    first = T("Plots", "{metric} on held-out rows is {value}, between {low} and {high} at 95 %.")(
        metric=metric_name(own.metric),
        value=number(own.value),
        low=number(own.low),
        high=number(own.high),
    )
    if not rivals:
        return first
    rival, name = max(rivals, key=lambda pair: sign * pair[0].value)
    if own.low > rival.high or own.high < rival.low:
        ahead = sign * (own.value - rival.value) > 0
        words = _AHEAD if ahead else _BEHIND
    else:
        words = _LEVEL
    return first + " " + words(name=name, value=number(rival.value))


_AHEAD = T(
    "Plots", "That is better than the best baseline, {name} ({value}): the intervals are apart."
)
_BEHIND = T(
    "Plots", "That is worse than the best baseline, {name} ({value}): the intervals are apart."
)
_LEVEL = T("Plots", "The interval overlaps with that of the best baseline, {name} ({value}).")


def contributions(explained: ExplainResult, output: int) -> WaterfallPlot:
    """What leads from the average prediction to this row's, for one output."""
    ranked = sorted(explained.contributions, key=lambda one: -abs(one.amounts[output]))
    cut = STEPS if len(ranked) > STEPS + 1 else len(ranked)
    steps = tuple(_step(one, output) for one in ranked)
    shown = steps[:cut]
    if rest := steps[cut:]:
        words = N("Plots", "the other {n} columns")(n=len(rest))
        shown += (Step(words, "", sum(step.amount for step in rest)),)
    name, several = explained.outputs[output], len(explained.outputs) > 1
    prediction, base = explained.prediction[output], explained.base[output]
    if several:
        sentence = T(
            "Plots", "Row {row}: the probability of {name} is {value}; the average is {base}."
        )
    else:
        sentence = T("Plots", "Row {row}: the predicted {name} is {value}; the average is {base}.")
    said = sentence(row=explained.row, name=name, value=number(prediction), base=number(base))
    if steps and steps[0].amount:
        said += " " + T("Plots", "{column} moves it most, by {amount}.")(
            column=_with_value(steps[0]), amount=value_text(steps[0].amount, Form.SIGNED)
        )
    label = T("Plots", "Probability of {name}") if several else T("Plots", "Predicted {name}")
    return WaterfallPlot(
        title=T("Plots", "Why this prediction")(),
        sentence=said,
        headings=(T("Plots", "Column")(), T("Plots", "Value")(), T("Plots", "Contribution")()),
        axis=Axis(label(name=name)),
        base=(T("Plots", "Average prediction")(), base),
        total=(T("Plots", "Prediction for this row")(), prediction),
        steps=steps,
        shown=shown,
    )


def _step(one: Contribution, output: int) -> Step:
    return Step(one.column, one.value, one.amounts[output])


def _with_value(step: Step) -> str:
    return f"{step.label} = {step.value}" if step.value else step.label


def groups(table: GroupTable, positive: str = "") -> IntervalPlot | None:
    """Results by group of a protected column; `positive` is a binary target's second class."""
    if not table.groups:
        return None
    selected = T("Plots", "Predicted as {label}")(label=positive) if positive else ""
    measures: tuple[tuple[Axis, tuple[Interval | None, ...]], ...] = (
        (
            Axis(T("Plots", "Wrong labels")(), T("Plots", "share of rows")(), Form.PERCENT),
            tuple(group.error for group in table.groups),
        ),
        (
            Axis(
                selected or T("Plots", "Predicted as the second class")(),
                T("Plots", "share of rows")(),
                Form.PERCENT,
            ),
            tuple(group.selected for group in table.groups),
        ),
        (
            Axis(T("Plots", "Mean absolute error")(), low=0.0),
            tuple(group.mean_absolute_error for group in table.groups),
        ),
        (
            Axis(T("Plots", "Mean error")(), T("Plots", "prediction minus truth")(), Form.SIGNED),
            tuple(group.mean_error for group in table.groups),
        ),
    )
    panels = tuple(Panel(axis, points) for axis, points in measures if any(points))
    if not panels:
        return None
    return IntervalPlot(
        title=T("Plots", "Results by {column}")(column=table.column),
        sentence=_groups_sentence(table, panels[0]),
        headings=(T("Plots", "Measure")(), table.column, *_numbers()),
        rows=tuple(_group_label(group) for group in table.groups),
        panels=panels,
        weak=frozenset(place for place, group in enumerate(table.groups) if group.small),
    )


def _group_label(group: GroupResult) -> str:
    return N("Plots", "{name} ({n} rows)")(name=group.group, n=group.rows)


def _groups_sentence(table: GroupTable, panel: Panel) -> str:
    known = [
        (point.value, group)
        for point, group in zip(panel.points, table.groups, strict=True)
        if point is not None
    ]
    (low, least), (high, most) = min(known, key=_value), max(known, key=_value)
    said = T("Plots", "{measure} by {column}: from {low} ({least}) to {high} ({most}).")(
        measure=panel.axis.label,
        column=table.column,
        low=value_text(low, panel.axis.form),
        least=least.group,
        high=value_text(high, panel.axis.form),
        most=most.group,
    )
    small = sum(group.small for group in table.groups)
    if small:
        said += " " + N("Plots", "{n} groups are too small to judge (hollow).")(n=small)
    if table.left_out:
        said += " " + N("Plots", "{n} smaller groups are left out.")(n=table.left_out)
    return said


def _value(pair: tuple[float, GroupResult]) -> float:
    return pair[0]
