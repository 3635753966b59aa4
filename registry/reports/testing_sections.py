"""Sections 7, 9, 12 and 13: how it was tested, how it performs, what explains it, what runs."""

from __future__ import annotations

from typing import Any

from registry.reports.check_blocks import (
    refit_blocks,
    reperformance_blocks,
    reproduction_blocks,
)
from registry.reports.parts import SHORT, Block, Facts, Owed, Paragraph
from registry.reports.payloads import number_text, payload_blocks, table, value_text
from registry.reports.source import Source

TESTS = (
    "metrics", "baseline", "groups", "fairness", "calibration", "robustness", "reproduction",
    "reperformance",
    "parity",
)  # fmt: skip
Content = tuple[list[Block], list[Owed]]


def testing(source: Source) -> Content:
    """Section 7."""
    blocks: list[Block] = [metrics_table(source)] if source.payload("metrics") else []
    blocks += payload_blocks(source.payload("metrics"), skip=("estimates", "confusion", "classes"))
    blocks += _confusion(source.payload("metrics"))
    blocks = source.cited(blocks, kinds=("metrics",))
    blocks += group_tables(source)
    for row in source.evidence("calibration", "robustness"):
        blocks += source.cited(payload_blocks(row.payload, title=row.kind), kinds=(row.kind,))
    blocks += [*reproduction_blocks(source), *reperformance_blocks(source)]
    blocks += _test_log(source)
    owed = [
        Owed(what=what, who=source.who("the author of the run"))
        for kind, what in (
            ("reproduction", "the result of a reproduction"),
            ("robustness", "tests of robustness"),
        )
        if not source.evidence(kind)
    ]
    return blocks, owed


def _test_log(source: Source) -> list[Block]:
    """Each test with its time, who ran it, and how sure that is."""
    rows = [
        [
            row.kind,
            row.created_at.strftime("%Y-%m-%d %H:%M:%S"),
            row.created_by,
            source.identities.get(row.created_by, "unknown"),
            row.digest[:SHORT],
        ]
        for row in source.evidence(*TESTS)
    ]
    names = ["test", "recorded (UTC)", "by", "how sure the identity is", "evidence"]
    return source.cited([table("Test log", names, rows)], kinds=TESTS) if rows else []


def performance(source: Source) -> Content:
    """Section 9."""
    blocks: list[Block] = []
    if source.payload("metrics"):
        blocks.append(metrics_table(source))
    for row in source.evidence("interval", "limits"):
        blocks += source.cited(payload_blocks(row.payload), kinds=(row.kind,))
    columns = source.payload("data").get("columns") or ()
    rows = [
        [
            str(column.get("name")),
            str(column.get("kind")),
            str(column.get("storage")),
            value_text(column.get("missing")),
            value_text(column.get("distinct")),
            _use(source, column),
        ]
        for column in columns
    ]
    if rows:
        names = ["column", "kind", "storage", "missing", "distinct", "use"]
        columns_table = table("Columns, and which of them are inputs", names, rows)
        blocks += source.cited([columns_table], kinds=("data",))
    for row in source.evidence("outcomes"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("outcomes",))
    return blocks, []


def explainability(source: Source) -> Content:
    """Section 12."""
    payload = source.payload("importance")
    blocks = source.cited(payload_blocks(payload), kinds=("importance",))
    if blocks:
        blocks.append(
            Paragraph(
                text="Contributions say what moves this model's output. They do not say what "
                "causes the outcome, and correlated columns share or trade their contributions."
            )
        )
    for kind in ("explanation", "stability"):
        for row in source.evidence(kind):
            blocks += source.cited(payload_blocks(row.payload, title=kind), kinds=(kind,))
    return blocks, []


def implementation(source: Source) -> Content:
    """Section 13."""
    blocks: list[Block] = []
    for row in source.evidence("parity", "latency"):
        blocks += source.cited(payload_blocks(row.payload), kinds=(row.kind,))
    blocks += refit_blocks(source)
    graph = source.manifest.graph if source.manifest else None
    if graph is not None:
        blocks.append(
            Facts(
                rows=(
                    ("size of the graph", f"{graph.bytes:,} bytes"),
                    ("graph digest", str(graph.graph_digest)),
                )
            )
        )
    blocks = source.cited(blocks, "manifest")
    engineer = source.who("the ML engineer")
    owed = [] if source.evidence("latency") else [Owed(what="latency by provider", who=engineer)]
    return blocks, owed


