"""The whole way, as a person walks it: from a data file to an approved, verified ONNX file."""

from __future__ import annotations

import csv
import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import onnx
import pyarrow.parquet as pq
import pytest

from .conftest import Assay, sample, write_csv

BARE = """
import csv, json, sys
import numpy as np
import onnxruntime as ort
session = ort.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
rows = json.load(open(sys.argv[2], encoding="utf-8"))
feed = {}
for value in session.get_inputs():
    cells = [row[value.name] for row in rows]
    if value.type == "tensor(string)":
        array = np.array(["" if cell is None else cell for cell in cells], dtype=object)
    else:
        array = np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float32)
    feed[value.name] = array.reshape(-1, 1)
print(json.dumps(session.run(["label"], feed)[0].tolist()))
"""


@pytest.fixture
def approved(assay: Assay, people: Path) -> tuple[Assay, dict[str, str], Path]:
    """A trained, approved and exported version: the project, the training result, the file."""
    assay.does("import", people, "--role", "sex=protected")
    trained = assay.does("train", "people", "--target", "income", "--budget", "12s")
    request = assay.does("submit", trained["version"])["request"]
    assay.whom("rui").does("approve", request, "--comment", "Read.")
    file = assay.project.parent / "model.onnx"
    assay.does("export", trained["version"], "--to", file)
    return assay, trained, file


@pytest.mark.slow
def test_a_csv_file_becomes_an_approved_model_that_scores_reports_and_verifies(
    approved: tuple[Assay, dict[str, str], Path], people: Path, tmp_path: Path
) -> None:
    assay, trained, file = approved
    shown = assay.does("show", trained["version"])
    assert shown["state"] == "approved"
    metrics = {item["metric"]: item for item in trained["estimates"]}  # type: ignore[index]
    spent = dict(trained["spent"])  # type: ignore[call-overload]
    assert list(spent) == ["starting", "preparing", "searching", "finishing"]
    assert sum(spent.values()) == pytest.approx(trained["elapsed_s"], abs=0.1)
    assert 0.8 < metrics["roc_auc"]["low"] <= metrics["roc_auc"]["value"]  # type: ignore[index]

    checked = assay.does("verify", file)
    assert checked["passed"] and checked["approved"]

    out = tmp_path / "predictions.csv"
    scored = assay.does("score", file, people, "-o", out)
    assert scored["rows"] == 1500
    origin = assay.does("lineage", out)["nodes"]
    assert scored["batch"] in {node["id"] for node in origin}
    assert {"output", "batch", "version", "run", "dataset", "source"} <= {
        node["kind"] for node in origin
    }
    led_to = {node["label"] for node in assay.does("lineage", people)["nodes"]}
    assert str(out) in led_to
    with out.open(encoding="utf-8") as lines:
        assert {row["label"] for row in csv.DictReader(lines)} == {"<=50K", ">50K"}

    report = tmp_path / "report.html"
    assay.does("report", trained["version"], "-o", report)
    text = report.read_text("utf-8")
    assert "MISSING" in text and text.count("<script") == 1 and "http://" not in text

    kinds = {node["kind"] for node in assay.does("lineage", trained["version"])["nodes"]}
    assert {"source", "dataset", "run", "version", "request", "decision"} <= kinds
    assert assay.does("audit", "verify")["passed"]
    assert assay.does("explain", trained["version"])["importance"]["columns"]
    row = assay.does("explain", trained["version"], "--row", "3")
    for place, value in enumerate(row["prediction"]):
        total = row["base"][place] + sum(c["amounts"][place] for c in row["contributions"])
        assert total == pytest.approx(value, abs=1e-5)
    assert "sex" not in {item["column"] for item in row["contributions"]}


@pytest.mark.slow
def test_the_file_gives_the_same_labels_where_only_onnxruntime_and_numpy_are_installed(
    approved: tuple[Assay, dict[str, str], Path], people: Path, tmp_path: Path
) -> None:
    assay, _, file = approved
    out = tmp_path / "predictions.parquet"
    assay.does("score", file, people, "-o", out)
    feed = tmp_path / "rows.json"
    feed.write_text(json.dumps(_as_read(people)), encoding="utf-8")
    script = tmp_path / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    python = _bare_environment(tmp_path / "bare")
    ended = subprocess.run(
        [python, "-I", script, file, feed],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )
    assert json.loads(ended.stdout) == pq.read_table(out).column("label").to_pylist()


@pytest.mark.slow
def test_a_contributor_cannot_approve_and_an_unapproved_model_is_not_scored(
    assay: Assay, people: Path, tmp_path: Path
) -> None:
    trained = assay.does("train", people, "--target", "income", "--budget", "8s")
    file, out = tmp_path / "model.onnx", tmp_path / "out.csv"
    assay.does("export", trained["version"], "--to", file)
    assert assay.refuses("score", file, people, "-o", out)["code"] == "score.unapproved"
    assert not out.exists()
    assay.does("score", file, people, "-o", out, "--allow-unapproved")

    request = assay.does("submit", trained["version"])["request"]
    assert assay.refuses("approve", request)["code"].startswith("approval.")
    assert assay.whom("eve").refuses("approve", request)["code"] == "principal.unknown"
    assay.whom("rui").does("reject", request, "--comment", "Not this one.")
    assert assay.does("show", trained["version"])["state"] == "rejected"
    assert assay.whom("rui").refuses("approve", request)["code"] == "request.closed"
    assert assay.does("audit", "verify")["passed"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "target", "task", "rows"),
    [
        ("dry_bean", "Class", "multiclass", 1500),
        ("california_housing", "median_house_value", "regression", 1500),
        ("hotel_rates", "avg_price_per_room", "regression", 1500),
    ],
)
def test_other_tasks_walk_the_same_way(
    assay: Assay,
    shared_datasets: Path,
    tmp_path: Path,
    data: str,
    target: str,
    task: str,
    rows: int,
) -> None:
    file = write_csv(tmp_path / "data.csv", sample(shared_datasets / f"{data}.parquet", rows))
    trained = assay.does("train", file, "--target", target, "--budget", "10s")
    assert trained["task"] == task and trained["parity_passed"]
    request = assay.does("submit", trained["version"])["request"]
    assay.whom("rui").does("approve", request)
    model, out = tmp_path / "model.onnx", tmp_path / "out.csv"
    assay.does("export", trained["version"], "--to", model)
    assert assay.does("score", model, file, "-o", out)["rows"] == rows
    outputs = {output.name for output in onnx.load(model).graph.output}
    expected = {"prediction", "interval"} if task == "regression" else {"label", "probabilities"}
    assert outputs == expected
    inputs = {value.name for value in onnx.load(model).graph.input}
    assert inputs <= set(pq.read_table(shared_datasets / f"{data}.parquet").column_names)


def _bare_environment(folder: Path) -> Path:
    """A virtual environment that holds onnxruntime, numpy and nothing else, made offline."""
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next((folder / "lib").glob("python*/site-packages"))
    for origin in map(Path, site.getsitepackages()):
        for found in origin.iterdir():
            if found.name.split(".")[0] in {"onnxruntime", "numpy"}:
                (packages / found.name).symlink_to(found)
    return folder / "bin" / Path(sys.executable).name


def _as_read(people: Path) -> list[dict[str, str | float | None]]:
    """The CSV file's rows with numbers as numbers, by the standard library alone."""
    with people.open(encoding="utf-8") as lines:
        return [{name: _cell(text) for name, text in row.items()} for row in csv.DictReader(lines)]


def _cell(text: str) -> str | float | None:
    try:
        return float(text)
    except ValueError:
        return text or None
