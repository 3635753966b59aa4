"""What the Review page says of a comparison: gaps not measured, and plain models as good."""

from __future__ import annotations

from desktop.pages.models_table import NONE
from desktop.pages.review_changes import NOT_MEASURABLE, change_rows, notices
from registry.compared import Judged
from registry.comparison import Comparison, GapPair, MetricPair
from registry.views.figures import Figure

FIGURE = Figure(value=0.8, low=0.7, high=0.9)
FOUND = Comparison(
    version="income/2",
    champion="income/1",
    data=(),
    columns=(),
    learner=(),
    metrics=(
        MetricPair(
            metric="roc_auc",
            champion=None,
            own=FIGURE,
            standing=None,
            baseline=FIGURE,
            beside_baseline="tied",
        ),
    ),
    gaps=(GapPair(column="age", measure="error", champion=0.1, own=None),),
    judged=(
        Judged(column="age", groups=4, small=3, unlisted=0, measured=False),
        Judged(column="foreign", groups=0, small=0, unlisted=0, measured=False),
        Judged(column="sex", groups=2, small=0, unlisted=0, measured=True),
    ),
    parity=(),
    importance=(),
    packages=(),
    rules=(),
)


def test_a_protected_column_that_was_not_measurable_has_a_row() -> None:
    rows = {row.name: (row.champion, row.own) for row in change_rows(FOUND)[1:]}
    assert rows == {
        "age: error": ("0.1000", NOT_MEASURABLE()),
        "foreign": (NONE, NOT_MEASURABLE()),
    }


def test_it_is_said_why_and_where_a_plain_model_is_as_good() -> None:
    plain, age, foreign = notices(FOUND)
    assert plain.startswith("No better than the best plain model")
    assert "fewer than 2 groups have enough rows" in age
    assert "fewer than 30 held-out rows are left out, 3 of 4" in age
    assert "no results by group were recorded" in foreign
