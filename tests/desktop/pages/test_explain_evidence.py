"""Evidence is whatever the registry holds: it is shown where it is sound, and else refused."""

from __future__ import annotations

import copy
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.explain_confusion import sentence
from desktop.pages.explain_evidence import (
    Confusion,
    baselines_of,
    data_of,
    groups_of,
    importance_of,
    metrics_of,
    parity_of,
    search_of,
)
from registry.views.versions import EvidenceView, VersionView

ESTIMATE = {"metric": "roc_auc", "value": "0.9", "low": "0.8", "high": "0.95"}
METRICS: dict[str, Any] = {
    "rows": 10,
    "method": "bootstrap",
    "estimates": [{**ESTIMATE, "higher_is_better": True}],
    "left_out": [{"metric": "f1", "reason": "no positive rows"}],
    "classes": ["no", "yes"],
    "confusion": [[5, 1], [2, 2]],
}
IMPORTANCE: dict[str, Any] = {
    "method": "sampling",
    "rows": 8,
    "background_rows": 3,
    "orders": 2,
    "outputs": ["no", "yes"],
    "columns": [{"column": "age", "mean_abs": "0.25"}],
    "additivity_error": "1e-16",
}
READERS = {
    "metrics": metrics_of,
    "importance": importance_of,
    "baseline": baselines_of,
    "groups": groups_of,
    "parity": parity_of,
    "search": search_of,
    "data": data_of,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["nan", "1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["estimates", "rows", "classes", "confusion", "columns", "column", "metric",
                 "value", "low", "high", "models", "tables", "groups", "group", "method"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)  # fmt: skip


def view(**payloads: Any) -> VersionView:
    """A version with these pieces of evidence; its other fields do not matter."""
    fields: dict[str, Any] = {
        "evidence": tuple(
            EvidenceView(
                id=kind,
                kind=kind,
                schema_version=1,
                digest="d" * 64,
                artifact_sha256=None,
                created_at=datetime(2026, 1, 1, tzinfo=UTC),
                created_by="ana",
                payload=payload,
            )
            for kind, payload in payloads.items()
        )
    }
    return VersionView.model_construct(**fields)


def test_metrics_are_read_from_decimal_strings() -> None:
    found = metrics_of(view(metrics=METRICS))
    assert found.reason == ""
    assert found.value is not None
    assert found.value.estimates[0].value == 0.9
    assert found.value.confusion == Confusion(("no", "yes"), ((5, 1), (2, 2)))
    assert found.value.left_out == (("f1", "no positive rows"),)


def test_importance_says_how_it_was_found() -> None:
    found = importance_of(view(importance=IMPORTANCE)).value
    assert found is not None
    assert found.chart.columns == (("age", 0.25),)
    assert (found.background_rows, found.additivity_error) == (3, 1e-16)


@pytest.mark.parametrize("kind", READERS)
def test_evidence_that_is_not_there_has_a_reason(kind: str) -> None:
    found = READERS[kind](view())
    assert found.value is None
    assert kind in found.reason


@pytest.mark.parametrize("kind", READERS)
@given(payload=JSON)
def test_no_payload_of_any_form_breaks_the_reading(kind: str, payload: Any) -> None:
    found = READERS[kind](view(**{kind: payload}))
    assert (found.value is None) == bool(found.reason)


@given(number=st.sampled_from(["nan", "inf", "-inf", "1e999", 10**400, None, "", [], True, "x"]))
def test_numbers_that_no_chart_can_draw_are_refused(number: Any) -> None:
    payload = copy.deepcopy(IMPORTANCE)
    payload["columns"][0]["mean_abs"] = number
    found = importance_of(view(importance=payload))
    assert found.value is None or math.isfinite(found.value.chart.columns[0][1])


@pytest.mark.parametrize("counts", [[[1, 2]], [[1], [2]], [[1, 2], [3, -1]], [[1, 2], [3, 4, 5]]])
def test_a_confusion_table_that_does_not_fit_its_classes_is_refused(counts: Any) -> None:
    found = metrics_of(view(metrics={**METRICS, "confusion": counts}))
    assert found.value is None
    assert "metrics" in found.reason


def test_the_sentence_tells_the_share_and_the_most_frequent_mistake() -> None:
    said = sentence(Confusion(("no", "yes"), ((5, 1), (2, 2))))
    assert "70.0 %" in said
    assert "yes" in said.split("mistake")[1]


def test_the_sentence_has_words_for_no_rows_and_for_no_mistake() -> None:
    assert sentence(Confusion(("no", "yes"), ((0, 0), (0, 0))))
    assert "mistake" not in sentence(Confusion(("no", "yes"), ((5, 0), (0, 2))))
