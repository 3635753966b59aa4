"""Digest, passport and offline checks: what may change, what may not, and hostile files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import numpy as np
import onnx
import pytest

from engine.contract.data import Task
from engine.export.passport import Passport, Standing, read_passport, write_passport
from engine.export.verify import verify_bytes
from engine.export.wire import graph_digest, with_entries
from engine.workflows.standing import Standing as Registered
from engine.workflows.verify import changed_since
from registry.errors import AssayError
from registry.manifest import Manifest, ManifestEntry


@pytest.fixture(scope="module")
def model(composed) -> bytes:
    return composed(Task.BINARY).model.SerializeToString()


@pytest.fixture(scope="module")
def passport(composed, model) -> Passport:
    it = composed(Task.BINARY).problem
    manifest = Manifest(
        entries=(
            ManifestEntry(
                role="graph",
                name="model.onnx",
                sha256=hashlib.sha256(model).hexdigest(),
                bytes=len(model),
                media_type="application/onnx",
                graph_digest=graph_digest(model),
            ),
        )
    )
    return Passport(
        manifest=manifest,
        manifest_root=manifest.root,
        model="income \u00e9",
        task=Task.BINARY,
        target="income",
        classes=it.target.classes,
        inputs=it.inputs,
        training={"rows": 2000},
        parity={"passed": True, "largest_difference": "1e-7"},
        standing=Standing(state="approved", as_of="2026-01-01T00:00:00Z"),
    )


def _failed(checks):
    return {check.name for check in checks if not check.passed}


def test_a_passport_is_read_back_as_it_was_written(model, passport):
    carried = write_passport(model, passport)
    assert read_passport(carried) == passport
    assert read_passport(model) is None
    assert _failed(verify_bytes(carried)) == set()


def test_a_passport_leaves_the_graph_digest_as_it_is(model, passport):
    carried = write_passport(model, passport)
    assert carried != model
    assert graph_digest(carried) == graph_digest(model)
    again = passport.model_copy(update={"training": {"rows": 3}})
    assert write_passport(write_passport(carried, again), passport) == carried
    assert with_entries(carried, {}) == model


def test_the_graph_digest_is_that_of_the_field_bytes(model):
    assert graph_digest(model) == hashlib.sha256(model).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        lambda m: setattr(m, "producer_name", "other"),
        lambda m: setattr(m, "model_version", 7),
        lambda m: setattr(m.graph.node[3], "name", "renamed"),
        lambda m: setattr(m.opset_import[0], "version", 20),
        lambda m: m.metadata_props.add(key="assayed", value="x"),
        lambda m: m.metadata_props.add(key="author", value="x"),
        lambda m: m.graph.metadata_props.add(key="assay.x", value="x"),
    ],
)
def test_anything_else_that_changes_changes_the_digest(model, passport, change):
    carried = write_passport(model, passport)
    changed = onnx.load_model_from_string(carried)
    change(changed)
    data = changed.SerializeToString()
    assert graph_digest(data) != graph_digest(model)
    assert "graph" in _failed(verify_bytes(data))


def test_a_manifest_that_is_not_the_root_fails(model, passport):
    other = passport.model_copy(update={"manifest_root": "0" * 64})
    assert _failed(verify_bytes(write_passport(model, other))) == {"manifest"}


def test_a_passport_of_another_model_fails(composed, passport):
    other = composed(Task.REGRESSION).model.SerializeToString()
    assert {"graph", "inputs"} <= _failed(verify_bytes(write_passport(other, passport)))


def test_entries_that_no_passport_has_are_refused(model, passport):
    carried = write_passport(model, passport)
    for key, value in (
        ("assay.surprise", "1"),
        ("assay.training", "[" * 5000),
        ("assay.format", "assay.passport/9"),
        ("assay.manifest", "{}"),
    ):
        entries = {
            prop.key: prop.value for prop in onnx.load_model_from_string(carried).metadata_props
        }
        with pytest.raises(AssayError):
            read_passport(with_entries(model, entries | {key: value}))
    twice = onnx.load_model_from_string(carried)
    twice.metadata_props.add(key="assay.task", value='"regression"')
    with pytest.raises(AssayError, match="twice"):
        read_passport(twice.SerializeToString())


def test_operators_of_other_domains_and_outside_data_are_found(model):
    custom = onnx.load_model_from_string(model)
    custom.graph.node[0].domain = "com.example"
    assert "operators" in _failed(verify_bytes(custom.SerializeToString()))

    outside = onnx.load_model_from_string(model)
    tensor = outside.graph.initializer[0]
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="/etc/hostname")
    failed = _failed(verify_bytes(outside.SerializeToString()))
    assert {"self-contained", "loads"} <= failed


def test_cut_and_damaged_files_give_failed_checks_and_no_error(model, passport):
    carried = write_passport(model, passport)
    rng = np.random.default_rng(0)
    for end in [0, 1, 2, 10, *rng.integers(3, len(carried) - 1, 25)]:
        assert _failed(verify_bytes(carried[:end]))
    for _ in range(25):
        damaged = bytearray(carried)
        for at in rng.integers(0, len(damaged), 3):
            damaged[at] ^= int(rng.integers(1, 256))
        assert _failed(verify_bytes(bytes(damaged)))
    assert _failed(verify_bytes(rng.bytes(2000))) == {"file"}


@pytest.mark.parametrize("data", [b"\x0a", b"\x0a\xff", b"\xff" * 12, b"\x0b\x00", b"\x00\x00"])
def test_bytes_that_are_no_message_have_no_digest(data):
    with pytest.raises(AssayError, match="not an ONNX model"):
        graph_digest(data)


@pytest.mark.parametrize(
    ("state", "emergency", "said"),
    [
        ("approved", None, ""),
        ("suspended", None, "now says: suspended"),
        ("approved", datetime(2026, 1, 2, tzinfo=UTC), "until 2026-01-02 00:00 UTC"),
    ],
)
def test_what_the_registry_says_since_the_export_is_told_beside_what_the_file_says(
    passport, state, emergency, said
):
    now = Registered(
        version="v",
        label="m/1",
        state=state,
        approved=False,
        emergency_until=emergency,
        data_withdrawn="",
        fault=None,
    )
    told = changed_since(passport.standing, now)
    assert said in told and bool(told) == bool(said)
    if told:
        assert "as of its export (2026-01-01 00:00 UTC): approved." in told
    odd = passport.standing.model_copy(update={"as_of": "no time", "state": "draft"})
    assert "as of its export (no time): draft." in changed_since(odd, now)
