"""Putting a version up for review: frozen, complete, and checked against a policy."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, select

from registry.approvals.parts import as_it_stands
from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.errors import AssayError
from registry.guards import read_manifest, require_as_logged, require_recorded, verify_files
from registry.lifecycle import VersionAction, VersionState, target_state
from registry.manifest import evidence_root
from registry.moves import move
from registry.policy_checks import (
    evaluate_version,
    evaluation_row,
    find_policy,
    refusal,
    require_may_bring,
    store_policy,
)
from registry.principals import find_principal
from registry.requirements import choose_policy, policy_words, require_accepted
from registry.resolve import resolve_version
from registry.roles import Right, require_right
from registry.tables import ApprovalRequest, Evidence, ModelVersion, Principal, RegisteredModel
from registry.version_rows import evidence, payload_of, reviewed_evidence
from registry.views.requests import RequestView
from registry.withdrawn import require_data_in_use


def submit(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    version: str,
    *,
    policy: str | None = None,
    comment: str = "",
) -> RequestView:
    """Put a version up for review under a policy, and freeze it.

    Without a policy it is the one that is required of the model, or the default where none is.

    The manifest's files are hashed before the registry is locked, so that large data holds
    nobody up. Raises AssayError where the version is in no state for it, lacks its parity
    certificate or a file, has an open request, or does not meet the policy (`policy.failed`,
    with every rule that it fails); and `policy.not_accepted`, `policy.choose` or
    `policy.tier_missing` where the project requires another policy of the model.
    """
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        row = resolve_version(session, version)
        document = choose_policy(session, session.get_one(RegisteredModel, row.model_id), policy)
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
        model = session.get_one(RegisteredModel, row.model_id)
        require_accepted(session, model, document.digest, policy_words(document))
        stored = find_policy(session, document)
        if stored is None:
            require_may_bring(principal, document)
            stored = store_policy(session, document, principal.id)
        verdict = evaluate_version(session, row, document)
        if not verdict.passed:
            raise refusal(verdict, "cannot be submitted", open_to_evidence=policy or document.name)
        request = ApprovalRequest(
            version_id=row.id,
            policy_id=stored.id,
            manifest_root=checked.root,
            evidence_root=evidence_root(reviewed_evidence(session, row)),
            requested_by=principal.id,
            comment=comment,
        )
        session.add(request)
        session.add(evaluation_row(request, verdict, "submission"))
        move(session, row, VersionAction.SUBMIT, principal.id, request=request)
        row.frozen = True
        request_id = request.id
    return as_it_stands(registry, request_id)


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
    certificates = [row for row in evidence(session, version) if row.kind == "parity"]
    if not certificates:
        raise AssayError(
            "approval.no_parity",
            f"The version ('{version.state}') has no parity certificate, and without one it "
            "cannot be submitted for review.",
            "Train again: a run that ends well makes the certificate.",
        )
    # A withdrawal is for good: nobody is told first of a state that would have to be left.
    require_data_in_use(session, version)
    if version.state == VersionState.DRAFT:
        _require_parity(certificates)
    target_state(version.state, VersionAction.SUBMIT)


def _require_parity(certificates: Sequence[Evidence]) -> None:
    """A draft whose certificate did not pass stays one for good: say so, and by how much."""
    for payload in map(payload_of, certificates):
        if payload.get("passed") is True:
            continue
        largest, bound = payload.get("largest_difference", "?"), payload.get("bound", "?")
        raise AssayError(
            "approval.parity_failed",
            "The version is a draft, since its parity certificate failed: the ONNX graph does not "
            f"give what the fitted model gives (largest difference {largest}, bound {bound}).",
            "It stays a draft: train again with another learner (assay train ... --learner NAME), "
            "and report the failure with its certificate: assay evidence show VERSION parity",
        )


def _require_root(version: ModelVersion, root: str) -> None:
    if version.manifest_root != root:
        raise AssayError(
            "version.conflict",
            "Somebody changed the version at the same moment: nothing was submitted.",
            "Look at it again ('assay show VERSION') and submit again.",
        )
