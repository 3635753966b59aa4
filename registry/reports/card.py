"""Builds the model card of a version: what a reader in a hurry has to know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from registry.artifacts import ArtifactStore
from registry.bom.model_card import TASKS, family
from registry.exceptions import IN_FORCE
from registry.findings import open_findings as open_data_findings
from registry.reports.governance_sections import four_eyes, time_text, waived_rules
from registry.reports.narrative_blocks import open_findings, topic_content
from registry.reports.parts import (
    Block,
    Card,
    CardPart,
    Column,
    Commands,
    Facts,
    Owed,
    Paragraph,
    Table,
)
from registry.reports.payloads import number_text, table, value_text
from registry.reports.report import own_version
from registry.reports.source import Source, gather
from registry.reports.testing_sections import group_tables, metrics_table
from registry.reports.use_blocks import withdrawn_data
from registry.rests_on import over_words
from registry.tables import ModelVersion, utcnow

Content = tuple[list[Block], list[Owed]]
MOST_COLUMNS = 8


def build_card(
    session: Session, artifacts: ArtifactStore, row: ModelVersion, generated_by: str
) -> Card:
    """The model card of one version as the registry stands now. Reads only."""
    source = gather(session, artifacts, row)
    run = source.version.run
    parts = []
    for title, build in PARTS.items():
        blocks, owed = build(source)
        parts.append(CardPart(title=title, blocks=tuple(blocks), owed=tuple(owed)))
    blocks = [block for part in parts for block in part.blocks]
    parts.append(CardPart(title="Evidence", blocks=(_evidence(source, blocks),)))
    return Card(
        version_id=source.version.id,
        label=source.version.label,
        state=source.version.state,
        summary=f"Predicts {run.target}: {TASKS.get(run.task, run.task)}.",
        statement=four_eyes(source),
        generator=f"Assay {own_version()}",
        generated_at=utcnow(),
        generated_by=generated_by,
        parts=tuple(parts),
    )


def _details(source: Source) -> Content:
    version, model, search = source.version, source.model, source.payload("search")
    learner = str(search.get("learner") or "")
    graph = source.manifest.graph if source.manifest is not None else None
    kind = f"{family(learner)} ({learner})" if learner else "not recorded"
    facts = Facts(
        rows=(
            ("model and version", f"{model.name}, version {version.number}"),
            ("owner", model.owner),
            ("made", f"{time_text(version.created_at)} UTC by {version.created_by}"),
            ("kind of model", kind),
            ("size", f"{graph.bytes:,} bytes, one ONNX file" if graph else "not recorded"),
            ("materiality tier", model.materiality_tier or "not stated"),
            ("manifest root", version.manifest_root or "none"),
            ("graph digest", version.graph_digest or "none"),
        )
    )
    owed = [] if model.materiality_tier else [_owed(source, "exposure and purpose")]
    cited = source.cited([facts], "model", "version", "manifest", kinds=("search",))
    return [*withdrawn_data(source), *cited], owed


def _use(source: Source) -> Content:
    model = source.model
    stated = (("intended use", model.intended_use), ("prohibited use", model.prohibited_use))
    facts = Facts(rows=tuple((name, text or "not stated") for name, text in stated))
    blocks, owed = topic_content(source, "people_affected")
    missing = [_owed(source, name) for name, text in stated if not text]
    return [*source.cited([facts], "model"), *blocks], [*missing, *owed]


def _data(source: Source) -> Content:
    dataset, payload = source.dataset, source.payload("data")
    columns = _records(payload.get("columns"))
    protected = [str(one.get("name")) for one in columns if one.get("role") == "protected"]
    facts = Facts(
        rows=(
            ("snapshot", f"{dataset.name}, {value_text(dataset.rows)} rows"),
            ("source", dataset.source),
            ("fingerprint", dataset.fingerprint),
            *(
                (name.replace("_", " "), value_text(payload[name]))
                for name in ("training_rows", "held_out_rows")
                if name in payload
            ),
            ("protected columns, kept out of the inputs", ", ".join(protected) or "none marked"),
        )
    )
    blocks, owed = topic_content(source, "origin", "licence", "representativeness")
    cited = source.cited([facts], "data", kinds=("data",))
    return [*cited, *source.cited(_looked_over(source), kinds=("quality",)), *blocks], owed


def _looked_over(source: Source) -> list[Block]:
    """What of the data waits for an answer, or that nothing does."""
    waiting = open_data_findings(source.findings)
    if waiting:
        rows = [[one.id, one.detail] for one in waiting]
        return [table(f"Open findings in the data: {len(rows)}", ["finding", "what"], rows)]
    looked = bool(source.evidence("quality"))
    said = "none" if looked else "nobody looked the data over"
    return [Facts(rows=(("open findings in the data", said),))]


def _metrics(source: Source) -> Content:
    if not source.payload("metrics"):
        return [], [Owed(what="held-out metrics", who=source.who("the author of the run"))]
    groups = group_tables(source)
    none = Paragraph(text="No column was marked as protected, so no group was looked at.")
    meaning, _ = topic_content(source, "meaning")
    return [metrics_table(source), *(groups or [none]), *meaning], []


def _explanation(source: Source) -> Content:
    payload = source.payload("importance")
    columns = _records(payload.get("columns"))
    if not columns:
        return [], [Owed(what="what drives it", who=source.who("the author of the run"))]
    rows = [
        [str(one.get("column")), number_text(one.get("mean_abs"))] for one in columns[:MOST_COLUMNS]
    ]
    left = len(columns) - len(rows)
    blocks: list[Block] = [
        table(
            "What drives it, mean absolute contribution",
            ["column", "contribution"],
            rows,
            note=f"{left} smaller ones are in the report." if left else "",
        ),
        Facts(
            rows=(
                ("method", value_text(payload.get("method"))),
                ("additivity error", value_text(payload.get("additivity_error"))),
            )
        ),
    ]
    said, _ = topic_content(source, "cannot_say")
    return [*source.cited(blocks, kinds=("importance",)), *said], []


def _limits(source: Source) -> Content:
    parity = source.payload("parity")
    facts = Facts(
        rows=(
            ("ONNX against Python, largest difference",
             value_text(parity.get("largest_difference"))),
            ("over rows", value_text(parity.get("rows"))),
        )
    )  # fmt: skip
    blocks, owed = topic_content(source, "limits", "outcomes", "contest", "risks")
    return [*source.cited([facts], kinds=("parity",)), *blocks], owed


def _standing(source: Source) -> Content:
    version = source.version
    found = open_findings(source.topics)
    last = version.requests[-1] if version.requests else None
    until = version.approved_until
    rows = [
        ("state", version.state.replace("_", " ")),
        ("approved until", f"{time_text(until)} UTC" if until else "no end stated"),
        ("policy", f"{last.policy}, version {last.policy_version}" if last else "none yet"),
        *waived_rules(source),
        ("open findings of the validation", str(len(found))),
    ]
    blocks: list[Block] = [
        Facts(rows=tuple(rows)),
        *(Paragraph(text=one, notice=True) for one in over_words(version.rests_on)),
        *_waivers(source),
    ]
    decided = [
        [one.stage_name, one.principal, one.decision.replace("_", " "),
         "signed" if one.authenticated else "unauthenticated", time_text(one.decided_at)]
        for one in (last.decisions if last else ())
    ]  # fmt: skip
    if decided:
        names = ["stage", "who", "decision", "identity", "time (UTC)"]
        blocks.append(table("Decisions", names, decided))
    owed = [] if last else [_owed(source, "a request for approval")]
    return source.cited(blocks, "version", "requests"), owed


def _waivers(source: Source) -> list[Block]:
    """What is waived now, whether or not somebody approved the version by it."""
    rows = [
        [one.description, time_text(one.expires_at), " and ".join(one.by), one.compensating_control]
        for one in source.exceptions.waivers
        if one.status == IN_FORCE
    ]
    names = ["rule", "until (UTC)", "by", "compensating control"]
    return [table("Waivers in force", names, rows)] if rows else []


def _verification(source: Source) -> Content:
    label = source.version.label
    lines = (
        "assay verify model.onnx",
        "assay audit verify --against CHECKPOINT.json --keys KEYS.json",
        f"assay report {label} -o report.pdf",
    )
    return [Commands(lines=lines)], []


PARTS: Mapping[str, Callable[[Source], Content]] = {
    "Model details": _details,
    "Use": _use,
    "Data": _data,
    "Metrics": _metrics,
    "Explanation": _explanation,
    "Limits, risks and ethical considerations": _limits,
    "Approval and standing": _standing,
    "How to verify": _verification,
}


def _evidence(source: Source, blocks: list[Block]) -> Block:
    return Table(
        title="What the parts were read from, by the digests beside them",
        columns=(Column(name="of"), Column(name="SHA-256", kind="digest")),
        rows=tuple((one.kind, one.digest) for one in source.resolve(blocks)),
    )


def _owed(source: Source, what: str) -> Owed:
    return Owed(what=what, who=source.who("the model's owner"))


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
