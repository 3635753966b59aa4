"""Decision trees as NumPy arrays, whatever library grew them, and their ONNX rendering."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import onnx
from numpy.typing import ArrayLike, NDArray
from onnx import helper, numpy_helper

from engine.export.parts import GraphPart

Ints = NDArray[np.int64]

MAX_NODES = 1_500_000
"""Nodes that one forest may have: about 100 MB of ONNX, well below protobuf's 2 GB."""


class Link(StrEnum):
    """From a forest's raw outputs to the model's prediction."""

    IDENTITY = "identity"
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"
    PROBABILITY = "probability"


@dataclass(frozen=True)
class Forest:
    """Trees over F features with S raw outputs (1 for binary and regression, else K).

    Nodes of a tree are contiguous and its root comes first. At an inner node a row goes left if
    `x <= threshold` (`x < threshold` where `strict`), or, missing, if `missing_left`. A leaf has
    `feature` -1; its values are the entries of `leaf_node`, which rise. Children are indices into
    all nodes. Raw outputs are `base` plus the sum, or mean, of the leaves reached.
    """

    features: int
    tree: Ints
    feature: Ints
    threshold: NDArray[np.float32]
    missing_left: NDArray[np.bool_]
    left: Ints
    right: Ints
    leaf_node: Ints
    leaf_output: Ints
    leaf_value: NDArray[np.float64]
    base: NDArray[np.float64]
    strict: bool
    mean: bool
    link: Link

    @property
    def outputs(self) -> int:
        """Number of raw outputs S."""
        return len(self.base)

    @property
    def trees(self) -> int:
        """Number of trees."""
        return int(self.tree[-1]) + 1

    def thresholds(self) -> dict[int, NDArray[np.float32]]:
        """The distinct split thresholds of each feature that has any, ascending."""
        inner = self.feature >= 0
        features, values = self.feature[inner], self.threshold[inner]
        return {int(j): np.unique(values[features == j]) for j in np.unique(features)}


def floor_float32(values: ArrayLike) -> NDArray[np.float32]:
    """The largest float32 not above each float64.

    For every float32 x, `x <= floor_float32(t)` is then `x <= t`. Rounding to the nearest
    instead moves rows that lie between t and the float32 above it to the other side.
    """
    exact = np.asarray(values, dtype=np.float64)
    with np.errstate(over="ignore"):
        near = exact.astype(np.float32)
    return np.where(near > exact, np.nextafter(near, np.float32(-np.inf)), near)


class ForestBuilder:
    """Collects trees given with children counted from each tree's root; -1 marks a leaf."""

    def __init__(self, features: int) -> None:
        self._features = features
        self._nodes = 0
        self._parts: dict[str, list[NDArray[Any]]] = {}
        self._trees = 0

    def add(
        self,
        *,
        feature: ArrayLike,
        threshold: NDArray[np.float32],
        missing_left: ArrayLike,
        left: ArrayLike,
        right: ArrayLike,
        leaf_node: ArrayLike,
        leaf_output: ArrayLike,
        leaf_value: ArrayLike,
    ) -> None:
        """Add one tree of n nodes; `leaf_*` are parallel, one entry per leaf and output."""
        lefts = np.asarray(left, dtype=np.int64)
        rights = np.asarray(right, dtype=np.int64)
        n = len(lefts)
        inner = lefts >= 0
        columns = np.where(inner, np.asarray(feature, dtype=np.int64), -1)
        if n == 0 or columns.max() >= self._features or max(lefts.max(), rights.max()) >= n:
            raise ValueError("a tree points outside its nodes or features")
        for name, values in {
            "tree": np.full(n, self._trees, dtype=np.int64),
            "feature": columns,
            "threshold": np.where(inner, threshold, np.float32(0)).astype(np.float32),
            "missing_left": inner & np.asarray(missing_left, dtype=np.bool_),
            "left": np.where(inner, lefts + self._nodes, -1),
            "right": np.where(inner, rights + self._nodes, -1),
            "leaf_node": np.asarray(leaf_node, dtype=np.int64) + self._nodes,
            "leaf_output": np.asarray(leaf_output, dtype=np.int64),
            "leaf_value": np.asarray(leaf_value, dtype=np.float64),
        }.items():
            self._parts.setdefault(name, []).append(values)
        self._nodes += n
        self._trees += 1

    def build(
        self, *, base: ArrayLike, link: Link, strict: bool = False, mean: bool = False
    ) -> Forest:
        """The forest of all trees added; raises ValueError for none or for wrong leaf values."""
        if not self._trees:
            raise ValueError("a forest needs at least one tree")
        arrays = {name: np.concatenate(parts) for name, parts in self._parts.items()}
        start = np.asarray(base, dtype=np.float64).reshape(-1)
        outputs = arrays["leaf_output"]
        if not np.isfinite(arrays["leaf_value"]).all() or not np.isfinite(start).all():
            raise ValueError("a leaf value is not finite")
        if outputs.min() < 0 or outputs.max() >= len(start):
            raise ValueError("a leaf belongs to no output")
        return Forest(
            features=self._features, base=start, strict=strict, mean=mean, link=link, **arrays
        )


