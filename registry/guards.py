"""What must hold before a review goes on: who may decide, and that nothing has changed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from registry.altered import differing
from registry.artifacts import ArtifactStore, Stored
from registry.digests import table_of
from registry.emergency_use import emergency_of
from registry.errors import AssayError
from registry.evidence_kinds import CHECKS
from registry.lifecycle import VersionState
from registry.manifest import Manifest, evidence_root, require_complete
from registry.narrative.topics import CHALLENGERS
from registry.pinned import approved_until, approving_request, expired
from registry.rules import EvidenceItem
from registry.signed_decisions import signature_fault
from registry.tables import (
    AdministrativeAct,
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    Attestation,
    DatasetSnapshot,
    Evidence,
    ModelVersion,
    Narrative,
    Policy,
    Principal,
    Record,
    RegisteredModel,
    ReviewComment,
    Run,
    Waiver,
)
from registry.use import APPROVAL, EMERGENCY, approval_fault
from registry.withdrawn import require_data_in_use, withdrawal_under


def contributions(session: Session, version: ModelVersion) -> dict[str, tuple[str, ...]]:
    """Who had a hand in a version, by principal id, each with what they did.

    The run's author, the registrant, everyone who wrote one of its files, its evidence or its
    makers' part of the report, who brought in its data, asked for its approval or for a waiver, and
    who owns its model: none of them may decide on it. Who only checked it, by one of CHECKS, may.
    """
    run = session.get_one(Run, version.run_id)
    acts: list[tuple[str, str]] = [
        (run.created_by, "started its run"),
        (version.created_by, "registered it"),
        (session.get_one(DatasetSnapshot, run.dataset_id).created_by, "imported its data"),
    ]
    acts += [(row.created_by, f"wrote its file '{row.name}'") for row in _files(session, version)]
    acts += [
        (row.created_by, f"wrote its '{row.kind}' evidence")
        for row in evidence(session, version)
        if row.kind not in CHECKS
    ]
    acts += [
        (row.principal_id, f"wrote '{row.topic.replace('_', ' ')}' in its report")
        for row in narratives(session, version)
        if row.topic not in CHALLENGERS
    ]
    asked = session.exec(
        select(AdministrativeAct.proposed_by)
        .join(Waiver, col(Waiver.act_id) == col(AdministrativeAct.id))
        .where(Waiver.version_id == version.id)
    ).all()
    acts += [(who, "asked for a waiver for it") for who in asked]
    requests = session.exec(
        select(ApprovalRequest).where(ApprovalRequest.version_id == version.id)
    ).all()
    acts += [(request.requested_by, "asked for its approval") for request in requests]
    owner = session.get(Principal, session.get_one(RegisteredModel, version.model_id).owner)
    if owner is not None:
        acts.append((owner.id, "owns its model"))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for principal_id, act in acts:
        found[principal_id][act] = None
    return {principal_id: tuple(kept) for principal_id, kept in found.items()}


def refuse_contributors(
    session: Session, version: ModelVersion, principals: Iterable[Principal]
) -> None:
    """Raise AssayError `approval.contributor` if one of these had a hand in the version.

    Principals are compared, not roles: being an administrator changes nothing.
    """
    acts = contributions(session, version)
    for principal in principals:
        if principal.id in acts:
            raise AssayError(
                "approval.contributor",
                f"'{principal.name}' cannot decide on this version: '{principal.name}' "
                f"{' and '.join(acts[principal.id][:3])}.",
                "Nobody decides on their own work, administrators neither: somebody else has to.",
            )


def evidence(session: Session, version: ModelVersion) -> Sequence[Evidence]:
    """A version's evidence, the oldest first."""
    return session.exec(
        select(Evidence).where(Evidence.version_id == version.id).order_by(col(Evidence.id))
    ).all()


def reviewed_evidence(session: Session, version: ModelVersion) -> tuple[Evidence, ...]:
    """The evidence that a review of the version is about, the oldest first.

    All of it, but for the checks that were made once approval had been asked for: somebody who
    reproduces what lies before them must not void it. A version is asked for once in its life.
    """
    rows = evidence(session, version)
    later = {word.evidence_id for word in _words(session, rows) if word.request_id is not None}
    return tuple(row for row in rows if not (row.id in later and row.kind in CHECKS))


