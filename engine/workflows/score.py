"""Score: a table through an approved ONNX file, batch by batch."""

from __future__ import annotations

import time
from pathlib import Path

from engine.contract.data import Input, Reading
from engine.contract.requests import ScoreRequest
from engine.contract.results import ScoreResult
from engine.data.feed import feed_from_table, text_columns
from engine.data.options import SourceOptions
from engine.data.sources import read_source
from engine.export.passport import read_passport
from engine.export.verify import verify_bytes
from engine.export.wire import graph_digest
from engine.jobs.context import JobContext
from engine.score.batch import SUFFIXES, prediction_table, write_table
from engine.score.session import Model, contract_from_graph, load, named_for_graph
from engine.workflows.pipeline import read_version
from engine.workflows.standing import Standing, read_model_file, standing_of, withdrawn_words
from registry.batches import record_batch, require_unchanged, sha256_of
from registry.destination import check_destination, whole_file
from registry.errors import AssayError
from registry.project import Project
from registry.withdrawn import require_file_in_use


def run(request: ScoreRequest, context: JobContext) -> ScoreResult:
    """Score every row of the file, in order; refuses a model that the project did not approve.

    Raises AssayError `score.unapproved`, `dataset.withdrawn` for a file of withdrawn data, and
    where the model, the data or the destination is bad.
    """
    out = Path(request.out)
    check_destination(
        out,
        context.project_path,
        suffixes=SUFFIXES,
        overwrite=request.overwrite,
        inputs=(Path(request.data), Path(request.file)),
    )
    project = Project.open(context.project_path)
    context.progress("model", "Checking the model", 0.1)
    content = read_model_file(request.file)
    standing = standing_of(project, graph_digest(content))
    require_approved(request, standing)
    if standing is None:
        _require_harmless(content)
    model = load(content)
    _require_outputs(model)
    inputs, classes, reading = _contract(project, standing, content, model)
    data = Path(request.data)
    context.progress("data", f"Reading {data.name}", 0.3)
    options = SourceOptions.of(
        request.reading or reading, as_text=text_columns(inputs), purpose="score"
    )
    digest = sha256_of(data) if data.is_file() else ""
    with project.registry.read() as session:
        require_file_in_use(session, digest)
    source = read_source(data, options)
    require_unchanged(data, digest)
    feed, ignored = feed_from_table(source.table, inputs)
    context.progress("score", f"Scoring {source.table.num_rows:,} rows", 0.6)
    started = time.perf_counter()
    outputs = model.run(named_for_graph(feed, inputs))
    seconds = time.perf_counter() - started
    with whole_file(out) as temporary:
        write_table(prediction_table(outputs, classes), temporary, out.suffix)
    rows = source.table.num_rows
    batch, unrecorded = recorded(project, context.actor, standing, data, digest, out, rows)
    return ScoreResult(
        file=request.file,
        out=request.out,
        rows=rows,
        version=standing.version if standing else None,
        approved=standing is not None and standing.approved,
        emergency_until=standing.emergency_until if standing else None,
        seconds=seconds,
        batch=batch,
        warnings=(*withdrawn_warnings(standing), *_warnings(ignored), *unrecorded),
    )


def recorded(
    project: Project,
    actor: str,
    standing: Standing | None,
    data: Path,
    digest: str,
    out: Path,
    rows: int,
) -> tuple[str | None, tuple[str, ...]]:
    """The id of the batch's record, or why there is none: the predictions are written anyway."""
    if standing is None:
        return None, ("The model is no version of this project: the batch was not recorded.",)
    try:
        batch = record_batch(
            project, actor, standing.version,
            source=data.absolute(), source_sha256=digest, output=out.absolute(), rows=rows,
        )  # fmt: skip
    except AssayError as error:
        return None, (f"The batch was not recorded: {error.message}",)
    return batch, ()


def require_approved(request: ScoreRequest, standing: Standing | None) -> None:
    """Raise AssayError `score.unapproved` for a model that is in no use, unless told otherwise."""
    used = standing is not None and (standing.approved or standing.emergency_until is not None)
    if request.allow_unapproved or used:
        return
    name = Path(request.file).name
    if standing is None:
        why = f"No version of this project has the graph in {name}"
    else:
        why = f"{name} is {standing.label}, which is {standing.state}, not approved"
        if standing.data_withdrawn:
            why += f"; {withdrawn_words(standing)}"
    raise AssayError(
        "score.unapproved",
        f"{why}.",
        "Score with an approved version, or take the risk with --allow-unapproved.",
    )


def withdrawn_warnings(standing: Standing | None) -> tuple[str, ...]:
    """A warning where the data under the model was withdrawn."""
    if standing is None or not standing.data_withdrawn:
        return ()
    return (f"{standing.label}: {withdrawn_words(standing)}",)


def _require_harmless(content: bytes) -> None:
    """Refuse a file from elsewhere that reads outside itself or can run without end."""
    for check in verify_bytes(content):
        if check.name in {"file", "operators", "self-contained"} and not check.passed:
            raise AssayError("onnx.refused", f"The model is refused: {check.detail}")


def _require_outputs(model: Model) -> None:
    given = set(model.outputs)
    if not ({"label", "probabilities"} <= given or {"prediction", "interval"} <= given):
        raise AssayError(
            "onnx.foreign",
            f"The model gives {', '.join(sorted(given))[:200]}, not label and probabilities, or "
            "prediction and interval.",
            "Score files that Assay exported.",
        )


def _contract(
    project: Project, standing: Standing | None, content: bytes, model: Model
) -> tuple[tuple[Input, ...], tuple[str, ...], Reading]:
    """Inputs, class names and how to read: from the registry, else the passport, else the graph."""
    if standing is not None:
        files = read_version(project, standing.version)
        classes = tuple(str(value) for value in files.pipeline.target.classes)
        return files.pipeline.inputs, classes, files.snapshot.reading
    passport = read_passport(content)
    inputs = contract_from_graph(model)
    if passport is not None and {item.graph_name for item in passport.inputs} == {
        item.graph_name for item in inputs
    }:
        return passport.inputs, tuple(str(value) for value in passport.classes), Reading()
    return inputs, tuple(str(place) for place in range(model.class_count())), Reading()


def _warnings(ignored: tuple[str, ...]) -> tuple[str, ...]:
    if not ignored:
        return ()
    shown = ", ".join(ignored[:10]) + (" and more" if len(ignored) > 10 else "")
    return (f"Columns that the model does not use were ignored: {shown}.",)
