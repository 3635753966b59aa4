"""Results as a person reads them in a terminal; each falls back to JSON where that was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.markup import escape

from engine.cli.import_words import import_words
from engine.cli.sheet import BREAKABLE, Sheet
from engine.cli.state import State
from engine.cli.text import near, printable, shortened, when
from engine.contract.data import Role
from engine.contract.results import (
    Estimate,
    ExplainResult,
    ExportResult,
    ImportResult,
    Result,
    ScoreResult,
    TrainResult,
    VerifyResult,
)
from registry.findings import open_words

SHOWN_COLUMNS = 15
WHOLE = ("at", "made", "asked", "time", "took", "95 % interval")
"""The headers whose cells are never broken: times and intervals."""


STATE_STYLES = {
    "approved": "green",
    "finished": "green",
    "rejected": "red",
    "failed": "red",
    "revoked": "red",
    "in_review": "yellow",
    "open": "yellow",
    "running": "yellow",
}


def result(state: State, value: Result) -> None:
    """Print a job's result."""
    if state.json:
        state.print_json(value)
        return
    if value.verb in _RENDERERS:
        _RENDERERS[value.verb](state, value)
        return
    from engine.cli import render_checks

    render_checks.RENDERERS[value.verb](state, value)


def table(
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: str = "",
    styles: Sequence[str] = (),
    longest: int = BREAKABLE,
) -> Sheet:
    """A plain table; `right` lists the headers whose cells are aligned to the right."""
    return Sheet(title, headers, rows, right=right, styles=styles, whole=WHOLE, longest=longest)


def print_table(
    state: State,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    empty: str,
    *,
    right: str = "",
) -> None:
    """Print a table, or that there is nothing to show in one."""
    if rows:
        state.out.print(table(title, headers, rows, right=right))
    else:
        state.say_plain(empty)


def styled(value: str) -> str:
    """A state in its colour."""
    style = STATE_STYLES.get(value)
    return f"[{style}]{value}[/]" if style else value


def bar(share: float, width: int = 24) -> str:
    """A horizontal bar for a share from 0 to 1."""
    return "█" * max(round(share * width), 1 if share > 0 else 0)


def estimates_table(
    title: str, estimates: Sequence[Estimate], baseline: Sequence[Estimate] = ()
) -> Sheet:
    """Metrics with their intervals, beside a plain baseline's values where there are any."""
    plain = {item.metric: item.value for item in baseline}
    rows = [
        [
            item.metric,
            f"{item.value:.4f}",
            f"{item.low:.4f} to {item.high:.4f}",
            *([f"{plain[item.metric]:.4f}" if item.metric in plain else "-"] if plain else []),
            "higher" if item.higher_is_better else "lower",
        ]
        for item in estimates
    ]
    headers = ["metric", "value", "95 % interval", *(["baseline"] if plain else []), "better is"]
    return table(title, headers, rows, right="value,95 % interval,baseline")


def _import(state: State, value: ImportResult) -> None:
    from engine.data.protected import suggested

    snapshot = value.snapshot
    rows = [
        [c.name, c.kind.value, c.role.value, str(c.missing), str(c.distinct), c.reason]
        for c in snapshot.columns
    ]
    title = f"{snapshot.name}: {snapshot.rows:,} rows, {len(snapshot.columns)} columns"
    headers = ["column", "kind", "role", "missing", "distinct", "why this kind"]
    state.out.print(table(title, headers, rows, right="missing,distinct"))
    warnings(state, snapshot.warnings)
    state.out.print(f"Snapshot    [bold]{value.dataset}[/]")
    state.out.print(f"Fingerprint {snapshot.fingerprint}", soft_wrap=True)
    perhaps = [name for name, _ in suggested(snapshot.columns)]
    if perhaps:
        words = import_words(snapshot, dict.fromkeys(perhaps, Role.PROTECTED))
        state.next(*words, lead="To mark them (leave out what is not):")
    state.next("train", snapshot.name, "--target", "COLUMN")


