"""The verbs that run as jobs: import, train, explain, export, verify, score, and job control."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from engine.cli import render, render_registry
from engine.cli.live import follow_live, watch
from engine.cli.state import State
from engine.contract.choices import LEARNER_CHOICES, METRIC_CHOICES, require_learner, require_metric
from engine.contract.data import Kind, Reading, Role
from engine.contract.messages import Cancelled, Failed, Finished
from engine.contract.requests import (
    ExplainRequest,
    ExportRequest,
    ImportRequest,
    Request,
    ScoreRequest,
    TrainRequest,
    VerifyRequest,
)
from engine.contract.results import Result
from engine.jobs import client
from registry import queries, resolve
from registry.errors import AssayError

LONGEST_S = 30 * 86_400
_LEARNERS, _METRICS = ", ".join(LEARNER_CHOICES), ", ".join(METRIC_CHOICES)
UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


Encoding = Annotated[
    str | None, typer.Option(help="The CSV file's encoding, such as cp1252. Default: utf-8.")
]
Delimiter = Annotated[
    str | None, typer.Option(help="The CSV file's delimiter. Default: found out.")
]
Missing = Annotated[
    list[str] | None,
    typer.Option(metavar="MARK", help="A further mark for 'missing'; may be repeated."),
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command("import")(import_data)
    app.command()(train)
    app.command()(jobs)
    app.command()(follow)
    app.command()(stop)
    app.command()(explain)
    app.command()(export)
    app.command()(verify)
    app.command()(score)


def perform(state: State, request: Request) -> Result:
    """Run a request as a job, show it live and return its result; raises AssayError if it fails."""
    project = state.project()
    handle = client.start(project.path, request, state.actor_id(project))
    return watched(state, handle)


def watched(state: State, handle: client.JobHandle) -> Result:
    """Show a job that was just started, and return its result as `ended` does."""
    quiet, command, told = state.json, state.command, state.told
    return ended(watch(handle, state.err, quiet=quiet, command=command, told=told))


def ended(last: Finished | Failed | Cancelled | None) -> Result:
    """A job's result; AssayError where it has none, exit where it goes on by itself."""
    if isinstance(last, Finished):
        return last.result
    if isinstance(last, Failed):
        raise AssayError(last.code, last.text, last.hint)
    if isinstance(last, Cancelled):
        raise AssayError("job.discarded", last.text)
    raise typer.Exit(0)  # detached: the job goes on, and how to come back to it has been said


def parse_budget(text: str) -> float:
    """Seconds from 90, 90s, 5m or 1h. Raises typer.BadParameter."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]*)", text.strip().lower())
    if match is None or match[2] not in UNITS:
        raise typer.BadParameter(f"{text!r} is not a time; write 90s, 5m or 1h.")
    seconds = float(match[1]) * UNITS[match[2]]
    if seconds > LONGEST_S:
        raise typer.BadParameter("the budget can be 30 days at most (720h).")
    if seconds <= 0:
        raise typer.BadParameter("the budget must be more than 0; write for example --budget 60s.")
    return seconds


def _pairs(texts: list[str], values: type[Kind] | type[Role], option: str) -> dict[str, str]:
    allowed = [item.value for item in values]
    pairs = {}
    for text in texts:
        column, separator, value = text.rpartition("=")
        if not separator or not column or value not in allowed:
            raise typer.BadParameter(
                f"{text!r} is not COLUMN=VALUE with VALUE one of {', '.join(allowed)}.",
                param_hint=option,
            )
        pairs[column] = value
    return pairs


def _reading(
    encoding: str | None, delimiter: str | None, missing: list[str] | None
) -> Reading | None:
    """How a file is to be read, or None where no option says so."""
    if encoding is None and delimiter is None and not missing:
        return None
    return Reading(
        encoding=encoding or "utf-8", delimiter=delimiter, missing_marks=tuple(missing or ())
    )


def _absolute(path: str) -> str:
    """Paths travel to another process: make them independent of the working directory."""
    return os.path.abspath(Path(path).expanduser())  # noqa: PTH100 - takes out "..", keeps links


def import_data(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A CSV or Parquet file.")],
    name: Annotated[str | None, typer.Option(help="Name of the snapshot. Default: the file's.")] = (
        None
    ),
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=KIND", help="Override an inferred kind; may be repeated."),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=ROLE", help="feature, protected or none (leave out); may be repeated."
        ),
    ] = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    missing: Missing = None,
) -> None:
    """Turn a CSV or Parquet file into a fingerprinted snapshot."""
    state: State = context.obj
    request = ImportRequest.model_validate(
        {
            "source": _absolute(source),
            "name": name,
            "kinds": _pairs(kind or [], Kind, "--kind"),
            "roles": _pairs(role or [], Role, "--role"),
            "reading": _reading(encoding, delimiter, missing) or Reading(),
        }
    )
    render.result(state, perform(state, request))


def train(
    context: typer.Context,
    data: Annotated[
        str, typer.Argument(metavar="DATA", help="A snapshot's id or name, or a file.")
    ],
    target: Annotated[str, typer.Option(help="The column to predict.")],
    budget: Annotated[
        str, typer.Option(metavar="TIME", help="Wall clock for the whole run: 90s, 5m, 1h.")
    ] = "60s",
    metric: Annotated[
        str | None, typer.Option(help=f"What to optimise: {_METRICS}. Default: log_loss or rmse.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Seed of everything random.")] = 0,
    learner: Annotated[
        list[str] | None,
        typer.Option(help=f"Search only this; may be repeated: {_LEARNERS}."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="Leave a column out; may be repeated."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Registered model's name. Default: data and target.")
    ] = None,
) -> None:
    """Find, export, evaluate and explain the best model that the budget allows."""
    state: State = context.obj
    seconds = parse_budget(budget)
    if metric is not None:
        require_metric(metric)
    for name in learner or ():
        require_learner(name)
    path = Path(data).expanduser()
    try:
        request = TrainRequest(
            data=_absolute(data) if path.exists() else data,
            target=target,
            budget_s=seconds,
            metric=metric,
            seed=seed,
            learners=tuple(learner or ()),
            exclude=tuple(exclude or ()),
            model=model,
        )
    except ValidationError as error:
        raise typer.BadParameter(str(error.errors()[0]["msg"])) from None
    render.result(state, perform(state, request))


def jobs(context: typer.Context) -> None:
    """List the project's jobs, newest first."""
    state: State = context.obj
    project = state.project()
    client.reconcile(project.path)
    render_registry.jobs(state, client.list_jobs(project.path))


