"""The composed graph: names, types, original labels, and decisions as NumPy takes them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import onnx
import onnxruntime
import pytest

from engine.contract.data import Task
from engine.export.decision import class_values, decision_part
from engine.export.parts import IR_VERSION, OPSET
from engine.metrics import decide

BARE = """
import sys
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1])
types = {"tensor(float)": np.float32, "tensor(string)": object, "tensor(int64)": np.int64}
feed = {}
for value in session.get_inputs():
    column = np.zeros((3, 1), dtype=types[value.type])
    feed[value.name] = np.full((3, 1), "", dtype=object) if column.dtype == object else column
print([value.tolist() for value in session.run(None, feed)][0])
assert not {"onnx", "sklearn", "lightgbm", "engine"} & set(sys.modules)
"""


@pytest.mark.parametrize("task", list(Task))
def test_the_graph_states_its_contract(composed, task):
    it = composed(task)
    model = it.model
    onnx.checker.check_model(model, full_check=True)
    assert model.producer_name == "assay"
    assert model.ir_version == IR_VERSION
    assert {(o.domain, o.version) for o in model.opset_import} == {("", OPSET), ("ai.onnx.ml", 3)}
    assert [value.name for value in model.graph.input] == [
        item.graph_name for item in it.problem.inputs
    ]
    outputs = [value.name for value in model.graph.output]
    expected = ["prediction", "interval"] if task is Task.REGRESSION else ["label", "probabilities"]
    assert outputs == expected
    for node in model.graph.node:
        for name in node.output:
            assert name.startswith("assay/") or name in outputs
    assert all(tensor.name.startswith("assay/") for tensor in model.graph.initializer)


def test_a_regression_interval_lies_around_the_prediction(composed):
    it = composed(Task.REGRESSION)
    session = onnxruntime.InferenceSession(it.model.SerializeToString())
    feed = {item.graph_name: it.problem.held_out[item.column] for item in it.problem.inputs}
    prediction, interval = session.run(None, feed)
    assert prediction.shape == (5000, 1)
    assert interval.shape == (5000, 2)
    np.testing.assert_allclose(interval[:, 0], prediction[:, 0] - 5e4, rtol=1e-6)
    np.testing.assert_allclose(interval[:, 1], prediction[:, 0] + 5e4, rtol=1e-6)


def test_the_file_runs_where_only_onnxruntime_and_numpy_are_imported(composed, tmp_path):
    file = tmp_path / "model.onnx"
    file.write_bytes(composed(Task.BINARY).model.SerializeToString())
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(file)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert any(name in done.stdout for name in ("<=50K", ">50K"))


@pytest.mark.parametrize(
    "classes", [(False, True), (3, 5), ("a", "b"), ("x", "\u00fc", "z"), (1, 2, 3, 4)]
)
@pytest.mark.parametrize("threshold", [0.5, 0.123456, 0.1234562, 1 / 3])
def test_the_graph_decides_as_numpy_does(classes, threshold):
    rng = np.random.default_rng(1)
    k = len(classes)
    p = rng.random((20_000, k)).astype(np.float32)
    p /= p.sum(axis=1, keepdims=True)
    # Ties, near ties and values around half a millionth, where rounding decides.
    p[:2000] = np.float32(1 / k)
    p[2000:6000, 1] = np.float32(threshold) + rng.integers(-40, 41, 4000) * np.float32(1e-7)
    p[6000:8000] = (rng.integers(0, 3, (2000, k)) + 0.5).astype(np.float32) * np.float32(1e-6)
    part = decision_part("p", classes, threshold, "label")
    kinds = {"b": 9, "i": 7, "O": 8}
    values = class_values(classes)
    graph = onnx.helper.make_graph(
        part.nodes,
        "decision",
        [onnx.helper.make_tensor_value_info("p", 1, ["N", k])],
        [onnx.helper.make_tensor_value_info("label", kinds[values.dtype.kind], ["N"])],
        part.initializers,
    )
    model = onnx.helper.make_model(
        graph, ir_version=IR_VERSION, opset_imports=[onnx.helper.make_opsetid("", OPSET)]
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    got = session.run(None, {"p": p})[0]
    assert got.tolist() == values[decide(p, threshold)].tolist()