def _train(state: State, value: TrainResult) -> None:
    title = f"{value.model} version {value.version_number}: {value.learner}, held-out rows"
    state.out.print(estimates_table(title, value.estimates, value.baseline))
    top = value.importance[:SHOWN_COLUMNS]
    state.out.print(importance_table(top))
    warnings(state, value.warnings)
    parity = "[green]passed[/]" if value.parity_passed else "[bold red]FAILED[/]"
    stopped = ", stopped early" if value.stopped_early else ""
    state.out.print(
        f"{value.trials} trials in {value.elapsed_s:.0f} s of {value.budget_s:.0f} s{stopped}; "
        f"parity of Python and ONNX {parity}; state {value.state}"
    )
    if value.spent:
        parts = ", ".join(f"{part} {seconds:.1f} s" for part, seconds in value.spent)
        state.say_plain(f"Of that: {parts}")
    state.out.print(f"Run     {value.run}\nVersion [bold]{value.version}[/]")
    label = f"{value.model}/{value.version_number}"
    if not value.parity_passed:
        state.say_plain(
            "It stays a draft, which cannot be submitted: its graph does not agree with the model. "
            "Train again with another --learner, and report the failure with its certificate."
        )
        state.next("evidence", "show", label, "parity", lead="Where they differ:")
        return
    open_data_findings(state, label, value.open_findings)
    state.next("show", label)
    state.next("submit", label, lead=" then:")


def open_data_findings(state: State, label: str, details: Sequence[str]) -> None:
    """That something about the data of a version waits for an answer, and where to read it."""
    if details:
        state.say_plain(open_words(details))
        state.next("finding", "list", label, lead="Read and answer:")


def importance_table(importance: Sequence[tuple[str, float]]) -> Sheet:
    """Mean absolute contributions by raw column, largest first, with bars."""
    largest = max((share for _, share in importance), default=0.0) or 1.0
    rows = [[name, f"{share:.4g}", bar(share / largest)] for name, share in importance]
    return table("What drives it (mean |contribution|)", ["column", "size", ""], rows, right="size")


def _explain(state: State, value: ExplainResult) -> None:
    # The likeliest class (or the target's value) is what a person asks about.
    at = max(range(len(value.prediction)), key=lambda place: value.prediction[place])
    title = (
        f"Row {value.row}: {value.outputs[at]} = {value.prediction[at]:.4g} "
        f"(on average {value.base[at]:.4g})"
    )
    ordered = sorted(value.contributions, key=lambda item: -abs(item.amounts[at]))
    largest = max((abs(item.amounts[at]) for item in ordered), default=0.0) or 1.0
    rows = [
        [item.column, item.value, f"{item.amounts[at]:+.4g}", bar(abs(item.amounts[at]) / largest)]
        for item in ordered
    ]
    state.out.print(table(title, ["column", "value", "adds", ""], rows, right="adds"))
    state.say_plain(f"{value.method}; additivity error {value.additivity_error:.1e}")


def _export(state: State, value: ExportResult) -> None:
    warnings(state, value.warnings)
    state.say_plain(f"Wrote {value.file} ({value.bytes:,} bytes), state {value.state}")
    state.out.print(f"Graph digest {value.graph_digest}", soft_wrap=True)
    state.next("verify", near(value.file))


def _verify(state: State, value: VerifyResult) -> None:
    rows = [
        ["note" if c.overtaken else "ok", c.name, shortened(c.detail)]
        if c.passed
        else ["FAILED", c.name, c.detail]
        for c in value.checks
    ]
    state.out.print(table(value.file, ["", "check", "what was found"], rows))
    standing = "[green]approved[/]" if value.approved else "[yellow]not approved[/]"
    if value.emergency_until is not None:
        until = when(value.emergency_until)
        standing = f"[bold yellow]in EMERGENCY USE until {until}, not approved[/]"
    if value.intact and not value.passed:
        verdict = "[bold red]May not be used now[/]: the file is whole, but its version is"
    else:
        verdict = "[green]Verified[/];" if value.passed else "[bold red]Not verified[/];"
    state.out.print(f"{verdict} {standing} in this project")


def _score(state: State, value: ScoreResult) -> None:
    warnings(state, value.warnings)
    approved = "approved" if value.approved else "NOT approved"
    if value.emergency_until is not None:
        approved = f"in EMERGENCY USE until {when(value.emergency_until)}, NOT approved"
    state.say_plain(
        f"Scored {value.rows:,} rows in {value.seconds:.2f} s with a model that is {approved}: "
        f"{value.out}"
    )
    if value.batch is not None:
        state.say_plain(f"Recorded as batch {value.batch}")
        state.next("lineage", near(value.out), lead="Where it comes from:")


def warnings(state: State, said: Sequence[str]) -> None:
    """What is to be known beside a result; nothing that was told while it was made."""
    for warning in said:
        if warning in state.told:
            continue
        state.out.print(f"[yellow]Note:[/] {escape(printable(warning))}")


_RENDERERS: dict[str, Callable[[State, Any], None]] = {
    "import": _import,
    "train": _train,
    "explain": _explain,
    "export": _export,
    "verify": _verify,
    "score": _score,
}