def group_tables(source: Source) -> list[Block]:
    """Results by group, a table for each protected column."""
    blocks: list[Block] = []
    for row in source.evidence("groups", "fairness"):
        for group in row.payload.get("tables", ()) if isinstance(row.payload, dict) else ():
            blocks += source.cited([_group_table(group)], kinds=(row.kind,))
    return blocks


def metrics_table(source: Source) -> Block:
    """The held-out metrics with their intervals, beside those of the plain models."""
    metrics = source.payload("metrics")
    baseline: dict[str, Any] = {}
    described = []
    for one in _baselines(source.payload("baseline")):
        title = str(one.get("title") or one.get("name") or "Baseline")
        baseline[title] = {row.get("metric"): row.get("value") for row in one.get("estimates", ())}
        if one.get("description"):
            described.append(f"{title}: {one['description']}")
    rows = []
    for row in metrics.get("estimates") or ():
        better = "higher" if row.get("higher_is_better") else "lower"
        rows.append(
            [
                str(row.get("metric")),
                *(number_text(row.get(field)) for field in ("value", "low", "high")),
                *(number_text(values.get(row.get("metric"))) for values in baseline.values()),
                better,
            ]
        )
    names = ["metric", "value", "95 % low", "95 % high", *baseline, "better"]
    title = f"Held-out metrics, {value_text(metrics.get('rows'))} rows, measured on the graph"
    made = table(title, names, rows, note=" ".join(described))
    return source.cited([made], kinds=("metrics", "baseline"))[0]


def _baselines(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Baselines as a list: a payload holds several under any one key, or is one itself."""
    lists = [value for value in payload.values() if isinstance(value, list)]
    several = [
        one for value in lists for one in value if isinstance(one, dict) and one.get("estimates")
    ]
    return several or ([payload] if "estimates" in payload else [])


def _confusion(metrics: dict[str, Any]) -> list[Block]:
    counts, classes = metrics.get("confusion"), [str(name) for name in metrics.get("classes") or ()]
    if not counts or len(counts) != len(classes):
        return []
    rows = [
        [name, *(value_text(count) for count in row)]
        for name, row in zip(classes, counts, strict=True)
    ]
    return [table("Confusion: truth by row, label by column", ["truth", *classes], rows)]


def _group_table(group: dict[str, Any]) -> Block:
    rows, names = [], ["group", "rows"]
    fields = [
        name
        for name in ("error", "selected", "mean_absolute_error", "mean_error")
        if any(row.get(name) is not None for row in group.get("groups") or ())
    ]
    for row in group.get("groups") or ():
        cells = [f"{row.get('group')}{' (small)' if row.get('small') else ''}"]
        cells.append(value_text(row.get("rows")))
        for name in fields:
            value = row.get(name)
            if isinstance(value, dict):
                low, high = number_text(value.get("low"), 3), number_text(value.get("high"), 3)
                cells.append(f"{number_text(value.get('value'), 3)} ({low} to {high})")
            else:
                cells.append(number_text(value))
        rows.append(cells)
    left, notes = group.get("left_out") or 0, list[str]()
    if group.get("binned") is True:
        notes.append("The groups are ranges: the quarters of the held-out rows.")
    if left:
        notes.append(f"{left} smaller groups are left out.")
    return table(
        f"By {group.get('column')}, with 95 % intervals",
        [*names, *(name.replace("_", " ") for name in fields)],
        rows,
        note=" ".join(notes),
    )


def _use(source: Source, column: dict[str, Any]) -> str:
    """What becomes of a column: the target, an input, or left out and why."""
    if column.get("name") == source.version.run.target:
        return "target"
    left_out = source.payload("data").get("left_out") or ()
    for one in left_out:
        if one.get("column") == column.get("name"):
            return f"no input: {one.get('reason')}"
    return "input" if column.get("role") == "feature" else str(column.get("role"))
