"""Which policies there are in a project: shipped and its own, required of what, and in use."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime

from sqlmodel import Session, col, func, select

from registry.altered import altered
from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.policy import PolicyDocument, builtin_policies, load_policy
from registry.principals import names_by_id
from registry.requirements import Scope, requirement_scopes
from registry.tables import ApprovalRequest, ModelVersion, Policy
from registry.views.base import View


class PolicyView(View):
    """A policy that can be named.

    `document` is None where what is stored was altered so that it cannot be read. A shipped one is
    stored, with by whom and when, once it was used or required. `required_of` says of which models
    it is required, by itself or among others; `reviews` counts the open requests under it, and
    `approvals` the versions that are approved by one. `tampered` where its row was changed behind
    the log's back.
    """

    name: str
    version: int
    digest: str
    document: PolicyDocument | None
    shipped: bool
    stored_by: str | None = None
    stored_at: datetime | None = None
    required_of: tuple[Scope, ...] = ()
    reviews: int = 0
    approvals: int = 0
    tampered: bool = False


def shipped_policies() -> tuple[PolicyView, ...]:
    """The policies that ship with Assay, of which nothing is known but what they say."""
    return tuple(_shipped(load_policy(name)) for name in builtin_policies())


def policy_views(session: Session) -> tuple[PolicyView, ...]:
    """The shipped policies, then the stored ones in order of their names and versions."""
    rows = session.exec(select(Policy).order_by(col(Policy.name), col(Policy.version))).all()
    outside = altered(session, Policy, sorted(row.id for row in rows))
    reviews, approvals = _uses(session)
    names, scopes = names_by_id(session), requirement_scopes(session)
    stored = {}
    for row in rows:
        stored[row.digest] = PolicyView(
            name=row.name,
            version=row.version,
            digest=row.digest,
            document=_document(row),
            shipped=False,
            stored_by=names.get(row.created_by),
            stored_at=row.created_at,
            required_of=scopes.get(row.id, ()),
            reviews=reviews[row.id],
            approvals=approvals[row.id],
            tampered=row.id in outside,
        )
    shipped = []
    for one in shipped_policies():
        here = stored.pop(one.digest, None)
        shipped.append(one if here is None else here.model_copy(update={"shipped": True}))
    return (*shipped, *stored.values())


def _shipped(document: PolicyDocument) -> PolicyView:
    return PolicyView(
        name=document.name,
        version=document.version,
        digest=document.digest,
        document=document,
        shipped=True,
    )


def _document(row: Policy) -> PolicyDocument | None:
    try:
        return PolicyDocument.from_stored(row.document_json, row.digest)
    except AssayError:
        return None


def _uses(session: Session) -> tuple[Counter[str], Counter[str]]:
    """Open requests, and approved versions, by policy id."""
    reviews, approvals = Counter[str](), defaultdict[str, set[str]](set)
    opened = select(ApprovalRequest.policy_id, func.count()).where(ApprovalRequest.status == "open")
    reviews.update(dict(session.exec(opened.group_by(col(ApprovalRequest.policy_id))).all()))
    approved = (
        select(ApprovalRequest.policy_id, ModelVersion.id)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .where(
            ApprovalRequest.status == "approved", ModelVersion.state == VersionState.APPROVED.value
        )
    )
    for policy, version in session.exec(approved).all():
        approvals[policy].add(version)
    return reviews, Counter({policy: len(found) for policy, found in approvals.items()})
