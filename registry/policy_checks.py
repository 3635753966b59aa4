"""Policies in the registry: stored once, pinned to requests, evaluated over evidence."""

from __future__ import annotations

import shlex

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.canonical import canonical_json
from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.policy import (
    PolicyDocument,
    PolicyVerdict,
    builtin_policies,
    evaluate,
    load_policy,
)
from registry.reading import recalled
from registry.rules import Case, Champion
from registry.tables import (
    Alias,
    ApprovalRequest,
    ModelVersion,
    Policy,
    PolicyEvaluation,
    Principal,
    RegisteredModel,
    Run,
)
from registry.use import CHAMPION, alias_fault
from registry.version_rows import evidence, evidence_items
from registry.waived import waivers_in_force


def evaluate_version(
    session: Session, version: ModelVersion, document: PolicyDocument
) -> PolicyVerdict:
    """How a version stands against a policy now. Raises AssayError `evidence.changed`."""
    key = (evaluate_version, version.id, document.digest)
    return recalled(session, key, lambda: evaluate(document, case_of(session, version)))


def case_of(session: Session, version: ModelVersion) -> Case:
    """What a policy judges a version by, as the registry stands."""
    model = session.get_one(RegisteredModel, version.model_id)
    return Case(
        task=session.get_one(Run, version.run_id).task,
        evidence=evidence_items(evidence(session, version)),
        tier=model.materiality_tier,
        documentation=model.model_dump(
            include={"owner", "intended_use", "prohibited_use", "materiality_tier"}
        ),
        champion=_champion(session, version),
        waivers=waivers_in_force(session, version),
    )


def champion_of(session: Session, version: ModelVersion) -> ModelVersion | None:
    """The version in force that another would take the place of; None where there is none.

    That is the one that the alias `champion` points to; where none is set, or it is suspended,
    the newest other version that is approved.
    """
    return recalled(session, (champion_of, version.id), lambda: _champion_of(session, version))


def _champion_of(session: Session, version: ModelVersion) -> ModelVersion | None:
    key = (_pointed_at, version.model_id)
    pointed_at = recalled(session, key, lambda: _pointed_at(session, version.model_id))
    if pointed_at is not None:
        return None if pointed_at == version.id else session.get_one(ModelVersion, pointed_at)
    return session.exec(
        select(ModelVersion)
        .where(
            ModelVersion.model_id == version.model_id,
            ModelVersion.id != version.id,
            ModelVersion.state == VersionState.APPROVED,
        )
        .order_by(col(ModelVersion.number).desc())
        .limit(1)
    ).first()


def _pointed_at(session: Session, model_id: str) -> str | None:
    """The id of the version that a model's alias `champion` may be followed to, if to any."""
    alias = session.exec(
        select(Alias).where(Alias.model_id == model_id, Alias.name == CHAMPION)
    ).first()
    if alias is None or alias_fault(session, alias) or altered(session, Alias, [alias.id]):
        return None
    return alias.version_id


def _champion(session: Session, version: ModelVersion) -> Champion | None:
    found = champion_of(session, version)
    if found is None:
        return None
    name = session.get_one(RegisteredModel, found.model_id).name
    return Champion(f"{name}/{found.number}", evidence_items(evidence(session, found)))


def evaluation_row(
    request: ApprovalRequest, verdict: PolicyVerdict, moment: str
) -> PolicyEvaluation:
    """The row that keeps a verdict; `moment` is submission, approval or deployment."""
    return PolicyEvaluation(
        request_id=request.id,
        policy_id=request.policy_id,
        moment=moment,
        verdict="passed" if verdict.passed else "failed",
        rules_json=canonical_json([rule.model_dump(mode="json") for rule in verdict.rules]),
    )


def no_rule(verdict: PolicyVerdict) -> str:
    """Why a policy of which no rule is about a version does not let it pass."""
    return (
        f"no rule of the policy '{verdict.policy}' version {verdict.version} is about it (task "
        f"{verdict.task}, and the tier of its model), and silence is no consent."
    )


def refusal(
    verdict: PolicyVerdict, what: str, *, open_to_evidence: str | None = None
) -> AssayError:
    """The error that explains each rule that a version fails, one a line.

    `open_to_evidence` is the policy as it was asked for, where the version still takes evidence.
    """
    named = shlex.quote(open_to_evidence or verdict.policy)
    waive = (
        f"have a rule waived for a time: 'assay policy check VERSION --policy {named}' numbers "
        f"them, 'assay waiver ask VERSION RULE --policy {named}' asks."
    )
    if not verdict.rules:
        return AssayError(
            "policy.failed",
            f"The version {what}: {no_rule(verdict)}",
            "Take a policy that has rules for it, or have one made.",
        )
    bring = "Bring the evidence that is missing to this version ('assay evidence add')"
    return AssayError(
        "policy.failed",
        f"The version {what}: it fails {len(verdict.failed)} of {len(verdict.rules)} rules of "
        f"the policy '{verdict.policy}' version {verdict.version}:\n"
        + "\n".join(f"- {rule.description} {rule.reason}" for rule in verdict.failed),
        f"{bring}; or improve the model and register a new version; or {waive}"
        if open_to_evidence
        else f"Improve the model or its evidence and register a new version; or {waive}",
    )


def find_policy(session: Session, document: PolicyDocument) -> Policy | None:
    """The policy's row where it is stored already.

    Raises AssayError `policy.immutable` where that version of it is stored with other rules, and
    `policy.reserved` where it has the name of a policy that ships with Assay and is none.
    """
    row = session.exec(
        select(Policy).where(Policy.name == document.name).where(Policy.version == document.version)
    ).first()
    if row is not None and row.digest != document.digest:
        raise AssayError(
            "policy.immutable",
            f"The policy '{document.name}' version {document.version} is stored with other rules: "
            "a version of a policy never changes.",
            f"Give the changed policy the version {document.version + 1}.",
        )
    if row is None and document.name in builtin_policies() and not ships(document):
        raise AssayError(
            "policy.reserved",
            f"'{document.name}' is the name of a policy that ships with Assay, and this one has "
            "other rules.",
            "Give it a name of its own.",
        )
    return row


def ships(document: PolicyDocument) -> bool:
    """Whether a policy is one that ships with Assay, rule for rule."""
    return (
        document.name in builtin_policies() and load_policy(document.name).digest == document.digest
    )


def require_may_bring(principal: Principal, document: PolicyDocument) -> None:
    """A policy that ships with Assay anybody brings in, another only an administrator.

    Raises AssayError `policy.not_administrator`.
    """
    if not principal.administrator and not ships(document):
        raise AssayError(
            "policy.not_administrator",
            f"The policy '{document.name}' version {document.version} is new here, and only an "
            "administrator may bring in a policy.",
            "Ask one to submit the first version under it.",
        )


def store_policy(session: Session, document: PolicyDocument, by: str) -> Policy:
    """Store a policy at its first use, in a principal's name, by id; it never changes."""
    row = Policy(
        name=document.name,
        version=document.version,
        document_json=document.canonical.decode("ascii"),
        digest=document.digest,
        created_by=by,
    )
    session.add(row)
    return row
