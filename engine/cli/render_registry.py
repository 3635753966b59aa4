"""Records of the registry as a person reads them in a terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.markup import escape

from engine.cli import render_evidence, render_exceptions, render_request
from engine.cli.job_view import settings
from engine.cli.paging_options import NO_MATCH, print_page, say_rest
from engine.cli.render import importance_table, print_table, styled
from engine.cli.render_request import FACT
from engine.cli.state import State
from engine.cli.text import age, printable, said, when
from engine.contract.jobs import JobStatus
from registry.exceptions import Exceptions
from registry.findings import FindingView
from registry.paging import Page
from registry.rests_on import over_words
from registry.tables.evidence import OPEN_STATES
from registry.turns import Turn
from registry.views.runs import RunView, TrialView
from registry.views.use import AliasView, DeploymentView, PlaceView
from registry.views.versions import ModelView, VersionSummary, VersionView

STYLED = frozenset({"state", "parity"})
"""The facts of a version that bring their own colours; the others are text from outside."""


def jobs(state: State, found: Sequence[JobStatus]) -> None:
    """The project's jobs."""
    if state.json:
        state.print_json({"jobs": [item.model_dump(mode="json") for item in found]})
        return
    rows = [
        [
            item.id,
            item.verb,
            item.state,
            age(datetime.fromtimestamp(item.created_at, UTC)),
            f"{item.elapsed_s:.0f} s",
        ]
        for item in found
    ]
    headers = ["job", "verb", "state", "asked", "took"]
    print_table(state, "Jobs", headers, rows, "No job was started yet.", right="took")
    for item in found:
        if item.state in {"failed", "running"}:
            state.say_plain(f"{item.verb} {item.id}: {item.text}")


def runs(state: State, page: Page[RunView], *, narrowed: bool) -> None:
    """Training runs."""
    if state.json:
        print_page(state, "runs", page)
        return
    rows = [
        [
            item.id,
            f"{item.target} ({item.task})",
            str(item.trials),
            ", ".join(item.versions),
        ]
        for item in page.items
    ]
    headers = ["run", "predicts", "trials", "versions"]
    empty = NO_MATCH if narrowed else "No run has finished yet."
    print_table(state, "Runs", headers, rows, empty, right="trials")
    say_rest(state, page)


def leaderboard(state: State, run: str, metric: str, trials: Sequence[TrialView]) -> None:
    """The trials of a run, best first."""
    if state.json:
        values = [item.model_dump(mode="json") for item in trials]
        state.print_json({"run": run, "metric": metric, "trials": values})
        return
    rows = [
        [
            str(item.rank or "-"),
            item.learner,
            _number(item.loss),
            _number(item.seconds, 1),
            item.status,
            item.note or settings(_numbers(item.config)),
        ]
        for item in trials
    ]
    headers = ["rank", "learner", "loss", "seconds", "status", "values"]
    title = f"Trials of run {run} (validation loss from {metric}, lower is better)"
    print_table(state, title, headers, rows, "The run has no trial.", right="rank,loss,seconds")


def unfinished_leaderboard(state: State, job: str, trials: Sequence[dict[str, Any]]) -> None:
    """The trials that a job without a run has in its trial log."""
    ranked = sorted(trials, key=lambda item: (item.get("loss") is None, item.get("loss") or 0.0))
    if state.json:
        state.print_json({"job": job, "run": None, "trials": ranked})
        return
    rows = [
        [
            str(place),
            str(item.get("learner", "")),
            _number(item.get("loss")),
            _number(item.get("seconds"), 1),
            str(item.get("status", "")),
            str(item.get("note") or settings(_numbers(item.get("config") or {}))),
        ]
        for place, item in enumerate(ranked, start=1)
    ]
    headers = ["rank", "learner", "loss", "seconds", "status", "values"]
    title = f"Trials kept of job {job}, which recorded no run"
    print_table(state, title, headers, rows, "No trial had finished.", right="rank,loss,seconds")


