"""Sections 1, 15, 16, 21 and 22: standing, decisions, history, logs and integrity."""

from __future__ import annotations

from datetime import datetime

from registry.evidence_kinds import MEASURED
from registry.reports.exception_acts import acts_of_exception
from registry.reports.narrative_blocks import open_findings
from registry.reports.outline import LAYOUT, NO_CERTIFICATE
from registry.reports.parts import (
    Block,
    Column,
    Commands,
    Facts,
    Owed,
    Paragraph,
    Table,
)
from registry.reports.payloads import payload_blocks, table
from registry.reports.source import Source
from registry.reports.stood import EVENTS
from registry.reports.use_blocks import acts_of_use
from registry.retention import SCHEDULE
from registry.rules.base import quoted_rule
from registry.views.versions import StateChangeView

Content = tuple[list[Block], list[Owed]]

WAIVED_RULES = "rules that the approval rests on by waivers"
SELF_DECLARED = (
    "Where no key signed, an identity is self-declared: the registry knows which name was given, "
    "and not that it was that person's."
)


def cover(source: Source) -> Content:
    """Section 1, without the count of sections, which is known last."""
    version, model = source.version, source.model
    blocks: list[Block] = [
        Facts(
            rows=(
                ("model", model.name),
                ("version", f"{version.number} ({version.id})"),
                ("state", version.state.replace("_", " ")),
                ("manifest root", version.manifest_root or "none"),
                ("graph digest", version.graph_digest or "none"),
                ("materiality tier", model.materiality_tier or "not stated"),
                ("what people wrote (digest)", source.narrative),
                ("open findings of the validation", _open_findings(source)),
                *_expiry(source),
                *waived_rules(source),
                *source.checkpoint_rows,
            )
        ),
        Paragraph(text=four_eyes(source), notice=True),
        Paragraph(text=f"{LAYOUT} {NO_CERTIFICATE}"),
    ]
    blocks = source.cited(blocks, "model", "version", "manifest", "checkpoint")
    owner = source.who("the model's owner")
    owed = [] if model.materiality_tier else [Owed(what="exposure and purpose", who=owner)]
    return blocks, owed


def _open_findings(source: Source) -> str:
    found = open_findings(source.topics)
    worst = [one for one in found if one.severity in ("high", "critical")]
    return f"{len(found)}, of which {len(worst)} high or critical" if found else "none recorded"


def _expiry(source: Source) -> tuple[tuple[str, str], ...]:
    until = source.version.approved_until
    return (("approved until", f"{time_text(until)} UTC"),) if until else ()


def waived_rules(source: Source) -> tuple[tuple[str, str], ...]:
    """How many rules an approval rests on by waivers, which, and until when; none without one."""
    if not any(one.status == "approved" for one in source.version.requests):
        return ()
    told = [
        f"{quoted_rule(one.description)} until "
        f"{f'{time_text(one.until)} UTC' if one.until else 'an unknown time'}"
        f"{', OVER' if one.over else ''}"
        for one in source.version.rests_on
    ]
    return ((WAIVED_RULES, f"{len(told)}: {'; '.join(told)}" if told else "none"),)


def four_eyes(source: Source) -> str:
    """Whether a second person looked, and how far that can be known."""
    approvals = [
        decision
        for request in source.version.requests
        if request.status == "approved"
        for decision in request.decisions
        if decision.decision == "approve" and decision.principal not in source.contributors
    ]
    if not approvals:
        alone = " The project has one active principal." if source.people == 1 else ""
        return f"Not four-eyes: no second person has approved this version.{alone} {SELF_DECLARED}"
    names = ", ".join(sorted({decision.principal for decision in approvals}))
    if all(decision.authenticated for decision in approvals):
        sure = "; ".join(
            f"{name}: {source.identities.get(name, 'unknown')}"
            for name in sorted({decision.principal for decision in approvals})
        )
        return (
            f"Approved by {names}, who did not contribute, with enrolled keys. How sure it is "
            f"that each key is that person's: {sure}."
        )
    return (
        f"Approved in the name of {names}, who is not named as a contributor. {SELF_DECLARED} "
        "That two persons acted is therefore stated, not proved."
    )


def history(source: Source) -> Content:
    """Section 16."""
    version, run = source.version, source.version.run
    acts: list[tuple[datetime, str, str]] = [
        (source.dataset.created_at, "the data were imported", source.importer),
        (run.started_at, "the run started", run.created_by),
        (version.created_at, "the version was registered", version.created_by),
    ]
    for request in version.requests:
        acts.append((request.requested_at, "approval was asked for", request.requested_by))
        acts += [
            (one.decided_at, f"{one.decision} at stage {one.stage_name}", one.principal)
            for one in request.decisions
        ]
    acts += acts_of_use(source)
    acts += acts_of_exception(source.exceptions)
    acts += [(one.changed_at, _moved(one), one.principal) for one in version.changes]
    acts += [
        (one.created_at, f"{one.kind} evidence was recorded", one.created_by)
        for one in version.evidence
        if one.kind not in MEASURED
    ]
    acts += [
        (one.text.written_at, f"'{one.text.title}' was written (revision {one.text.revision})",
         one.text.author)
        for one in source.topics
        if one.text is not None
    ]  # fmt: skip
    rows = [[time_text(when), what, who] for when, what, who in sorted(acts)]
    blocks: list[Block] = [table("Life of this version", ["time (UTC)", "what", "by"], rows)]
    others = [one for one in source.versions if one.number != version.number]
    if others:
        rows = [[one.label, one.state, time_text(one.created_at), one.created_by] for one in others]
        names = ["version", "state", "made (UTC)", "by"]
        blocks.append(table("Other versions of the model", names, rows))
    records = ("data", "run", "version", "requests", "aliases", "deployments")
    return source.cited(blocks, *records), []


