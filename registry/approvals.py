"""Reviews: putting a version up for approval, and deciding. Every guard is enforced here."""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import Session, select

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.errors import AssayError
from registry.guards import (
    evidence,
    read_manifest,
    refuse_contributors,
    require_as_logged,
    require_recorded,
    verify_files,
    what_changed,
)
from registry.lifecycle import VersionAction, target_state
from registry.manifest import evidence_root
from registry.moves import close, move
from registry.pinned import pinned_policy
from registry.policy import DEFAULT_POLICY, Stage, load_policy
from registry.policy_checks import (
    evaluate_version,
    evaluation_row,
    refusal,
    stored_policy,
)
from registry.principals import find_principal
from registry.queries import request_view
from registry.resolve import resolve_request, resolve_version
from registry.role_grants import recused
from registry.roles import Right, require_right, roles_of
from registry.signatures.ed25519 import Signer
from registry.signed_decisions import signed_decision
from registry.signing_keys import signers_for
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    Principal,
)
from registry.views import RequestView
from registry.withdrawn import require_data_in_use


class Decision(StrEnum):
    """What a reviewer can say."""

    APPROVE = "approve"
    REJECT = "reject"
    REQUEST_CHANGES = "request_changes"


_CLOSING = {
    Decision.REJECT: VersionAction.REJECT,
    Decision.REQUEST_CHANGES: VersionAction.REQUEST_CHANGES,
}


