"""What must not have changed when a review goes on: the manifest, the files, the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from registry.altered import differing_rows, taken_away
from registry.artifacts import ArtifactStore, Stored
from registry.digests import table_of
from registry.errors import AssayError, tampered
from registry.manifest import Manifest, evidence_root, require_complete
from registry.tables import (
    AdministrativeAct,
    ApprovalDecision,
    ApprovalRequest,
    DatasetSnapshot,
    DatasetWithdrawal,
    ModelVersion,
    Policy,
    PolicyEvaluation,
    Record,
    RegisteredModel,
    ReviewComment,
    Run,
    Waiver,
)
from registry.version_rows import evidence, narratives, reviewed_evidence, version_files, vouched


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
    known = {row.sha256 for row in version_files(session, version)}
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
    evaluations = session.exec(
        select(PolicyEvaluation).where(
            col(PolicyEvaluation.request_id).in_([request.id for request in requests])
        )
    ).all()
    waivers = session.exec(select(Waiver).where(Waiver.version_id == version.id)).all()
    rows: list[Record] = [
        version,
        session.get_one(RegisteredModel, version.model_id),
        run,
        session.get_one(DatasetSnapshot, run.dataset_id),
        *version_files(session, version),
        *found,
        *vouched(session, found),
        *narratives(session, version),
        *requests,
        *decisions,
        *comments,
        *evaluations,
        *waivers,
        *_withdrawals(session),
        *(session.get_one(Policy, key) for key in {row.policy_id for row in requests}),
    ]
    by_table: defaultdict[type[Record], list[str]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row.id)
    if waivers:
        by_table[AdministrativeAct] += [row.act_id for row in waivers]
    outside = differing_rows(session.connection(), by_table)
    for record, ids in by_table.items():
        name = table_of(record).name
        for key in ids:
            if (name, key) in outside:
                raise tampered(f"{name} {key} was changed")


def _withdrawals(session: Session) -> Sequence[DatasetWithdrawal]:
    """All withdrawals of data: one that was taken away would let its data be used again."""
    found = session.exec(select(DatasetWithdrawal)).all()
    if taken_away(session, DatasetWithdrawal, [row.id for row in found]):
        raise tampered("A withdrawal of data was taken away")
    return found
