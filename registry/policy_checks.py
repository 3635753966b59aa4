"""Policies in the registry: stored once, pinned to requests, evaluated over evidence."""

from __future__ import annotations

from sqlmodel import Session, select

from registry.canonical import canonical_json
from registry.errors import AssayError
from registry.guards import evidence, evidence_items
from registry.policy import PolicyDocument, PolicyVerdict, builtin_policies, evaluate
from registry.tables import (
    ApprovalRequest,
    ModelVersion,
    Policy,
    PolicyEvaluation,
    Principal,
    Run,
)


def evaluate_version(
    session: Session, version: ModelVersion, document: PolicyDocument
) -> PolicyVerdict:
    """How a version stands against a policy now. Raises AssayError `evidence.changed`."""
    items = evidence_items(evidence(session, version))
    return evaluate(document, items, session.get_one(Run, version.run_id).task)


def evaluation_row(
    request: ApprovalRequest, verdict: PolicyVerdict, moment: str
) -> PolicyEvaluation:
    """The row that keeps a verdict; `moment` is submission or approval."""
    return PolicyEvaluation(
        request_id=request.id,
        policy_id=request.policy_id,
        moment=moment,
        verdict="passed" if verdict.passed else "failed",
        rules_json=canonical_json([rule.model_dump(mode="json") for rule in verdict.rules]),
    )


def refusal(verdict: PolicyVerdict, what: str) -> AssayError:
    """The error that explains each rule that a version fails."""
    reasons = " ".join(f"- {rule.description} {rule.reason}" for rule in verdict.failed)
    return AssayError(
        "policy.failed",
        f"The version {what}: it fails {len(verdict.failed)} of {len(verdict.rules)} rules of "
        f"the policy '{verdict.policy}' version {verdict.version}. {reasons}",
        "Improve the model or its evidence and register a new version.",
    )


def stored_policy(
    session: Session, principal: Principal, document: PolicyDocument, *, shipped: str
) -> Policy:
    """The policy's row, stored at its first use; a stored version never changes.

    Raises AssayError `policy.immutable`, or `policy.not_administrator` where somebody else brings
    in a policy that does not ship with Assay.
    """
    row = session.exec(
        select(Policy).where(Policy.name == document.name).where(Policy.version == document.version)
    ).first()
    if row is not None:
        if row.digest != document.digest:
            raise AssayError(
                "policy.immutable",
                f"The policy '{document.name}' version {document.version} is stored with other "
                "rules: a version of a policy never changes.",
                f"Give the changed policy the version {document.version + 1}.",
            )
        return row
    if shipped not in builtin_policies() and not principal.administrator:
        raise AssayError(
            "policy.not_administrator",
            f"The policy '{document.name}' version {document.version} is new here, and only an "
            "administrator may bring in a policy.",
            "Ask one to submit the first version under it.",
        )
    row = Policy(
        name=document.name,
        version=document.version,
        document_json=document.canonical.decode("ascii"),
        digest=document.digest,
        created_by=principal.id,
    )
    session.add(row)
    return row


def pinned_policy(session: Session, request: ApprovalRequest) -> PolicyDocument:
    """The policy that a request was made under; AssayError `policy.changed` if it was altered."""
    row = session.get_one(Policy, request.policy_id)
    return PolicyDocument.from_stored(row.document_json, row.digest)
