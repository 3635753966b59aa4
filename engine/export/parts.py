"""A piece of an ONNX graph: what recipe, model and label decoding hand on to be composed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

OPSET = 21
ML_OPSET = 3
IR_VERSION = 10


@dataclass
class GraphPart:
    """Nodes with the values they need; `output` names the value that the next part reads.

    Every value that is neither a graph input nor a graph output starts with "assay/".
    """

    nodes: list[onnx.NodeProto]
    initializers: list[onnx.TensorProto]
    inputs: list[onnx.ValueInfoProto] = field(default_factory=list)
    output: str = ""


class PartBuilder:
    """Collects nodes and constants under one prefix, named by their order."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output and return the output's name."""
        return self.node_outputs(kind, *inputs, count=1, **attributes)[0]

    def node_outputs(self, kind: str, *inputs: str, count: int, **attributes: Any) -> list[str]:
        """Add a node with `count` outputs and return their names."""
        stem = f"{self._prefix}/{len(self.nodes)}_{kind.lower()}"
        outputs = [stem if at == 0 else f"{stem}_{at}" for at in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **attributes))
        return outputs

    def constant(self, value: float | NDArray[Any]) -> str:
        """Add a constant, float64 unless it is an array of another type, and return its name."""
        name = f"{self._prefix}/constant_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def done(self, output: str) -> GraphPart:
        """What was collected, with the value that the next part reads."""
        return GraphPart(nodes=self.nodes, initializers=self.initializers, output=output)
