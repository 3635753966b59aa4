"""What the contract says may be chosen is what the engine can do."""

from __future__ import annotations

import pytest

from engine.contract.choices import DEFAULT_METRICS, LEARNER_CHOICES, METRIC_CHOICES
from engine.contract.data import Task
from engine.metrics import DEFAULT, METRICS
from engine.search.learners import get_learner, learner_names


def test_the_metrics_are_those_of_the_engine_in_its_order() -> None:
    said = [(name, one.tasks, one.higher_is_better) for name, one in METRIC_CHOICES.items()]
    assert said == [(one.name, one.tasks, one.higher_is_better) for one in METRICS]
    assert DEFAULT_METRICS == DEFAULT


def test_a_loss_becomes_the_metric_that_it_was_made_of() -> None:
    assert METRIC_CHOICES["log_loss"].of_loss(0.3) == 0.3
    assert METRIC_CHOICES["roc_auc"].of_loss(0.25) == 0.75


def test_the_learners_are_those_of_the_engine_in_its_order() -> None:
    assert list(LEARNER_CHOICES) == list(learner_names())


@pytest.mark.parametrize("name", LEARNER_CHOICES)
def test_a_learner_does_the_tasks_that_the_contract_says(name: str) -> None:
    assert {task for task in Task if task in get_learner(name).tasks} == LEARNER_CHOICES[name]