def _moved(change: StateChangeView) -> str:
    source, target = change.source.replace("_", " "), change.target.replace("_", " ")
    return f"from {source} to {target}" + (f": {change.reason}" if change.reason else "")


def logging(source: Source) -> Content:
    """Section 21."""
    blocks: list[Block] = [
        Facts(
            rows=(
                (EVENTS, f"{source.events:,}"),
                ("first event", time_text(source.first_event) if source.first_event else "none"),
                *source.checkpoint_rows,
            )
        ),
        Paragraph(
            text="Every change of a governed record (people, data, runs, versions, files, "
            "evidence, policies, requests, decisions) is one event of the log, written in the "
            "same transaction. Use of the model after export is not in it."
        ),
    ]
    blocks = source.cited(blocks, "checkpoint")
    blocks += _retention(source)
    for row in source.evidence("retention"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("retention",))
    return blocks, []


_HELD = {
    "": "the whole project",
    "model_version": "this version",
    "registered_model": "the model",
    "run": "the run",
    "dataset_snapshot": "the data",
}


def _retention(source: Source) -> list[Block]:
    """How long Assay keeps what, and what is under a legal hold."""
    names = ["records", "kept at least", "on the ground of"]
    schedule = table(
        "Retention schedule",
        names,
        [[one.records, f"{one.months} months", one.basis] for one in SCHEDULE],
        note="Assay deletes no record and no event of the log. Only stored files that no record "
        "names are ever collected.",
    )
    if not source.holds:
        return [schedule, Facts(rows=(("legal holds in force on this version", "none"),))]
    holds = table(
        "Legal holds in force on this version",
        ["what is held", "since (UTC)", "by", "reason"],
        [
            [_HELD[one.object_table], time_text(one.placed_at), by, one.reason]
            for one, by in source.holds
        ],
    )
    return [schedule, *source.cited([holds], "holds")]


def integrity(source: Source) -> Content:
    """Section 22."""
    label = source.version.label
    blocks: list[Block] = [
        Facts(
            rows=(
                ("manifest root", source.version.manifest_root or "none"),
                *source.checkpoint_rows,
            )
        )
    ]
    if source.keys:
        blocks.append(_keys(source))
    if source.manifest is not None:
        blocks.append(
            Table(
                title="Files of the version, by the manifest",
                columns=(
                    Column(name="role"),
                    Column(name="name"),
                    Column(name="bytes", kind="number"),
                    Column(name="SHA-256", kind="digest"),
                ),
                rows=tuple(
                    (entry.role, entry.name, f"{entry.bytes:,}", entry.sha256)
                    for entry in source.manifest.entries
                ),
            )
        )
    else:
        blocks.append(Paragraph(text=source.manifest_fault, notice=True))
    if source.anchors:
        blocks.append(_anchors(source))
    blocks = source.cited(blocks, "manifest", "checkpoint")
    blocks += [
        Paragraph(
            text="What tampering can be seen: a changed, deleted, inserted or swapped event of "
            "the log; a governed record or stored file that was changed without the log; a file "
            "that is not what the manifest says; a decision on another manifest, evidence or "
            "policy than the one pinned."
        ),
        Paragraph(
            text="What cannot be seen from inside: events cut off the end, or an old copy of the "
            "whole registry put back. Both show only against a checkpoint that was pinned "
            "outside. Who holds the database and the log's key can rewrite everything after the "
            "last such pin, but for decisions signed with keys that they do not hold; other keys "
            "put in their place show only against keys that were pinned outside. This report "
            "itself is an unsigned file: compare the roots above with the registry."
        ),
        Commands(
            lines=(
                "assay audit verify --against CHECKPOINT.json --keys KEYS.json",
                f"assay lineage {label}",
                f"assay export {label} --to model.onnx",
                "assay verify model.onnx",
            )
        ),
    ]
    owed = []
    if source.checkpoint is None or source.checkpoint.envelope_json is None:
        owed.append(Owed(what="signed checkpoints", who=source.who("the records' keeper")))
    return blocks, owed


def _anchors(source: Source) -> Block:
    return Table(
        title="Where checkpoints of the log were put outside",
        columns=(
            Column(name="kind"),
            Column(name="events", kind="number"),
            Column(name="root", kind="digest"),
            Column(name="place"),
            Column(name="made (UTC)"),
            Column(name="by"),
        ),
        rows=tuple(
            (one.kind, f"{one.size:,}", one.root, one.place, f"{one.anchored_at:%Y-%m-%d %H:%M}",
             one.anchored_by)
            for one in source.anchors
        ),
    )  # fmt: skip


def _keys(source: Source) -> Block:
    return Table(
        title="Public keys: compare them with what their holders say",
        columns=(
            Column(name="of"),
            Column(name="fingerprint (SHA-256)", kind="digest"),
            Column(name="from (UTC)"),
            Column(name="until (UTC)"),
            Column(name="assurance"),
        ),
        rows=tuple(
            (
                "the log" if key.purpose == "log" else key.principal,
                key.fingerprint,
                time_text(key.enrolled_at),
                time_text(key.revoked_at) if key.revoked_at else "-",
                key.assurance,
            )
            for key in source.keys
        ),
    )


def time_text(moment: datetime) -> str:
    """A moment to the second, in UTC."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")