def follow(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="JOB", help="A job's id, or how it begins.")],
) -> None:
    """Attach to a job and see everything from its start."""
    state: State = context.obj
    folder = client.find_job(state.project().path, job)
    quiet, command, told = state.json, state.command, state.told
    last = follow_live(folder, state.err, quiet=quiet, command=command, told=told)
    render.result(state, ended(last))


def stop(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="JOB", help="A job's id, or how it begins.")],
    discard: Annotated[bool, typer.Option("--discard", help="Throw the work away.")] = False,
) -> None:
    """Stop a job and keep the best so far, or discard it."""
    state: State = context.obj
    folder = client.find_job(state.project().path, job)
    if discard:
        client.discard(folder)
    else:
        client.stop(folder)
    name = folder.name
    if state.json:
        state.print_json({"job": name, "asked": "discard" if discard else "stop"})
    elif discard:
        state.say(f"Job {name} is discarded.")
    else:
        state.say_plain(f"Job {name} stops and keeps its best.")
        state.next("follow", name, lead="See it finish:")


def explain(
    context: typer.Context,
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")],
    row: Annotated[
        int | None,
        typer.Option(min=0, help="Explain one row (counted from 0) instead of the whole model."),
    ] = None,
    data: Annotated[
        str | None, typer.Option(help="A file that holds the row. Default: the held-out rows.")
    ] = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    missing: Missing = None,
) -> None:
    """Show what drives a model: each raw column's importance, or one row's contributions."""
    state: State = context.obj
    if row is None:
        if data is not None:
            raise typer.BadParameter("give --row N with --data FILE.")
        with state.project().registry.read() as session:
            view = queries.version_view(session, resolve.resolve_version(session, version))
        render_registry.importance(state, view)
        return
    request = ExplainRequest(
        version=version,
        row=row,
        data=_absolute(data) if data else None,
        reading=_reading(encoding, delimiter, missing),
    )
    render.result(state, perform(state, request))


def export(
    context: typer.Context,
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version's id or MODEL/N.")],
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="Where to write the ONNX file.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write a version's ONNX file, with its passport inside."""
    request = ExportRequest(version=version, to=_absolute(to), overwrite=force)
    render.result(context.obj, perform(context.obj, request))


def verify(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="An ONNX file.")],
) -> None:
    """Check an ONNX file: its digests, its passport and its standing in the project."""
    state: State = context.obj
    result = perform(state, VerifyRequest(file=_absolute(file)))
    render.result(state, result)
    if result.verb == "verify" and not result.passed:
        raise typer.Exit(1)


def score(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="An approved ONNX file.")],
    data: Annotated[str, typer.Argument(metavar="DATA", help="A CSV or Parquet file to score.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="OUT", help="A .csv or .parquet file to write.")
    ],
    allow_unapproved: Annotated[
        bool, typer.Option("--allow-unapproved", help="Score though nobody approved the model.")
    ] = False,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    missing: Missing = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Score a file with an approved ONNX file through ONNX Runtime.

    DATA is read as the training data was, unless --encoding, --delimiter or --missing say how.
    """
    request = ScoreRequest(
        reading=_reading(encoding, delimiter, missing),
        file=_absolute(file),
        data=_absolute(data),
        out=_absolute(out),
        allow_unapproved=allow_unapproved,
        overwrite=force,
    )
    render.result(context.obj, perform(context.obj, request))