def models(state: State, page: Page[ModelView], *, narrowed: bool) -> None:
    """Registered models and their versions."""
    found = page.items
    if state.json:
        print_page(state, "models", page)
        return
    rows = [
        [
            version.label,
            version.state if version.emergency_until is None else f"{version.state}, EMERGENCY USE",
            ", ".join(_pointing(model, version)),
            ", ".join(_place(one) for one in version.environments),
            f"{model.target} ({model.task})",
            age(version.created_at),
            version.created_by,
        ]
        for model in found
        for version in model.versions
    ]
    headers = ["version", "state", "alias", "deployed to", "predicts", "made", "by"]
    kept = [at for at, header in enumerate(headers) if at not in (2, 3) or any(r[at] for r in rows)]
    rows = [[row[at] for at in kept] for row in rows]
    empty = NO_MATCH if narrowed else "No model was trained yet."
    print_table(state, "Models", [headers[at] for at in kept], rows, empty)
    for model in found:
        for alias in model.aliases:
            if alias.suspended_reason:
                state.say_plain(
                    f"{model.name}@{alias.name} is suspended{said(alias.suspended_reason)}"
                )
        for version in model.versions:
            if version.data_withdrawn:
                state.say_plain(
                    f"{version.label}: its data was withdrawn{said(version.data_withdrawn)}"
                )
            if version.open_request:
                state.next(
                    "review", version.open_request, lead=f"{version.label} waits for a decision:"
                )
    say_rest(state, page)


def version(
    state: State,
    view: VersionView,
    found: Exceptions,
    findings: Sequence[FindingView] = (),
    turn: Turn | None = None,
) -> None:
    """Everything about one version, with what was let pass or went wrong around it.

    `findings` are those about its data that are open; `turn` is of its open request.
    """
    if state.json:
        data = view.model_dump(mode="json")
        told = None if turn is None else turn.model_dump(mode="json")
        state.print_json(
            {
                **data,
                "open_findings": [one.model_dump(mode="json") for one in findings],
                "exceptions": found.model_dump(mode="json"),
                "turn": told,
            }
        )
        return
    facts = [
        ["state", styled(view.state)],
        ["predicts", f"{view.run.target} ({view.run.task}) from {view.run.dataset}"],
        ["made", f"{when(view.created_at)} by {view.created_by}"],
        ["run", view.run.id],
        ["parity", _parity(view.payload("parity"))],
        ["manifest root", view.manifest_root or "-"],
        ["graph digest", view.graph_digest or "-"],
        *(["alias", _alias(one)] for one in view.aliases),
        *(["deployed", _deployed(one)] for one in view.deployments),
    ]
    if view.data_withdrawn:
        facts.append(["data", f"withdrawn: {view.data_withdrawn}"])
    facts += [
        ["waived", f"{one.description} Until {when(one.until)}"]
        for one in view.rests_on
        if not one.over
    ]
    facts += [["waiver over", words] for words in over_words(view.rests_on)]
    state.out.print(f"[bold]{escape(view.label)}[/]  {view.id}")
    render_request.documentation(state, view)
    for name, value in facts:
        if name in STYLED:
            state.out.print(f"  {name:<{FACT}} {value}", soft_wrap=True)
        else:
            state.say_plain(f"  {name:<{FACT}} {printable(value)}")
    if findings:
        rows = [[one.id, one.detail] for one in findings]
        print_table(state, f"Open findings in the data: {len(rows)}", ["id", "what"], rows, "")
        if view.state in OPEN_STATES and not view.frozen:
            words = ("finding", "answer", view.label, findings[0].id, "--reason", "WHY")
            state.next(*words, lead="Answer:")
    estimates = view.payload("metrics").get("estimates", [])
    plain = {
        item["metric"]: item["value"] for item in view.payload("baseline").get("estimates", [])
    }
    rows = [
        [
            item["metric"],
            _number(item["value"]),
            f"{_number(item['low'])} to {_number(item['high'])}",
            _number(plain.get(item["metric"])),
        ]
        for item in estimates
    ]
    headers = ["metric", "value", "95 % interval", "baseline"]
    print_table(
        state, "Held-out rows", headers, rows, "No metric.", right="value,95 % interval,baseline"
    )
    groups(state, view)
    files = [[item.role, item.name, f"{item.bytes:,}", item.sha256[:16]] for item in view.artifacts]
    print_table(state, "Files", ["role", "name", "bytes", "SHA-256"], files, "None.", right="bytes")
    render_evidence.summary(state, view)
    for item in view.requests:
        render_request.request(
            state, item, view.state, turn if turn and item.status == "open" else None
        )
    render_exceptions.all_of(state, found)


