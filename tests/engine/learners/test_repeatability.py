"""The table of repeatability is true: each learner gives the same graph again, or one near it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.contract.data import Task
from engine.export.compose import compose
from engine.metrics import decide
from engine.score.session import load, predictor
from engine.search.learners import get_learner, learner_names
from engine.search.learners.determinism import REPEATABILITY

ROWS = slice(0, 800)


def test_each_learner_has_its_line():
    assert set(REPEATABILITY) == set(learner_names())
    assert all(0 < one.bound < 0.1 and one.reason for one in REPEATABILITY.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", learner_names())
def test_a_learner_repeats_itself_as_its_line_says(problem, modest_config, name):
    learner = get_learner(name)
    for task in sorted(learner.tasks):
        it = problem(task)
        config = modest_config(learner, task)

        def graph(threads, it=it, task=task, config=config):
            classes = max(len(it.target.classes), 1)
            fitted = learner.fit(
                it.X[ROWS], it.y[ROWS], task, classes, config, seed=5, threads=threads
            )
            again = learner.fit(
                it.X[ROWS], it.y[ROWS], task, classes, fitted.config, seed=5, threads=threads
            )
            return tuple(
                compose(
                    it.recipe, it.inputs, one, task, it.target, interval_half_width=1.0
                ).SerializeToString()
                for one in (fitted, again)
            )

        def outputs(content, it=it):
            return np.asarray(predictor(load(content), it.inputs)(it.held_out), np.float64)

        one, two = graph(1), graph(2)
        if REPEATABILITY[name].exact:
            assert one[0] == one[1], f"{name} {task}, one thread"
            assert two[0] == two[1], f"{name} {task}, two threads"
        # Another number of threads adds in another order, as another processor does.
        first, second = outputs(one[0]), outputs(two[0])
        scale = 1.0
        if task is Task.REGRESSION:
            scale = np.maximum(np.abs(first), np.median(np.abs(first)))
        else:
            assert (decide(first) == decide(second)).mean() > 0.99
        worst = float((np.abs(first - second) / scale).max())
        print(name, task.value, worst)
        assert worst <= REPEATABILITY[name].bound
