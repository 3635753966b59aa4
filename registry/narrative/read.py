"""Reads what was written about a version: as it stands, as it was, and as of a decision."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from registry.canonical import canonical_json
from registry.digests import row_digest
from registry.narrative.prose import Figures, passages, unsupported
from registry.narrative.rows import ROWS, readable_rows
from registry.narrative.topics import BY_NAME, TOPICS, Form, Topic
from registry.narrative.views import CurrentNarrative, LineChange, NarrativeView, TopicState
from registry.outside_json import read_recorded
from registry.reports.outline import OUTLINE
from registry.tables import (
    AuditObject,
    DatasetSnapshot,
    ModelVersion,
    Narrative,
    Principal,
    RegisteredModel,
    Run,
)
from registry.version_rows import evidence, narratives

Basis = tuple[tuple[str, str], ...]
NOTHING = "nothing"
"""The digest of an empty narrative."""


def revisions(session: Session, version: ModelVersion) -> tuple[NarrativeView, ...]:
    """All that was ever written about a version, by topic and then by revision."""
    model = session.get_one(RegisteredModel, version.model_id)
    found = session.exec(
        select(Narrative, Principal.name)
        .join(Principal, col(Principal.id) == col(Narrative.principal_id))
        .where(Narrative.version_id == version.id)
        .order_by(col(Narrative.section), col(Narrative.topic), col(Narrative.revision))
    ).all()
    return tuple(
        NarrativeView(
            **row.model_dump(
                include={
                    "id", "section", "topic", "revision", "body", "written_at", "state",
                }
            ),
            version=f"{model.name}/{version.number}",
            title=BY_NAME[row.topic].title,
            form=BY_NAME[row.topic].form,
            author=author,
            based_on=_basis(row.based_on_json),
            carried_from=_label_of(session, row.carried_from),
            digest=row_digest(row),
        )
        for row, author in found
        if row.topic in BY_NAME
    )  # fmt: skip


def history(session: Session, version: ModelVersion, topic: Topic) -> tuple[NarrativeView, ...]:
    """The revisions of a topic, the oldest first."""
    return tuple(one for one in revisions(session, version) if one.topic == topic.name)


def current(session: Session, version: ModelVersion) -> tuple[CurrentNarrative, ...]:
    """The text of each topic that has one, in the order of the topics."""
    by_topic: defaultdict[str, list[NarrativeView]] = defaultdict(list)
    for one in revisions(session, version):
        by_topic[one.topic].append(one)
    if not by_topic:
        return ()
    figures = figures_of(session, version)
    now = bases(session, version)
    return tuple(
        _as_it_stands(by_topic[topic.name], now[topic.name], figures)
        for topic in TOPICS
        if topic.name in by_topic
    )


def topic_states(session: Session, version: ModelVersion) -> tuple[TopicState, ...]:
    """Every topic of the report, with its text where there is one."""
    texts = {one.topic: one for one in current(session, version)}
    kinds = {row.kind for row in evidence(session, version)}
    return tuple(
        TopicState(
            section=topic.section,
            name=topic.name,
            asks=topic.asks,
            owes=topic.owes,
            required=topic.required,
            met_by=tuple(kind for kind in topic.instead if kind in kinds),
            text=texts.get(topic.name),
        )
        for topic in TOPICS
    )


def bases(session: Session, version: ModelVersion) -> dict[str, Basis]:
    """What each topic rests on now: the evidence of its section, and records that it names."""
    rows = evidence(session, version)
    run = session.get_one(Run, version.run_id)
    records = {
        "model": (
            "the model's record",
            row_digest(session.get_one(RegisteredModel, version.model_id)),
        ),
        "data": ("the data's record", row_digest(session.get_one(DatasetSnapshot, run.dataset_id))),
    }
    kinds = {outline.number: outline.kinds for outline in OUTLINE}
    return {
        topic.name: (
            *(
                (f"{row.kind} evidence", row.digest)
                for row in rows
                if row.kind in kinds[topic.section]
            ),
            *(records[name] for name in topic.records),
        )
        for topic in TOPICS
    }


def narrative_digest(session: Session, version: ModelVersion, decision: str | None = None) -> str:
    """A digest over the text of all topics as it stands, or as it stood when a decision was taken.

    What came before a decision is told by the order of the audit log, not by clocks. It is SHA-256
    over the topics with the digests of their records; `NOTHING` where nothing was written.
    """
    until = _sequences(session, "approval_decision", [decision]).get(decision) if decision else None
    rows = narratives(session, version)
    written = _sequences(session, "narrative", [row.id for row in rows])
    last: dict[str, str] = {}
    for row in rows:
        if until is None or written.get(row.id, until + 1) <= until:
            last[row.topic] = row_digest(row)
    if not last:
        return NOTHING
    return hashlib.sha256(canonical_json(sorted(last.items())).encode("ascii")).hexdigest()


def difference(earlier: NarrativeView, later: NarrativeView) -> tuple[LineChange, ...]:
    """What came and what went from one revision to another, line by line."""
    lines = difflib.ndiff(_lines(earlier), _lines(later))
    return tuple(
        LineChange(mark=line[0], text=line[2:]) for line in lines if not line.startswith("?")
    )


def _lines(text: NarrativeView) -> list[str]:
    body = text.body if text.form is Form.TEXT else readable_rows(text.body)
    return body.split("\n")


def _as_it_stands(
    written: Sequence[NarrativeView], now: Basis, figures: Figures
) -> CurrentNarrative:
    last = written[-1]
    before, after = dict.fromkeys(last.based_on), dict.fromkeys(now)
    changed = [
        of
        for of, digest in (*before, *after)
        if ((of, digest) in before) != ((of, digest) in after)
    ]
    found: dict[str, None] = {}
    if last.form not in ROWS:
        for passage in passages(last.body):
            for sentence in passage.sentences:
                found |= dict.fromkeys(unsupported(sentence, figures))
    return CurrentNarrative(
        **last.model_dump(),
        edits=sum(one.after_freeze for one in written),
        stale=tuple(dict.fromkeys(changed)),
        unsupported=tuple(found),
    )


def figures_of(session: Session, version: ModelVersion) -> Figures:
    """All numbers of a version's evidence and of the records that it was made from."""
    payloads = [read_recorded(row.payload_json) for row in evidence(session, version)]
    run = session.get_one(Run, version.run_id)
    data = session.get_one(DatasetSnapshot, run.dataset_id)
    return Figures([*payloads, data.rows, data.bytes, run.budget, run.seed])


def _basis(text: str) -> Basis:
    found = json.loads(text)
    return tuple((str(of), str(digest)) for of, digest in found)


def _label_of(session: Session, narrative: str | None) -> str:
    if narrative is None:
        return ""
    version = session.get_one(ModelVersion, session.get_one(Narrative, narrative).version_id)
    return f"{session.get_one(RegisteredModel, version.model_id).name}/{version.number}"


def _sequences(session: Session, table: str, ids: Sequence[str]) -> dict[str, int]:
    """The event that wrote each of these rows, which are never changed."""
    if not ids:
        return {}
    rows = session.exec(
        select(AuditObject).where(
            AuditObject.table_name == table, col(AuditObject.object_id).in_(ids)
        )
    ).all()
    return {row.object_id: row.sequence for row in rows}