def _words(session: Session, rows: Sequence[Evidence]) -> Sequence[Attestation]:
    """Who vouches for these pieces of evidence."""
    checks = [row.id for row in rows if row.kind in CHECKS]
    if not checks:
        return ()
    return session.exec(select(Attestation).where(col(Attestation.evidence_id).in_(checks))).all()


def narratives(session: Session, version: ModelVersion) -> Sequence[Narrative]:
    """What people wrote in a version's report, by topic and revision."""
    return session.exec(
        select(Narrative)
        .where(Narrative.version_id == version.id)
        .order_by(col(Narrative.topic), col(Narrative.revision))
    ).all()


def evidence_items(rows: Iterable[Evidence]) -> tuple[EvidenceItem, ...]:
    """Evidence as policies read it.

    Raises AssayError `evidence.changed` where a payload is not what its digest was taken of.
    """
    items = []
    for row in rows:
        if hashlib.sha256(row.payload_json.encode("utf-8")).hexdigest() != row.digest:
            raise AssayError(
                "evidence.changed",
                f"The '{row.kind}' evidence {row.id} is not what its digest was taken of.",
                "Run 'assay audit verify' to see everything that was changed.",
            )
        payload = json.loads(row.payload_json)
        items.append(
            EvidenceItem(row.kind, row.digest, payload if isinstance(payload, dict) else {})
        )
    return tuple(items)


def read_manifest(artifacts: ArtifactStore, version: ModelVersion) -> Manifest:
    """A version's manifest, checked against what the version's row says of it.

    Raises AssayError `manifest.missing`, `manifest.invalid`, `manifest.incomplete` or
    `manifest.changed`.
    """
    if version.manifest_sha256 is None or version.manifest_root is None:
        raise AssayError(
            "manifest.missing", "The version has no manifest yet.", "Let its run end first."
        )
    manifest = Manifest.parse(artifacts.read_bytes(version.manifest_sha256))
    graph = manifest.graph
    if manifest.root != version.manifest_root or (
        graph is not None and graph.graph_digest != version.graph_digest
    ):
        raise AssayError(
            "manifest.changed",
            "The stored manifest is not the one that the version was registered with.",
            "Run 'assay audit verify' to see everything that was changed.",
        )
    require_complete(manifest)
    return manifest


def verify_files(artifacts: ArtifactStore, manifest: Manifest) -> None:
    """Hash every file of a manifest, the graph among them, against the store.

    Raises AssayError `manifest.file` that names each one that is absent or was changed.
    """
    faults = []
    for entry in manifest.entries:
        try:
            found = artifacts.measure(entry.sha256)
        except AssayError as error:
            faults.append(f"{entry.role} '{entry.name}': {error.message}")
            continue
        if found != Stored(entry.sha256, entry.bytes):
            faults.append(f"{entry.role} '{entry.name}': its content was changed.")
    if faults:
        raise AssayError(
            "manifest.file",
            f"{len(faults)} of the version's {len(manifest.entries)} files are not as its "
            f"manifest says. {' '.join(faults)}",
            "Put the original files back into the artifact store, or train again.",
        )


def require_recorded(session: Session, version: ModelVersion, manifest: Manifest) -> None:
    """Every file of the manifest has a record, which says whose work it is.

    Raises AssayError `manifest.unrecorded`: a file that nobody is known to have written could
    be approved by the one who wrote it.
    """
    known = {row.sha256 for row in _files(session, version)}
    unknown = [entry for entry in manifest.entries if entry.sha256 not in known]
    if unknown:
        names = ", ".join(f"{entry.role} '{entry.name}'" for entry in unknown)
        raise AssayError(
            "manifest.unrecorded",
            f"It is not recorded who wrote these files of the version: {names}.",
            "Run 'assay audit verify'; train again if it finds nothing.",
        )


