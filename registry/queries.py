"""Read-only typed views of the registry, for the command line, screens and reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.errors import AssayError
from registry.labels import label_of
from registry.outside_json import read_recorded
from registry.pinned import approved_until, present_state
from registry.policy import PolicyDocument
from registry.policy_checks import evaluate_version, evaluation_row
from registry.principals import names_by_id
from registry.rests_on import rests_on
from registry.review_views import standing_assignments, thread_view
from registry.rules.base import mark_of
from registry.run_list import run_views
from registry.signed_decisions import signature_fault, signing_key
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    ModelVersion,
    Policy,
    PolicyEvaluation,
    Principal,
    RegisteredModel,
    StateChange,
    Trial,
)
from registry.use_queries import aliases, deployments, evaluation_view, evaluation_views
from registry.version_rows import evidence
from registry.views.requests import DecisionView, EvaluationView, RequestView
from registry.views.runs import TrialView
from registry.views.versions import (
    ArtifactView,
    Documentation,
    EvidenceView,
    StateChangeView,
    VersionView,
)
from registry.withdrawn import withdrawal_under


def leaderboard(session: Session, run_id: str) -> tuple[TrialView, ...]:
    """The trials of a run, the lowest loss first; those without a loss last, by number."""
    rows = session.exec(select(Trial).where(Trial.run_id == run_id)).all()
    ranked = sorted(
        (row for row in rows if row.loss is not None and Decimal(row.loss).is_finite()),
        key=lambda row: (Decimal(str(row.loss)), row.number),
    )
    ranks = {row.id: place for place, row in enumerate(ranked, start=1)}
    ranked += sorted((row for row in rows if row.id not in ranks), key=lambda row: row.number)
    return tuple(
        TrialView(
            rank=ranks.get(row.id),
            config=json.loads(row.config_json),
            **row.model_dump(include={"number", "learner", "loss", "seconds", "status", "note"}),
        )
        for row in ranked
    )


def version_view(session: Session, version: ModelVersion) -> VersionView:
    """One version with its run, evidence, files and requests."""
    model = session.get_one(RegisteredModel, version.model_id)
    artifacts = session.exec(
        select(Artifact)
        .where(Artifact.version_id == version.id)
        .order_by(col(Artifact.role), col(Artifact.name))
    ).all()
    requests = session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.version_id == version.id)
        .order_by(col(ApprovalRequest.id))
    ).all()
    withdrawal = withdrawal_under(session, version)
    names = names_by_id(session)
    return VersionView(
        **version.model_dump(exclude={"model_id", "run_id", "row_version", "created_by", "state"}),
        state=_state(session, version),
        approved_until=approved_until(session, version),
        label=f"{model.name}/{version.number}",
        model=model.name,
        created_by=names[version.created_by],
        documentation=Documentation(
            owner=names.get(model.owner, model.owner),
            **model.model_dump(include={"intended_use", "prohibited_use", "materiality_tier"}),
        ),
        run=run_views(session, [version.run_id])[0],
        evidence=tuple(
            EvidenceView(
                **row.model_dump(exclude={"version_id", "payload_json", "created_by"}),
                payload=read_recorded(row.payload_json),
                created_by=names[row.created_by],
            )
            for row in evidence(session, version)
        ),
        artifacts=tuple(
            ArtifactView(
                **row.model_dump(include={"id", "name", "role", "sha256", "bytes", "media_type"}),
                created_by=names[row.created_by],
            )
            for row in artifacts
        ),
        requests=tuple(_request_view(session, row, names) for row in requests),
        changes=state_changes(session, version.id),
        aliases=aliases(session, version_id=version.id),
        deployments=deployments(session, version_id=version.id),
        data_withdrawn=withdrawal.reason if withdrawal else "",
        rests_on=rests_on(session, version),
    )


def _state(session: Session, version: ModelVersion) -> str:
    """The state that counts: not as logged, or out of time, is told before it is put right."""
    if altered(session, ModelVersion, [version.id]):
        return ALTERED
    return present_state(session, version)


def state_changes(session: Session, version_id: str) -> tuple[StateChangeView, ...]:
    """The moves of a version, the oldest first."""
    found = session.exec(
        select(StateChange, Principal.name)
        .join(Principal, col(Principal.id) == col(StateChange.principal_id))
        .where(StateChange.version_id == version_id)
        .order_by(col(StateChange.id))
    ).all()
    return tuple(
        StateChangeView(
            **row.model_dump(include={"action", "source", "target", "reason", "changed_at"}),
            principal=name,
        )
        for row, name in found
    )


def request_view(session: Session, request: ApprovalRequest) -> RequestView:
    """One request with its policy, decisions and evaluations."""
    return _request_view(session, request, names_by_id(session))


def _request_view(
    session: Session, request: ApprovalRequest, names: Mapping[str, str]
) -> RequestView:
    policy = session.get_one(Policy, request.policy_id)
    document = PolicyDocument.from_stored(policy.document_json, policy.digest)
    stages = tuple(stage.name for stage in document.stages)
    decisions = session.exec(
        select(ApprovalDecision)
        .where(ApprovalDecision.request_id == request.id)
        .order_by(col(ApprovalDecision.id))
    ).all()
    evaluations = session.exec(
        select(PolicyEvaluation)
        .where(PolicyEvaluation.request_id == request.id)
        .order_by(col(PolicyEvaluation.id))
    ).all()
    status = ALTERED if altered(session, ApprovalRequest, [request.id]) else request.status
    judged = evaluation_views(session, evaluations)
    return RequestView(
        **request.model_dump(exclude={"policy_id", "requested_by", "status"}),
        status=status,
        version=label_of(session, session.get_one(ModelVersion, request.version_id)),
        policy=policy.name,
        policy_version=policy.version,
        policy_digest=policy.digest,
        requires_key=document.requires_key,
        stages=stages,
        requested_by=names[request.requested_by],
        decisions=tuple(_decision(session, row, stages[row.stage - 1], names) for row in decisions),
        evaluations=judged,
        now=_now(session, request, document, judged) if status == "open" else None,
        comments=thread_view(session, request),
        assignments=standing_assignments(session, request),
    )


def _now(
    session: Session,
    request: ApprovalRequest,
    document: PolicyDocument,
    before: Sequence[EvaluationView],
) -> EvaluationView | None:
    """How an open request stands, where that is no more what its last evaluation says.

    Nothing where it cannot be told, for what was changed behind the log's back is told as that.
    """
    try:
        found = evaluate_version(
            session, session.get_one(ModelVersion, request.version_id), document
        )
    except AssayError:
        return None
    now = evaluation_view(evaluation_row(request, found, "present"))
    then = before[-1] if before else None
    return now if then is None or _marks(then) != _marks(now) else None


def _marks(evaluation: EvaluationView) -> dict[str, str]:
    return {
        str(rule.get("rule_digest") or rule.get("description")): mark_of(rule)
        for rule in evaluation.rules
    }


def _decision(
    session: Session, row: ApprovalDecision, stage_name: str, names: Mapping[str, str]
) -> DecisionView:
    fault = signature_fault(session, row) or ""
    return DecisionView(
        **row.model_dump(include={"id", "stage", "decision", "comment", "decided_at"}),
        stage_name=stage_name,
        principal=names[row.principal_id],
        authenticated=row.authenticated and not fault,
        key=signing_key(row),
        signature_fault=fault,
    )


def model_names(session: Session) -> tuple[str, ...]:
    """The names of all models, in their order."""
    return tuple(session.exec(select(RegisteredModel.name).order_by(col(RegisteredModel.name))))


def name_of(session: Session, principal_id: str) -> str:
    """A principal's name."""
    return session.get_one(Principal, principal_id).name
