"""A certificate passes for a faithful graph and fails for one that was tampered with."""

from __future__ import annotations

import json

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from engine.contract.data import Task
from engine.export.parity import ParityCertificate, certify


def _certify(it, model, seconds=1.0):
    data = model if isinstance(model, bytes) else model.SerializeToString()
    p = it.problem
    return certify(
        data, p.recipe, p.inputs, it.fitted, p.target, p.held_out, seed=1, seconds=seconds
    )


def _copy(model):
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    return copy


def _trees(model):
    node = next(node for node in model.graph.node if node.op_type == "TreeEnsembleRegressor")
    return {attribute.name: attribute for attribute in node.attribute}


@pytest.mark.parametrize("task", list(Task))
def test_a_faithful_graph_passes_and_says_what_was_tried(composed, task):
    it = composed(task)
    certificate = _certify(it, it.model)
    assert certificate.passed
    assert certificate.rows >= 5000
    assert certificate.batches == (1, 7, 10_000)
    assert {group.name for group in certificate.groups} == {
        "held_out",
        "generated",
        "probes",
        "batch_1",
        "batch_7",
    }
    assert certificate.split_thresholds > 0
    assert "rows" in certificate.probes_note
    assert set(certificate.providers) == {"CPUExecutionProvider"}
    assert ParityCertificate.model_validate_json(certificate.model_dump_json()) == certificate
    json.loads(certificate.model_dump_json())


@pytest.mark.parametrize("task", list(Task))
@pytest.mark.parametrize("which", [0, 40])
def test_a_threshold_moved_by_one_float32_step_fails(composed, task, which):
    it = composed(task)
    model = _copy(it.model)
    trees = _trees(model)
    attribute = trees["nodes_values_as_tensor"].t
    thresholds = numpy_helper.to_array(attribute).copy()
    features = np.array(trees["nodes_featureids"].ints)
    forest = it.fitted.forest()
    raw = {
        index
        for index, name in enumerate(it.problem.recipe.feature_names)
        if name in it.problem.recipe.columns
    }
    splits = np.flatnonzero((forest.feature >= 0) & np.isin(features, list(raw)))
    node = splits[which]
    moved = np.nextafter(np.float32(thresholds[node]), np.float32(np.inf))
    thresholds[node] = moved
    attribute.CopyFrom(numpy_helper.from_array(thresholds, attribute.name))
    certificate = _certify(it, model, seconds=10.0)
    assert not certificate.passed
    assert certificate.largest_difference > certificate.bound


def test_a_changed_class_order_fails(composed):
    it = composed(Task.MULTICLASS)
    model = _copy(it.model)
    classes = next(t for t in model.graph.initializer if t.name.endswith("/classes"))
    classes.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(classes)[::-1], classes.name))
    certificate = _certify(it, model)
    assert not certificate.passed
    assert certificate.flipped_outside_margin > 1000
    assert certificate.flips


def test_a_graph_that_does_not_load_gives_a_certificate_that_did_not_pass(composed):
    it = composed(Task.BINARY)
    model = _copy(it.model)
    model.graph.node[0].op_type = "Nonsense"
    certificate = _certify(it, model)
    assert not certificate.passed
    assert "does not load" in certificate.reasons[0]


def test_a_tight_time_limit_lowers_the_number_of_probes_and_says_so(composed):
    it = composed(Task.MULTICLASS)
    few = _certify(it, it.model, seconds=0.01)
    assert few.passed
    assert few.probes_cap < few.probes_possible
    assert "as many as the time allowed" in few.probes_note
    held = next(group for group in few.groups if group.name == "held_out")
    assert held.rows == 5000
