"""The list of versions over all models: its figures, its order, and what evidence cannot spoil."""

from __future__ import annotations

from typing import Any

import pytest

from registry.version_list import version_page
from registry.views.figures import Figure
from registry.views.versions import VersionRow
from tests.registry.review.conftest import EVIDENCE, World, counted_queries


def estimate(metric: str, value: float, spread: float, *, higher: bool) -> dict[str, Any]:
    """An estimate as evidence holds it."""
    return {
        "metric": metric,
        "value": str(value),
        "low": str(value - spread),
        "high": str(value + spread),
        "higher_is_better": higher,
    }


def baseline(*values: float) -> dict[str, Any]:
    """Evidence of plain models that reach these log losses."""
    return {
        "models": [{"estimates": [estimate("log_loss", v, 0.01, higher=False)]} for v in values]
    }


def only(world: World, evidence: dict[str, Any]) -> VersionRow:
    """The row of a version with this evidence beside the usual."""
    made = world.version(evidence={**EVIDENCE, **evidence})
    with world.project.registry.read() as session:
        row = version_page(session).items[0]
    assert row.id == made
    return row


def test_a_row_tells_the_metric_of_the_run_and_who_made_it(world: World) -> None:
    row = only(world, {"search": {"learner": "lgbm"}, "baseline": baseline(0.6, 0.5)})
    assert (row.label, row.state, row.task, row.target) == (
        f"income{world.counter}/1", "candidate", "binary", "income",
    )  # fmt: skip
    assert (row.metric, row.learner, row.created_by) == ("log_loss", "lgbm", "ana")
    assert row.figure == Figure(value=0.31, low=0.29, high=0.33)
    assert row.baseline == Figure(value=0.5, low=0.49, high=0.51)


@pytest.mark.parametrize(("rival", "standing"), [(0.5, "better"), (0.32, "tied"), (0.1, "worse")])
def test_intervals_that_overlap_are_a_tie_and_others_are_told_apart(
    world: World, rival: float, standing: str
) -> None:
    assert only(world, {"baseline": baseline(rival, 0.9)}).standing == standing


@pytest.mark.parametrize(
    "spoilt",
    [
        [],
        {"estimates": 3},
        {"estimates": ["log_loss", None]},
        {"estimates": [{"metric": "log_loss"}]},
        {"estimates": [{"metric": "log_loss", "value": "nan", "low": "0", "high": "1"}]},
        {"estimates": [{"metric": "log_loss", "value": {}, "low": [], "high": None}]},
        {"estimates": [{"metric": "log_loss", "value": "1e999", "low": "0", "high": "1"}]},
    ],
)
def test_evidence_that_says_no_numbers_leaves_the_figures_empty(world: World, spoilt: Any) -> None:
    made = only(world, {"metrics": spoilt, "baseline": {"models": [spoilt]}, "search": spoilt})
    assert (made.figure, made.baseline, made.standing, made.learner) == (None, None, None, "")


def test_versions_come_newest_first_in_as_few_queries_for_many_as_for_one(world: World) -> None:
    made = [world.version()]
    with counted_queries(world) as for_one, world.project.registry.read() as session:
        assert [row.id for row in version_page(session).items] == made
    made += [world.version() for _ in range(3)]
    with counted_queries(world) as for_many, world.project.registry.read() as session:
        assert [row.id for row in version_page(session).items] == made[::-1]
    assert len(for_many) == len(for_one)
