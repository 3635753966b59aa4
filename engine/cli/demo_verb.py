"""The demo: the whole way from a data file to an approved, verified ONNX file, on real data."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.rule import Rule

from engine.cli import render, render_registry, render_request
from engine.cli.state import State
from engine.cli.text import near
from engine.cli.work_verbs import parse_budget, perform
from engine.contract.demo import DEMO
from engine.contract.requests import (
    ExplainRequest,
    ExportRequest,
    ScoreRequest,
    TrainRequest,
    VerifyRequest,
)
from engine.contract.results import TrainResult
from registry import approvals, queries, resolve
from registry.audit_verify import verify
from registry.demo_project import open_or_create_demo
from registry.errors import AssayError
from registry.project import Project

ANALYST, REVIEWER = DEMO.analyst, DEMO.reviewer


def register(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command()(demo)


def demo(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The project folder that the demo leaves.")
    ] = Path(DEMO.folder),
    budget: Annotated[
        str, typer.Option(metavar="TIME", help="Wall clock for the training run.")
    ] = "60s",
) -> None:
    """Walk the whole way on real data (48,842 people), in about two minutes."""
    given: State = context.obj
    seconds = parse_budget(budget)
    ana = State(
        project_path=folder.absolute(),
        principal=ANALYST,
        json=given.json,
        program=_program(),
        given={"--project": near(folder.absolute())},
        out=given.out,
        err=given.err,
    )
    _step(ana, 1, f"A project in {folder}, with an analyst ({ANALYST}) and a reviewer ({REVIEWER})")
    project = open_or_create_demo(folder.absolute(), ANALYST, REVIEWER)

    _step(ana, 2, "Import: who earns over 50,000 dollars? (1994 census, CC BY 4.0)")
    imported = perform(ana, DEMO.import_request())
    assert imported.verb == "import"
    ana.say_plain(
        f"{imported.snapshot.rows:,} rows, {len(imported.snapshot.columns)} columns; "
        f"{' and '.join(DEMO.protected)} are protected: kept for checks, not for predictions."
    )

    _step(ana, 3, f"Train for {seconds:.0f} s: search, export to ONNX, certify, measure")
    request = TrainRequest(data=imported.dataset, target=DEMO.target, budget_s=seconds)
    trained = perform(ana, request)
    assert trained.verb == "train"
    if not ana.json:
        render.result(ana, trained)
        with project.registry.read() as session:
            version = resolve.resolve_version(session, trained.version)
            view = queries.version_view(session, version)
        render_registry.groups(ana, view)

    _step(ana, 4, "Explain one held-out person")
    explained = perform(ana, ExplainRequest(version=trained.version, row=0))
    if not ana.json:
        render.result(ana, explained)

    _step(ana, 5, f"{ANALYST} submits; {REVIEWER} reviews and approves")
    _approve(ana, project, trained)

    _step(ana, 6, "Export, verify, score, report, audit")
    files = _files(ana, project, trained, str(DEMO.data_file))
    report = verify(project.registry, project.artifacts, None)
    if not report.passed:
        raise AssayError(
            "audit.failed", "The audit log does not verify.", "See: assay audit verify"
        )
    ana.say_plain(f"The audit log verifies: {report.size} events, root {report.root}")
    _close(ana, project, trained, files)


def _step(state: State, number: int, text: str) -> None:
    if not state.json:
        state.out.print()
        state.out.print(Rule(f"[bold]{number} of 6[/]  {escape(text)}", align="left"))


def _approve(state: State, project: Project, trained: TrainResult) -> None:
    request = approvals.submit(
        project.registry, project.artifacts, ANALYST, trained.version, comment="Demo run."
    )
    try:
        approvals.decide(
            project.registry, project.artifacts, ANALYST, request.id, approvals.Decision.APPROVE
        )
    except AssayError as refusal:
        state.say_plain(f"{ANALYST} tries to approve their own work and is refused:")
        state.say_plain(f"  {refusal.message}")
    else:
        raise AssayError("demo.four_eyes", "A contributor could approve their own work.")
    decided = approvals.decide(
        project.registry,
        project.artifacts,
        REVIEWER,
        request.id,
        approvals.Decision.APPROVE,
        "Metrics and parity read.",
    )
    if not state.json:
        render_request.request(state, decided, "approved")


def _files(state: State, project: Project, trained: TrainResult, source: str) -> dict[str, Path]:
    label = f"{trained.model}-{trained.version_number}"
    files = {
        "model": project.path / f"{label}.onnx",
        "predictions": project.path / f"{label}-predictions.csv",
        "report": project.path / f"{label}-report.html",
    }
    perform(
        state,
        ExportRequest(version=trained.version, to=str(files["model"]), overwrite=True),
    )
    checked = perform(state, VerifyRequest(file=str(files["model"])))
    if not state.json:
        render.result(state, checked)
    if checked.verb == "verify" and not checked.passed:
        raise AssayError(
            "demo.not_verified",
            "The exported file does not verify.",
            f"See: assay verify {near(files['model'])}",
        )
    scored = perform(
        state,
        ScoreRequest(
            file=str(files["model"]), data=source, out=str(files["predictions"]), overwrite=True
        ),
    )
    if not state.json:
        render.result(state, scored)
    from registry.reports.write import write_report

    write_report(project, ANALYST, trained.version, files["report"], overwrite=True)
    return files


def _close(state: State, project: Project, trained: TrainResult, files: dict[str, Path]) -> None:
    if state.json:
        state.print_json(
            {
                "project": str(project.path),
                "run": trained.run,
                "version": trained.version,
                "files": {name: str(path) for name, path in files.items()},
                "result": trained.model_dump(mode="json"),
            }
        )
        return
    state.out.print()
    state.out.print(Rule("[bold]What the demo made[/]", align="left"))
    rows = [[name, near(path)] for name, path in [("project", project.path), *files.items()]]
    state.out.print(render.table("", ["what", "where"], rows))
    shown = [item for item in trained.estimates if item.metric in {"roc_auc", "log_loss"}]
    state.out.print(
        render.estimates_table("On rows that nothing was fitted on", shown, trained.baseline)
    )
    label = f"{trained.model}/{trained.version_number}"
    state.out.print("[bold]Three commands to try next[/]")
    for words in (
        ("show", label),
        ("lineage", label),
        ("train", "YOUR.csv", "--target", "COLUMN", "--budget", "60s"),
    ):
        state.next(*words, lead=" ")


def _program() -> str:
    """How the shell that started the demo can start `assay`.

    The bootstrap starts it by its path, from a shell that does not know it by name.
    """
    here = Path(sys.executable).parent / "assay"
    if here.is_relative_to(Path.cwd()):
        return near(here)
    return "assay" if shutil.which("assay") else str(here)
