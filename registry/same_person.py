"""Who decides on a version and did more for it, which is allowed, and has to be pointed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from registry.approvals.votes import Decision
from registry.principals import names_by_id
from registry.rules.base import quoted_rule
from registry.tables import (
    AdministrativeAct,
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    Waiver,
)
from registry.version_rows import evidence

LOOKED: Mapping[str, str] = {
    "reproduction": "reproduced it",
    "reperformance": "computed a report on it again",
    "validation": "validated it",
    "finding": "recorded what a validation found",
}
"""What somebody did who brought evidence by which nobody has a hand in a version."""


def also_did(
    session: Session, version: ModelVersion, may_decide: Iterable[str] = ()
) -> tuple[str, ...]:
    """A sentence for each person who approved a version, or may decide, and did more for it.

    That is to ask for a waiver or to agree to one, and to look at it from outside. `may_decide`
    are names. The sentences are in the order of the names.
    """
    names = names_by_id(session)
    approved = set(
        session.exec(
            select(ApprovalDecision.principal_id)
            .join(ApprovalRequest, col(ApprovalRequest.id) == col(ApprovalDecision.request_id))
            .where(
                ApprovalRequest.version_id == version.id,
                ApprovalDecision.decision == Decision.APPROVE,
            )
        ).all()
    )
    able = set(may_decide)
    told = [
        f"{names[who]}, who {'approved it' if who in approved else 'may decide on it'}, also "
        f"{_joined(acts)}."
        for who, acts in _acts(session, version).items()
        if who in approved or names[who] in able
    ]
    return tuple(sorted(told))


def _acts(session: Session, version: ModelVersion) -> dict[str, list[str]]:
    """What people did beside deciding, by principal id."""
    rules: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    waivers = session.exec(
        select(Waiver.description, AdministrativeAct.proposed_by, AdministrativeAct.settled_by)
        .join(AdministrativeAct, col(AdministrativeAct.id) == col(Waiver.act_id))
        .where(Waiver.version_id == version.id)
        .order_by(col(Waiver.id))
    ).all()
    for description, asker, giver in waivers:
        rules[asker, "proposed"].append(f"of {quoted_rule(description)}")
        if giver is not None:
            rules[giver, "agreed to"].append(f"of {quoted_rule(description)}")
    acts: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for (who, verb), waived in rules.items():
        acts[who][f"{verb} the waiver {_joined(list(dict.fromkeys(waived)))}"] = None
    for row in evidence(session, version):
        if row.kind in LOOKED:
            acts[row.created_by][LOOKED[row.kind]] = None
    return {who: list(done) for who, done in acts.items()}


def _joined(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
