"""What charts say, in their tables and sentences, is what the results are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from desktop.i18n.numbers import number
from desktop.plots import builders
from desktop.plots.description import Cell, Form, PlotTable, PointPlot
from desktop.plots.evidence import read_baselines, read_estimates, read_groups, read_importance
from desktop.plots.geometry import edge, point_range, rows_of
from desktop.plots.ticks import tick_text, ticks, value_text, value_texts
from tests.desktop.plots.samples import (
    BASELINE,
    GROUPS,
    IMPORTANCE,
    METRICS,
    Status,
    explained,
    importance_of,
    search_of,
    trial,
)

pytestmark = pytest.mark.usefixtures("qapp")

FINITE = st.floats(-1e9, 1e9, allow_nan=False)
SHARES = st.floats(0, 1e3, allow_nan=False)
STATUSES: list[Status] = ["finished", "pruned", "failed", "skipped"]
TRIALS = st.lists(
    st.tuples(st.floats(0, 1e5), SHARES, st.sampled_from(STATUSES), st.sampled_from("abc")),
    min_size=1,
    max_size=30,
)


def column(table: PlotTable, place: int) -> list[Cell]:
    return [row[place] for row in table.rows]


@given(TRIALS)
def test_the_search_shows_every_trial_and_the_best_so_far(
    drawn: list[tuple[float, float, Status, str]],
) -> None:
    lost = {"failed", "skipped"}
    trials = [
        trial(place, at, None if status in lost else loss, learner, status)
        for place, (at, loss, status, learner) in enumerate(drawn)
    ]
    plot = builders.search_progress(trials, "log_loss")
    assert plot is not None
    table = plot.table()
    assert len(table.rows) == len(trials)
    times, losses, best = column(table, 2), column(table, 3), column(table, 4)
    assert times == sorted(each.at_s for each in trials)
    assert losses.count(None) == sum(status in lost for _, _, status, _ in drawn)
    finished = [each.trial.loss for each in trials if each.trial.status == "finished"]
    known = [loss for loss in finished if loss is not None]
    assert best[-1] == (min(known) if known else None)
    shown = [each for each in best if each is not None]
    assert shown == sorted(shown, key=lambda each: -float(each))
    if known:
        assert number(min(known)) in plot.sentence
    else:
        assert "result yet" in plot.sentence
    x_low, x_high, y_low, y_high = point_range(plot)
    assert x_low < x_high
    assert y_low < edge(y_low, y_high) < y_high


def test_a_search_without_trials_has_no_chart() -> None:
    assert builders.search_progress([], "log_loss") is None


def test_trials_far_above_the_best_do_not_set_the_range_and_are_counted() -> None:
    losses = [50.0, *(0.3 + place / 1000 for place in range(30))]
    trials = [trial(place, float(place), loss) for place, loss in enumerate(losses)]
    plot = builders.search_progress(trials, "log_loss")
    assert plot is not None
    assert point_range(plot)[3] < 0.4
    assert "1 worse trial lies above the range shown" in plot.sentence


def test_marks_tell_what_became_of_a_trial() -> None:
    plot = builders.search_progress(search_of(20), "log_loss")
    assert isinstance(plot, PointPlot)
    styles = {mark.style: mark for mark in plot.marks}
    assert set(styles) == {"dot", "hollow", "cross"}
    assert styles["cross"].y is None
    assert "behind" in styles["hollow"].note


@given(st.lists(SHARES, min_size=1, max_size=40))
def test_importance_lists_all_columns_largest_first(amounts: list[float]) -> None:
    plot = builders.importance(importance_of(amounts), "income")
    assert plot is not None
    table = plot.table()
    assert column(table, 1) == sorted(amounts, reverse=True)
    assert str(table.rows[0][0]) in plot.sentence
    assert number(max(amounts)) in plot.sentence
    assert len(rows_of(plot).labels) == min(len(amounts), builders.BARS)
    assert ("in the table" in plot.sentence) == (len(amounts) > builders.BARS)


def test_importance_is_in_the_targets_unit_for_a_regression() -> None:
    found = read_importance({**IMPORTANCE, "outputs": ["price"]})
    plot = builders.importance(found, "price")
    assert plot is not None
    assert plot.axis.unit == "price"
    assert builders.importance(read_importance({}), "price") is None


@given(st.lists(st.floats(-1, 1), max_size=40), st.floats(-1, 1))
def test_contributions_lead_from_the_average_to_the_prediction(
    amounts: list[float], base: float
) -> None:
    result = explained(amounts, base)
    plot = builders.contributions(result, 1)
    table = plot.table()
    cells = [float(cell) for cell in column(table, 2) if not isinstance(cell, str | None)]
    assert math.isclose(sum(cells[:-1]), cells[-1], abs_tol=1e-9)
    assert len(cells) == len(amounts) + 2
    drawn = [shape for shape in rows_of(plot).panels[0].shapes if shape is not None]
    assert math.isclose(drawn[-2].end, result.prediction[1], abs_tol=1e-9)
    assert number(result.prediction[1]) in plot.sentence
    assert number(base) in plot.sentence
    assert len(plot.shown) <= builders.STEPS + 1


def test_estimates_have_a_row_for_each_model_that_has_the_metric() -> None:
    plot = builders.estimates(read_estimates(METRICS), read_baselines(BASELINE))
    assert plot is not None
    assert plot.rows == ("This model", "Constant guess", "Linear model")
    table = plot.table()
    assert len(table.rows) == 4 + 3 + 3
    assert table.rows[0] == ("Log-loss (lower is better)", "This model", 0.2671, 0.2575, 0.276)
    assert "Linear model (0.3161): the intervals are apart" in plot.sentence
    assert "better than" in plot.sentence


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.30, 0.33, "overlaps"), (0.4, 0.5, "worse than")]
)
def test_the_sentence_claims_no_more_than_the_intervals_allow(
    low: float, high: float, said: str
) -> None:
    own = read_estimates(METRICS)[0].model_copy(
        update={"value": (low + high) / 2, "low": low, "high": high}
    )
    plot = builders.estimates([own], read_baselines(BASELINE)[1:])
    assert plot is not None
    assert said in plot.sentence


def test_a_constant_guess_far_off_does_not_press_the_others_together() -> None:
    plot = builders.estimates(read_estimates(METRICS), read_baselines(BASELINE))
    assert plot is not None
    loss, area = rows_of(plot).panels[:2]
    assert [shape.off for shape in loss.shapes if shape] == [0, 1, 0]
    assert [shape.off for shape in area.shapes if shape] == [0, -1, 0]
    assert loss.high < 0.4


def test_groups_name_the_extremes_and_what_is_too_small() -> None:
    plot = builders.groups(read_groups(GROUPS)[0], "yes")
    assert plot is not None
    assert "from 6.4 % (Female) to 15.2 % (Male)" in plot.sentence
    assert "too small to judge" in plot.sentence
    assert "left out" in plot.sentence
    assert plot.weak == {1}
    assert [panel.axis.label for panel in plot.panels] == ["Wrong labels", "Predicted as yes"]
    assert len(plot.table().rows) == 4


def test_groups_of_a_regression_show_errors_without_intervals() -> None:
    plot = builders.groups(read_groups(GROUPS)[1])
    assert plot is not None
    assert [panel.axis.label for panel in plot.panels] == ["Mean absolute error", "Mean error"]
    assert column(plot.table(), 2) == [3.5, 5.5, -0.25, 1.25]
    assert [shape and shape.text for shape in rows_of(plot).panels[1].shapes] == [
        "\N{MINUS SIGN}0.250",
        "+1.250",
    ]


@given(FINITE, st.floats(1e-6, 1e9), st.integers(2, 12), st.sampled_from(list(Form)))
def test_ticks_lie_in_the_range_and_read_differently(
    low: float, span: float, most: int, form: Form
) -> None:
    if span < abs(low) * 1e-6:
        return
    step, places = ticks(low, low + span, most, form)
    assert len(places) <= most + 5
    room = step * 1e-6
    assert all(low - room <= place <= low + span + room for place in places)
    if form not in {Form.DURATION, Form.WHOLE, Form.TEXT} or (low >= 0 and step >= 1):
        texts = [tick_text(place, step, form) for place in places]
        assert len(set(texts)) == len(texts)


@given(st.lists(FINITE, max_size=12), st.sampled_from([Form.NUMBER, Form.SIGNED]))
def test_numbers_in_a_column_have_the_same_decimals(values: list[float], form: Form) -> None:
    texts = value_texts(values, form)
    assert len(texts) == len(values)
    if max(map(abs, values), default=0) >= 1e-4:
        assert len({len(text.partition(".")[2]) for text in texts}) == 1


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, Form.NUMBER, ""),
        ("age", Form.TEXT, "age"),
        (math.nan, Form.NUMBER, "\N{EN DASH}"),
        (0.25, Form.PERCENT, "25.0 %"),
        (380.0, Form.DURATION, "6 m 20 s"),
        (-0.5, Form.SIGNED, "\N{MINUS SIGN}0.5000"),
        (3, Form.WHOLE, "3"),
    ],
)
def test_values_are_written_in_their_form(
    value: Cell, form: Form, text: str, qapp: QApplication
) -> None:
    assert value_text(value, form) == text
