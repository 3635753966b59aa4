"""Versions that are the same content under another number, and what was said of that content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.labels import label_of
from registry.lifecycle import VersionAction, VersionState
from registry.tables import ApprovalRequest, ModelVersion, StateChange

_S = VersionState
TAKEN_BACK = frozenset(
    {_S.REJECTED, _S.CHANGES_REQUESTED, _S.WITHDRAWN, _S.REVOKED, _S.RETIRED, _S.ARCHIVED}
)
"""States that say that somebody looked at the content, and refused it or took it back."""


def same_content(session: Session, version: ModelVersion) -> Sequence[ModelVersion]:
    """A version and all others, of any model, that are the same ONNX graph; the oldest first.

    The graph is the model: other evidence about it, or another name, makes no other content.
    """
    return same_contents(session, [version])[version.id]


def same_contents(
    session: Session, versions: Sequence[ModelVersion]
) -> dict[str, Sequence[ModelVersion]]:
    """The same for many versions by id, in one query."""
    digests = {one.graph_digest for one in versions if one.graph_digest is not None}
    found = session.exec(
        select(ModelVersion)
        .where(col(ModelVersion.graph_digest).in_(digests))
        .order_by(col(ModelVersion.id))
    ).all()
    same: defaultdict[str | None, list[ModelVersion]] = defaultdict(list)
    for other in found:
        same[other.graph_digest].append(other)
    return {
        one.id: (one,) if one.graph_digest is None else tuple(same[one.graph_digest])
        for one in versions
    }


def taken_back_as(session: Session, version: ModelVersion) -> str:
    """Under which other number the same content was refused or taken back; '' where it was not.

    A version that was changed behind the log's back counts: what was said of it is not known.
    """
    others = [one for one in same_content(session, version) if one.id != version.id]
    outside = altered(session, ModelVersion, [one.id for one in others])
    found = (one for one in others if one.state in TAKEN_BACK or one.id in outside)
    return next((label_of(session, one) for one in found), "")


def revoked_since(
    session: Session, versions: Sequence[ModelVersion], approvals: Mapping[str, ApprovalRequest]
) -> dict[str, str]:
    """Under which other number the content was revoked after a version's own approval.

    By version id, for those of which that is so and that have an approval among `approvals`.
    """
    digests = {one.graph_digest for one in versions if one.id in approvals and one.graph_digest}
    if not digests:
        return {}
    revoked = (col(StateChange.version_id) == col(ModelVersion.id)) & (
        col(StateChange.action) == VersionAction.REVOKE.value
    )
    found = session.exec(
        select(ModelVersion, StateChange.changed_at)
        .join(StateChange, revoked, isouter=True)
        .where(col(StateChange.id).is_not(None) | (col(ModelVersion.state) == VersionState.REVOKED))
        .where(col(ModelVersion.graph_digest).in_(digests))
        .order_by(col(ModelVersion.id))
    ).all()
    told: dict[str, str] = {}
    for version in versions:
        request = approvals.get(version.id)
        if request is None or request.closed_at is None:
            continue
        for other, revoked_at in found:
            same = other.id != version.id and other.graph_digest == version.graph_digest
            # One that is revoked, and of which nobody knows since when, counts.
            if same and (revoked_at is None or revoked_at >= request.closed_at):
                told.setdefault(version.id, label_of(session, other))
    return told
