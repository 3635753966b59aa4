"""Offline checks of an ONNX file that trust nothing about it."""

from __future__ import annotations

from collections.abc import Iterator

import onnx
from google.protobuf.message import DecodeError

from engine.contract.results import Check
from engine.export.passport import Passport, read_passport
from engine.export.wire import graph_digest
from registry.errors import AssayError

ENDLESS = frozenset({"Loop", "Scan"})
STANDARD_DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})


def verify_bytes(data: bytes) -> list[Check]:
    """Check an ONNX file without registry or network; later checks are left out if none can hold.

    Parses; standard operator domains alone; no data outside the file; a passport that can be
    read; manifest root and graph digest recomputed; the inputs that the passport says; ONNX
    Runtime loads it. Hostile or cut files give failed checks and never an exception.
    """
    model = _parse(data)
    if model is None:
        return [Check(name="file", passed=False, detail="Not an ONNX model, or cut short.")]
    checks = [Check(name="file", passed=True, detail=f"An ONNX model of {len(data):,} bytes.")]
    domains = sorted(_domains(model) - STANDARD_DOMAINS)
    loops = sorted({node.op_type for graph in _graphs(model) for node in graph.node} & ENDLESS)
    detail = "Standard ONNX operators alone."
    if domains:
        detail = f"Operators of other domains: {', '.join(domains)[:200]}."
    elif loops:
        detail = f"{' and '.join(loops)} can run without end; Assay's graphs have none."
    checks.append(Check(name="operators", passed=not domains and not loops, detail=detail))
    outside = sum(_is_outside(tensor) for tensor in _tensors(model))
    checks.append(
        Check(
            name="self-contained",
            passed=not outside,
            detail=f"{outside} tensors lie in other files." if outside else "One file holds all.",
        )
    )
    checks += _passport_checks(data, model)
    if domains or outside:
        detail = "Not tried, because of what it needs from outside."
        return [*checks, Check(name="loads", passed=False, detail=detail)]
    return [*checks, _load_check(data)]


def _parse(data: bytes) -> onnx.ModelProto | None:
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
        graph_digest(data)
    except (DecodeError, AssayError, ValueError, RecursionError):
        return None
    return model if model.HasField("graph") and model.graph.node else None


def _passport_checks(data: bytes, model: onnx.ModelProto) -> Iterator[Check]:
    try:
        passport = read_passport(data)
    except AssayError as error:
        yield Check(name="passport", passed=False, detail=error.message)
        return
    if passport is None:
        yield Check(name="passport", passed=False, detail="The file carries no passport.")
        return
    yield Check(name="passport", passed=True, detail=_title(passport))
    root = passport.manifest.root
    yield Check(
        name="manifest",
        passed=root == passport.manifest_root,
        detail=f"The manifest's root is {root}."
        if root == passport.manifest_root
        else f"The manifest's root is {root}, but the passport says {passport.manifest_root}.",
    )
    entry = passport.manifest.graph
    said = entry.graph_digest if entry else None
    digest = graph_digest(data)
    yield Check(
        name="graph",
        passed=digest == said,
        detail=f"The graph's digest is {digest}."
        if digest == said
        else f"The graph's digest is {digest}, but the manifest says {said}: it was changed.",
    )
    held = {tensor.name for tensor in model.graph.initializer}
    inputs = [value.name for value in model.graph.input if value.name not in held]
    wanted = [item.graph_name for item in passport.inputs]
    yield Check(
        name="inputs",
        passed=sorted(inputs) == sorted(wanted),
        detail=f"{len(inputs)} inputs, as the passport says."
        if sorted(inputs) == sorted(wanted)
        else "The graph's inputs are not those that the passport names.",
    )


def _title(passport: Passport) -> str:
    model = passport.model or "a model"
    return f"Passport of {model} for '{passport.target}' ({passport.task.value})."


def _load_check(data: bytes) -> Check:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    try:
        onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - ONNX Runtime raises types that it does not export
        first = (str(error).splitlines() or [""])[0]
        return Check(name="loads", passed=False, detail=f"ONNX Runtime refuses it: {first[:300]}")
    return Check(
        name="loads", passed=True, detail=f"ONNX Runtime {onnxruntime.__version__} loads it."
    )


def _graphs(model: onnx.ModelProto) -> Iterator[onnx.GraphProto | onnx.FunctionProto]:
    """The graph, the functions, and every graph inside a node's attributes."""
    waiting: list[onnx.GraphProto | onnx.FunctionProto] = [model.graph, *model.functions]
    while waiting:
        graph = waiting.pop()
        yield graph
        for node in graph.node:
            for attribute in node.attribute:
                waiting += [*attribute.graphs, *([attribute.g] if attribute.HasField("g") else [])]


def _domains(model: onnx.ModelProto) -> set[str]:
    named = {entry.domain for entry in model.opset_import}
    named |= {function.domain for function in model.functions}
    return named | {node.domain for graph in _graphs(model) for node in graph.node}


def _tensors(model: onnx.ModelProto) -> Iterator[onnx.TensorProto]:
    for graph in _graphs(model):
        if isinstance(graph, onnx.GraphProto):
            yield from graph.initializer
            for sparse in graph.sparse_initializer:
                yield from (sparse.values, sparse.indices)
        for node in graph.node:
            for attribute in node.attribute:
                yield from (attribute.t, *attribute.tensors)
                for sparse in (attribute.sparse_tensor, *attribute.sparse_tensors):
                    yield from (sparse.values, sparse.indices)


def _is_outside(tensor: onnx.TensorProto) -> bool:
    return bool(tensor.data_location == onnx.TensorProto.EXTERNAL or tensor.external_data)
