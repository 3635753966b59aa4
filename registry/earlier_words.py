"""What people said when they closed a request or moved its version on, if the log bears it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.lifecycle import INITIAL_STATE, VersionAction, VersionState
from registry.tables import ApprovalDecision, ApprovalRequest, ModelVersion, Record, StateChange
from registry.views.base import View

_SILENT = frozenset({VersionAction.COMPLETE, VersionAction.SUBMIT, VersionAction.APPROVE})
"""Moves that follow from what is told already."""
_UNMOVED = frozenset({INITIAL_STATE, VersionState.CANDIDATE})
_DECIDED = {
    "approve": VersionState.APPROVED,
    "reject": VersionState.REJECTED,
    "request_changes": VersionState.CHANGES_REQUESTED,
}
R = TypeVar("R", bound=Record)


class Step(View):
    """What somebody did with a request or its version; `state` is what it led to."""

    state: str
    by: str
    reason: str


def earlier_words(
    session: Session,
    found: Sequence[tuple[ApprovalRequest, ModelVersion]],
    names: dict[str, str],
) -> dict[str, tuple[Step, ...] | None]:
    """Each refusal and each later move of a closed request, in order, by the request's id.

    All of them: else the last word, which may be its author's, would hide why it was refused. None
    where a row was changed, added or taken away behind the log's back: what was said is not known.
    """
    decisions = _by(
        session.exec(
            select(ApprovalDecision)
            .where(col(ApprovalDecision.request_id).in_([request.id for request, _ in found]))
            .order_by(col(ApprovalDecision.id))
        ).all(),
        "request_id",
    )
    moves = _by(
        session.exec(
            select(StateChange)
            .where(col(StateChange.version_id).in_({other.id for _, other in found}))
            .order_by(col(StateChange.id))
        ).all(),
        "version_id",
    )
    outside = _outside(session, ApprovalDecision, decisions)
    outside |= _outside(session, StateChange, moves)
    told: dict[str, tuple[Step, ...] | None] = {}
    for request, other in found:
        decided, moved = decisions[request.id], moves[other.id]
        whole = _whole(request, other, decided, moved)
        if not whole or any(one.id in outside for one in (*decided, *moved)):
            told[request.id] = None
        else:
            told[request.id] = _steps(request, decided, moved, names)
    return told


def _steps(
    request: ApprovalRequest,
    decided: Sequence[ApprovalDecision],
    moved: Sequence[StateChange],
    names: dict[str, str],
) -> tuple[Step, ...]:
    if request.status == "open":
        return ()
    against = [one for one in decided if one.decision != "approve"]
    said = [
        (_DECIDED[one.decision].value, one.principal_id, one.comment)
        for one in against or decided[-1:]
    ]
    known = _SILENT | {one.decision for one in against}
    said += [(one.target, one.principal_id, one.reason) for one in moved if one.action not in known]
    return tuple(Step(state=to, by=names.get(by, ""), reason=reason) for to, by, reason in said)


def _whole(
    request: ApprovalRequest,
    version: ModelVersion,
    decided: Sequence[ApprovalDecision],
    moved: Sequence[StateChange],
) -> bool:
    """Whether no decision or move is missing: each move begins where the one before it ended."""
    if request.status == "rejected" and all(one.decision != "reject" for one in decided):
        return False
    if not moved:
        return version.state in _UNMOVED
    joined = all(before.target == after.source for before, after in pairwise(moved))
    return joined and moved[-1].target == version.state


def _by(rows: Sequence[R], field: str) -> defaultdict[str, list[R]]:
    kept: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        kept[getattr(row, field)].append(row)
    return kept


def _outside(session: Session, record: type[R], rows: defaultdict[str, list[R]]) -> frozenset[str]:
    return altered(session, record, [row.id for kept in rows.values() for row in kept])
