"""Reproductions and re-performances as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import typer
from rich.markup import escape

from engine.cli import render
from engine.cli.render import SHOWN_COLUMNS, table
from engine.cli.state import State
from engine.cli.text import printable, shortened, when
from engine.contract.results import (
    BundleResult,
    ReperformResult,
    ReproduceResult,
    Result,
    Statement,
)
from registry.attestations import RecordedCheck

_TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
WIDEST = 60
SHORT_WORD = 16
BEFORE = 20
MOST_WRONG = 50
NOTHING = "nothing"
GOOD = frozenset({"recomputed", "as recorded"})
_STYLES = {"recomputed": "green", "as recorded": "green", "overtaken": "yellow", "wrong": "red"}


def check(state: State, result: Result, kept: RecordedCheck | None, *, whole: bool = False) -> None:
    """Print a check's result and what was recorded of it; exit 1 where it did not pass.

    `whole`: every number of a report, not only what is wrong.
    """
    if state.json:
        told = None if kept is None else kept.model_dump(mode="json")
        state.print_json({**result.model_dump(mode="json"), "recorded": told})
    else:
        if isinstance(result, ReperformResult):
            reperformance(state, result, whole=whole)
        else:
            render.result(state, result)
        if kept is not None:
            how = f"signed by {kept.key[:16]}" if kept.key else "unsigned"
            state.say_plain(
                f"Recorded as '{kept.kind}' evidence of {kept.label} ({how}): {kept.digest}"
            )
    if not getattr(result, "passed", True):
        raise typer.Exit(1)


def reproduction(state: State, value: ReproduceResult) -> None:
    """What a refit gave."""
    rows = [
        [one.metric, f"{one.recorded:.6g}", f"{one.again:.6g}", "yes" if one.agrees else "NO"]
        for one in value.metrics
    ]
    title = f"{value.label} fitted again: {value.learner}, threads: {value.threads}"
    headers = ["metric", "recorded", "again", "agrees"]
    state.out.print(table(title, headers, rows, right="recorded,again"))
    words = {
        "identical": "The graph is the same, byte by byte.",
        "within_bound": f"Another graph, whose outputs differ by {value.largest_difference:.3g} at "
        f"most (bound {value.bound:g}).",
        "different": f"The outputs differ by up to {value.largest_difference:.3g} "
        f"(bound {value.bound:g}).",
    }
    flipped = f"Labels flipped: {value.labels_flipped:,} of {value.rows:,} rows."
    state.say_plain(f"{words[value.outcome]} {flipped}")
    for one in value.differences[:SHOWN_COLUMNS]:
        state.say_plain(f"Not as it was: {one.what}: {one.recorded}, now {one.now}")
    more = len(value.differences) + value.differences_left_out - SHOWN_COLUMNS
    if more > 0:
        state.say_plain(f"and {more} more differences of the environment.")
    for reason in value.reasons:
        state.out.print(f"[bold red]Why not:[/] {escape(reason)}", soft_wrap=True)
    state.out.print("[green]Reproduced[/]" if value.passed else "[bold red]NOT reproduced[/]")


def reperformance(state: State, value: ReperformResult, *, whole: bool = False) -> None:
    """What is wrong in a report, or the `whole` of it: every number with its verdict."""
    state.say_plain(
        f"{value.report}, held against the {value.held_against}: "
        f"{value.recomputed} recomputed, {value.as_recorded} as recorded, "
        f"{value.overtaken} overtaken by later records, {value.wrong} wrong"
    )
    wrong = [one for one in value.statements if one.verdict == "wrong"]
    shown = value.statements if whole else wrong[:MOST_WRONG]
    if shown:
        _statements(state, shown)
    if not whole:
        more = len(wrong) - len(shown)
        if more:
            state.say_plain(f"and {more:,} more that are wrong.")
        state.again("--all", "--no-record", lead="Every number:")
    for held in value.evidence:
        for leaf in held.wrong:
            state.out.print(
                f"[bold red]Evidence[/] {escape(held.kind)}: {escape(leaf.path)} is recorded as "
                f"{escape(leaf.recorded)} and came out as {escape(leaf.again)}",
                soft_wrap=True,
            )
        if held.note:
            state.say_plain(f"'{held.kind}' evidence was not computed again: {held.note}")
    good = "[green]Re-performed: all green[/]"
    state.out.print(good if value.passed else "[bold red]Something is RED[/]")


def _statements(state: State, shown: Sequence[Statement]) -> None:
    rows = []
    for one in shown:
        said = _short(one.said) if one.verdict in GOOD else _apart(one.said, one.due)
        rows.append(
            [
                str(one.section),
                _short(f"{one.block}: {one.label}" if one.block else one.label),
                said,
                f"{one.verdict} ({one.note})" if one.note else one.verdict,
            ]
        )
    state.out.print(
        table(
            "",
            ["section", "what", "it says", "verdict"],
            rows,
            styles=[_STYLES[one.verdict] for one in shown],
            longest=SHORT_WORD,
        )
    )


def bundled(state: State, value: BundleResult) -> None:
    """What was written."""
    render.warnings(state, value.warnings)
    state.say_plain(f"Wrote {value.folder}: {value.files} files, {value.bytes:,} bytes")


RENDERERS: Mapping[str, Callable[[State, Any], None]] = {
    "reproduce": reproduction,
    "reperform": reperformance,
    "bundle": bundled,
}


def _short(text: str) -> str:
    """A text that leaves room for its neighbours: digests and times as people read them."""
    begun = _TIME.sub(lambda found: when(found[0]), shortened(printable(text)))
    return begun if len(begun) <= WIDEST else begun[: WIDEST - 1] + "…"


def _apart(said: str, due: str) -> str:
    """What is said and what is due, around where they part: that may be one digit far behind."""
    pairs = enumerate(zip(said, due, strict=False))
    parted = next((at for at, (one, other) in pairs if one != other), min(len(said), len(due)))
    begin = max(parted - BEFORE, 0) if max(len(said), len(due)) > WIDEST else 0
    shown = [
        ("…" if begin else "")
        + text[begin : begin + WIDEST]
        + ("…" if len(text) > begin + WIDEST else "")
        for text in (printable(said) or NOTHING, printable(due) or NOTHING)
    ]
    return f"{shown[0]} (due: {shown[1]})"
