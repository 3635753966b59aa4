"""Thresholds in float64 must not move rows across a split once they are float32."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest

from engine.contract.data import Task
from engine.export.forest import floor_float32
from engine.export.parts import IR_VERSION, ML_OPSET, OPSET
from engine.search.learners import get_learner


def _neighbouring(rng):
    return np.float32(1.0) + rng.integers(0, 40, 4000).astype(np.float32) * np.float32(2**-23)


def _cents(rng):
    return (np.float32(9_000_000) + rng.integers(0, 6000, 4000) * 0.01).astype(np.float32)


def _epoch_seconds(rng):
    return (1_700_000_000 + rng.integers(0, 4000, 4000)).astype(np.float32)


COLUMNS = {"neighbouring": _neighbouring, "cents": _cents, "epoch_seconds": _epoch_seconds}


def _largest_difference(fitted, X):
    part = fitted.graph("assay/features")
    graph = onnx.helper.make_graph(
        part.nodes,
        "model",
        [onnx.helper.make_tensor_value_info("assay/features", 1, ["N", X.shape[1]])],
        [onnx.helper.make_tensor_value_info(part.output, 1, ["N", 2])],
        part.initializers,
    )
    model = onnx.helper.make_model(
        graph,
        ir_version=IR_VERSION,
        opset_imports=[
            onnx.helper.make_opsetid("", OPSET),
            onnx.helper.make_opsetid("ai.onnx.ml", ML_OPSET),
        ],
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    got = session.run(None, {"assay/features": X})[0]
    return np.abs(got - fitted.predict(X)).max()


def _fitted(name, column):
    rng = np.random.default_rng(11)
    values = COLUMNS[column](rng)
    levels, code = np.unique(values, return_inverse=True)
    assert len(levels) > 5
    # A class that alternates from one representable value to the next needs every split.
    y = code % 2
    X = np.stack([values, rng.normal(size=len(values)).astype(np.float32)], axis=1)
    size = "num_leaves" if name == "lgbm" else "max_leaves"
    few = "min_child_samples" if name == "lgbm" else "min_samples_leaf"
    config = {"n_estimators": 40, size: 63, few: 5, "learning_rate": 0.3}
    return get_learner(name).fit(X, y, Task.BINARY, 2, config), X


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", ["lgbm", "histgb"])
def test_rounding_thresholds_down_keeps_every_row_on_its_side(name, column):
    fitted, X = _fitted(name, column)
    assert _largest_difference(fitted, X) < 1e-6


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", ["lgbm", "histgb"])
def test_rounding_thresholds_to_the_nearest_would_move_rows(name, column, monkeypatch):
    monkeypatch.setattr(
        f"engine.search.learners.{name}.floor_float32",
        lambda values: np.asarray(values).astype(np.float32),
    )
    fitted, X = _fitted(name, column)
    assert _largest_difference(fitted, X) > 0.1


def test_floor_float32_decides_as_float64_does():
    rng = np.random.default_rng(2)
    x = rng.normal(size=1000).astype(np.float32)
    special = np.array([0.0, -0.0, 1e300, -1e300, 1e-50, -1e-50, np.inf, -np.inf])
    thresholds = np.concatenate([x.astype(np.float64) * (1 + 1e-9), x, x + 1e-12, special])
    probes = np.concatenate(
        [
            x,
            np.nextafter(x, np.float32(np.inf)),
            np.nextafter(x, np.float32(-np.inf)),
            special.clip(-3e38, 3e38).astype(np.float32),
            np.float32([np.inf, -np.inf, np.finfo(np.float32).max]),
        ]
    )
    lowered = floor_float32(thresholds)
    assert lowered.dtype == np.float32
    for probe in probes:
        np.testing.assert_array_equal(probe <= lowered, np.float64(probe) <= thresholds)


def test_what_lightgbm_takes_for_zero_is_zero_in_the_graph():
    rng = np.random.default_rng(5)
    X = rng.choice([-2, -1, 0, 1, 2], size=(2000, 2)).astype(np.float32)
    # Zero is a class of its own, so that it is split from both sides.
    y = (X[:, 0] == 0).astype(np.int64)
    config = {"n_estimators": 5, "num_leaves": 8, "min_child_samples": 5}
    fitted = get_learner("lgbm").fit(X, y, Task.BINARY, 2, config)
    zero = np.float32(1e-35)
    above, below = np.nextafter(zero, np.float32(1)), np.nextafter(zero, np.float32(0))
    near = np.array([-2 * zero, -above, -zero, -below, 0, below, zero, above, 2 * zero])
    rows = np.stack([near, np.ones_like(near)], axis=1).astype(np.float32)
    assert len(np.unique(fitted.predict(rows)[:, 1])) > 1
    assert _largest_difference(fitted, rows) < 1e-6
