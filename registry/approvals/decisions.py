"""Deciding on a request: who may, with which key, and what the last approval looks at again."""

from __future__ import annotations

from sqlmodel import Session

from registry.approvals.able import require_able, require_stage_role
from registry.approvals.parts import as_it_stands, close
from registry.approvals.votes import Decision, votes
from registry.artifacts import ArtifactStore
from registry.contributors import refuse_contributors
from registry.database import Registry
from registry.errors import AssayError
from registry.guards import (
    read_manifest,
    require_as_logged,
    require_recorded,
    verify_files,
    what_changed,
)
from registry.lifecycle import VersionAction
from registry.pinned import pinned_policy
from registry.policy_checks import (
    evaluate_version,
    evaluation_row,
    refusal,
)
from registry.principals import find_principal
from registry.requirements import require_accepted_approval
from registry.resolve import resolve_request
from registry.roles import Right, held_by
from registry.signatures.ed25519 import Signer
from registry.signed_decisions import signed_decision
from registry.signing_keys import signers_for
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    Principal,
)
from registry.thread import time_of_decision
from registry.views.requests import RequestView

_CLOSING = {
    Decision.REJECT: VersionAction.REJECT,
    Decision.REQUEST_CHANGES: VersionAction.REQUEST_CHANGES,
}


def decide(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    request: str,
    decision: Decision | str,
    comment: str = "",
    *,
    signer: Signer | None = None,
) -> RequestView:
    """Decide at the request's present stage, as somebody who had no hand in the work.

    Who has an enrolled key signs with it (`signer`); a policy may want that of everybody.

    A rejection, or a request for changes, by one person at any stage closes the request.

    Nobody approves under a policy that the project does not accept for the model (any more):
    `policy.not_accepted`. The last approval that a quorum needs evaluates the pinned policy again
    and hashes every file again. A request whose manifest or evidence has changed is voided instead,
    with all decisions on it (`approval.voided`). The audit log gets a checkpoint after each
    decision.
    """
    verb = _decision(decision, comment)
    right = Right.APPROVE if verb is Decision.APPROVE else Right.REVIEW
    with registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_request(session, request, whole_id=True)
        version = session.get_one(ModelVersion, row.version_id)
        require_able(session, row, principal, right)
        if verb is Decision.APPROVE:
            require_accepted_approval(session, version, row)
        request_id, changed = row.id, what_changed(session, artifacts, row)
        checked = None if changed else read_manifest(artifacts, version)
        signers = () if changed else _signers(session, row, version, principal, signer)
    if checked is None:
        raise _void(registry, artifacts, principal.id, request_id, changed)
    if verb is Decision.APPROVE:
        verify_files(artifacts, checked)
    for one in signers:
        one.unlock()
    details = {"request": request_id, "decision": verb.value}
    action = f"approval.{verb.value}"
    with registry.transact(principal.id, action, details, checkpoint=True) as session:
        principal = session.get_one(Principal, principal.id)
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        require_able(session, row, principal, right)
        require_as_logged(session, version)
        require_recorded(session, version, read_manifest(artifacts, version))
        if what_changed(session, artifacts, row):
            raise AssayError(
                "approval.changed",
                "The version's manifest or evidence changed at this moment: nothing was decided.",
                "Decide again: the request will be voided.",
            )
        if verb is Decision.APPROVE:
            require_accepted_approval(session, version, row)
        _decide(session, row, version, principal, verb=verb, comment=comment, signer=signer)
    return as_it_stands(registry, request_id)


def _decide(
    session: Session,
    request: ApprovalRequest,
    version: ModelVersion,
    principal: Principal,
    *,
    verb: Decision,
    comment: str,
    signer: Signer | None,
) -> None:
    document = pinned_policy(session, request)
    signers = _signers(session, request, version, principal, signer)
    row = ApprovalDecision(
        request_id=request.id,
        stage=request.stage,
        principal_id=principal.id,
        decision=verb.value,
        comment=comment,
        authenticated=bool(signers),
        decided_at=time_of_decision(session, request.id),
    )
    row.envelope_json = signed_decision(session, row, request, version, principal, signers)
    session.add(row)
    session.flush()
    if verb in _CLOSING:
        close(session, request, version, _CLOSING[verb], principal.id)
        return
    counted = votes(session, [request])[request.id]
    # An earlier stage may be short again: of somebody who stood back after approving.
    open_stage = document.open_stage(counted)
    if open_stage is not None:
        request.stage = open_stage
        return
    # Somebody may have become a contributor after having decided.
    refuse_contributors(session, version, (who for stage in counted.values() for who in stage))
    verdict = evaluate_version(session, version, document)
    if not verdict.passed:
        raise refusal(verdict, "cannot be approved")
    session.add(evaluation_row(request, verdict, "approval"))
    close(session, request, version, VersionAction.APPROVE, principal.id)


def _signers(
    session: Session,
    request: ApprovalRequest,
    version: ModelVersion,
    principal: Principal,
    signer: Signer | None,
) -> tuple[Signer, ...]:
    """With what a decision is signed, once the policy lets this person decide at this stage."""
    document = pinned_policy(session, request)
    held = held_by(session, [principal])[principal.id]
    require_stage_role(document.stages[request.stage - 1], held, version.model_id)
    signers = signers_for(session, principal, signer)
    if document.requires_key and not signers:
        raise AssayError(
            "approval.key_required",
            f"The policy '{document.name}' counts signed decisions only, and "
            f"'{principal.name}' has no enrolled key.",
            f"Make one and have it enrolled: assay --as {principal.name} key new",
        )
    return signers


def _void(
    registry: Registry,
    artifacts: ArtifactStore,
    actor_id: str,
    request_id: str,
    changed: tuple[str, ...],
) -> AssayError:
    """Close the request as voided; gives the error that says so."""
    details = {"request": request_id}
    with registry.transact(actor_id, "approval.voided", details, checkpoint=True) as session:
        request = session.get_one(ApprovalRequest, request_id)
        if request.status == "open" and what_changed(session, artifacts, request):
            version = session.get_one(ModelVersion, request.version_id)
            close(session, request, version, VersionAction.REQUEST_CHANGES, actor_id, voided=True)
    return AssayError(
        "approval.voided",
        f"Since the request was made, {' and '.join(changed)} changed: the request and every "
        "decision on it are void, and nothing was decided now.",
        "A changed version is a new version: train or register it, and submit that one.",
    )


def _decision(decision: Decision | str, comment: str) -> Decision:
    try:
        verb = Decision(decision)
    except ValueError as error:
        raise AssayError(
            "approval.decision",
            f"'{decision}' is no decision.",
            f"Say one of: {', '.join(Decision)}.",
        ) from error
    if verb in _CLOSING and not comment.strip():
        raise AssayError(
            "approval.comment",
            "A rejection, or a request for changes, needs a comment that says why.",
            "Give it with --comment TEXT.",
        )
    return verb
