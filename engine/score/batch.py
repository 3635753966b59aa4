"""Predictions for a table: the graph's outputs as columns, written as CSV or Parquet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

SUFFIXES = (".csv", ".parquet")


def prediction_table(outputs: dict[str, np.ndarray], classes: Sequence[str]) -> pa.Table:
    """The graph's outputs as columns: label and probability_<class>, or prediction and interval.

    `outputs` as `Model.run` gives them; `classes` names the columns of `probabilities` [N, K].
    """
    columns: dict[str, pa.Array] = {}
    if "label" in outputs:
        columns["label"] = pa.array(outputs["label"].tolist())
        for position, name in enumerate(classes):
            columns[f"probability_{name}"] = pa.array(outputs["probabilities"][:, position])
    else:
        columns["prediction"] = pa.array(outputs["prediction"][:, 0])
        columns["interval_low"] = pa.array(outputs["interval"][:, 0])
        columns["interval_high"] = pa.array(outputs["interval"][:, 1])
    return pa.table(columns)


def write_table(table: pa.Table, out: Path) -> None:
    """Write atomically, by suffix: an interrupted run leaves no half file under that name."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        if out.suffix.lower() == ".csv":
            pyarrow.csv.write_csv(table, temporary)
        else:
            pq.write_table(table, temporary)
        publish(temporary, out)
    finally:
        temporary.unlink(missing_ok=True)


def publish(temporary: Path, out: Path) -> None:
    """Flush a finished temporary file and give it its name, readable as new files are."""
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    temporary.replace(out)
