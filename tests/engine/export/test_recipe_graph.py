"""The recipe's graph gives the recipe's matrix bit for bit through ONNX Runtime."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import onnx
import onnxruntime as ort
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from engine.contract.data import Column, Input, Kind
from engine.data.feed import Feed, to_feed
from engine.data.kinds import infer_columns
from engine.export.parts import IR_VERSION, ML_OPSET, OPSET
from engine.export.recipe_graph import FEATURES, graph_inputs, recipe_nodes
from engine.prepare.recipe import Recipe, fit_recipe

LOW, HIGH = np.iinfo(np.int64).min, np.iinfo(np.int64).max
DAY = 86_400_000_000
NAMES = {
    "n/1 'quoted' \"twice\"": Kind.NUMERIC,
    "label": Kind.NUMERIC,
    "label__column": Kind.BOOLEAN,
    "größe {€} 中文": Kind.CATEGORICAL,
    "probabilities": Kind.CATEGORICAL,
    "many levels": Kind.CATEGORICAL,
    "assay/features": Kind.DATETIME,
    "when, exactly?": Kind.DATETIME,
}
LEVELS = ["a", "A", "ä", "a\u0308", "中", " a", "a ", "\t", "x" * 100_000, "🎉", "nan", "None"]
MANY = [f"stufe {i} ß" for i in range(60)]


def columns_of(kinds: dict[str, Kind]) -> list[Column]:
    return [
        Column(name=name, storage="", kind=kind, inferred_kind=kind, reason="given")
        for name, kind in kinds.items()
    ]


def recipe_model(recipe: Recipe, inputs: Sequence[Input]) -> onnx.ModelProto:
    part = recipe_nodes(recipe, inputs)
    assert part.output == FEATURES
    width = len(recipe.feature_names)
    output = helper.make_tensor_value_info(FEATURES, TensorProto.FLOAT, ["N", width])
    model = helper.make_model(
        helper.make_graph(part.nodes, "recipe", part.inputs, [output], part.initializers),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def assert_equal_bits(recipe: Recipe, inputs: Sequence[Input], feed: Feed) -> None:
    session = ort.InferenceSession(
        recipe_model(recipe, inputs).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    rows = len(next(iter(feed.values())))
    for batch in (1, 7, 10_000):
        for start in range(0, max(rows, 1), batch):
            if batch == 1 and start > 300:
                break
            piece = {name: values[start : start + batch] for name, values in feed.items()}
            expected = recipe.transform(piece)
            named = {item.graph_name: piece[item.column] for item in inputs}
            found = session.run([FEATURES], named)[0]
            assert found.dtype == np.float32
            assert found.shape == expected.shape
            wrong = expected.view(np.int32) != found.view(np.int32)
            wrong &= ~(np.isnan(expected) & np.isnan(found))
            assert not wrong.any(), np.argwhere(wrong)[:5]


@pytest.fixture(scope="module")
def fitted() -> tuple[Recipe, tuple[Input, ...]]:
    columns = columns_of(NAMES)
    rows = 400
    table = pa.table(
        {
            "n/1 'quoted' \"twice\"": [0.5] * rows,
            "label": [1.0] * rows,
            "label__column": [True, False] * (rows // 2),
            "größe {€} 中文": [[*LEVELS, None][i % 13] for i in range(rows)],
            "probabilities": [["b", "c"][i % 2] for i in range(rows)],
            "many levels": [MANY[i % 60] for i in range(rows)],
            "assay/features": pa.array([0] * rows, pa.timestamp("us")),
            "when, exactly?": pa.array([0] * rows, pa.timestamp("us")),
        }
    )
    return fit_recipe(table, columns), graph_inputs(columns)


NUMBERS = st.floats(width=32) | st.sampled_from([0.0, -0.0, 1e-45, 3.4028235e38, np.inf, -np.inf])
TEXTS = st.sampled_from([*LEVELS, "", "b", "c"]) | st.text(max_size=12)
TIMES = st.integers(LOW, HIGH) | st.sampled_from(
    [LOW, LOW + 1, HIGH, -1, 0, 1, -DAY, -DAY - 1, DAY - 1, 951_782_400_000_000]
)
VALUES = {
    Kind.NUMERIC: NUMBERS,
    Kind.BOOLEAN: st.sampled_from([0.0, 1.0, float("nan")]),
    Kind.CATEGORICAL: TEXTS,
    Kind.DATETIME: TIMES,
}
TYPES = {Kind.NUMERIC: "f4", Kind.BOOLEAN: "f4", Kind.CATEGORICAL: object, Kind.DATETIME: "i8"}


@pytest.fixture(scope="module")
def session(fitted: tuple[Recipe, tuple[Input, ...]]) -> ort.InferenceSession:
    return ort.InferenceSession(
        recipe_model(*fitted).SerializeToString(), providers=["CPUExecutionProvider"]
    )


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_rows_give_the_same_bits(fitted, session, data):
    recipe, inputs = fitted
    rows = data.draw(st.integers(0, 12))
    feed = {}
    for name, kind in NAMES.items():
        values = data.draw(st.lists(VALUES[kind], min_size=rows, max_size=rows))
        if name == "many levels":
            extra = st.sampled_from([*MANY, "", "stufe 0 ss", "STUFE 1 ß"])
            values = data.draw(st.lists(extra, min_size=rows, max_size=rows))
        feed[name] = np.array(values, dtype=TYPES[kind]).reshape(-1, 1)
    expected = recipe.transform(feed)
    found = session.run([FEATURES], {i.graph_name: feed[i.column] for i in inputs})[0]
    assert found.shape == expected.shape
    same = expected.view(np.int32) == found.view(np.int32)
    assert (same | (np.isnan(expected) & np.isnan(found))).all()


def test_many_random_rows_give_the_same_bits_in_batches(fitted):
    recipe, inputs = fitted
    rng = np.random.default_rng(11)
    rows = 12_000
    feed: Feed = {}
    for name, kind in NAMES.items():
        if kind is Kind.CATEGORICAL:
            pool = np.array([*LEVELS, *MANY, "", "unseen", "b", "c", "é"], dtype=object)
            values = rng.choice(pool, rows)
        elif kind is Kind.DATETIME:
            values = rng.integers(LOW, HIGH, rows, endpoint=True)
            values[::3] = rng.integers(-200 * 365 * DAY, 200 * 365 * DAY, len(values[::3]))
            values[::50] = LOW
        else:
            values = rng.integers(0, 2**32, rows, dtype=np.uint32).view(np.float32)
        feed[name] = values.reshape(-1, 1)
    assert_equal_bits(recipe, inputs, feed)


def test_every_day_of_eight_hundred_years_has_its_date():
    columns = columns_of({"d": Kind.DATETIME})
    recipe = fit_recipe(pa.table({"d": pa.array([0], pa.timestamp("us"))}), columns)
    days = np.arange(np.datetime64("1600-01-01"), np.datetime64("2400-01-01"))
    micros = days.astype("datetime64[us]").astype(np.int64)
    feed: Feed = {"d": np.repeat(micros, 2).reshape(-1, 1)}
    feed["d"][1::2, 0] += DAY - 1
    model = recipe_model(recipe, graph_inputs(columns))
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run([FEATURES], feed)[0]
    assert np.array_equal(found, recipe.transform(feed))
    years = days.astype("datetime64[Y]").astype(int) + 1970
    months = days.astype("datetime64[M]").astype(int) % 12 + 1
    of_month = (days - days.astype("datetime64[M]")).astype(int) + 1
    assert np.array_equal(found[::2, 0], years.astype(np.float32))
    assert np.array_equal(found[1::2, 1], months.astype(np.float32))
    assert np.array_equal(found[1::2, 2], of_month.astype(np.float32))
    assert set(found[1::2, 4]) == {23.0}


def test_graph_names_are_the_columns_unless_an_output_or_internal_value_has_them():
    names = {item.column: item.graph_name for item in graph_inputs(columns_of(NAMES))}
    assert names["label"] == "label__column__column"
    assert names["label__column"] == "label__column"
    assert names["probabilities"] == "probabilities__column"
    assert names["assay/features"] == "assay/features__column"
    assert names["many levels"] == "many levels"
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize("kind", [Kind.NUMERIC, Kind.CATEGORICAL, Kind.DATETIME])
def test_a_single_column_is_enough(kind):
    columns = columns_of({"only": kind})
    values = {
        Kind.NUMERIC: [1.0, None],
        Kind.CATEGORICAL: ["a", None],
        Kind.DATETIME: ["2024-02-29", None],
    }[kind]
    table = pa.table({"only": values})
    assert_equal_bits(fit_recipe(table, columns), graph_inputs(columns), to_feed(table, columns))


def test_no_locale_is_needed(fitted, tmp_path):
    recipe, inputs = fitted
    path = tmp_path / "recipe.onnx"
    path.write_bytes(recipe_model(recipe, inputs).SerializeToString())
    code = (
        "import sys, numpy as np, onnxruntime as ort\n"
        "s = ort.InferenceSession(sys.argv[1], providers=['CPUExecutionProvider'])\n"
        "f = {'tensor(float)': np.float32([[1]]), 'tensor(int64)': np.int64([[5]]),\n"
        "     'tensor(string)': np.array([['\\u4e2d']], dtype=object)}\n"
        "out = s.run(None, {i.name: f[i.type] for i in s.get_inputs()})[0]\n"
        "sys.stdout.buffer.write(out.tobytes())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        env={**os.environ, "LC_ALL": "C", "LANG": "C"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    feed: Feed = {}
    for name, kind in NAMES.items():
        value = {Kind.CATEGORICAL: "中", Kind.DATETIME: 5}.get(kind, 1.0)
        feed[name] = np.array([[value]], dtype=TYPES[kind])
    assert done.stdout == recipe.transform(feed).tobytes()


@pytest.mark.parametrize(
    "name",
    [
        "adult",
        "bank_marketing",
        "california_housing",
        "covertype_15k",
        "credit_default",
        "diamonds",
        "dry_bean",
        "german_credit",
        "higgs_7k",
        "hotel_rates",
        "telco_churn",
        "titanic",
    ],
)
def test_shared_data_sets_give_the_same_bits(shared_datasets, name):
    table = pq.read_table(shared_datasets / f"{name}.parquet")
    columns = infer_columns(table)
    recipe = fit_recipe(table.slice(0, table.num_rows // 3), columns)
    assert_equal_bits(recipe, graph_inputs(columns), to_feed(table, columns))
