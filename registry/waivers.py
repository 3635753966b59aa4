"""Waivers: leave for one version not to meet one rule, for a time, with what is done instead."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import propose
from registry.database import Registry
from registry.digests import time_text
from registry.errors import AssayError
from registry.exceptions import WaiverView, waiver_view
from registry.id_ends import find_by_end
from registry.labels import label_of
from registry.policy import PolicyDocument
from registry.policy_checks import case_of
from registry.principals import find_principal
from registry.requirements import policy_of_version
from registry.resolve import resolve_version
from registry.rules import Rule
from registry.rules.waivable import PARTS_NEVER_WAIVED
from registry.signatures.ed25519 import Signer
from registry.tables import ModelVersion, Waiver, utcnow

REASON_CHARACTERS = 4000
_DIGEST_AT_LEAST = 6


def ask_waiver(
    registry: Registry,
    actor: str,
    version: str,
    rule: str,
    *,
    policy: str | None,
    reason: str,
    control: str,
    until: datetime,
    signer: Signer | None = None,
) -> ActView:
    """Ask for leave not to meet one rule of a policy; an approver without a hand in it gives it.

    `rule` is its number as `assay policy check` counts, or the beginning of its digest. Without a
    policy it is the one that `assay policy check` looks at. Raises
    AssayError `waiver.reason`, `waiver.rule`, `waiver.never`, `waiver.state`, `waiver.control`,
    `waiver.time`, `waiver.twice` or `role.missing`.
    """
    if not reason.strip():
        raise AssayError(
            "waiver.reason", "A waiver needs a reason.", "Say why in a sentence, with --reason."
        )
    with registry.read() as session:
        row = resolve_version(session, version)
        document = policy_of_version(session, row, policy)
        found = _named(document, session, row, rule)
        subject = {
            "version": row.id,
            "label": label_of(session, row),
            "rule": found.model_dump(mode="json"),
            "description": found.check(case_of(session, row)).description,
            "control": control.strip(),
            "valid_until": time_text(until.astimezone(UTC)),
        }
    return propose(registry, actor, ActKind.GRANT_WAIVER, subject, reason=reason, signer=signer)


def end_waiver(registry: Registry, actor: str, waiver: str, reason: str) -> WaiverView:
    """End a waiver before its time; anyone may, since it makes a policy stricter.

    Raises AssayError `waiver.unknown`, `waiver.ended`, `waiver.reason` or `record.tampered`.
    """
    if not reason.strip() or len(reason) > REASON_CHARACTERS:
        raise AssayError(
            "waiver.reason", f"This needs a reason (1 to {REASON_CHARACTERS:,} characters)."
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        waiver_id = _find(session, waiver).id
    details = {"waiver": waiver_id}
    with registry.transact(actor_id, "waiver.ended", details, checkpoint=True) as session:
        row = session.get_one(Waiver, waiver_id)
        if row.ended_at is not None or row.expires_at <= utcnow():
            raise AssayError("waiver.ended", "The waiver ended already.")
        row.ended_at, row.ended_by, row.ended_reason = utcnow(), actor_id, reason.strip()
        session.add(row)
    with registry.read() as session:
        return waiver_view(session, session.get_one(Waiver, waiver_id))


def _find(session: Session, text: str) -> Waiver:
    return find_by_end(session, Waiver, text, "waiver.unknown", "waiver", "assay waiver list")


def _named(document: PolicyDocument, session: Session, version: ModelVersion, text: str) -> Rule:
    """The rule of a policy that somebody means, among those that apply to a version."""
    if text in PARTS_NEVER_WAIVED:
        raise AssayError(
            "waiver.never", f"'{text}' of a policy cannot be waived. {PARTS_NEVER_WAIVED[text]}"
        )
    case = case_of(session, version)
    rules = [rule for rule in document.rules if rule.applies_to(case)]
    if text.isdecimal() and len(text) < _DIGEST_AT_LEAST:
        place = int(text) - 1
        found = rules[place : place + 1] if place >= 0 else []
    elif len(text) >= _DIGEST_AT_LEAST:
        found = [rule for rule in rules if rule.digest.startswith(text.lower())]
    else:
        found = []
    if len(found) != 1:
        raise AssayError(
            "waiver.rule",
            f"'{text}' names no one rule that the policy '{document.name}' has for this version.",
            "Give its number as 'assay policy check VERSION' counts, or the beginning of its "
            "digest.",
        )
    return found[0]
