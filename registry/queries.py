"""Read-only typed views of the registry, for the command line, screens and reports."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.errors import AssayError
from registry.pinned import approved_until, present_state
from registry.policy import PolicyDocument
from registry.review_views import standing_assignments, thread_view
from registry.signed_decisions import signature_fault, signing_key
from registry.tables import (
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    DatasetSnapshot,
    Evidence,
    ModelVersion,
    Policy,
    PolicyEvaluation,
    Principal,
    RegisteredModel,
    Run,
    StateChange,
    Trial,
)
from registry.use_queries import aliases, deployments, environments
from registry.views import (
    ArtifactView,
    DatasetView,
    DecisionView,
    EvaluationView,
    EvidenceView,
    Figure,
    ModelView,
    RequestRow,
    RequestView,
    RunView,
    StateChangeView,
    TrialView,
    VersionRow,
    VersionSummary,
    VersionView,
)
from registry.withdrawn import withdrawal_under, withdrawn_reasons


def datasets(session: Session) -> tuple[DatasetView, ...]:
    """All data snapshots, the newest first, read in one query."""
    found = session.exec(
        select(DatasetSnapshot, Principal.name)
        .join(Principal, col(Principal.id) == col(DatasetSnapshot.created_by))
        .order_by(col(DatasetSnapshot.id).desc())
    ).all()
    withdrawn = withdrawn_reasons(session)
    return tuple(
        DatasetView(
            **row.model_dump(exclude={"reading_json", "columns_json", "created_by"}),
            reading=json.loads(row.reading_json),
            columns=tuple(json.loads(row.columns_json)),
            created_by=author,
            withdrawn_reason=withdrawn.get(row.fingerprint, ""),
        )
        for row, author in found
    )


def runs(session: Session) -> tuple[RunView, ...]:
    """All runs, the newest first."""
    rows = session.exec(select(Run).order_by(col(Run.id).desc())).all()
    return tuple(run_view(session, row) for row in rows)


def run_view(session: Session, run: Run) -> RunView:
    """One run, with the labels of the versions that came out of it."""
    dataset = session.get_one(DatasetSnapshot, run.dataset_id)
    trials = session.exec(
        select(func.count()).select_from(Trial).where(col(Trial.run_id) == run.id)
    ).one()
    versions = session.exec(
        select(ModelVersion).where(ModelVersion.run_id == run.id).order_by(col(ModelVersion.id))
    ).all()
    return RunView(
        **run.model_dump(
            include={
                "id", "job", "dataset_id", "task", "target", "metric", "seed", "budget", "status",
                "started_at", "finished_at",
            }
        ),
        dataset=dataset.name,
        trials=trials,
        created_by=name_of(session, run.created_by),
        versions=tuple(label_of(session, version) for version in versions),
    )  # fmt: skip


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


def models(session: Session) -> tuple[ModelView, ...]:
    """All registered models by name, each with its versions."""
    rows = session.exec(select(RegisteredModel).order_by(col(RegisteredModel.name))).all()
    return tuple(model_view(session, row) for row in rows)


def model_view(session: Session, model: RegisteredModel) -> ModelView:
    """One model with its versions, the newest first."""
    versions = session.exec(
        select(ModelVersion)
        .where(ModelVersion.model_id == model.id)
        .order_by(col(ModelVersion.number).desc())
    ).all()
    summaries = []
    named, places = aliases(session, model_id=model.id), environments(session, model.id)
    outside = altered(session, ModelVersion, [version.id for version in versions])
    for version in versions:
        request = session.exec(
            select(ApprovalRequest)
            .where(ApprovalRequest.version_id == version.id)
            .where(ApprovalRequest.status == "open")
        ).first()
        summaries.append(
            VersionSummary(
                id=version.id,
                label=f"{model.name}/{version.number}",
                number=version.number,
                state=ALTERED if version.id in outside else version.state,
                created_at=version.created_at,
                created_by=name_of(session, version.created_by),
                open_request=request.id if request else None,
                aliases=tuple(one.name for one in named if one.version_id == version.id),
                environments=places.get(version.id, ()),
            )
        )
    return ModelView(
        **model.model_dump(exclude={"created_by", "owner", "hands_json"}),
        owner=owner_of(session, model),
        created_by=name_of(session, model.created_by),
        versions=tuple(summaries),
        aliases=named,
    )


def version_rows(session: Session) -> tuple[VersionRow, ...]:
    """The versions of all models, the newest first, read in few queries however many there are."""
    found = session.exec(
        select(ModelVersion, RegisteredModel, Run, Principal.name)
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Run, col(Run.id) == col(ModelVersion.run_id))
        .join(Principal, col(Principal.id) == col(ModelVersion.created_by))
        .order_by(col(ModelVersion.id).desc())
    ).all()
    outside = altered(session, ModelVersion, [version.id for version, *_ in found])
    payloads: dict[tuple[str, str], Any] = {}
    for version_id, kind, text in session.exec(
        select(Evidence.version_id, Evidence.kind, Evidence.payload_json)
        .where(col(Evidence.kind).in_(("metrics", "baseline", "search")))
        .order_by(col(Evidence.id))
    ).all():
        payloads.setdefault((version_id, kind), json.loads(text))

    def row(version: ModelVersion, model: RegisteredModel, run: Run, author: str) -> VersionRow:
        said = {
            kind: payloads.get((version.id, kind)) for kind in ("metrics", "baseline", "search")
        }
        own = _estimate(said["metrics"], run.metric)
        higher = own.get("higher_is_better")
        higher = higher if isinstance(higher, bool) else None
        rivals = [
            figure
            for one in _list(said["baseline"], "models")
            if (figure := _figure(_estimate(one, run.metric))) is not None
        ]
        sign = -1 if higher is False else 1
        search = said["search"]
        return VersionRow(
            **version.model_dump(include={"id", "number", "created_at"}),
            state=ALTERED if version.id in outside else version.state,
            **run.model_dump(include={"task", "target", "metric"}),
            label=f"{model.name}/{version.number}",
            model=model.name,
            higher_is_better=higher,
            figure=_figure(own),
            baseline=max(rivals, key=lambda rival: sign * rival.value, default=None),
            learner=str(search.get("learner") or "") if isinstance(search, dict) else "",
            created_by=author,
        )

    return tuple(row(*each) for each in found)


def _list(payload: object, key: str) -> list[Any]:
    """A list in a payload, which is whatever was stored; empty where there is none."""
    value = payload.get(key) if isinstance(payload, dict) else None
    return value if isinstance(value, list) else []


def _estimate(payload: object, metric: str) -> dict[str, Any]:
    """What a payload's estimates say of a metric; empty where they do not name it."""
    rows = (row for row in _list(payload, "estimates") if isinstance(row, dict))
    return next((row for row in rows if row.get("metric") == metric), {})


