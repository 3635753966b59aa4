"""What the form expects of a target, and what is wrong with a draft."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.data_read import Dataset
from desktop.pages.train_choices import (
    TrainDraft,
    expected_task,
    judge,
    learners_for,
    metric_of,
    metrics_for,
    request_of,
)
from engine.contract.choices import LEARNER_CHOICES
from engine.contract.data import Column, Kind, Reading, Role, Task
from engine.contract.requests import TrainRequest
from engine.data.target import infer_task

values = st.one_of(
    st.lists(st.integers(-3, 40), min_size=2, max_size=300),
    st.lists(st.booleans(), min_size=2, max_size=20),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=2, max_size=20),
    st.lists(st.floats(-2, 2), min_size=2, max_size=20),
    st.lists(st.sampled_from([0.0, 1.0]), min_size=2, max_size=20),
)


def column(name: str, kind: Kind = Kind.NUMERIC, **changes: object) -> Column:
    fields: dict[str, object] = {
        "name": name,
        "storage": "int64",
        "kind": kind,
        "inferred_kind": kind,
        "reason": "",
        "distinct": 50,
    }
    return Column.model_validate({**fields, **changes})


def dataset(*columns: Column) -> Dataset:
    return Dataset(
        id="01a2",
        name="people",
        source="/data/people.csv",
        reading=Reading(),
        rows=1000,
        columns=columns,
        fingerprint="f" * 64,
        bytes=1,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        created_by="ana",
    )


PEOPLE = dataset(
    column("age"),
    column("income", Kind.CATEGORICAL, storage="string", distinct=2),
    column("race", Kind.CATEGORICAL, storage="string", role=Role.PROTECTED, distinct=5),
    column("id", Kind.IDENTIFIER),
    column("when", Kind.DATETIME, storage="timestamp[us]"),
    column("hours"),
)


@given(values)
def test_a_task_that_is_expected_is_the_one_that_the_engine_finds(found: list[object]) -> None:
    array = pa.array(found)
    distinct = array.unique()
    said = expected_task(
        column("y", storage=str(array.type), distinct=len(distinct)), rows=len(array)
    )
    if said is not None and len(distinct) > 1:
        assert said is infer_task("y", distinct, len(array))


def test_dates_are_expected_to_be_nothing() -> None:
    assert expected_task(column("when", storage="timestamp[us]"), 100) is None


def test_what_is_wrong_is_said_by_field() -> None:
    assert set(judge(TrainDraft(), None).problems) == {"data"}
    assert set(judge(TrainDraft(), PEOPLE).problems) == {"target"}
    assert "salary" in judge(TrainDraft(target="salary"), PEOPLE).problems["target"]
    for name in ("id", "when"):
        assert name in judge(TrainDraft(target=name), PEOPLE).problems["target"]
    bare = TrainDraft(target="income", exclude=("age", "hours", "when"))
    assert set(judge(bare, PEOPLE).problems) == {"columns"}
    untaught = TrainDraft(target="income", learners=("enet",))
    assert set(judge(untaught, PEOPLE).problems) == {"learners"}


def test_a_good_draft_becomes_a_request_with_what_differs_from_the_defaults() -> None:
    draft = TrainDraft(target="income", exclude=("hours", "gone", "income"), metric="rmse")
    verdict = judge(draft, PEOPLE)
    assert (verdict.task, verdict.problems) == (Task.BINARY, {})
    request = request_of(draft, PEOPLE, verdict.task)
    assert request == TrainRequest(data="01a2", target="income", budget_s=60, exclude=("hours",))
    fewer = draft.model_copy(
        update={"learners": ("lgbm", "enet"), "metric": "roc_auc", "model": " m ", "seed": 3}
    )
    request = request_of(fewer, PEOPLE, verdict.task)
    assert (request.learners, request.metric, request.model, request.seed) == (
        ("lgbm",), "roc_auc", "m", 3,
    )  # fmt: skip


def test_metrics_and_learners_are_those_of_the_task() -> None:
    assert "rmse" in metrics_for(Task.REGRESSION) and "rmse" not in metrics_for(Task.BINARY)
    assert "lrl1" not in learners_for(Task.REGRESSION)
    assert learners_for(None) == tuple(LEARNER_CHOICES)
    request = TrainRequest(data="people", target="income")
    assert metric_of(request, Task.REGRESSION) == "rmse"
    assert metric_of(request, None) == ""
    assert metric_of(request.model_copy(update={"metric": "mae"}), Task.REGRESSION) == "mae"


def test_a_kept_draft_that_cannot_be_read_gives_an_empty_form() -> None:
    assert TrainDraft.of('{"seed": "x"}', 90) == TrainDraft(budget_s=90)
    assert TrainDraft.of("", 90).budget_s == 90
    kept = TrainDraft(target="income", budget_s=30)
    assert TrainDraft.of(kept.model_dump_json(), 90) == kept