def what_changed(
    session: Session, artifacts: ArtifactStore, request: ApprovalRequest
) -> tuple[str, ...]:
    """What is no longer as it was when the request was made; empty where all is."""
    version = session.get_one(ModelVersion, request.version_id)
    changed = []
    try:
        manifest = read_manifest(artifacts, version)
        if manifest.root != request.manifest_root:
            changed.append("the manifest")
    except AssayError as error:
        if error.code not in ("manifest.changed", "manifest.invalid", "manifest.incomplete"):
            raise
        changed.append("the manifest")
    if evidence_root(reviewed_evidence(session, version)) != request.evidence_root:
        changed.append("the evidence")
    return tuple(changed)


def require_as_logged(session: Session, version: ModelVersion) -> None:
    """The rows that a decision rests on are what the audit log last said of them.

    Otherwise an author who edits `created_by` in the database file could become a stranger to
    the work. Raises AssayError `record.tampered`.
    """
    run = session.get_one(Run, version.run_id)
    requests = session.exec(
        select(ApprovalRequest).where(ApprovalRequest.version_id == version.id)
    ).all()
    decisions = session.exec(
        select(ApprovalDecision).where(
            col(ApprovalDecision.request_id).in_([request.id for request in requests])
        )
    ).all()
    found = evidence(session, version)
    comments = session.exec(
        select(ReviewComment).where(
            col(ReviewComment.request_id).in_([request.id for request in requests])
        )
    ).all()
    rows: list[Record] = [
        version,
        session.get_one(RegisteredModel, version.model_id),
        run,
        session.get_one(DatasetSnapshot, run.dataset_id),
        *_files(session, version),
        *found,
        *_words(session, found),
        *narratives(session, version),
        *requests,
        *decisions,
        *comments,
        *(session.get_one(Policy, key) for key in {row.policy_id for row in requests}),
    ]
    by_table: defaultdict[type[Record], list[str]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row.id)
    connection = session.connection()
    for record, ids in by_table.items():
        outside = differing(connection, record, ids)
        if outside:
            key = next(key for key in ids if key in outside)
            raise AssayError(
                "record.tampered",
                f"{table_of(record).name} {key} was changed behind the audit log's back.",
                "Run 'assay audit verify': it says everything that was changed.",
            )


def in_force(session: Session, artifacts: ArtifactStore, version: ModelVersion) -> bool:
    """Whether a version may be used as approved (guard 5).

    That takes the state, an approval whose time has not run out, data that was not withdrawn, a
    closed request with an approving decision on the very manifest that the version has,
    signatures that hold, and rows that are as the audit log says. Raises AssayError
    `record.tampered`, `signature.invalid` or what `read_manifest` raises where they are not: a
    state that was written into the database approves nothing.
    """
    require_as_logged(session, version)
    read_manifest(artifacts, version)
    if version.state != VersionState.APPROVED or expired(session, version):
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
    for decision in approvals:
        fault = signature_fault(session, decision)
        if fault is not None:
            raise AssayError(
                "signature.invalid",
                f"An approval of this version does not hold. {fault}",
                "Run 'assay audit verify': it says everything that is not as it should be.",
            )
    return bool(approvals)


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
    """The right by which a version may be used.

    Raises AssayError `dataset.withdrawn`, or `use.refused` that says why it may not.
    """
    right = right_of_use(session, artifacts, version)
    if right is None:
        require_data_in_use(session, version)
        raise AssayError(
            "use.refused",
            "The version may not be used. "
            + (approval_fault(session, version) or "Nobody's decision approved it."),
            "Deploy, or put under a protected alias, a version that is approved and in force.",
        )
    return right


def _files(session: Session, version: ModelVersion) -> Sequence[Artifact]:
    """The records of the files of a version, of its run and of its data."""
    run = session.get_one(Run, version.run_id)
    return session.exec(
        select(Artifact)
        .where(
            or_(
                col(Artifact.version_id) == version.id,
                col(Artifact.run_id) == run.id,
                col(Artifact.dataset_id) == run.dataset_id,
            )
        )
        .order_by(col(Artifact.id))
    ).all()
