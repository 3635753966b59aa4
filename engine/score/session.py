"""ONNX Runtime sessions over untrusted bytes, and the contract that a session states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime as ort

from engine.arrays import Array
from engine.contract.data import Input, Kind
from engine.cpus import available_cpus
from engine.data.feed import Feed
from registry.errors import AssayError, first_line

BATCH_ROWS = 10_000
_KINDS = {
    "tensor(float)": Kind.NUMERIC,
    "tensor(string)": Kind.CATEGORICAL,
    "tensor(int64)": Kind.DATETIME,
}


@dataclass(frozen=True)
class Model:
    """A loaded graph: feed it by graph input name and read its outputs by name."""

    session: ort.InferenceSession
    outputs: tuple[str, ...]

    def class_count(self) -> int:
        """How many columns `probabilities` has; 0 where there is no such output or it is open."""
        for output in self.session.get_outputs():
            if output.name == "probabilities" and isinstance(output.shape[-1], int):
                return int(output.shape[-1])
        return 0

    def run(self, feed: dict[str, Any]) -> dict[str, Array]:
        """All outputs for a feed of [N, 1] arrays by graph input name, in batches of 10,000 rows.

        Strings come back as object arrays, `label` as [N], everything else as the graph says.
        """
        rows = len(next(iter(feed.values()))) if feed else 0
        parts = [
            self._run_batch({name: value[at : at + BATCH_ROWS] for name, value in feed.items()})
            for at in range(0, max(rows, 1), BATCH_ROWS)
        ]
        return {
            name: np.concatenate([part[position] for part in parts])
            for position, name in enumerate(self.outputs)
        }

    def _run_batch(self, feed: dict[str, Any]) -> list[Array]:
        try:
            outputs: list[Array] = self.session.run(None, feed)
        except Exception as error:  # noqa: BLE001 - ONNX Runtime raises types it does not export
            raise AssayError(
                "onnx.failed",
                f"ONNX Runtime cannot run the model on these rows: {first_line(error)}",
                "Check that the data fits the model's inputs, and that there is enough memory.",
            ) from None
        return outputs


def load(model: bytes, threads: int | None = None) -> Model:
    """Load a graph on the CPU provider. Raises AssayError `onnx.unloadable` for a bad file."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads or available_cpus()
    options.log_severity_level = 4
    try:
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - ONNX Runtime raises types that it does not export
        raise AssayError(
            "onnx.unloadable",
            f"ONNX Runtime cannot load the model: {first_line(error)}",
            "Check that the file is an ONNX model and that it was copied whole.",
        ) from None
    return Model(session, tuple(output.name for output in session.get_outputs()))


def contract_from_graph(model: Model) -> tuple[Input, ...]:
    """The inputs as the graph's own types state them, for a file without a passport.

    Raises AssayError `onnx.foreign` where the graph is not one column an input.
    """
    inputs = []
    for value in model.session.get_inputs():
        kind = _KINDS.get(value.type)
        if kind is None or len(value.shape) != 2 or value.shape[1] != 1:
            raise AssayError(
                "onnx.foreign",
                f"Input {value.name!r} is {value.type} {value.shape}, not one column [N, 1].",
                "Score files that Assay exported.",
            )
        inputs.append(Input(column=value.name, graph_name=value.name, kind=kind))
    return tuple(inputs)


def predictor(model: Model, inputs: tuple[Input, ...]) -> Callable[[Feed], Array]:
    """A function from a feed by raw column to probabilities [N, K] or predictions [N, 1]."""

    def predict(feed: Feed) -> Array:
        outputs = model.run(named_for_graph(feed, inputs))
        return outputs["probabilities" if "probabilities" in outputs else "prediction"]

    return predict


def named_for_graph(feed: Feed, inputs: tuple[Input, ...]) -> dict[str, Any]:
    """The feed by raw column as a feed by graph input name."""
    return {item.graph_name: feed[item.column] for item in inputs}
