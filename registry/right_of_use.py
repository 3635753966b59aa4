"""By what right a version may be used: an approval in force, or an emergency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.artifacts import ArtifactStore
from registry.emergency_use import emergency_of
from registry.errors import AssayError, tampered
from registry.guards import read_manifest, require_as_logged
from registry.lifecycle import VersionState
from registry.pinned import approved_until, approving_request, pinned_policy, present_state
from registry.requirements import require_accepted_approval
from registry.same_content import same_content
from registry.signed_decisions import signature_fault
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
)
from registry.use import APPROVAL, EMERGENCY, approval_fault
from registry.withdrawn import require_data_in_use, withdrawal_under

_ANOTHER = "Use another version that is approved, or train again and have the new one approved."
_WHAT_TO_DO: Mapping[str, str] = {
    VersionState.DRAFT: "Train again: a draft cannot be submitted.",
    VersionState.CANDIDATE: "Submit it, and have it approved.",
    VersionState.IN_REVIEW: "Wait until its reviewers have approved it.",
    VersionState.SUSPENDED: "Use another version, or have this one reinstated.",
}


def in_force(session: Session, artifacts: ArtifactStore, version: ModelVersion) -> bool:
    """Whether a version may be used as approved (guard 5).

    That takes the state, an approval whose time has not run out, content that was not revoked under
    another number since, data that was not withdrawn, a closed request with as many approvals at
    each stage as its policy asks for, on the very manifest that the version has, signatures that
    hold and are there where the policy asks for them, and rows that are as the audit log says.
    Raises AssayError `record.tampered`, `signature.invalid` or what `read_manifest` raises where
    they are not: a state that was written into the database approves nothing.
    """
    require_as_logged(session, version)
    _require_same_as_logged(session, version)
    read_manifest(artifacts, version)
    if present_state(session, version) != VersionState.APPROVED:
        return False
    if withdrawal_under(session, version) is not None:
        return False
    approvals = session.exec(
        select(ApprovalDecision)
        .join(ApprovalRequest, col(ApprovalRequest.id) == col(ApprovalDecision.request_id))
        .where(
            col(ApprovalRequest.version_id) == version.id,
            col(ApprovalRequest.status) == "approved",
            col(ApprovalRequest.manifest_root) == version.manifest_root,
            col(ApprovalDecision.decision) == "approve",
        )
    ).all()
    request = approving_request(session, version)
    if request is None:
        return False
    policy = pinned_policy(session, request)
    for decision in approvals:
        fault = signature_fault(session, decision)
        if fault is None and policy.requires_key and not decision.authenticated:
            fault = "It is not signed, and the policy counts only signed decisions."
        if fault is not None:
            raise AssayError(
                "signature.invalid",
                f"An approval of this version does not hold. {fault}",
                "Run 'assay audit verify': it says everything that is not as it should be.",
            )
    approvers: defaultdict[int, set[str]] = defaultdict(set)
    for decision in approvals:
        if decision.request_id == request.id:
            approvers[decision.stage].add(decision.principal_id)
    return policy.open_stage(approvers) is None


def _require_same_as_logged(session: Session, version: ModelVersion) -> None:
    """Its content under other numbers is as logged: a revocation there ends its use here too."""
    others = [one.id for one in same_content(session, version) if one.id != version.id]
    if altered(session, ModelVersion, others):
        raise tampered("The same content under another number was changed")


@dataclass(frozen=True, slots=True)
class RightOfUse:
    """By what right a version may be used and until when.

    `request` is what approved it; there is none for an emergency.
    """

    basis: str
    until: datetime | None
    request: ApprovalRequest | None


def right_of_use(
    session: Session, artifacts: ArtifactStore, version: ModelVersion
) -> RightOfUse | None:
    """By what right a version may be deployed at this moment (guard 5); None where by none.

    That is an approval, or else an emergency use by two persons (guard 6), unless its data were
    withdrawn. Raises AssayError as `in_force` does. Whether the files are whole is `verify_files`.
    """
    if in_force(session, artifacts, version):
        until, request = approved_until(session, version), approving_request(session, version)
        return RightOfUse(APPROVAL, until, request)
    emergency = emergency_of(session, version)
    if emergency is None or withdrawal_under(session, version) is not None:
        return None
    return RightOfUse(EMERGENCY, emergency.ends_at, None)


def require_right_of_use(
    session: Session, artifacts: ArtifactStore, version: ModelVersion
) -> RightOfUse:
    """The right by which a version may begin to be used, wherever that is.

    What is in use goes on where the project has come to require another policy since. Raises
    AssayError `dataset.withdrawn`, `use.refused` that says why it may not, `policy.not_accepted`
    for an approval under a policy that does not do for the model.
    """
    right = right_of_use(session, artifacts, version)
    if right is None:
        raise no_right(session, version)
    if right.request is not None:
        require_accepted_approval(session, version, right.request)
    return right


def no_right(session: Session, version: ModelVersion) -> AssayError:
    """Why a version that there is no right to use may not be used, and what to do about it."""
    try:
        require_data_in_use(session, version)
    except AssayError as withdrawn:
        return withdrawn
    return AssayError(
        "use.refused",
        approval_fault(session, version)
        or "The version has not all the approvals that its policy asks for.",
        _WHAT_TO_DO.get(present_state(session, version), _ANOTHER),
    )
