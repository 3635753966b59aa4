"""What changed against the champion, from evidence as it was stored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import comparison
from registry.compared import best_plain, figures, gaps, judged, shares
from registry.comparison import Comparison, compare
from registry.policy import load_policy
from registry.tables import ModelVersion
from tests.registry.review.conftest import EVIDENCE, World

MORE: dict[str, dict[str, Any]] = {
    "search": {"learner": "lgbm", "config": {"num_leaves": 31}},
    "importance": {"columns": [{"column": "age", "mean_abs": "0.3"}, {"column": "sex",
                   "mean_abs": "0.1"}]},
    "groups": {"tables": [{"column": "sex", "groups": [
        {"group": "f", "small": False, "error": {"value": "0.1"}},
        {"group": "m", "small": False, "error": {"value": "0.4"}},
        {"group": "x", "small": True, "error": {"value": "0.9"}},
    ]}]},
}  # fmt: skip
BETTER: dict[str, dict[str, Any]] = {
    **EVIDENCE,
    "metrics": {"estimates": [{"metric": "roc_auc", "value": "0.95", "low": "0.94", "high": "0.96",
                               "higher_is_better": True}]},
    "search": {"learner": "xgboost", "config": {"num_leaves": 63}},
    "importance": {"columns": [{"column": "age", "mean_abs": 1}, {"column": "sex", "mean_abs": 1}]},
    "groups": {"tables": []},
}  # fmt: skip


def compared(world: World, version: str, champion: str | None, patch: Any) -> Comparison:
    with world.project.registry.read() as session:
        other = None if champion is None else session.get_one(ModelVersion, champion)
        patch.setattr(comparison, "champion_of", lambda *_: other)
        row = session.get_one(ModelVersion, version)
        return compare(session, row, load_policy("personal"))


def test_a_first_version_has_nothing_to_be_compared_with(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = compared(world, world.version(), None, monkeypatch)
    assert found.champion is None
    assert found.metrics[0].own is not None
    assert found.metrics[0].standing is None
    assert found.data == found.columns == found.learner == found.packages == found.rules == ()


def test_everything_that_differs_is_told_side_by_side(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    champion = world.version(evidence={**EVIDENCE, **MORE})
    version = world.version(evidence=BETTER)
    found = compared(world, version, champion, monkeypatch)
    assert found.champion == "income1/1"
    auc = next(one for one in found.metrics if one.metric == "roc_auc")
    assert auc.standing == "better"
    assert next(one for one in found.metrics if one.metric == "log_loss").own is None
    learner = {one.name: (one.champion, one.own) for one in found.learner}
    assert learner == {"learner": ("lgbm", "xgboost"), "num_leaves": ("31", "63")}
    (gap,) = found.gaps
    assert (gap.column, gap.measure, gap.own) == ("sex", "error", None)
    assert gap.champion == pytest.approx(0.3)
    moves = {one.column: (one.champion, one.own) for one in found.importance}
    assert moves == {"age": (pytest.approx(0.75), 0.5), "sex": (pytest.approx(0.25), 0.5)}
    assert [one.name for one in found.data] == ["snapshot", "fingerprint"]


def test_a_protected_column_that_could_not_be_measured_is_named_with_why(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"column": "age", "left_out": 4, "groups": [{"small": False, "error": "0.1"},
           {"small": True, "error": "0.2"}]}  # fmt: skip
    groups = {"tables": [*MORE["groups"]["tables"], few]}
    version = world.version(evidence={**EVIDENCE, "groups": groups})
    found = compared(world, version, None, monkeypatch)
    assert [one.column for one in found.gaps] == ["sex"]
    told = {one.column: (one.measured, one.small, one.groups, one.unlisted) for one in found.judged}
    assert told == {"sex": (True, 1, 3, 0), "age": (False, 1, 6, 4)}
    (_, foreign) = judged({"tables": [few]}, ("age", "foreign"))
    assert (foreign.column, foreign.groups, foreign.measured) == ("foreign", 0, False)


@pytest.mark.parametrize(
    ("low", "high", "told"), [(0.7, 0.8, "better"), (0.89, 0.99, "tied"), (0.97, 0.99, "worse")]
)
def test_each_metric_stands_beside_the_best_plain_model(
    world: World, monkeypatch: pytest.MonkeyPatch, low: float, high: float, told: str
) -> None:
    def plain(low: float, high: float) -> dict[str, Any]:
        value = {"value": str((low + high) / 2), "low": str(low), "high": str(high)}
        return {"estimates": [{"metric": "roc_auc", **value, "higher_is_better": True}]}

    models: dict[str, Any] = {"models": [plain(0.4, 0.6), plain(low, high)]}
    version = world.version(evidence={**BETTER, "baseline": models})
    (metric,) = compared(world, version, None, monkeypatch).metrics
    assert metric.baseline is not None
    assert (metric.baseline.low, metric.beside_baseline) == (low, told)


def test_a_rule_that_comes_out_differently_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    champion = world.version()
    version = world.version(evidence={**EVIDENCE, "parity": {"passed": False}})
    (rule,) = compared(world, version, champion, monkeypatch).rules
    assert (rule.champion, rule.own) == ("passed", "failed")


PAYLOADS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
    lambda inner: st.lists(inner)
    | st.dictionaries(
        st.sampled_from(
            ["estimates", "tables", "groups", "columns", "metric", "value", "low", "mean_abs",
             "column", "small", "error"]
        ),
        inner,
    ),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["estimates", "tables", "columns"]), PAYLOADS))
def test_whatever_was_stored_as_evidence_is_read_without_a_fault(payload: dict[str, Any]) -> None:
    for read in (figures, gaps, shares):
        read(payload)
    judged(payload, ("age",))
    best_plain(payload, "roc_auc", True)
