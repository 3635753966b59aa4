"""One row of every governed table, for tests of all of them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import select

from registry.artifacts import ArtifactStore
from registry.canonical import canonical_json
from registry.database import Registry
from registry.digests import table_of
from registry.merkle import leaf_hash
from registry.signatures.dsse import sign
from registry.signatures.ed25519 import PrivateKey, to_text
from registry.statements import ADMINISTRATION, PAYLOAD_TYPE, STATEMENT_TYPE, text_digest
from registry.tables import (
    AdministrativeAct,
    Alias,
    AliasChange,
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    Attestation,
    CodeSnapshot,
    Cosignature,
    DatasetSnapshot,
    DatasetSource,
    DatasetWithdrawal,
    Deployment,
    DeploymentChange,
    EmergencyUse,
    EnvironmentSnapshot,
    Evidence,
    ExternalAnchor,
    Incident,
    ModelVersion,
    Narrative,
    Policy,
    PolicyEvaluation,
    PolicyRequirement,
    PredictionBatch,
    Principal,
    Record,
    RegisteredModel,
    RetentionHold,
    ReviewAssignment,
    ReviewComment,
    RoleBinding,
    Run,
    SigningKey,
    StateChange,
    Trial,
    Waiver,
    utcnow,
)


def one_of_each(registry: Registry, artifacts: ArtifactStore) -> dict[str, Record]:
    """One row of every governed table, over several events; by table name."""
    with registry.read() as session:
        ada = session.exec(select(Principal)).one()
    by = ada.id
    stored = artifacts.put_bytes(b"graph")
    data = DatasetSnapshot(
        name="people", source="people.csv", rows=9, columns_json="[]", fingerprint="f",
        artifact_sha256=stored.sha256, bytes=5, created_by=by,
    )  # fmt: skip
    code = CodeSnapshot(version="0.1.0", digest="c", files_json="{}")
    environment = EnvironmentSnapshot(python="3.11", platform="x", digest="e", packages_json="{}")
    run = Run(
        dataset_id=data.id, code_id=code.id, environment_id=environment.id, job="j", task="binary",
        target="income", metric="log_loss", seed=0, budget="60", request_json="{}",
        status="finished", created_by=by,
    )  # fmt: skip
    trial = Trial(
        run_id=run.id, number=1, learner="lgbm", config_json="{}", seconds="0.5", status="finished"
    )
    model = RegisteredModel(name="income", task="binary", target="income", owner=by, created_by=by)
    version = ModelVersion(model_id=model.id, number=1, run_id=run.id, created_by=by)
    artifact = Artifact(
        sha256=stored.sha256, bytes=stored.bytes, media_type="application/onnx", name="model.onnx",
        role="graph", version_id=version.id, created_by=by,
    )  # fmt: skip
    found = Evidence(
        version_id=version.id, kind="parity", payload_json="{}", digest="d", created_by=by
    )
    policy = Policy(name="minimal", version=1, document_json="{}", digest="p", created_by=by)
    request = ApprovalRequest(
        version_id=version.id, policy_id=policy.id, manifest_root="m", evidence_root="e",
        requested_by=by,
    )  # fmt: skip
    evaluation = PolicyEvaluation(
        request_id=request.id, policy_id=policy.id, moment="submission", verdict="passed",
        rules_json="[]",
    )  # fmt: skip
    decision = ApprovalDecision(request_id=request.id, stage=1, principal_id=by, decision="approve")
    word = Attestation(evidence_id=found.id, principal_id=by, request_id=request.id)
    change = StateChange(
        version_id=version.id, request_id=request.id, action="submit", source="candidate",
        target="in_review", principal_id=by,
    )  # fmt: skip
    key = PrivateKey(bytes(range(32)))
    subject = {"principal": by, "public_key": to_text(key.public_key), "fingerprint": "f"}
    act = AdministrativeAct(
        kind="key.enrol", subject_json=canonical_json(subject), status="done", proposed_by=by
    )
    proof = sign(
        PAYLOAD_TYPE,
        canonical_json(
            {
                "_type": STATEMENT_TYPE,
                "subject": [{"name": "key", "digest": {"sha256": text_digest(act.subject_json)}}],
                "predicateType": ADMINISTRATION,
                "predicate": {
                    "act": act.id,
                    "kind": act.kind,
                    "verb": "propose",
                    "principal": by,
                    "reason": "",
                },
            }
        ).encode(),
        (key,),
    )
    act.envelope_json = proof.canonical
    signing_key = SigningKey(
        principal_id=by, public_key=to_text(key.public_key), fingerprint=key.fingerprint,
        proof_json=proof.canonical, act_id=act.id,
    )  # fmt: skip
    binding = RoleBinding(principal_id=by, role="author", act_id=act.id)
    required = PolicyRequirement(policy_id=policy.id, act_id=act.id)
    soon = utcnow() + timedelta(hours=1)
    alias = Alias(model_id=model.id, name="champion", version_id=version.id, set_by=by)
    pointed = AliasChange(
        alias_id=alias.id, action="set", target_id=version.id, principal_id=by
    )  # fmt: skip
    deployment = Deployment(
        version_id=version.id, environment="production", manifest_root="m", created_by=by
    )
    deployed = DeploymentChange(
        deployment_id=deployment.id, action="request", source="", target="pending",
        principal_id=by,
    )  # fmt: skip
    withdrawal = DatasetWithdrawal(dataset_id=data.id, reason="no consent", principal_id=by)
    assignment = ReviewAssignment(request_id=request.id, principal_id=by, assigned_by=by)
    comment = ReviewComment(request_id=request.id, body="Why?", principal_id=by)
    waiver = Waiver(
        version_id=version.id, rule="r", description="d", reason="r", compensating_control="c",
        expires_at=soon, act_id=act.id,
    )  # fmt: skip
    incident = Incident(
        version_id=version.id, kind="break_glass", severity="high", summary="s", opened_by=by
    )
    emergency = EmergencyUse(
        version_id=version.id, manifest_root="m", reason="r", act_id=act.id,
        incident_id=incident.id, ends_at=soon,
    )  # fmt: skip
    with registry.read_engine.begin() as connection:
        first = connection.execute(text("SELECT event_hash FROM audit_event")).scalar_one()
    root = leaf_hash(bytes.fromhex(first)).hex()
    anchor = ExternalAnchor(kind="file", size=1, root=root, place="anchor.json", anchored_by=by)
    cosigned = Cosignature(
        log="assay/other", public_key="k", size=1, root="r", checkpoint_json="{}",
        receipt_json="{}", cosigned_by=by,
    )  # fmt: skip
    hold = RetentionHold(reason="dispute", placed_by=by)
    narrative = Narrative(
        version_id=version.id, section=5, topic="override", body="text", principal_id=by
    )
    batch = PredictionBatch(
        version_id=version.id, state="approved", source="new.csv", source_sha256="s",
        output="scored.csv", output_sha256="o", rows=3, created_by=by,
    )  # fmt: skip
    source = DatasetSource(dataset_id=data.id, sha256="s", bytes=4, created_by=by)
    others: list[Record] = [
        pointed, required, alias, deployed, deployment, withdrawal, batch, source, assignment,
        comment, waiver, emergency, incident, narrative, anchor,
    ]  # fmt: skip
    # Children before parents: references hold at commit. All is by one person, who may not decide
    # on their own work: by one event, in which nothing was before the decision.
    made = [trial, artifact, found, version, run, model, data, code, environment, word]
    asked = [evaluation, request, policy]
    for action, rows in (
        ("request.decided", [*made, *asked, decision, change, signing_key, binding, act, *others]),
        ("hold.placed", [hold]),
        ("log.cosigned", [cosigned]),
    ):
        with registry.transact("ada", action) as session:
            session.add_all(rows)
    every = [
        ada, data, code, environment, run, trial, model, version, artifact, found, policy, request,
        evaluation, decision, word, change, act, signing_key, binding, *others, hold, cosigned,
    ]  # fmt: skip
    return {table_of(type(row)).name: row for row in every}