def forest_part(forest: Forest, features: str, prefix: str) -> GraphPart:
    """The forest as one TreeEnsembleRegressor and its link.

    Thresholds, leaf values and sums are float64, as in the libraries: over thousands of trees
    float32 sums would differ by more than a label's margin allows. Output: float32 [N,K], or
    [N,1] for regression.
    """
    node = helper.make_node(
        "TreeEnsembleRegressor",
        [f"{prefix}/double"],
        [f"{prefix}/raw"],
        name=f"{prefix}/trees",
        domain="ai.onnx.ml",
        n_targets=forest.outputs,
        aggregate_function="AVERAGE" if forest.mean else "SUM",
        post_transform="NONE",
    )
    first = np.flatnonzero(np.diff(forest.tree, prepend=-1))
    local = np.arange(len(forest.tree)) - first[forest.tree]
    inner = forest.feature >= 0
    start = first[forest.tree]
    split = b"BRANCH_LT" if forest.strict else b"BRANCH_LEQ"
    integers: dict[str, NDArray[Any]] = {
        "nodes_treeids": forest.tree,
        "nodes_nodeids": local,
        "nodes_featureids": np.where(inner, forest.feature, 0),
        "nodes_truenodeids": np.where(inner, forest.left - start, 0),
        "nodes_falsenodeids": np.where(inner, forest.right - start, 0),
        "nodes_missing_value_tracks_true": forest.missing_left,
        "target_treeids": forest.tree[forest.leaf_node],
        "target_nodeids": local[forest.leaf_node],
        "target_ids": forest.leaf_output,
    }
    for name, values in integers.items():
        attribute = node.attribute.add(name=name, type=onnx.AttributeProto.INTS)
        attribute.ints.extend(values.astype(np.int64).tolist())
    modes = node.attribute.add(name="nodes_modes", type=onnx.AttributeProto.STRINGS)
    modes.strings.extend([split if at else b"LEAF" for at in inner.tolist()])
    for name, numbers in {
        "nodes_values_as_tensor": forest.threshold.astype(np.float64),
        "target_weights_as_tensor": forest.leaf_value,
        "base_values_as_tensor": forest.base,
    }.items():
        attribute = node.attribute.add(name=name, type=onnx.AttributeProto.TENSOR)
        attribute.t.CopyFrom(numpy_helper.from_array(numbers, f"{prefix}/{name}"))
    cast = helper.make_node("Cast", [features], [f"{prefix}/double"], to=onnx.TensorProto.DOUBLE)
    nodes, constants, output = _link_nodes(forest.link, forest.outputs, prefix)
    return GraphPart(nodes=[cast, node, *nodes], initializers=constants, output=output)


def _link_nodes(
    link: Link, outputs: int, prefix: str
) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto], str]:
    """From `prefix/raw` [N,S] to probabilities [N,K] or values [N,1]."""
    raw, out = f"{prefix}/raw", f"{prefix}/probabilities"
    if link is Link.IDENTITY or (link is Link.PROBABILITY and outputs > 1):
        return [], [], raw
    if link is Link.SOFTMAX:
        return [helper.make_node("Softmax", [raw], [out], axis=1)], [], out
    nodes = []
    second = raw
    if link is Link.SIGMOID:
        second = f"{prefix}/second_class"
        nodes.append(helper.make_node("Sigmoid", [raw], [second]))
    one = f"{prefix}/one"
    nodes += [
        helper.make_node("Sub", [one, second], [f"{prefix}/first_class"]),
        helper.make_node("Concat", [f"{prefix}/first_class", second], [out], axis=1),
    ]
    return nodes, [numpy_helper.from_array(np.ones((1, 1), dtype=np.float32), one)], out
