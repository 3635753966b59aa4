"""The nodes of a lineage: what each thing is, what it is called, and what more is said of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from registry.labels import label_of
from registry.lineage_places import Place, batches_from, batches_into, imports_of
from registry.queries import name_of
from registry.tables import (
    Alias,
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    CodeSnapshot,
    DatasetSnapshot,
    DatasetWithdrawal,
    Deployment,
    EnvironmentSnapshot,
    Evidence,
    ModelVersion,
    Policy,
    PredictionBatch,
    Record,
    RegisteredModel,
    Run,
)
from registry.use import alias_fault, deployment_fault
from registry.views.base import View


class NodeKind(StrEnum):
    """What a node of the lineage is.

    A source is a file or address outside the registry, an output a file that a batch wrote.
    """

    SOURCE = "source"
    DATASET = "dataset"
    CODE = "code"
    ENVIRONMENT = "environment"
    RUN = "run"
    MODEL = "model"
    VERSION = "version"
    ARTIFACT = "artifact"
    EVIDENCE = "evidence"
    POLICY = "policy"
    REQUEST = "request"
    DECISION = "decision"
    ALIAS = "alias"
    DEPLOYMENT = "deployment"
    WITHDRAWAL = "withdrawal"
    BATCH = "batch"
    OUTPUT = "output"


class Node(View):
    """One thing in the lineage: `label` names it, `detail` says more."""

    id: str
    kind: NodeKind
    label: str
    detail: str = ""


Told = tuple[NodeKind, str, str]
"""A node's kind, label and detail."""


def describe(session: Session, place: Place) -> Node:
    """A place as a node. Raises KeyError for a record of a table without a word for it."""
    record = place.record
    told = _file(session, place) if record is None else _TOLD[type(record)](session, record)
    kind, label, detail = told
    return Node(id=place.id, kind=kind, label=label, detail=detail)


def _run(session: Session, row: Run) -> Told:
    who = name_of(session, row.created_by)
    detail = f"{row.status}, seed {row.seed}, by {who}"
    return NodeKind.RUN, f"{row.target} ({row.task})", detail


def _request(session: Session, row: ApprovalRequest) -> Told:
    return NodeKind.REQUEST, row.status, f"asked for by {name_of(session, row.requested_by)}"


def _decision(session: Session, row: ApprovalDecision) -> Told:
    label = f"{row.decision} by {name_of(session, row.principal_id)}"
    return NodeKind.DECISION, label, f"stage {row.stage}: {row.comment}"


def _alias(session: Session, row: Alias) -> Told:
    label = f"{session.get_one(RegisteredModel, row.model_id).name}@{row.name}"
    return NodeKind.ALIAS, label, alias_fault(session, row)


def _deployment(session: Session, row: Deployment) -> Told:
    fault = deployment_fault(session, row)
    detail = f"{row.state}, suspended: {fault}" if fault else row.state
    return NodeKind.DEPLOYMENT, row.environment, detail


def _withdrawal(session: Session, row: DatasetWithdrawal) -> Told:
    return NodeKind.WITHDRAWAL, f"withdrawn by {name_of(session, row.principal_id)}", row.reason


def _batch(session: Session, row: PredictionBatch) -> Told:
    who = name_of(session, row.created_by)
    detail = f"{row.rows} rows by {who}, version {row.state}"
    return NodeKind.BATCH, f"{row.scored_at:%Y-%m-%d %H:%M} UTC", detail


_TOLD: dict[type[Record], Callable[[Session, Any], Told]] = {
    DatasetSnapshot: lambda _, row: (NodeKind.DATASET, row.name, f"{row.rows} rows"),
    CodeSnapshot: lambda _, row: (NodeKind.CODE, f"Assay {row.version}", row.digest),
    EnvironmentSnapshot: lambda _, row: (
        NodeKind.ENVIRONMENT, f"Python {row.python}", f"{row.platform}, {row.digest}",
    ),
    Run: _run,
    RegisteredModel: lambda _, row: (NodeKind.MODEL, row.name, row.task),
    ModelVersion: lambda session, row: (NodeKind.VERSION, label_of(session, row), row.state),
    Artifact: lambda _, row: (NodeKind.ARTIFACT, f"{row.role}: {row.name}", row.sha256),
    Evidence: lambda _, row: (NodeKind.EVIDENCE, row.kind, row.digest),
    Policy: lambda _, row: (NodeKind.POLICY, f"{row.name} version {row.version}", row.digest),
    ApprovalRequest: _request,
    ApprovalDecision: _decision,
    Alias: _alias,
    Deployment: _deployment,
    DatasetWithdrawal: _withdrawal,
    PredictionBatch: _batch,
}  # fmt: skip


def _file(session: Session, place: Place) -> Told:
    """What a file outside is, and the path or address by which it came or was written first."""
    if not place.sha256:
        return NodeKind.SOURCE, place.address, ""
    for batch in batches_into(session, place.sha256, 1):
        return NodeKind.OUTPUT, batch.output, place.sha256
    for snapshot in imports_of(session, place):
        return NodeKind.SOURCE, snapshot.source, place.sha256
    batch = batches_from(session, place.sha256, 1)[0]
    return NodeKind.SOURCE, batch.source, place.sha256
