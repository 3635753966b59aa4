"""Requests for approval as a list that is read by page and searched."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.errors import AssayError
from registry.paging import (
    FIRST,
    Asked,
    Page,
    Word,
    among,
    any_of,
    by_people,
    matching_states,
    one_of,
    read_parts,
)
from registry.policy import PolicyDocument
from registry.reading import rows_by_id
from registry.tables import ApprovalRequest, ModelVersion, Policy, Principal, RegisteredModel
from registry.views.requests import RequestRow

OPEN = "open"
CLOSED = ("approved", "rejected", "changes_requested", "withdrawn", "voided")


def request_page(session: Session, asked: Asked = FIRST) -> Page[RequestRow]:
    """Requests: the open ones first, and the newest first among each; as `request_ids`."""
    ids = request_ids(session, asked)
    return Page(items=request_rows(session, ids.items), total=ids.total, after=ids.after)


def request_ids(session: Session, asked: Asked = FIRST) -> Page[str]:
    """The ids of such a page.

    A word may stand in the model's name, the status, the policy's name or the name of who asked;
    states are statuses.
    """
    conditions = [_holds(session, word) for word in asked.words]
    if asked.states:
        conditions.append(col(ApprovalRequest.status).in_(asked.states))
    status = col(ApprovalRequest.status)
    parts = (status == OPEN, status.in_(CLOSED))
    ids, total, after = read_parts(session, col(ApprovalRequest.id), parts, conditions, asked)
    return Page(items=tuple(ids), total=total, after=after)


def request_rows(session: Session, ids: Sequence[str]) -> tuple[RequestRow, ...]:
    """These requests: the open ones first, and the newest first among each."""
    found = session.exec(
        select(ApprovalRequest, ModelVersion.number, RegisteredModel.name, Principal.name)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Principal, col(Principal.id) == col(ApprovalRequest.requested_by))
        .where(col(ApprovalRequest.id).in_(ids))
        .order_by(col(ApprovalRequest.status) != OPEN, col(ApprovalRequest.id).desc())
    ).all()
    outside = altered(session, ApprovalRequest, ids)
    policies = rows_by_id(session, Policy, (request.policy_id for request, *_ in found))
    stages = {key: _stage_names(policy) for key, policy in policies.items()}
    return tuple(
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


def open_requests(session: Session) -> int:
    """How many requests wait for a decision."""
    return session.exec(
        select(func.count(col(ApprovalRequest.id))).where(ApprovalRequest.status == OPEN)
    ).one()


def _stage_names(policy: Policy) -> tuple[str, ...]:
    """The names of a policy's stages; none where it was altered, which is no list's to refuse."""
    try:
        document = PolicyDocument.from_stored(policy.document_json, policy.digest)
    except AssayError:
        return ()
    return tuple(stage.name for stage in document.stages)


def _holds(session: Session, word: Word) -> ColumnElement[bool]:
    """That a request holds a word somewhere."""
    named = select(RegisteredModel.id).where(
        col(RegisteredModel.name).icontains(word.text, autoescape=True)
    )
    versions = select(ModelVersion.id).where(col(ModelVersion.model_id).in_(named))
    policies = select(Policy.id).where(col(Policy.name).icontains(word.text, autoescape=True))
    return any_of(
        among(session, col(ApprovalRequest.version_id), versions),
        one_of(col(ApprovalRequest.status), matching_states(word, (OPEN, *CLOSED))),
        among(session, col(ApprovalRequest.policy_id), policies),
        by_people(session, col(ApprovalRequest.requested_by), word),
    )
