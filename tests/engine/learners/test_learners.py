"""What search relies on: names, spaces, early stopping, limits, determinism, refusals."""

from __future__ import annotations

import time

import numpy as np
import pytest
from flaml.automl.task.factory import task_factory

from engine.contract.data import Task
from engine.search.learners import get_learner, learner_names
from engine.search.learners.lgbm import read_lightgbm
from registry.errors import AssayError

ELSEWHERE = ("_spark", "transformer", "transformer_ms")
BOOSTED = ("lgbm", "xgboost", "xgb_limitdepth", "catboost", "histgb")


def test_there_is_a_learner_for_each_that_flaml_offers():
    offered = task_factory("binary").estimators
    ours = {name for name in offered if not name.endswith(ELSEWHERE)}
    assert set(learner_names()) == ours


@pytest.mark.parametrize("name", learner_names())
def test_a_space_starts_from_values_that_it_searches(name):
    learner = get_learner(name)
    for task in learner.tasks:
        space = learner.space(5000, 30, task)
        assert space.domain
        assert set(space.low_cost) <= set(space.domain)
        assert set(space.start) <= set(space.domain)
        assert space.cost > 0


@pytest.mark.parametrize("name", BOOSTED)
@pytest.mark.parametrize("task", [Task.BINARY, Task.REGRESSION])
def test_a_refit_after_early_stopping_repeats_the_model_without_validation_rows(
    problem, modest_config, name, task
):
    it = problem(task)
    learner = get_learner(name)
    config = modest_config(learner, task) | {"n_estimators": 400, "learning_rate": 0.2}
    config["early_stopping_rounds"] = 10
    stopped = learner.fit(it.X, it.y, task, 2, config, valid=it.valid, seed=4)
    again = learner.fit(it.X, it.y, task, 2, stopped.config, seed=4)
    assert 1 <= stopped.config["n_estimators"] < 400
    X = it.valid[0]
    np.testing.assert_allclose(stopped.predict(X), again.predict(X), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", learner_names(Task.MULTICLASS))
def test_the_same_seed_gives_the_same_model(problem, modest_config, name):
    it = problem(Task.MULTICLASS)
    learner = get_learner(name)
    config = modest_config(learner, Task.MULTICLASS)
    rows = slice(0, 600)
    one, two = (
        learner.fit(it.X[rows], it.y[rows], Task.MULTICLASS, 7, config, seed=9).predict(it.X)
        for _ in range(2)
    )
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("name", [*BOOSTED, "rf", "extra_tree", "lrl1", "sgd"])
def test_a_time_limit_ends_a_long_fit(problem, modest_config, name):
    it = problem(Task.BINARY)
    learner = get_learner(name)
    config = modest_config(learner, Task.BINARY)
    long = {"n_estimators": 30_000} if "n_estimators" in config else {"max_iter": 1_000_000}
    config |= long | {"learning_rate": config.get("learning_rate") and 0.01}
    if name == "sgd":
        config |= {"learning_rate": "constant", "eta0": 1e-7, "average": True}
    if config["learning_rate"] is None:
        del config["learning_rate"]
    began = time.monotonic()
    fitted = learner.fit(it.X, it.y, Task.BINARY, 2, config, seconds=0.3)
    assert time.monotonic() - began < 10
    count = fitted.config.get("n_estimators", fitted.config.get("max_iter"))
    assert 1 <= count < 1_000_000
    assert fitted.predict(it.X[:5]).shape == (5, 2)


@pytest.mark.parametrize("name", learner_names(Task.MULTICLASS))
def test_a_class_without_training_rows_gets_probability_zero(problem, modest_config, name):
    it = problem(Task.MULTICLASS)
    known = np.flatnonzero(it.y != 3)[:600]
    learner = get_learner(name)
    config = modest_config(learner, Task.MULTICLASS)
    fitted = learner.fit(
        it.X[known], it.y[known], Task.MULTICLASS, 7, config, valid=it.valid, seed=0
    )
    probabilities = fitted.predict(it.valid[0])
    assert probabilities.shape == (len(it.valid[0]), 7)
    assert (probabilities[:, 3] == 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", learner_names(Task.REGRESSION))
def test_columns_that_are_empty_or_constant_do_no_harm(modest_config, name):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(400, 4)).astype(np.float32)
    X[:, 1] = np.nan
    X[:, 2] = 7
    y = X[:, 0] * 1000 + 200_000
    learner = get_learner(name)
    fitted = learner.fit(X, y, Task.REGRESSION, 0, modest_config(learner, Task.REGRESSION))
    values = fitted.predict(X)
    assert values.shape == (400,)
    assert np.isfinite(values).all()


def test_nothing_is_written_beside_the_project(problem, modest_config, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    it = problem(Task.BINARY)
    for name in ("catboost", "lgbm", "xgboost"):
        learner = get_learner(name)
        fitted = learner.fit(it.X, it.y, Task.BINARY, 2, modest_config(learner, Task.BINARY))
        assert all(len(content) > 100 for content in fitted.native().values())
        assert fitted.native()
    assert list(tmp_path.iterdir()) == []


def test_one_class_only_is_refused(problem, modest_config):
    it = problem(Task.BINARY)
    learner = get_learner("lgbm")
    with pytest.raises(AssayError, match="one class only"):
        learner.fit(it.X, np.zeros_like(it.y), Task.BINARY, 2, {"n_estimators": 5})


def test_unknown_learners_and_wrong_tasks_are_refused(problem):
    with pytest.raises(AssayError, match="no learner 'oracle'"):
        get_learner("oracle")
    it = problem(Task.REGRESSION)
    with pytest.raises(AssayError, match="does not do regression"):
        get_learner("lrl1").fit(it.X, it.y, Task.REGRESSION, 0, {"C": 1.0})


@pytest.mark.parametrize(
    ("params", "what"),
    [
        ({"zero_as_missing": True}, "zero as missing"),
        ({"max_cat_to_onehot": 2}, "categorical splits"),
        ({"linear_tree": True}, "linear leaves"),
        ({"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.5}, "averaged outputs"),
    ],
)
def test_lightgbm_models_that_would_export_wrong_are_refused(params, what):
    import lightgbm

    rng = np.random.default_rng(0)
    X = rng.integers(0, 5, size=(500, 3)).astype(np.float64)
    y = (X[:, 0] % 2) + rng.random(500)
    params = {"verbosity": -1, "num_leaves": 4, "min_data_per_group": 1, **params}
    categorical = [0] if "max_cat_to_onehot" in params else "auto"
    rows = lightgbm.Dataset(X, y, categorical_feature=categorical)
    booster = lightgbm.train(params, rows, 5)
    with pytest.raises(AssayError, match=what):
        read_lightgbm(booster.model_to_string(), Task.REGRESSION)


@pytest.mark.parametrize("task", [Task.BINARY, Task.REGRESSION])
def test_nearest_neighbours_vote_as_in_scikit_learn(task):
    from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

    rng = np.random.default_rng(5)
    X = rng.normal(size=(800, 6)).astype(np.float32)
    y = (X[:, 0] > 0).astype(np.int64) if task is Task.BINARY else X[:, 0] * 10.0
    X[0] = X[1]
    fitted = get_learner("kneighbor").fit(X, y, task, 2, {"n_neighbors": 7})
    grid = fitted._neighbours.rows
    kind = KNeighborsClassifier if task is Task.BINARY else KNeighborsRegressor
    theirs = kind(7, weights="distance", algorithm="brute").fit(grid, y)
    predict = theirs.predict_proba if task is Task.BINARY else theirs.predict
    # Rows that are stored have a neighbour at distance 0; the others have none.
    rows = np.vstack([X[:50], rng.normal(size=(200, 6)).astype(np.float32)])
    from engine.export.neighbours import on_grid

    expected = predict(on_grid(fitted._prelude.apply(rows)))
    np.testing.assert_allclose(fitted.predict(rows), expected, rtol=1e-6, atol=1e-6)
