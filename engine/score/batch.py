"""Predictions for a table: the graph's outputs as columns, written as CSV or Parquet."""

from __future__ import annotations

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


def write_table(table: pa.Table, out: Path, suffix: str) -> None:
    """Write the table to `out` as CSV or Parquet, whichever `suffix` names."""
    if suffix.lower() == ".csv":
        pyarrow.csv.write_csv(table, out)
    else:
        pq.write_table(table, out)
