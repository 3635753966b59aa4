"""A piece of an ONNX graph: what recipe, model and label decoding hand on to be composed."""

from __future__ import annotations

from dataclasses import dataclass, field

import onnx

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
