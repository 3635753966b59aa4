"""What people wrote, as blocks of the report, and what they still owe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from registry.narrative.prose import passages, unsupported
from registry.narrative.rows import Acceptance, Finding, Risk, Standard
from registry.narrative.topics import Form, Topic, topics_of
from registry.narrative.views import CurrentNarrative, TopicState
from registry.narrative.write import risk_digest
from registry.reports.parts import (
    Block,
    Owed,
    Passage,
    Prose,
    Sentence,
    Table,
    Written,
)
from registry.reports.payloads import table
from registry.reports.source import Source

_UNREAD = "THE RISK WAS CHANGED SINCE"


def narrative_blocks(source: Source, section: int) -> tuple[list[Block], list[Owed]]:
    """What people wrote in a section, and which of its topics nobody has said anything about."""
    return topic_content(source, *(topic.name for topic in topics_of(section)))


def topic_content(source: Source, *names: str) -> tuple[list[Block], list[Owed]]:
    """What people wrote on some topics, and which of them nobody has said anything about."""
    states = [one for one in source.topics if one.name in names]
    blocks = [_block(source, one.topic, one.text) for one in states if one.text is not None]
    return blocks, [Owed(what=one.asks, who=source.who(one.owes)) for one in states if one.missing]


def standing_of(text: CurrentNarrative) -> Written:
    """Who wrote a text, and what is not as it was then."""
    return Written(
        author=text.author,
        at=text.written_at,
        revision=text.revision,
        edits=text.edits,
        stale=text.stale,
        carried_from=text.carried_from,
    )


def _block(source: Source, topic: Topic, text: CurrentNarrative) -> Block:
    written = standing_of(text)
    if topic.form is Form.TEXT:
        return Prose(
            title=topic.title,
            passages=tuple(
                Passage(
                    sentences=tuple(
                        Sentence(text=one, unsupported=unsupported(one, source.figure_values))
                        for one in passage.sentences
                    ),
                    mark=passage.mark,
                )
                for passage in passages(text.body)
            ),
            written=written,
            sources=(text.digest,),
        )
    rows, texts = text.rows, {one.name: one.text for one in source.topics}
    made: Table = _TABLES[topic.form](rows, texts)
    return made.model_copy(
        update={"title": topic.title, "written": written, "sources": (text.digest,)}
    )


Texts = Mapping[str, CurrentNarrative | None]


def _risks(rows: tuple[Risk, ...], texts: Texts) -> Table:
    accepted = texts.get("risk_acceptance")
    by_risk: dict[str, Acceptance] = {one.risk: one for one in accepted.rows} if accepted else {}
    names = [
        "risk", "hazard", "foreseeable misuse", "affected", "mitigation", "residual", "accepted by",
    ]  # fmt: skip
    return table(
        "",
        names,
        [
            [
                row.id, row.hazard, row.misuse or "-", row.affected, row.mitigation, row.residual,
                _accepted(row, by_risk.get(row.id), accepted.author if accepted else ""),
            ]
            for row in rows
        ],
    )  # fmt: skip


def _accepted(risk: Risk, acceptance: Acceptance | None, by: str) -> str:
    if acceptance is None:
        return "nobody yet"
    if acceptance.risk_digest != risk_digest(risk):
        return f"{_UNREAD}: {by} read another"
    return by if acceptance.accepted else f"NOT accepted ({by})"


def _acceptances(rows: tuple[Acceptance, ...], texts: Texts) -> Table:
    register = texts.get("risks")
    digests = {one.id: risk_digest(one) for one in register.rows} if register else {}
    return table(
        "",
        ["risk", "accepted", "why", "of the risk as it stands"],
        [
            [
                row.risk,
                "yes" if row.accepted else "NO",
                row.reason,
                "yes" if digests.get(row.risk) == row.risk_digest else _UNREAD,
            ]
            for row in rows
        ],
    )


def _findings(rows: tuple[Finding, ...], _: Texts) -> Table:
    return table(
        "",
        ["finding", "what", "severity", "owner", "due", "status", "closure"],
        [
            [
                row.id, row.finding, row.severity, row.owner, row.due.isoformat(), _status(row),
                " ".join(filter(None, (row.closure, row.evidence))) or "-",
            ]
            for row in rows
        ],
    )  # fmt: skip


def _status(row: Finding) -> str:
    late = row.status == "open" and row.due < date.today()
    return "OVERDUE" if late else row.status


def _standards(rows: tuple[Standard, ...], _: Texts) -> Table:
    return table(
        "",
        ["standard", "edition", "applied", "instead"],
        [[row.standard, row.edition or "-", row.applied, row.instead or "-"] for row in rows],
    )


_TABLES: Mapping[Form, Any] = {
    Form.RISKS: _risks,
    Form.ACCEPTANCES: _acceptances,
    Form.FINDINGS: _findings,
    Form.STANDARDS: _standards,
}


def open_findings(states: tuple[TopicState, ...]) -> tuple[Finding, ...]:
    """The findings of the validation that are not closed."""
    text = next((one.text for one in states if one.name == "findings"), None)
    return tuple(row for row in text.rows if row.status == "open") if text else ()
