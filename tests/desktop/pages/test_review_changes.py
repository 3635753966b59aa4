"""What the Review page says of a comparison: gaps not measured, and plain models as good."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.pages.models_table import NONE
from desktop.pages.review_changes import NOT_MEASURABLE, change_rows, notices
from desktop.pages.review_others import refused_words
from registry.compared import Judged
from registry.comparison import Comparison, GapPair, MetricPair
from registry.refused_before import RefusedBefore
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


def test_the_models_last_refusal_is_said_with_its_words_unless_those_were_changed() -> None:
    refused = RefusedBefore(
        request_id="r",
        version="income/1",
        decision="request_changes",
        by="bea",
        decided_at=datetime(2026, 1, 2, tzinfo=UTC),
        words="say what for",
        altered=False,
    )
    assert "bea asked on" in refused_words(refused)
    assert "say what for" in refused_words(refused)
    bare = refused_words(refused.model_copy(update={"words": "", "decision": "reject"}))
    assert bare.endswith("and gave no words.")
    changed = refused_words(refused.model_copy(update={"altered": True}))
    assert "say what for" not in changed
    assert refused_words(None) == ""
