"""Writes what people say about a version: each edit is a further revision, never a change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlmodel import Session, col, select

from registry.canonical import canonical_json
from registry.contributors import contributions
from registry.database import Registry
from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.narrative.prose import LONGEST, clean
from registry.narrative.read import bases, current
from registry.narrative.rows import Acceptance, Finding, Risk, parse_rows, rows_text
from registry.narrative.topics import BY_NAME, CHALLENGERS, TOPICS, Form, Hand, Topic, find_topic
from registry.narrative.views import CurrentNarrative
from registry.principals import find_principal
from registry.resolve import resolve_version
from registry.roles import Right, require_right
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    Evidence,
    ModelVersion,
    Narrative,
    Principal,
)

LARGEST_ROWS = 500_000
ACTIONS = {Hand.MAKER: "narrative.written", Hand.CHALLENGER: "narrative.challenged"}
RIGHTS = {Hand.MAKER: Right.NARRATE, Hand.CHALLENGER: Right.CHALLENGE}


def write_narrative(
    registry: Registry,
    actor: str,
    version: str,
    topic: str,
    text: str,
    *,
    replaces: int | None = None,
) -> CurrentNarrative:
    """Write a further revision of a topic's text; `replaces` is the one that the writer had read.

    A maker's topic makes its writer a contributor, who cannot decide; a challenger's takes somebody
    who is none. Raises AssayError `narrative.topic`, `narrative.text`, `narrative.rows`,
    `narrative.changed` where somebody else wrote meanwhile, `narrative.same`, `narrative.archived`,
    `narrative.contributor`, `narrative.decided` and `role.missing`.
    """
    found = find_topic(topic)
    body = _checked(found, text)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        version_id = resolve_version(session, version).id
    details = {"version": version_id, "topic": found.name}
    with registry.transact(actor_id, ACTIONS[found.hand], details) as session:
        row = session.get_one(ModelVersion, version_id)
        _require_writer(session, row, session.get_one(Principal, actor_id), found)
        last = _last(session, version_id, found.name)
        number = last.revision if last else 0
        if replaces is not None and replaces != number:
            raise AssayError(
                "narrative.changed",
                f"Somebody else wrote '{found.title}' meanwhile: it is at revision {number}, "
                f"and you read {replaces or 'none'}.",
                "Read what was written, and write yours over it if it still holds.",
            )
        body = _completed(session, row, found, body)
        basis = canonical_json([list(one) for one in bases(session, row)[found.name]])
        if last is not None and (last.body, last.based_on_json) == (body, basis):
            raise AssayError(
                "narrative.same",
                f"'{found.title}' says that already, about the same evidence.",
            )
        session.add(
            Narrative(
                version_id=version_id,
                section=found.section,
                topic=found.name,
                revision=number + 1,
                body=body,
                based_on_json=basis,
                state=row.state,
                principal_id=actor_id,
            )
        )
    with registry.read() as session:
        written = current(session, session.get_one(ModelVersion, version_id))
        return next(one for one in written if one.topic == found.name)


def carry_narratives(
    registry: Registry, actor: str, version: str, source: str
) -> tuple[CurrentNarrative, ...]:
    """Take over what another version of the same model says, where this one says nothing yet.

    What was taken over keeps what it rested on, so that it is stale until somebody reads it and
    writes it anew. What challengers wrote is not taken over. Raises AssayError as
    `write_narrative`, `narrative.model` and `narrative.nothing`.
    """
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        version_id = resolve_version(session, version).id
        source_id = resolve_version(session, source).id
    details = {"version": version_id, "source": source_id}
    with registry.transact(actor_id, ACTIONS[Hand.MAKER], details) as session:
        row = session.get_one(ModelVersion, version_id)
        other = session.get_one(ModelVersion, source_id)
        if row.model_id != other.model_id or row.id == other.id:
            raise AssayError(
                "narrative.model",
                "Text is taken over from another version of the same model.",
                "What another model says would be about something else.",
            )
        writer = session.get_one(Principal, actor_id)
        taken = 0
        for topic in TOPICS:
            before = _last(session, source_id, topic.name)
            if (
                topic.hand is not Hand.MAKER
                or before is None
                or _last(session, version_id, topic.name)
            ):
                continue
            _require_writer(session, row, writer, topic)
            session.add(
                Narrative(
                    **before.model_dump(include={"section", "topic", "body", "based_on_json"}),
                    version_id=version_id,
                    revision=1,
                    state=row.state,
                    carried_from=before.id,
                    principal_id=actor_id,
                )
            )
            taken += 1
        if not taken:
            raise AssayError(
                "narrative.nothing",
                "There is nothing to take over: the other version says nothing that this one does "
                "not say already.",
            )
    with registry.read() as session:
        return current(session, session.get_one(ModelVersion, version_id))


def _checked(topic: Topic, text: str) -> str:
    """The text as it is stored."""
    most = LONGEST if topic.form is Form.TEXT else LARGEST_ROWS
    body = clean(text) if topic.form is Form.TEXT else text
    odd = "\x00" in body or any("\ud800" <= letter <= "\udfff" for letter in body)
    if not body.strip() or len(body) > most or odd:
        what = (
            "holds a character that cannot be stored"
            if odd
            else (f"has over {most:,} characters" if body.strip() else "says nothing")
        )
        raise AssayError(
            "narrative.text",
            f"The text of '{topic.title}' {what}.",
            "Where something does not apply, say so and why.",
        )
    return body if topic.form is Form.TEXT else rows_text(parse_rows(topic.form, body))


def _completed(session: Session, version: ModelVersion, topic: Topic, body: str) -> str:
    """The body with what the registry adds to rows, after checking what they name."""
    if topic.form is Form.ACCEPTANCES:
        return _with_risks(session, version, parse_rows(topic.form, body))
    if topic.form is Form.FINDINGS:
        _require_evidence(session, version, parse_rows(topic.form, body))
    return body


def risk_digest(risk: Risk) -> str:
    """What an acceptance says that it accepted: SHA-256 over the row."""
    return hashlib.sha256(rows_text([risk]).encode("ascii")).hexdigest()


def _with_risks(session: Session, version: ModelVersion, rows: Sequence[Acceptance]) -> str:
    last = _last(session, version.id, "risks")
    risks = {one.id: one for one in parse_rows(Form.RISKS, last.body)} if last else {}
    unknown = next((row.risk for row in rows if row.risk not in risks), None)
    if unknown is not None:
        raise AssayError(
            "narrative.rows",
            f"The register names no risk '{unknown}'.",
            f"It names: {', '.join(risks) or 'none yet'}.",
        )
    return rows_text(
        [row.model_copy(update={"risk_digest": risk_digest(risks[row.risk])}) for row in rows]
    )


def _require_evidence(session: Session, version: ModelVersion, rows: Sequence[Finding]) -> None:
    known = set(
        session.exec(select(Evidence.digest).where(Evidence.version_id == version.id)).all()
    )
    unknown = next((row for row in rows if row.evidence and row.evidence not in known), None)
    if unknown is not None:
        raise AssayError(
            "narrative.rows",
            f"Finding '{unknown.id}' names evidence that the version does not have.",
            "Give the full SHA-256 of one of its pieces of evidence, or leave it out.",
        )


def _last(session: Session, version_id: str, topic: str) -> Narrative | None:
    return session.exec(
        select(Narrative)
        .where(Narrative.version_id == version_id, Narrative.topic == topic)
        .order_by(col(Narrative.revision).desc())
    ).first()


def _require_writer(
    session: Session, version: ModelVersion, writer: Principal, topic: Topic
) -> None:
    """Whoever judges a version does not write for it, nor the other way round."""
    if version.state == VersionState.ARCHIVED:
        raise AssayError(
            "narrative.archived", "The version is archived: its report is what it was."
        )
    require_right(session, writer, RIGHTS[topic.hand], version.model_id)
    if topic.hand is Hand.CHALLENGER:
        acts = contributions(session, version).get(writer.id)
        if acts:
            raise AssayError(
                "narrative.contributor",
                f"'{writer.name}' cannot write '{topic.title}': '{writer.name}' "
                f"{' and '.join(acts[:3])}.",
                "It is for somebody who took no part in the work.",
            )
        return
    judged = _judged(session, version, writer)
    if judged:
        raise AssayError(
            "narrative.decided",
            f"'{writer.name}' cannot write '{topic.title}': '{writer.name}' {judged}.",
            "Whoever writes it is a contributor, and contributors do not judge. Let an author "
            "write it.",
        )


def _judged(session: Session, version: ModelVersion, writer: Principal) -> str:
    decided = session.exec(
        select(ApprovalDecision.id)
        .join(ApprovalRequest, col(ApprovalRequest.id) == col(ApprovalDecision.request_id))
        .where(
            ApprovalRequest.version_id == version.id,
            ApprovalDecision.principal_id == writer.id,
        )
    ).first()
    if decided is not None:
        return "decided on this version"
    wrote = session.exec(
        select(Narrative.topic).where(
            Narrative.version_id == version.id,
            Narrative.principal_id == writer.id,
            col(Narrative.topic).in_(CHALLENGERS),
        )
    ).first()
    return f"wrote '{BY_NAME[wrote].title}' about it" if wrote is not None else ""
