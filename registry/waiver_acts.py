"""What the act of waiving a rule checks and does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from registry.contributors import refuse_contributors
from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.parties import require_party
from registry.roles import Right, require_right
from registry.rules import Rule
from registry.rules.waivable import never_waived
from registry.tables import AdministrativeAct, ModelVersion, Principal, Waiver, utcnow
from registry.waived import waivers_in_force

WAIVED_AT_MOST = timedelta(days=366)
CONTROL_CHARACTERS = 2000
WAIVABLE_STATES = frozenset(
    {
        VersionState.CANDIDATE,
        VersionState.IN_REVIEW,
        VersionState.APPROVED,
        VersionState.SUSPENDED,
    }
)
Subject = dict[str, Any]
_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


def waiver_allowed(session: Session, subject: Subject, by: Principal) -> None:
    """The rule can be waived, for a version that is still looked at, and for a time.

    Who asks has a hand in the version or may review it.
    """
    version = session.get_one(ModelVersion, subject["version"])
    require_party(session, version, by)
    if version.state not in WAIVABLE_STATES:
        raise AssayError(
            "waiver.state",
            f"The version is {version.state.replace('_', ' ')}: no rule is looked at any more.",
        )
    rule = _rule(subject)
    why = never_waived(rule)
    if why is not None:
        raise AssayError("waiver.never", f"This rule cannot be waived. {why}")
    control = str(subject["control"]).strip()
    if not control or len(control) > CONTROL_CHARACTERS:
        raise AssayError(
            "waiver.control",
            f"A waiver says what is done instead (1 to {CONTROL_CHARACTERS:,} characters).",
            "Give it with --control TEXT.",
        )
    end = datetime.fromisoformat(subject["valid_until"])
    now = utcnow()
    if not now < end <= now + WAIVED_AT_MOST:
        raise AssayError(
            "waiver.time",
            f"A waiver ends in the future, and within {WAIVED_AT_MOST.days} days.",
            "Give its end: --until DATE",
        )
    if rule.digest in waivers_in_force(session, version):
        raise AssayError(
            "waiver.twice", "This rule is waived for the version already.", "assay waiver list"
        )


def may_waive(session: Session, subject: Subject, _proposer: Principal, settler: Principal) -> None:
    """An approver who had no hand in the version gives leave; the asker may have had one."""
    version = session.get_one(ModelVersion, subject["version"])
    require_right(session, settler, Right.WAIVE, version.model_id)
    refuse_contributors(session, version, [settler])


def waive(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Give the waiver."""
    session.add(
        Waiver(
            version_id=subject["version"],
            rule=_rule(subject).digest,
            description=subject["description"],
            reason=act.reason,
            compensating_control=str(subject["control"]).strip(),
            expires_at=datetime.fromisoformat(subject["valid_until"]),
            act_id=act.id,
        )
    )


def _rule(subject: Subject) -> Rule:
    try:
        return _RULE.validate_python(subject["rule"])
    except ValidationError as error:
        raise AssayError("waiver.rule", "What is to be waived is no rule of a policy.") from error