def _figure(estimate: dict[str, Any]) -> Figure | None:
    try:
        value, low, high = (float(estimate[name]) for name in ("value", "low", "high"))
    except (KeyError, TypeError, ValueError):
        return None
    finite = all(math.isfinite(number) for number in (value, low, high))
    return Figure(value=value, low=low, high=high) if finite else None


def version_view(session: Session, version: ModelVersion) -> VersionView:
    """One version with its run, evidence, files and requests."""
    model = session.get_one(RegisteredModel, version.model_id)
    evidence = session.exec(
        select(Evidence).where(Evidence.version_id == version.id).order_by(col(Evidence.id))
    ).all()
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
    return VersionView(
        **version.model_dump(exclude={"model_id", "run_id", "row_version", "created_by", "state"}),
        state=_state(session, version),
        approved_until=approved_until(session, version),
        label=f"{model.name}/{version.number}",
        model=model.name,
        created_by=name_of(session, version.created_by),
        run=run_view(session, session.get_one(Run, version.run_id)),
        evidence=tuple(
            EvidenceView(
                **row.model_dump(exclude={"version_id", "payload_json", "created_by"}),
                payload=json.loads(row.payload_json),
                created_by=name_of(session, row.created_by),
            )
            for row in evidence
        ),
        artifacts=tuple(
            ArtifactView(
                **row.model_dump(include={"id", "name", "role", "sha256", "bytes", "media_type"}),
                created_by=name_of(session, row.created_by),
            )
            for row in artifacts
        ),
        requests=tuple(request_view(session, row) for row in requests),
        changes=state_changes(session, version.id),
        aliases=aliases(session, version_id=version.id),
        deployments=deployments(session, version_id=version.id),
        data_withdrawn=withdrawal.reason if withdrawal else "",
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


def requests(session: Session) -> tuple[RequestRow, ...]:
    """All requests for approval: the open ones first, and the newest first among each."""
    found = session.exec(
        select(ApprovalRequest, ModelVersion.number, RegisteredModel.name, Principal.name)
        .join(ModelVersion, col(ModelVersion.id) == col(ApprovalRequest.version_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Principal, col(Principal.id) == col(ApprovalRequest.requested_by))
        .order_by(col(ApprovalRequest.status) != "open", col(ApprovalRequest.id).desc())
    ).all()
    outside = altered(session, ApprovalRequest, [request.id for request, *_ in found])
    policies = {row.id: row for row in session.exec(select(Policy)).all()}
    stages = {key: _stage_names(policy) for key, policy in policies.items()}
    return tuple(
        RequestRow(
            **request.model_dump(
                include={"id", "version_id", "stage", "requested_at", "closed_at"}
            ),
            status=ALTERED if request.id in outside else request.status,
            version=f"{model}/{number}",
            stages=stages[request.policy_id],
            policy=policies[request.policy_id].name,
            requested_by=principal,
        )
        for request, number, model, principal in found
    )


def _stage_names(policy: Policy) -> tuple[str, ...]:
    """The names of a policy's stages; none where it was altered, which is no list's to refuse."""
    try:
        document = PolicyDocument.from_stored(policy.document_json, policy.digest)
    except AssayError:
        return ()
    return tuple(stage.name for stage in document.stages)


def request_view(session: Session, request: ApprovalRequest) -> RequestView:
    """One request with its policy, decisions and evaluations."""
    policy = session.get_one(Policy, request.policy_id)
    document = PolicyDocument.from_stored(policy.document_json, policy.digest)
    names = tuple(stage.name for stage in document.stages)
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
    return RequestView(
        **request.model_dump(exclude={"policy_id", "requested_by", "status"}),
        status=ALTERED if altered(session, ApprovalRequest, [request.id]) else request.status,
        version=label_of(session, session.get_one(ModelVersion, request.version_id)),
        policy=policy.name,
        policy_version=policy.version,
        policy_digest=policy.digest,
        requires_key=document.requires_key,
        stages=names,
        requested_by=name_of(session, request.requested_by),
        decisions=tuple(_decision(session, row, names[row.stage - 1]) for row in decisions),
        evaluations=tuple(
            EvaluationView(
                **row.model_dump(include={"moment", "verdict", "created_at"}),
                rules=tuple(json.loads(row.rules_json)),
            )
            for row in evaluations
        ),
        comments=thread_view(session, request),
        assignments=standing_assignments(session, request),
    )


def _decision(session: Session, row: ApprovalDecision, stage_name: str) -> DecisionView:
    fault = signature_fault(session, row) or ""
    return DecisionView(
        **row.model_dump(include={"id", "stage", "decision", "comment", "decided_at"}),
        stage_name=stage_name,
        principal=name_of(session, row.principal_id),
        authenticated=row.authenticated and not fault,
        key=signing_key(row),
        signature_fault=fault,
    )


def label_of(session: Session, version: ModelVersion) -> str:
    """`model-name/number`."""
    return f"{session.get_one(RegisteredModel, version.model_id).name}/{version.number}"


def name_of(session: Session, principal_id: str) -> str:
    """A principal's name."""
    return session.get_one(Principal, principal_id).name


def owner_of(session: Session, model: RegisteredModel) -> str:
    """The owner's name: of a principal where the owner is one, or else as it was written."""
    principal = session.get(Principal, model.owner)
    return principal.name if principal else model.owner
