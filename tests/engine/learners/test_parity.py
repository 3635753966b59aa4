"""Every learner's graph gives what the library gives, on held-out rows of real data."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from engine.contract.data import Task
from engine.export.compose import compose
from engine.export.parity import certify
from engine.metrics import decide
from engine.search.learners import get_learner, learner_names

CASES = [(name, task) for task in Task for name in learner_names(task)]


@pytest.mark.parametrize(("name", "task"), CASES, ids=str)
def test_the_graph_agrees_with_the_library(problem, modest_config, name, task):
    it = problem(task)
    learner = get_learner(name)
    fitted = learner.fit(
        it.X, it.y, task, len(it.target.classes), modest_config(learner, task), threads=1
    )
    model = compose(it.recipe, it.inputs, fitted, task, it.target, interval_half_width=1e4)

    certificate = certify(
        model.SerializeToString(),
        it.recipe,
        it.inputs,
        fitted,
        it.target,
        it.held_out,
        seed=3,
        seconds=1.0,
    )

    assert certificate.passed, certificate.reasons
    rows = {group.name: group.rows for group in certificate.groups}
    assert rows["held_out"] >= 5000
    assert certificate.largest_difference < 2e-6
    assert certificate.embeds_training_rows == (name == "kneighbor")
    assert (rows.get("probes", 0) > 0) == (fitted.forest() is not None)


@pytest.mark.parametrize("task", [Task.BINARY, Task.MULTICLASS])
def test_labels_are_the_original_classes_decided_on_six_decimals(problem, modest_config, task):
    it = problem(task)
    learner = get_learner("lgbm")
    fitted = learner.fit(it.X, it.y, task, len(it.target.classes), modest_config(learner, task))
    model = compose(it.recipe, it.inputs, fitted, task, it.target)
    session = onnxruntime.InferenceSession(model.SerializeToString())

    label, probabilities = session.run(
        None, {item.graph_name: it.held_out[item.column] for item in it.inputs}
    )

    python = fitted.predict(it.recipe.transform(it.held_out))
    classes = np.array(it.target.classes, dtype=label.dtype)
    assert label.tolist() == classes[decide(probabilities)].tolist()
    assert label.tolist() == classes[decide(python)].tolist()
    assert probabilities.dtype == np.float32
    assert np.abs(probabilities.sum(axis=1) - 1).max() < 1e-6


@pytest.mark.parametrize("name", ["rf", "extra_tree"])
def test_forests_decide_exact_ties_alike(problem, name):
    it = problem(Task.BINARY)
    learner = get_learner(name)
    config = {"n_estimators": 2, "max_features": 0.5, "max_leaves": 2000, "criterion": "gini"}
    fitted = learner.fit(it.X, it.y, Task.BINARY, 2, config)
    model = compose(it.recipe, it.inputs, fitted, Task.BINARY, it.target)
    session = onnxruntime.InferenceSession(model.SerializeToString())

    label = session.run(
        ["label"], {item.graph_name: it.held_out[item.column] for item in it.inputs}
    )[0]

    python = fitted.predict(it.recipe.transform(it.held_out))
    assert (python[:, 1] == 0.5).sum() > 100
    classes = np.array(it.target.classes, dtype=object)
    assert label.tolist() == classes[decide(python)].tolist()
