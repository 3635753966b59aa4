"""One composed graph per task, made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import onnx
import pytest

from engine.contract.data import Task
from engine.export.compose import compose
from engine.search.learners import get_learner
from engine.search.learners.base import Fitted


@dataclass(frozen=True)
class Composed:
    """A LightGBM model of a problem and its graph."""

    problem: Any
    fitted: Fitted
    model: onnx.ModelProto


@pytest.fixture(scope="session")
def composed(problem: Any, modest_config: Any) -> Callable[[Task], Composed]:
    """Composed graphs by task."""
    made: dict[Task, Composed] = {}

    def get(task: Task) -> Composed:
        if task not in made:
            it = problem(task)
            learner = get_learner("lgbm")
            fitted = learner.fit(
                it.X, it.y, task, len(it.target.classes), modest_config(learner, task)
            )
            model = compose(it.recipe, it.inputs, fitted, task, it.target, interval_half_width=5e4)
            made[task] = Composed(it, fitted, model)
        return made[task]

    return get
