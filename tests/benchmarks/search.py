"""Compare whole training runs with FLAML's AutoML and LightGBM's defaults, side by side.

    python tests/benchmarks/search.py [--budget 30] [--sets adult,...] [--seeds 0] [--data DIR]

Each contender runs alone, in a process of its own, on the same rows and cores. Assay's loss is
measured on the exported ONNX file through ONNX Runtime, on the rows that all others are measured
on. Its seconds are from the request to the recorded version; the others' are those of `fit` alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

TARGETS = {
    "adult": "income",
    "bank_marketing": "y",
    "california_housing": "median_house_value",
    "covertype_15k": "Cover_Type",
    "credit_default": "default",
    "diamonds": "price",
    "dry_bean": "Class",
    "german_credit": "class",
    "higgs_7k": "signal",
    "hotel_rates": "avg_price_per_room",
    "telco_churn": "Churn",
    "titanic": "survived",
}
HELD_OUT = 0.25


class Rows:
    """The data set, its encoded target, and which rows are held out with this seed."""

    def __init__(self, file: Path, target: str, seed: int) -> None:
        import pyarrow.parquet as pq

        from engine.data.split import split_rows
        from engine.data.target import encode_target
        from engine.metrics import get_metric

        self.table = pq.read_table(file)
        self.target = encode_target(self.table, target)
        self.task = self.target.encoding.task
        self.metric = get_metric(None, self.task)
        self.split = split_rows(self.target, held_out=HELD_OUT, seed=seed)
        self.train_y = self.target.values[self.split.train]
        self.held_y = self.target.values[self.split.held_out]

    def frames(self) -> tuple[Any, Any]:
        """Training and held-out features for pandas, text as categories."""
        frame = self.table.drop_columns([self.target.encoding.column]).to_pandas()
        for name in frame.columns:
            if frame[name].dtype.kind not in "ifubM":
                frame[name] = frame[name].astype("category")
        return frame.iloc[self.split.train], frame.iloc[self.split.held_out]

    def loss(self, prediction: Any) -> float:
        """The loss on the held-out rows: lower is better."""
        from engine.metrics import loss

        return loss(self.metric, self.held_y, prediction)


def assay(rows: Rows, file: Path, budget: float, seed: int, folder: Path) -> tuple[float, float]:
    """Loss and seconds of a training run in a project of its own."""
    from engine.contract.messages import Finished
    from engine.contract.requests import ExportRequest, TrainRequest
    from engine.contract.results import TrainResult
    from engine.data.feed import feed_from_table
    from engine.jobs import client
    from engine.score.session import load, predictor
    from engine.workflows.pipeline import read_version
    from registry.project import Project

    project = Project.create(folder / "project", "ana")
    request = TrainRequest(
        data=str(file.absolute()),
        target=rows.target.encoding.column,
        budget_s=budget,
        seed=seed,
        held_out=HELD_OUT,
    )
    began = time.time()
    handle = client.start(project.path, request, "ana")
    ended = list(client.follow(handle.folder))[-1]
    if not isinstance(ended, Finished) or not isinstance(ended.result, TrainResult):
        raise SystemExit(f"The run did not finish: {ended}")
    seconds = ended.at - began
    to = folder / "model.onnx"
    exporting = client.start(
        project.path, ExportRequest(version=ended.result.version, to=str(to)), "ana"
    )
    list(client.follow(exporting.folder))
    inputs = read_version(project, ended.result.version).pipeline.inputs
    feed, _ = feed_from_table(rows.table.take(rows.split.held_out), inputs)
    return rows.loss(predictor(load(to.read_bytes()), inputs)(feed)), seconds


def flaml(rows: Rows, file: Path, budget: float, seed: int, folder: Path) -> tuple[float, float]:
    """Loss and seconds of FLAML's AutoML with the budget as its own."""
    del file, folder
    from flaml import AutoML

    from engine.contract.data import Task
    from engine.cpus import available_cpus

    train, held = rows.frames()
    regression = rows.task is Task.REGRESSION
    automl = AutoML()
    began = time.time()
    automl.fit(
        train,
        rows.train_y,
        task="regression" if regression else "classification",
        metric="rmse" if regression else "log_loss",
        time_budget=budget,
        n_jobs=available_cpus(),
        seed=seed,
        verbose=0,
        log_file_name="",
    )
    seconds = time.time() - began
    return rows.loss(automl.predict(held) if regression else automl.predict_proba(held)), seconds


def lightgbm(rows: Rows, file: Path, budget: float, seed: int, folder: Path) -> tuple[float, float]:
    """Loss and seconds of LightGBM as it comes."""
    del file, budget, folder
    from lightgbm import LGBMClassifier, LGBMRegressor

    from engine.contract.data import Task
    from engine.cpus import available_cpus

    train, held = rows.frames()
    regression = rows.task is Task.REGRESSION
    kind = LGBMRegressor if regression else LGBMClassifier
    model = kind(n_jobs=available_cpus(), random_state=seed, verbosity=-1)
    began = time.time()
    model.fit(train, rows.train_y)
    seconds = time.time() - began
    return rows.loss(model.predict(held) if regression else model.predict_proba(held)), seconds


Contender = Callable[[Rows, Path, float, int, Path], tuple[float, float]]
CONTENDERS: dict[str, Contender] = {"assay": assay, "flaml": flaml, "lightgbm": lightgbm}


def run_one(name: str, data: Path, data_set: str, budget: float, seed: int) -> None:
    """What a contender's own process does: print its loss and seconds as JSON."""
    file = data / f"{data_set}.parquet"
    rows = Rows(file, TARGETS[data_set], seed)
    with tempfile.TemporaryDirectory() as folder:
        loss, seconds = CONTENDERS[name](rows, file, budget, seed, Path(folder))
    print(json.dumps({"metric": rows.metric.name, "loss": loss, "seconds": seconds}))


def main() -> None:
    """Run every contender on every data set and seed, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--budget", type=float, default=30.0)
    parser.add_argument("--sets", default="adult,california_housing,covertype_15k")
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "datasets")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contender:
        run_one(asked.contender, asked.data, asked.sets, asked.budget, int(asked.seeds))
        return
    print(f"{'data':<20}{'seed':>5}  {'metric':<10}{'':<10}{'loss':>12}{'seconds':>9}{'ratio':>8}")
    for data_set in asked.sets.split(","):
        for seed in asked.seeds.split(","):
            first = 0.0
            for name in CONTENDERS:
                words = ["--contender", name, "--sets", data_set, "--seeds", seed]
                words += ["--budget", str(asked.budget), "--data", str(asked.data)]
                ended = subprocess.run(
                    [sys.executable, __file__, *words], capture_output=True, text=True, check=False
                )
                if ended.returncode:
                    print(f"{data_set:<20}{seed:>5}  {name} failed: {ended.stderr[-300:]}")
                    continue
                found = json.loads(ended.stdout.splitlines()[-1])
                first = first or found["loss"]
                print(
                    f"{data_set:<20}{seed:>5}  {found['metric']:<10}{name:<10}"
                    f"{found['loss']:>12.5g}{found['seconds']:>9.1f}{found['loss'] / first:>8.4f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
