"""Section 15: what was asked for and decided, under which policy, and how it came out."""

from __future__ import annotations

from collections.abc import Mapping

from registry.narrative.read import NOTHING
from registry.other_requests import OtherRequest
from registry.reports.governance_sections import four_eyes, time_text
from registry.reports.parts import SHORT, Block, Facts, Owed, Paragraph, Table
from registry.reports.payloads import table, value_text
from registry.reports.source import Source
from registry.rests_on import over_words
from registry.rules.base import Mark, mark_of
from registry.views.requests import DecisionView, EvaluationView, RequestView

Content = tuple[list[Block], list[Owed]]


def decisions(source: Source) -> Content:
    """Section 15."""
    blocks: list[Block] = []
    for request in source.version.requests:
        blocks += _request(source, request)
    if not blocks:
        return [], []
    required = source.required or "none: who submits a version chooses its policy"
    blocks.insert(0, Facts(rows=(("policies required of the model", required),)))
    told = (source.short, *over_words(source.version.rests_on), *source.also_did)
    blocks[1:1] = [Paragraph(text=one, notice=True) for one in told if one]
    blocks += _others(source)
    blocks += _moves(source)
    blocks.append(Paragraph(text=four_eyes(source), notice=True))
    rows = [[name, _acts(acts)] for name, acts in sorted(source.contributors.items())]
    blocks = source.cited(blocks, "requests")
    contributors = table("Contributors, who could not decide", ["principal", "acts"], rows)
    blocks += source.cited([contributors], "run", "version")
    deciders = {one.principal for request in source.version.requests for one in request.decisions}
    rows = [
        [name, source.identities.get(name, "unknown")]
        for name in sorted({*deciders, *source.contributors})
    ]
    identities = table("How sure each identity is", ["principal", "assurance"], rows)
    blocks += source.cited([identities], "requests")
    owed = []
    if any(not one.authenticated for r in source.version.requests for one in r.decisions):
        owed.append(Owed(what="decisions signed with enrolled keys", who="the reviewers"))
    return blocks, owed


def _acts(acts: tuple[str, ...]) -> str:
    """What somebody did, the files and the evidence counted."""
    written = [act for act in acts if act.startswith("wrote ")]
    evidence = sum(act.endswith("evidence") for act in written)
    texts = sum(act.endswith("in its report") for act in written)
    counts = (
        (len(written) - evidence - texts, "of its files"),
        (evidence, "kinds of its evidence"),
        (texts, "topics of its report"),
    )
    told = [act for act in acts if act not in written]
    return "; ".join([*told, *(f"wrote {count} {what}" for count, what in counts if count)])


def _moves(source: Source) -> list[Block]:
    """What happened to an approval after it was given, each with its reason."""
    rows = [
        [time_text(one.changed_at), one.action.replace("_", " "), one.target.replace("_", " "),
         one.principal, one.reason or "-"]
        for one in source.version.changes
    ]  # fmt: skip
    names = ["time (UTC)", "act", "state", "by", "reason"]
    return [table("States of the version", names, rows)] if rows else []


def _others(source: Source) -> list[Block]:
    """What else was asked for and said of the same content."""
    rows = [
        [time_text(one.requested_at), one.version, f"{one.policy}, version {one.policy_version}",
         one.requested_by, _outcome(one), *said]
        for one in source.other_requests
        for said in _said(one)
    ]  # fmt: skip
    names = ["asked for (UTC)", "version", "policy", "by", "what came of it", "said by", "why"]
    title = "The same content (one ONNX graph) in other requests"
    return [table(title, names, rows)] if rows else []


def _outcome(one: OtherRequest) -> str:
    told = f"{one.status}, now {one.now}" if one.now else one.status
    perhaps = " (its content may be other)" if one.uncertain else ""
    return told.replace("_", " ") + perhaps


def _said(one: OtherRequest) -> list[list[str]]:
    """Who refused it or moved it on, and why: a row of the table each."""
    several = len(one.steps) > 1
    return [
        [
            f"{step.by or '-'} ({step.state.replace('_', ' ')})" if several else step.by or "-",
            step.reason or "-",
        ]
        for step in one.steps
    ] or [["-", "-"]]


def _request(source: Source, request: RequestView) -> list[Block]:
    blocks: list[Block] = [
        Facts(
            rows=(
                ("request", request.id),
                ("status", request.status),
                ("asked for", f"{time_text(request.requested_at)} by {request.requested_by}"),
                ("comment", request.comment or "none"),
                ("policy", f"{request.policy}, version {request.policy_version}"),
                ("policy digest", request.policy_digest),
                ("manifest root", request.manifest_root),
                ("evidence root", request.evidence_root),
                ("stages", ", ".join(request.stages)),
            )
        )
    ]
    for evaluation in request.judged:
        # How it stands now is as of the report, and so that it can be told again it names no time.
        when = "" if evaluation is request.now else f", {time_text(evaluation.created_at)} UTC"
        made = _evaluation(evaluation, when)
        digests = [str(rule.get("evidence_digest") or "") for rule in evaluation.rules]
        known = {one.digest for one in source.version.evidence}
        own = [one.digest for one in source.records.get("requests", ())]
        named = dict.fromkeys([*own, *(one for one in digests if one in known)])
        blocks.append(made.model_copy(update={"sources": tuple(named)}))
    rows = [
        [
            f"{one.stage}. {one.stage_name}",
            one.principal,
            one.decision,
            _identity(one),
            time_text(one.decided_at),
            _read_text(source, one),
            one.comment or "-",
        ]
        for one in request.decisions
    ]
    if rows:
        names = [
            "stage", "principal", "decision", "identity", "time (UTC)", "text as read", "comment",
        ]  # fmt: skip
        blocks.append(
            table(
                "Decisions",
                names,
                rows,
                note="'Text as read' is the digest over what people had written at the decision, "
                "by the order of the audit log.",
            )
        )
    else:
        blocks.append(Paragraph(text="Nobody has decided yet."))
    return blocks


_MARKS: Mapping[Mark, str] = {"passed": "passed", "waived": "WAIVED", "failed": "FAILED"}


def _evaluation(evaluation: EvaluationView, when: str) -> Table:
    """How each rule came out: its value, its bound and the evidence that it looked at."""
    rows = [
        [
            _MARKS[mark_of(rule)],
            str(rule.get("description", "")),
            value_text(rule.get("value")),
            str(rule.get("bound") or "-"),
            str(rule.get("evidence_digest") or "-")[:SHORT],
            str(rule.get("reason", "")),
        ]
        for rule in evaluation.rules
    ]
    title = f"Policy at {evaluation.moment}{when}: {evaluation.outcome}"
    names = ["verdict", "rule", "value", "bound", "evidence", "what was found"]
    return table(title, names, rows)


def _read_text(source: Source, decision: DecisionView) -> str:
    """What had been written when somebody decided, and whether it is as it was."""
    then = source.narrative_at.get(decision.id, NOTHING)
    short = then if then == NOTHING else then[:SHORT]
    return short if then == source.narrative else f"{short}, EDITED SINCE"


def _identity(decision: DecisionView) -> str:
    if decision.signature_fault:
        return f"SIGNATURE DOES NOT COUNT: {decision.signature_fault}"
    return f"key {decision.key[:16]}" if decision.authenticated else "unauthenticated"
