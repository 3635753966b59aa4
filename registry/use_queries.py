"""Read-only typed views of aliases and deployments, and what happened to them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from registry.altered import ALTERED, altered
from registry.deployment_states import DeploymentState, counted
from registry.reading import rows_by_id
from registry.rules.base import mark_of
from registry.tables import (
    Alias,
    AliasChange,
    Deployment,
    DeploymentChange,
    ModelVersion,
    PolicyEvaluation,
    Principal,
    RegisteredModel,
)
from registry.use import alias_faults, deployment_faults
from registry.views.requests import EvaluationView
from registry.views.use import (
    AliasChangeView,
    AliasView,
    DeploymentChangeView,
    DeploymentView,
    PlaceView,
)

SERVING = (DeploymentState.ACTIVE, DeploymentState.DRAINING)
FORGED = "It was changed behind the audit log's back."
"""Why what the log knows nothing of must not be used, whatever its row says of itself."""


def aliases(
    session: Session, *, model_ids: Sequence[str] | None = None, version_id: str | None = None
) -> tuple[AliasView, ...]:
    """The aliases of all models, of some or of a version, by model and name."""
    query = (
        select(Alias, RegisteredModel.name, Principal.name)
        .join(RegisteredModel, col(RegisteredModel.id) == col(Alias.model_id))
        .join(Principal, col(Principal.id) == col(Alias.set_by))
        .order_by(col(RegisteredModel.name), col(Alias.name))
    )
    if model_ids is not None:
        query = query.where(col(Alias.model_id).in_(model_ids))
    if version_id is not None:
        query = query.where(Alias.version_id == version_id)
    found = session.exec(query).all()
    if not found:
        return ()
    outside = altered(session, Alias, [row.id for row, *_ in found])
    faults = alias_faults(session, [row for row, *_ in found])
    named = (row.version_id for row, *_ in found if row.version_id is not None)
    versions = rows_by_id(session, ModelVersion, named)
    views = []
    for row, model, principal in found:
        version = versions[row.version_id] if row.version_id else None
        fault = faults[row.id]
        state = "cleared" if version is None else "suspended" if fault else "set"
        views.append(
            AliasView(
                **row.model_dump(include={"id", "name", "version_id", "protected", "set_at"}),
                model=model,
                version=f"{model}/{version.number}" if version else None,
                version_state=version.state if version else None,
                state=ALTERED if row.id in outside else state,
                suspended_reason=FORGED if row.id in outside else fault,
                set_by=principal,
            )
        )
    return tuple(views)


def alias_changes(
    session: Session, *, alias_id: str | None = None, version_id: str | None = None
) -> tuple[AliasChangeView, ...]:
    """The moves of an alias, or those that came to or left a version, the oldest first."""
    query = (
        select(AliasChange, RegisteredModel.name, Alias.name, Principal.name)
        .join(Alias, col(Alias.id) == col(AliasChange.alias_id))
        .join(RegisteredModel, col(RegisteredModel.id) == col(Alias.model_id))
        .join(Principal, col(Principal.id) == col(AliasChange.principal_id))
        .order_by(col(AliasChange.id))
    )
    if alias_id is not None:
        query = query.where(AliasChange.alias_id == alias_id)
    if version_id is not None:
        query = query.where(
            (col(AliasChange.source_id) == version_id) | (col(AliasChange.target_id) == version_id)
        )

    def label(model: str, key: str | None) -> str | None:
        return None if key is None else f"{model}/{session.get_one(ModelVersion, key).number}"

    return tuple(
        AliasChangeView(
            **row.model_dump(include={"action", "reason", "changed_at"}),
            alias=f"{model}@{name}",
            source=label(model, row.source_id),
            target=label(model, row.target_id),
            principal=principal,
        )
        for row, model, name, principal in session.exec(query).all()
    )


def deployments(
    session: Session, *, version_id: str | None = None, only_open: bool = False
) -> tuple[DeploymentView, ...]:
    """All deployments, or those of a version, the newest first; `only_open` leaves ended ones."""
    query = select(Deployment).order_by(col(Deployment.id).desc())
    if version_id is not None:
        query = query.where(Deployment.version_id == version_id)
    if only_open:
        query = query.where(Deployment.state != DeploymentState.ENDED)
    return _deployment_views(session, list(session.exec(query).all()))


def environments(session: Session, ids: Sequence[str]) -> dict[str, tuple[PlaceView, ...]]:
    """Where these versions have deployments that have not ended, by version id."""
    rows = session.exec(
        select(Deployment)
        .where(col(Deployment.version_id).in_(ids), Deployment.state != DeploymentState.ENDED)
        .order_by(col(Deployment.environment), col(Deployment.id))
    ).all()
    outside = altered(session, Deployment, [row.id for row in rows])
    faults = deployment_faults(session, rows)
    places: defaultdict[str, list[PlaceView]] = defaultdict(list)
    for row in rows:
        stopped, paused = bool(faults[row.id]), bool(row.paused_reason)
        counts = counted(row.state, suspended=stopped, paused=paused)
        state = ALTERED if row.id in outside else counts
        places[row.version_id].append(PlaceView(environment=row.environment, state=state))
    # Several addresses in one environment are told once where they stand alike.
    return {version_id: tuple(dict.fromkeys(found)) for version_id, found in places.items()}


def deployment_view(session: Session, deployment: Deployment) -> DeploymentView:
    """One deployment with its history."""
    return _deployment_views(session, [deployment])[0]


def _deployment_views(session: Session, rows: list[Deployment]) -> tuple[DeploymentView, ...]:
    if not rows:
        return ()
    outside = altered(session, Deployment, [row.id for row in rows])
    changes: defaultdict[str, list[DeploymentChangeView]] = defaultdict(list)
    found = session.exec(
        select(DeploymentChange, Principal.name)
        .join(Principal, col(Principal.id) == col(DeploymentChange.principal_id))
        .where(col(DeploymentChange.deployment_id).in_([row.id for row in rows]))
        .order_by(col(DeploymentChange.id))
    ).all()
    for change, principal in found:
        changes[change.deployment_id].append(
            DeploymentChangeView(
                **change.model_dump(include={"action", "source", "target", "reason", "changed_at"}),
                evaluation=_evaluation(session, change.evaluation_id),
                principal=principal,
            )
        )
    views = []
    faults = deployment_faults(session, rows)
    for row in rows:
        version = session.get_one(ModelVersion, row.version_id)
        fault = faults[row.id]
        free = not fault and not row.paused_reason and row.id not in outside
        views.append(
            DeploymentView(
                **row.model_dump(exclude={"state", "suspended_reason", "created_by"}),
                version=f"{session.get_one(RegisteredModel, version.model_id).name}/"
                f"{version.number}",
                state=ALTERED if row.id in outside else row.state,
                suspended_reason=FORGED if row.id in outside else fault,
                serving=free and row.state in SERVING,
                created_by=session.get_one(Principal, row.created_by).name,
                changes=tuple(changes[row.id]),
            )
        )
    return tuple(views)


def _evaluation(session: Session, evaluation_id: str | None) -> EvaluationView | None:
    if evaluation_id is None:
        return None
    return evaluation_views(session, [session.get_one(PolicyEvaluation, evaluation_id)])[0]


def evaluation_views(
    session: Session, rows: Sequence[PolicyEvaluation]
) -> tuple[EvaluationView, ...]:
    """How versions were found to stand against policies; of what was altered no rule is told."""
    outside = altered(session, PolicyEvaluation, [row.id for row in rows])
    return tuple(
        EvaluationView(moment=row.moment, verdict=ALTERED, created_at=row.created_at)
        if row.id in outside
        else evaluation_view(row)
        for row in rows
    )


def evaluation_view(row: PolicyEvaluation) -> EvaluationView:
    """How a version stands against a policy, by a row that is as it was made."""
    rules = tuple(json.loads(row.rules_json))
    return EvaluationView(
        **row.model_dump(include={"moment", "verdict", "created_at"}),
        waived=sum(mark_of(rule) == "waived" for rule in rules),
        rules=rules,
    )
