"""Sections 5, 8, 14, 17: who can stop it, what protects it, who challenged it, standards."""

from __future__ import annotations

from registry.reports.parts import Block, Facts, Owed, Paragraph
from registry.reports.payloads import payload_blocks, table
from registry.reports.source import Source

Content = tuple[list[Block], list[Owed]]
FOLLOWED = (
    ("ONNX", "the model: one graph that runs on ONNX Runtime", "manifest"),
    ("SHA-256 (FIPS 180-4)", "digests of files, evidence, records and events", "manifest"),
    ("RFC 6962", "the Merkle tree over the audit log", "checkpoint"),
    ("Ed25519 (RFC 8032) in DSSE envelopes", "signatures of decisions and checkpoints", "requests"),
    ("in-toto Statement", "what a decision says and about what", "requests"),
    ("PDF/A-3b and PDF/UA-1", "this report as PDF", ""),
    ("CycloneDX 1.6", "the bill of materials (`assay bom`)", ""),
)


def oversight(source: Source) -> Content:
    """Section 5."""
    rows = [[right, people or "nobody"] for right, people in source.stoppers]
    stops = table(
        "Who may stop it or let it go on, by the roles of the registry",
        ["may", "people"],
        rows,
        note="A suspension takes effect at once: scoring, export and serving refuse the version.",
    )
    blocks = source.cited([stops], "version")
    for row in source.evidence("oversight"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("oversight",))
    return blocks, []


def security(source: Source) -> Content:
    """Section 8."""
    decisions = [one for request in source.version.requests for one in request.decisions]
    signed = sum(one.authenticated for one in decisions)
    files = len(source.manifest.entries) if source.manifest is not None else 0
    facts = Facts(
        rows=(
            ("files held by their digests in the manifest", str(files)),
            ("code that a file of the model can run", "none: an ONNX graph is data, no pickle"),
            ("decisions signed with enrolled keys", f"{signed} of {len(decisions)}"),
            *source.checkpoint_rows[:1],
        )
    )
    blocks = source.cited([facts], "manifest", "requests", "checkpoint")
    for kind in ("vulnerability", "hostile_input", "protection"):
        for row in source.evidence(kind):
            blocks += source.cited(payload_blocks(row.payload, title=kind), kinds=(kind,))
    engineer = source.who("the ML engineer")
    owed = [
        Owed(what=what, who=engineer)
        for kind, what in (
            ("vulnerability", "a scan of the dependencies for known vulnerabilities"),
            ("hostile_input", "tests with hostile input"),
        )
        if not source.evidence(kind)
    ]
    return blocks, owed


def challenge(source: Source) -> Content:
    """Section 14."""
    rows = [
        [
            one.principal,
            f"{one.decision.replace('_', ' ')} at stage {one.stage_name}",
            "no, contributed" if one.principal in source.contributors else "took no part",
            source.identities.get(one.principal, "unknown"),
        ]
        for request in source.version.requests
        for one in request.decisions
    ]
    blocks: list[Block] = []
    if rows:
        names = ["who", "did", "independence", "how sure the identity is"]
        made = table("Who looked at it, and how independent", names, rows)
        blocks += source.cited([made], "requests", "version", "run")
    for kind in ("validation", "finding"):
        for row in source.evidence(kind):
            blocks += source.cited(payload_blocks(row.payload, title=kind), kinds=(kind,))
    return blocks, []


def standards(source: Source) -> Content:
    """Section 17."""
    there = [
        (name, what) for name, what, record in FOLLOWED if not record or record in source.records
    ]
    blocks: list[Block] = [
        table(
            "Formats that these records follow", ["standard", "for"], [list(one) for one in there]
        ),
        Paragraph(
            text="That the records follow these formats says nothing about standards that apply to "
            "the system and its use."
        ),
    ]
    blocks = source.cited(blocks, "manifest", "checkpoint")
    for row in source.evidence("standards"):
        blocks += source.cited(payload_blocks(row.payload), kinds=("standards",))
    return blocks, []
