"""Sections 2, 3, 4 and 20: what the model is, how it was made, from what data and parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from registry.reports.outline import SCIENTIST
from registry.reports.parts import Block, Facts, Owed, Paragraph
from registry.reports.payloads import number_text, payload_blocks, table, value_text, words
from registry.reports.source import Source
from registry.reports.use_blocks import downstream
from registry.rules.base import finite
from registry.views.runs import TrialView

MOST_TRIALS = 15
MOST_PACKAGES = 200
NEAR = Decimal("0.01")
"""Trials whose loss lies within this share of the best one's are called ties."""
OUTPUTS = {
    "binary": "label and the probability of each class",
    "multiclass": "label and the probability of each class",
    "regression": "prediction and its interval",
}
Content = tuple[list[Block], list[Owed]]


def purpose(source: Source) -> Content:
    """Section 2."""
    model, run = source.model, source.version.run
    stated = (("intended use", model.intended_use), ("prohibited use", model.prohibited_use))
    earlier = [one for one in source.versions if one.number < source.version.number]
    blocks: list[Block] = [
        Facts(
            rows=(
                ("model", model.name),
                ("owner", model.owner),
                ("predicts", f"{run.target} ({run.task})"),
                *((name, text or "not stated") for name, text in stated),
                ("form of delivery", "one ONNX file that runs on ONNX Runtime alone"),
                ("interface", "one named input for each column of section 9"),
                ("outputs", OUTPUTS.get(run.task, "label and probabilities")),
                ("software it was made with", _software(source)),
            )
        )
    ]
    if earlier:
        rows = [[one.label, one.state, _day(one.created_at), one.created_by] for one in earlier]
        blocks.append(table("Earlier versions", ["version", "state", "made", "by"], rows))
    else:
        blocks.append(Paragraph(text="There is no earlier version of this model."))
    blocks = source.cited(blocks, "model", "run", kinds=("environment", "parity"))
    for row in source.evidence("scope"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("scope",))
    owner = source.who("the model's owner")
    return blocks, [Owed(what=name, who=owner) for name, text in stated if not text]


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
                *_asked(source),
                *_compute(source),
                *_ties(source),
            )
        ),
        *payload_blocks(source.payload("search"), skip=("trials", "metric", "request")),
        *_by_learner(source),
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
    return source.cited(blocks, kinds=("code",)), []


def _asked(source: Source) -> Iterator[tuple[str, str]]:
    """What the request for the run narrowed down."""
    request = source.payload("search").get("request")
    asked = request if isinstance(request, dict) else {}
    yield (
        "learners asked for",
        value_text(asked.get("learners")) if asked.get("learners") else "all",
    )
    for field, name in (("exclude", "columns left out on request"), ("held_out", "share held out")):
        if asked.get(field):
            yield name, value_text(asked[field])


def _compute(source: Source) -> Iterator[tuple[str, str]]:
    """How long it ran, on what, and how much of that went into trials."""
    run = source.version.run
    if run.finished_at is not None:
        seconds = (run.finished_at - run.started_at).total_seconds()
        yield "wall clock", f"{number_text(seconds, 1)} s"
    spent = [finite(one.seconds) for one in source.trials]
    total = sum((one for one in spent if one is not None), Decimal(0))
    yield "time in trials", f"{number_text(total, 1)} s"
    yield "machine", str(source.payload("environment").get("cpu") or source.environment.platform)


def _ties(source: Source) -> Iterator[tuple[str, str]]:
    """How many trials came so near the best that the choice among them says little."""
    losses = [loss for one in source.trials if (loss := finite(one.loss)) is not None]
    if losses:
        near = sum(one - losses[0] <= abs(losses[0]) * NEAR for one in losses) - 1
        yield "ties", f"{near} other trials within {NEAR:%} of the best loss"


def _by_learner(source: Source) -> list[Block]:
    """The search space by learner: how many trials each had, and the best of them."""
    found: dict[str, list[TrialView]] = {}
    for one in source.trials:
        found.setdefault(one.learner, []).append(one)
    rows = []
    for learner, trials in found.items():
        best = next((one.loss for one in trials if one.rank is not None), None)
        names = ", ".join(sorted({words(str(key)) for one in trials for key in one.config}))
        losses = "-" if best is None else number_text(best)
        rows.append([learner, str(len(trials)), losses, names or "-"])
    made = table("Search space", ["learner", "trials", "best loss", "settings searched"], rows)
    return [made] if rows else []


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
    blocks += source.cited(_profile(payload), kinds=("data",))
    for row in source.evidence("quality"):
        blocks += source.cited(payload_blocks(row.payload, skip=("findings",)), kinds=("quality",))
    blocks += source.cited(_findings(source), kinds=("quality", "resolution"))
    for row in source.evidence("licence"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("licence",))
    waiting = [one.id for one in source.findings if one.open]
    owed = [Owed(what=f"an answer to {name}", who=source.who(SCIENTIST)) for name in waiting]
    return blocks, owed


def _findings(source: Source) -> list[Block]:
    """What looking the data over found, and what somebody answered to it."""
    rows = [
        [one.detail, one.severity, f"{one.answer}: {one.reason}" if one.answer else "-",
         one.answered_by or "-"]
        for one in source.findings
    ]  # fmt: skip
    names = ["finding", "severity", "answer", "by"]
    return (
        [table("Findings in the data, and what was done about each", names, rows)] if rows else []
    )


def _profile(payload: dict[str, Any]) -> list[Block]:
    """What the profile found about columns: missing values, merged numbers, kinds set by hand."""
    rows = []
    for column in payload.get("columns") or ():
        found = []
        if column.get("missing"):
            found.append(f"{value_text(column['missing'])} missing")
        if column.get("merged_by_float32"):
            found.append(f"{value_text(column['merged_by_float32'])} values merge in float32")
        if column.get("inferred_kind") not in (None, column.get("kind")):
            found.append(f"set to {column.get('kind')} by hand, inferred {column['inferred_kind']}")
        if column.get("role") == "protected":
            found.append("protected: kept out of the inputs, used to check groups")
        if found:
            rows.append([str(column.get("name")), "; ".join(found)])
    return [table("Findings of the profile", ["column", "finding"], rows)] if rows else []


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
    return source.cited(blocks, kinds=("environment",)) + downstream(source), []


def _software(source: Source) -> str:
    packages = source.payload("environment").get("packages")
    found = packages if isinstance(packages, dict) else {}
    runtime = str(source.payload("parity").get("onnxruntime") or found.get("onnxruntime") or "")
    parts = [f"Python {source.environment.python}", f"ONNX Runtime {runtime}" if runtime else ""]
    return ", ".join([*filter(None, parts), source.environment.platform])


def _day(moment: Any) -> str:
    return str(moment.date().isoformat())
