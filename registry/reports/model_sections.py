"""Sections 2 to 14 and 20: what the model is, what it was made from, how it was tested."""

from __future__ import annotations

from typing import Any

from registry.reports.parts import Block, Facts, Owed, Paragraph
from registry.reports.payloads import number_text, payload_blocks, table, value_text
from registry.reports.source import Source

MOST_TRIALS = 15
MOST_PACKAGES = 200
Content = tuple[list[Block], list[Owed]]


def purpose(source: Source) -> Content:
    """Section 2."""
    model, run = source.model, source.version.run
    stated = (("intended use", model.intended_use), ("prohibited use", model.prohibited_use))
    earlier = [one for one in model.versions if one.number < source.version.number]
    blocks: list[Block] = [
        Facts(
            rows=(
                ("model", model.name),
                ("owner", model.owner),
                ("predicts", f"{run.target} ({run.task})"),
                *((name, text or "not stated") for name, text in stated),
                ("form of delivery", "one ONNX file that runs on ONNX Runtime alone"),
                ("interface", "one named input for each column of section 9"),
            )
        )
    ]
    if earlier:
        rows = [[one.label, one.state, _day(one.created_at), one.created_by] for one in earlier]
        blocks.append(table("Earlier versions", ["version", "state", "made", "by"], rows))
    else:
        blocks.append(Paragraph(text="There is no earlier version of this model."))
    blocks = source.cited(blocks, "model", "run")
    owner = source.who("the model's owner")
    owed = [Owed(what=name, who=owner) for name, text in stated if not text]
    if not source.evidence("scope"):
        owed.append(Owed(what="users and people affected, instructions for use", who=owner))
    return blocks, owed


def development(source: Source) -> Content:
    """Section 3."""
    run = source.version.run
    blocks: list[Block] = [
        Facts(
            rows=(
                ("run", run.id),
                ("optimised", f"{run.metric}, {run.trials} trials within {run.budget} s"),
                ("seed", str(run.seed)),
                ("started by", run.created_by),
                ("manner of ending", run.status),
            )
        ),
        *payload_blocks(source.payload("search"), skip=("trials",)),
    ]
    if source.trials:
        rows = [
            [
                str(trial.rank or "-"),
                trial.learner,
                "-" if trial.loss is None else number_text(trial.loss),
                number_text(trial.seconds, 2),
                trial.status,
                value_text(trial.config),
            ]
            for trial in source.trials[:MOST_TRIALS]
        ]
        more = len(source.trials) - len(rows)
        blocks.append(
            table(
                "Alternatives tried, best first",
                ["rank", "learner", "loss", "seconds", "status", "values"],
                rows,
                note=f"{more} more are in the trial log." if more > 0 else "",
            )
        )
    blocks = source.cited(blocks, "run", kinds=("search",))
    code = source.payload("code")
    if code:
        blocks.append(
            Facts(
                rows=(
                    ("Assay", str(code.get("version", "-"))),
                    ("source files", value_text(len(code.get("files") or ()))),
                    ("digest of the code", str(code.get("digest", "-"))),
                )
            )
        )
    author = source.who("the author of the run")
    blocks = source.cited(blocks, kinds=("code",))
    return blocks, [Owed(what="design choices, assumptions and trade-offs, in words", who=author)]


def data(source: Source) -> Content:
    """Section 4."""
    dataset, payload = source.dataset, source.payload("data")
    blocks: list[Block] = [
        Facts(
            rows=(
                ("snapshot", dataset.name),
                ("source", dataset.source),
                ("rows", value_text(dataset.rows)),
                ("bytes", value_text(dataset.bytes)),
                ("fingerprint", dataset.fingerprint),
                ("imported", f"{_day(dataset.created_at)} by {source.importer}"),
                *(
                    (name.replace("_", " "), value_text(payload[name]))
                    for name in ("training_rows", "held_out_rows")
                    if name in payload
                ),
            )
        )
    ]
    known = ("fingerprint", "source", "rows", "columns", "training_rows", "held_out_rows")
    blocks += payload_blocks(payload, skip=known)
    blocks = source.cited(blocks, "data", kinds=("data",))
    for row in source.evidence("quality"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("quality",))
    author = source.who("the author of the run")
    return blocks, [
        Owed(what="licence, and how the data were obtained, selected and labelled", who=author),
        Owed(what="representativeness, gaps, leakage checks", who=author),
    ]


def testing(source: Source) -> Content:
    """Section 7."""
    blocks: list[Block] = [_metrics_table(source)] if source.payload("metrics") else []
    blocks += payload_blocks(source.payload("metrics"), skip=("estimates", "confusion", "classes"))
    blocks += _confusion(source.payload("metrics"))
    blocks = source.cited(blocks, kinds=("metrics",))
    for row in source.evidence("groups", "fairness"):
        for group in row.payload.get("tables", ()) if isinstance(row.payload, dict) else ():
            blocks += source.cited([_group_table(group)], kinds=(row.kind,))
    for row in source.evidence("calibration", "robustness", "reproduction"):
        blocks += source.cited(payload_blocks(row.payload, title=row.kind), kinds=(row.kind,))
    owed = [
        Owed(what=what, who=source.who("the author of the run"))
        for kind, what in (
            ("reproduction", "the result of a reproduction"),
            ("robustness", "tests of robustness"),
        )
        if not source.evidence(kind)
    ]
    return blocks, owed


def performance(source: Source) -> Content:
    """Section 9."""
    blocks: list[Block] = []
    if source.payload("metrics"):
        blocks.append(_metrics_table(source))
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
    author = source.who("the author of the run")
    owed = [Owed(what="foreseeable unintended outcomes and risks to rights", who=author)]
    if not source.evidence("limits"):
        owed.append(Owed(what="an input guard and the limits of use", who=author))
    return blocks, owed


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
    return blocks, [
        Owed(what="stability of the explanations", who=source.who("the author of the run"))
    ]


def implementation(source: Source) -> Content:
    """Section 13."""
    blocks: list[Block] = []
    for row in source.evidence("parity", "latency"):
        blocks += source.cited(payload_blocks(row.payload), kinds=(row.kind,))
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


def inventory(source: Source) -> Content:
    """Section 20."""
    payload = source.payload("environment")
    blocks = payload_blocks(payload, skip=("packages",))
    packages = payload.get("packages")
    if isinstance(packages, dict) and packages:
        rows = [[name, str(version)] for name, version in sorted(packages.items())]
        note = f"{len(rows) - MOST_PACKAGES} more." if len(rows) > MOST_PACKAGES else ""
        names = ["package", "version"]
        blocks.append(table("Vendor parts", names, rows[:MOST_PACKAGES], note=note))
    engineer = source.who("the ML engineer")
    blocks = source.cited(blocks, kinds=("environment",))
    return blocks, [Owed(what="downstream models and systems, concentration", who=engineer)]


def _metrics_table(source: Source) -> Block:
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
    left = group.get("left_out") or 0
    return table(
        f"By {group.get('column')}, with 95 % intervals",
        [*names, *(name.replace("_", " ") for name in fields)],
        rows,
        note=f"{left} smaller groups are left out." if left else "",
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


def _day(moment: Any) -> str:
    return str(moment.date().isoformat())
