"""The registry's tables, one module a noun."""

from __future__ import annotations

from registry.tables.alias import Alias, AliasChange
from registry.tables.anchor import Cosignature, ExternalAnchor
from registry.tables.approval import ApprovalDecision, ApprovalRequest, StateChange
from registry.tables.attestation import Attestation
from registry.tables.audit import AuditCheckpoint, AuditEvent, AuditObject, LogHead
from registry.tables.base import Record, Table, utcnow
from registry.tables.batch import DatasetSource, PredictionBatch
from registry.tables.dataset import CodeSnapshot, DatasetSnapshot, EnvironmentSnapshot
from registry.tables.deployment import DatasetWithdrawal, Deployment, DeploymentChange
from registry.tables.evidence import Evidence
from registry.tables.identity import AdministrativeAct, RoleBinding, SigningKey
from registry.tables.model import Artifact, ModelVersion, RegisteredModel
from registry.tables.narrative import Narrative
from registry.tables.policy import Policy, PolicyEvaluation, PolicyRequirement
from registry.tables.principal import Principal
from registry.tables.retention import RetentionHold
from registry.tables.review import EmergencyUse, Incident, ReviewAssignment, ReviewComment, Waiver
from registry.tables.run import Run, Trial

from registry.tables.indexes import INDEXES  # isort: skip  # the tables have to be there

GOVERNED: tuple[type[Record], ...] = (
    Principal,
    AdministrativeAct,
    SigningKey,
    RoleBinding,
    DatasetSnapshot,
    DatasetSource,
    CodeSnapshot,
    EnvironmentSnapshot,
    Run,
    Trial,
    RegisteredModel,
    ModelVersion,
    Artifact,
    Evidence,
    Policy,
    PolicyRequirement,
    ApprovalRequest,
    PolicyEvaluation,
    ApprovalDecision,
    StateChange,
    Attestation,
    Alias,
    AliasChange,
    Deployment,
    DeploymentChange,
    DatasetWithdrawal,
    ReviewAssignment,
    ReviewComment,
    Waiver,
    EmergencyUse,
    Incident,
    ExternalAnchor,
    Cosignature,
    RetentionHold,
    Narrative,
    PredictionBatch,
)

__all__ = [
    "Alias",
    "AliasChange",
    "Deployment",
    "DeploymentChange",
    "DatasetWithdrawal",
    "ReviewAssignment",
    "ReviewComment",
    "Waiver",
    "EmergencyUse",
    "Incident",
    "Cosignature",
    "ExternalAnchor",
    "RetentionHold",
    "Narrative",
    "PredictionBatch",
    "GOVERNED",
    "INDEXES",
    "AdministrativeAct",
    "ApprovalDecision",
    "ApprovalRequest",
    "Artifact",
    "Attestation",
    "AuditCheckpoint",
    "AuditEvent",
    "AuditObject",
    "CodeSnapshot",
    "DatasetSnapshot",
    "DatasetSource",
    "EnvironmentSnapshot",
    "Evidence",
    "LogHead",
    "ModelVersion",
    "Policy",
    "PolicyEvaluation",
    "PolicyRequirement",
    "Principal",
    "Record",
    "RegisteredModel",
    "RoleBinding",
    "Run",
    "SigningKey",
    "StateChange",
    "Table",
    "Trial",
    "utcnow",
]
