"""Requests for approval as a list that is read by page and searched."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.errors import AssayError
from registry.paging import (
    FIRST,
    Asked,
    Page,
    Word,
    any_of,
    by_people,
    count_of,
    ids_after,
    matching_states,
)
from registry.policy import PolicyDocument
from registry.tables import ApprovalRequest, ModelVersion, Policy, Principal, RegisteredModel
from registry.views import RequestRow

OPEN = "open"
CLOSED = ("approved", "rejected", "changes_requested", "withdrawn", "voided")
_CLOSED_AFTER = "closed:"


def request_page(session: Session, asked: Asked = FIRST) -> Page[RequestRow]:
    """Requests: the open ones first, and the newest first among each.

    A word may stand in the model's name, the status, the policy's name or the name of who asked;
    states are statuses.
    """
    conditions = [_holds(word) for word in asked.words]
    if asked.states:
        conditions.append(col(ApprovalRequest.status).in_(asked.states))
    ids, total, after = _ids(session, conditions, asked)
    found = session.exec(
        select(ApprovalRequest, ModelVersion.number, RegisteredModel.name, Principal.name)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Principal, col(Principal.id) == col(ApprovalRequest.requested_by))
        .where(col(ApprovalRequest.id).in_(ids))
        .order_by(col(ApprovalRequest.status) != OPEN, col(ApprovalRequest.id).desc())
    ).all()
    outside = altered(session, ApprovalRequest, ids)
    policies = {
        row.id: row
        for row in session.exec(
            select(Policy).where(col(Policy.id).in_({request.policy_id for request, *_ in found}))
        ).all()
    }
    stages = {key: _stage_names(policy) for key, policy in policies.items()}
    items = tuple(
        RequestRow(
            **request.model_dump(
                include={"id", "version_id", "stage", "requested_at", "closed_at"}
            ),
            status=ALTERED if request.id in outside else request.status,
            version=f"{model}/{number}",
            stages=stages[request.policy_id],
            policy=policies[request.policy_id].name,
            requested_by=principal,
        )
        for request, number, model, principal in found
    )
    return Page(items=items, total=total, after=after)


def open_requests(session: Session) -> int:
    """How many requests wait for a decision."""
    return session.exec(
        select(func.count(col(ApprovalRequest.id))).where(ApprovalRequest.status == OPEN)
    ).one()


def _ids(
    session: Session, conditions: list[ColumnElement[bool]], asked: Asked
) -> tuple[list[str], int | None, str]:
    """A page of two lists, one after the other: in the second, `after` says so at its beginning."""
    status, key = col(ApprovalRequest.status), col(ApprovalRequest.id)
    waiting, settled = [status == OPEN, *conditions], [status.in_(CLOSED), *conditions]
    wanted, ids = asked.limit + 1, list[str]()
    in_closed = asked.after.startswith(_CLOSED_AFTER)
    if not in_closed:
        ids = ids_after(session, key, waiting, wanted, asked.after)
    opened = len(ids)
    if opened < wanted:
        after = asked.after.removeprefix(_CLOSED_AFTER) if in_closed else ""
        ids += ids_after(session, key, settled, wanted - opened, after)
    more, ids = len(ids) > asked.limit, ids[: asked.limit]
    total = None
    if not asked.after:
        every = (waiting, settled) if more else ()
        total = sum(count_of(session, key, one) for one in every) if more else len(ids)
    if not more:
        return ids, total, ""
    # Where the open ones end just here, the next page begins with the first closed one.
    last_is_open = opened >= len(ids)
    return ids, total, ids[-1] if last_is_open else f"{_CLOSED_AFTER}{ids[-1]}"


def _stage_names(policy: Policy) -> tuple[str, ...]:
    """The names of a policy's stages; none where it was altered, which is no list's to refuse."""
    try:
        document = PolicyDocument.from_stored(policy.document_json, policy.digest)
    except AssayError:
        return ()
    return tuple(stage.name for stage in document.stages)


def _holds(word: Word) -> ColumnElement[bool]:
    """That a request holds a word somewhere."""
    states = matching_states(word, (OPEN, *CLOSED))
    named = col(RegisteredModel.name).icontains(word.text, autoescape=True)
    versions = (
        select(col(ModelVersion.id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .where(named)
    )
    policies = select(col(Policy.id)).where(col(Policy.name).icontains(word.text, autoescape=True))
    return any_of(
        col(ApprovalRequest.version_id).in_(versions),
        col(ApprovalRequest.status).in_(states) if states else None,
        col(ApprovalRequest.policy_id).in_(policies),
        by_people(col(ApprovalRequest.requested_by), word),
    )
