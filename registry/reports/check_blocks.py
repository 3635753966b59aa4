"""What reproductions and re-performances found, as blocks of a report."""

from __future__ import annotations

from typing import Any

from registry.reports.parts import Block, Facts, Paragraph
from registry.reports.payloads import number_text, table, value_text
from registry.reports.source import Source
from registry.reports.words import day

_OUTCOMES = {
    "identical": "the same graph, byte by byte",
    "within_bound": "another graph, whose outputs keep to the bound",
    "different": "other outputs than the bound allows",
}


def reproduction_blocks(source: Source) -> list[Block]:
    """Each refit: how it came out, its metrics, and what of the environment differed."""
    blocks: list[Block] = []
    for row in source.evidence("reproduction"):
        said: dict[str, Any] = row.payload if isinstance(row.payload, dict) else {}
        made: list[Block] = [
            Facts(rows=(("reproduced by", f"{row.created_by} on {day(row.created_at)}"),))
        ]
        made.append(Facts(rows=(*_outcome(said), *_circumstances(said))))
        metrics = said.get("metrics")
        if isinstance(metrics, list) and metrics:
            rows = [
                [
                    value_text(one.get("metric")),
                    number_text(one.get("recorded")),
                    number_text(one.get("again")),
                    value_text(one.get("agrees")),
                ]
                for one in metrics
                if isinstance(one, dict)
            ]
            names = ["metric", "recorded", "again", "agrees"]
            made.append(table("Metrics of the refit", names, rows))
        reasons = said.get("reasons")
        if isinstance(reasons, list) and reasons:
            made.append(Paragraph(text=" ".join(str(one) for one in reasons), notice=True))
        blocks += source.cited(made, kinds=("reproduction",))
    return blocks


def refit_blocks(source: Source) -> list[Block]:
    """Whether the graph came out again, for the section on implementation: of the last refit."""
    rows = source.evidence("reproduction")
    if not rows or not isinstance(rows[-1].payload, dict):
        return []
    return source.cited([Facts(rows=_outcome(rows[-1].payload))], kinds=("reproduction",))


def reperformance_blocks(source: Source) -> list[Block]:
    """Each report that was re-performed, and how many of its statements stood."""
    rows = [
        [
            day(row.created_at),
            row.created_by,
            "passed" if said.get("passed") is True else "FAILED",
            *(value_text(said.get(name)) for name in _COUNTS),
            value_text(said.get("report_sha256")),
        ]
        for row in source.evidence("reperformance")
        for said in (row.payload if isinstance(row.payload, dict) else {},)
    ]
    if not rows:
        return []
    names = ["date", "by", "outcome", *(name.replace("_", " ") for name in _COUNTS), "report"]
    made = table("Reports that were computed again", names, rows)
    return source.cited([made], kinds=("reperformance",))


_COUNTS = ("recomputed", "as_recorded", "overtaken", "wrong")


def _outcome(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    outcome = str(said.get("outcome", ""))
    return (
        ("refit", "passed" if said.get("passed") is True else "FAILED"),
        ("outcome of the refit", _OUTCOMES.get(outcome, outcome or "not stated")),
        ("largest difference of outputs", number_text(said.get("largest_difference"))),
        ("bound", number_text(said.get("bound"))),
        (
            "labels flipped",
            f"{value_text(said.get('labels_flipped'))} of {value_text(said.get('rows'))} rows",
        ),
    )


def _circumstances(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    differences = said.get("differences")
    listed = [
        f"{one.get('what')}: {one.get('recorded')}, then {one.get('now')}"
        for one in (differences if isinstance(differences, list) else [])
        if isinstance(one, dict)
    ]
    return (
        (
            "learner, seed and threads",
            ", ".join(value_text(said.get(name)) for name in ("learner", "seed", "threads")),
        ),
        ("environment", "; ".join(listed) or "as recorded"),
    )
