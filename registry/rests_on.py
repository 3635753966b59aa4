"""Which rules an approval rests on by waivers, and which of these waivers are over since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.pinned import approving_request, pinned_policy
from registry.policy_checks import evaluate_version
from registry.rules import RuleVerdict
from registry.rules.base import quoted_rule
from registry.tables import ApprovalRequest, ModelVersion, PolicyEvaluation, Waiver, utcnow
from registry.views.versions import WaivedRule

_HOLDS = frozenset({VersionState.APPROVED, VersionState.SUSPENDED})
"""States in which the approval lets the version be used, now or once it is reinstated."""


_UNKNOWN = WaivedRule(
    rule="",
    description="not known",
    until=None,
    over="How the policy came out at the approval was changed behind the audit log's back: which "
    "rules the approval rests on by waivers is not known.",
)


def rests_on(session: Session, version: ModelVersion) -> tuple[WaivedRule, ...]:
    """The rules that the approval of a version met by a waiver only, in its policy's order.

    One that says that they are not known where that was changed behind the log's back.
    """
    request = approving_request(session, version)
    if request is None:
        return ()
    waived = _waived_then(session, request)
    if waived is None:
        return (_UNKNOWN,)
    if not waived:
        return ()
    ends = _ends(session, version)
    failing = _failing(session, version, request, waived) if version.state in _HOLDS else ()
    return tuple(
        WaivedRule(
            rule=one.rule_digest or "",
            description=one.description,
            until=ends.get(one.rule_digest),
            over=_over(one, ends.get(one.rule_digest)) if one.rule_digest in failing else "",
        )
        for one in waived
    )


def over_words(waived: Sequence[WaivedRule]) -> tuple[str, ...]:
    """The sentences about waivers that an approval rested on and that are over."""
    return tuple(one.over for one in waived if one.over)


def _waived_then(session: Session, request: ApprovalRequest) -> tuple[RuleVerdict, ...] | None:
    """None where how the policy came out is not as the log says, or is gone."""
    row = session.exec(
        select(PolicyEvaluation)
        .where(PolicyEvaluation.request_id == request.id, PolicyEvaluation.moment == "approval")
        .order_by(col(PolicyEvaluation.id).desc())
        .limit(1)
    ).first()
    if row is None or altered(session, PolicyEvaluation, [row.id]):
        return None
    rules = json.loads(row.rules_json)
    return tuple(RuleVerdict.model_validate(rule) for rule in rules if rule.get("waived"))


def _ends(session: Session, version: ModelVersion) -> Mapping[str | None, datetime]:
    """When the last of the waivers of each rule ends, or was ended."""
    ends: dict[str | None, datetime] = {}
    for row in session.exec(select(Waiver).where(Waiver.version_id == version.id)).all():
        end = min(row.ended_at or row.expires_at, row.expires_at)
        ends[row.rule] = max(end, ends.get(row.rule, end))
    return ends


def _failing(
    session: Session, version: ModelVersion, request: ApprovalRequest, waived: Sequence[RuleVerdict]
) -> frozenset[str | None]:
    """The digests of the rules that are not met now, nor waived; of all where that is unknown."""
    try:
        found = evaluate_version(session, version, pinned_policy(session, request)).failed
    except AssayError:
        found = tuple(waived)
    return frozenset(rule.rule_digest for rule in found)


def _over(rule: RuleVerdict, end: datetime | None) -> str:
    ended = end is not None and end <= utcnow()
    which = f"ended on {end:%Y-%m-%d %H:%M} UTC" if ended else "counts no more"
    return (
        f"The approval rested on a waiver of the rule {quoted_rule(rule.description)}, "
        f"which {which}: new deployments need the rule met, or waived again."
    )