def submit(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    version: str,
    *,
    policy: str = DEFAULT_POLICY,
    comment: str = "",
) -> RequestView:
    """Put a version up for review under a policy, and freeze it.

    The manifest's files are hashed before the registry is locked, so that large data holds
    nobody up. Raises AssayError where the version is in no state for it, lacks its parity
    certificate or a file, has an open request, or does not meet the policy (`policy.failed`,
    with every rule that it fails).
    """
    document = load_policy(policy)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        row = resolve_version(session, version)
        _require_submittable(session, row)
        version_id, checked = row.id, read_manifest(artifacts, row)
    verify_files(artifacts, checked)
    with registry.transact(actor_id, "approval.requested", {"version": version_id}) as session:
        principal = session.get_one(Principal, actor_id)
        row = session.get_one(ModelVersion, version_id)
        require_right(session, principal, Right.SUBMIT, row.model_id)
        _require_submittable(session, row)
        _require_root(row, checked.root)
        require_as_logged(session, row)
        require_recorded(session, row, checked)
        stored = stored_policy(session, principal, document, shipped=policy)
        verdict = evaluate_version(session, row, document)
        if not verdict.passed:
            raise refusal(verdict, "cannot be submitted")
        request = ApprovalRequest(
            version_id=row.id,
            policy_id=stored.id,
            manifest_root=checked.root,
            evidence_root=evidence_root(evidence(session, row)),
            requested_by=principal.id,
            comment=comment,
        )
        session.add(request)
        session.add(evaluation_row(request, verdict, "submission"))
        move(session, row, VersionAction.SUBMIT, principal.id, request=request)
        row.frozen = True
        request_id = request.id
    return _as_it_stands(registry, request_id)


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

    The last approval that a quorum needs evaluates the pinned policy again and hashes every file
    again. A request whose manifest or evidence has changed is voided instead, with all decisions
    on it (`approval.voided`). The audit log gets a checkpoint after each decision.
    """
    verb = _decision(decision, comment)
    right = Right.APPROVE if verb is Decision.APPROVE else Right.REVIEW
    with registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_request(session, request, whole_id=True)
        version = session.get_one(ModelVersion, row.version_id)
        _require_decidable(session, row, version, principal, right)
        request_id, changed = row.id, what_changed(session, artifacts, row)
        checked = None if changed else read_manifest(artifacts, version)
    if checked is None:
        raise _void(registry, artifacts, principal.id, request_id, changed)
    if verb is Decision.APPROVE:
        verify_files(artifacts, checked)
    details = {"request": request_id, "decision": verb.value}
    action = f"approval.{verb.value}"
    with registry.transact(principal.id, action, details, checkpoint=True) as session:
        principal = session.get_one(Principal, principal.id)
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        _require_decidable(session, row, version, principal, right)
        require_as_logged(session, version)
        require_recorded(session, version, read_manifest(artifacts, version))
        if what_changed(session, artifacts, row):
            raise AssayError(
                "approval.changed",
                "The version's manifest or evidence changed at this moment: nothing was decided.",
                "Decide again: the request will be voided.",
            )
        _decide(session, row, version, principal, verb=verb, comment=comment, signer=signer)
    return _as_it_stands(registry, request_id)


def withdraw(registry: Registry, actor: str, request: str, reason: str) -> RequestView:
    """Take an open request back, as who made it; an administrator may where that person left.

    The version cannot be submitted again: what is improved is a new version. Raises AssayError
    `approval.comment`, `approval.not_requester` or `request.closed`.
    """
    if not reason.strip():
        raise AssayError(
            "approval.comment",
            "A withdrawal needs a comment that says why.",
            "Give it with --comment TEXT.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        request_id = resolve_request(session, request, whole_id=True).id
    details = {"request": request_id}
    with registry.transact(actor_id, "approval.withdrawn", details, checkpoint=True) as session:
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        require_as_logged(session, version)
        _require_open(row)
        _require_requester(session, row, session.get_one(Principal, actor_id))
        close(session, row, version, VersionAction.WITHDRAW, actor_id, reason=reason)
    return _as_it_stands(registry, request_id)


def _as_it_stands(registry: Registry, request_id: str) -> RequestView:
    """A request as it is once the log holds what was done to it."""
    with registry.read() as session:
        return request_view(session, session.get_one(ApprovalRequest, request_id))


def why_not(session: Session, request: str, actor: str) -> AssayError | None:
    """Why somebody may not decide on a request as it stands; None where nothing is in the way.

    It looks at the same things as `decide` does, but for files, and changes nothing.
    """
    try:
        principal = find_principal(session, actor)
        row = resolve_request(session, request, whole_id=True)
        version = session.get_one(ModelVersion, row.version_id)
        require_as_logged(session, version)
        _require_decidable(session, row, version, principal, Right.REVIEW)
    except AssayError as error:
        return error
    return None


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
    signers = signers_for(session, principal, signer)
    if document.requires_key and not signers:
        raise AssayError(
            "approval.key_required",
            f"The policy '{document.name}' counts signed decisions only, and "
            f"'{principal.name}' has no enrolled key.",
            f"Make one and have it enrolled: assay --as {principal.name} key new",
        )
    _require_stage_role(session, document.stages[request.stage - 1], principal, version)
    row = ApprovalDecision(
        request_id=request.id,
        stage=request.stage,
        principal_id=principal.id,
        decision=verb.value,
        comment=comment,
        authenticated=bool(signers),
    )
    row.envelope_json = signed_decision(session, row, request, version, principal, signers)
    session.add(row)
    session.flush()
    if verb in _CLOSING:
        close(session, request, version, _CLOSING[verb], principal.id)
        return
    approvers = _approvers(session, request)
    if len(approvers[request.stage]) < document.stages[request.stage - 1].quorum:
        return
    if request.stage < len(document.stages):
        request.stage += 1
        return
    everyone = {who for stage in approvers.values() for who in stage}
    # Somebody may have become a contributor after having decided.
    refuse_contributors(session, version, (session.get_one(Principal, who) for who in everyone))
    verdict = evaluate_version(session, version, document)
    if not verdict.passed:
        raise refusal(verdict, "cannot be approved")
    session.add(evaluation_row(request, verdict, "approval"))
    close(session, request, version, VersionAction.APPROVE, principal.id)


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


def _require_submittable(session: Session, version: ModelVersion) -> None:
    pending = session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.version_id == version.id)
        .where(ApprovalRequest.status == "open")
    ).first()
    if pending is not None:
        raise AssayError(
            "approval.open",
            f"The version is under review already: request {pending.id} is open.",
            "Wait for its decision.",
        )
    if not any(row.kind == "parity" for row in evidence(session, version)):
        raise AssayError(
            "approval.no_parity",
            f"The version ('{version.state}') has no parity certificate, and without one it "
            "cannot be submitted for review.",
            "Train again: a run that ends well makes the certificate.",
        )
    target_state(version.state, VersionAction.SUBMIT)
    require_data_in_use(session, version)


def _require_open(request: ApprovalRequest) -> None:
    if request.status != "open":
        status = request.status.replace("_", " ")
        raise AssayError(
            "request.closed",
            f"The request {request.id} is closed: {status}.",
            "A decision is final.",
        )


def _require_requester(session: Session, request: ApprovalRequest, principal: Principal) -> None:
    """Who asked may take it back; where they left, an administrator has to."""
    asked = session.get_one(Principal, request.requested_by)
    if principal.id == asked.id or (principal.administrator and not asked.active):
        return
    raise AssayError(
        "approval.not_requester",
        f"'{principal.name}' cannot take this request back: '{asked.name}' made it.",
        f"Ask '{asked.name}' to, or decide on it.",
    )


def _require_decidable(
    session: Session,
    request: ApprovalRequest,
    version: ModelVersion,
    principal: Principal,
    right: Right,
) -> None:
    _require_open(request)
    refuse_contributors(session, version, [principal])
    require_right(session, principal, right, version.model_id)
    if recused(session, request, principal):
        raise AssayError(
            "approval.recused",
            f"'{principal.name}' stood back from this request.",
            "That is for good: somebody else has to decide.",
        )
    earlier = session.exec(
        select(ApprovalDecision)
        .where(ApprovalDecision.request_id == request.id)
        .where(ApprovalDecision.principal_id == principal.id)
    ).first()
    if earlier is not None:
        raise AssayError(
            "approval.decided_already",
            f"'{principal.name}' has decided on this request, at stage {earlier.stage}.",
            "One person decides once and never fills two stages: somebody else has to.",
        )


def _require_stage_role(
    session: Session, stage: Stage, principal: Principal, version: ModelVersion
) -> None:
    if stage.role is None or stage.role in roles_of(session, principal, version.model_id):
        return
    raise AssayError(
        "role.missing",
        f"The stage '{stage.name}' is decided by who has the role {stage.role}, which "
        f"'{principal.name}' does not have for this model.",
        f"An administrator can give it: assay role bind {principal.name} {stage.role}",
    )


def _require_root(version: ModelVersion, root: str) -> None:
    if version.manifest_root != root:
        raise AssayError(
            "version.conflict",
            "Somebody changed the version at the same moment: nothing was submitted.",
            "Look at it again ('assay show VERSION') and submit again.",
        )


def _approvers(session: Session, request: ApprovalRequest) -> dict[int, set[str]]:
    """Principals who approved, by stage: distinct by the set, whatever the rows say."""
    stages: dict[int, set[str]] = {stage: set() for stage in range(1, request.stage + 1)}
    decisions = session.exec(
        select(ApprovalDecision)
        .where(ApprovalDecision.request_id == request.id)
        .where(ApprovalDecision.decision == Decision.APPROVE.value)
    ).all()
    for row in decisions:
        stages[row.stage].add(row.principal_id)
    return stages