def _pointing(model: ModelView, version: VersionSummary) -> list[str]:
    """The aliases of a version; what must not be followed says so."""
    stopped = {one.name: one.state for one in model.aliases if one.suspended_reason}
    return [f"{name} ({stopped[name]})" if name in stopped else name for name in version.aliases]


def _place(view: PlaceView) -> str:
    return view.environment if view.state == "active" else f"{view.environment} ({view.state})"


def _alias(view: AliasView) -> str:
    kind = "protected" if view.protected else "not protected"
    fault = f", suspended: {view.suspended_reason}" if view.suspended_reason else ""
    return f"{view.name} ({kind}{fault})"


def _deployed(view: DeploymentView) -> str:
    serves = "serves" if view.serving else "does not serve"
    fault = view.suspended_reason or view.paused_reason
    return f"{view.environment}: {view.state}, {serves}" + (f" ({fault})" if fault else "")


def importance(state: State, view: VersionView) -> None:
    """What drives a version: its recorded global importance."""
    payload = view.payload("importance")
    if state.json:
        state.print_json({"version": view.id, "importance": payload})
        return
    pairs = [(item["column"], float(item["mean_abs"])) for item in payload.get("columns", [])]
    if not pairs:
        state.say_plain(f"{view.label} has no recorded importance.")
        return
    state.out.print(importance_table(pairs))
    state.say_plain(str(payload.get("method", "")))
    state.next("explain", view.label, "--row", "0", lead="One row:")


def _parity(payload: dict[str, Any]) -> str:
    """The certificate in one line."""
    if not payload:
        return "no certificate"
    verdict = "[green]passed[/]" if payload.get("passed") is True else "[red]FAILED[/]"
    flipped = int(payload.get("flipped_outside_margin", 0))
    return (
        f"{verdict}: {int(payload.get('rows', 0)):,} rows, largest difference "
        f"{float(payload.get('largest_difference', 'nan')):.1e}, {flipped} labels flipped"
    )


def groups(state: State, view: VersionView) -> None:
    """Held-out results by group of each protected column."""
    for item in view.payload("groups").get("tables", []):
        rows = [
            [
                str(group["group"]) + (" (few rows)" if group["small"] else ""),
                f"{group['rows']:,}",
                *(_rate(group.get(name)) for name in ("error", "selected")),
                *(_number(group.get(n)) for n in ("mean_absolute_error", "mean_error")),
            ]
            for group in item["groups"]
        ]
        quarters = ", in quarters" if item.get("binned") is True else ""
        headers = ["group", "rows", "error", "selected", "mean |error|", "mean error"]
        kept = [0, 1] + [at for at in range(2, 6) if any(row[at] != "-" for row in rows)]
        print_table(
            state,
            f"Held-out rows by {item['column']} (protected{quarters})",
            [headers[at] for at in kept],
            [[row[at] for at in kept] for row in rows],
            "No group.",
            right="rows,error,selected,mean |error|,mean error",
        )


def _rate(rate: dict[str, Any] | None) -> str:
    if rate is None:
        return "-"
    return f"{_number(rate['value'], 3)} ({_number(rate['low'], 3)} to {_number(rate['high'], 3)})"


def _numbers(config: dict[str, Any]) -> dict[str, Any]:
    """Recorded settings with decimal strings as numbers again."""
    return {name: _as_number(value) for name, value in config.items()}


def _as_number(value: Any) -> Any:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _number(value: object, digits: int = 4) -> str:
    try:
        return f"{float(str(value)):.{digits}f}"
    except ValueError:
        return "-"
