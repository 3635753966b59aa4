"""The governed records that a report is read from, by the digests that the log holds for them."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from registry.batches import batches_of
from registry.digests import row_digest
from registry.queries import name_of
from registry.reports.parts import EvidenceReference
from registry.retention import holds_on
from registry.tables import (
    Alias,
    ApprovalRequest,
    AuditCheckpoint,
    DatasetSnapshot,
    Deployment,
    ModelVersion,
    RegisteredModel,
    Run,
)
from registry.withdrawn import withdrawal_under

LOG = "the log"
MOST_BATCHES = 20
Reference = tuple[EvidenceReference, ...]


def read_records(
    session: Session, version: ModelVersion, checkpoint: AuditCheckpoint | None
) -> dict[str, Reference]:
    """References to the version's records, by what they are of: `model`, `run`, `requests`..."""
    model = session.get_one(RegisteredModel, version.model_id)
    run = session.get_one(Run, version.run_id)
    dataset = session.get_one(DatasetSnapshot, run.dataset_id)
    requests = session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.version_id == version.id)
        .order_by(col(ApprovalRequest.id))
    ).all()

    def reference(row: RegisteredModel | ModelVersion | DatasetSnapshot, of: str) -> Reference:
        who = name_of(session, row.created_by)
        return (_reference(f"record of {of}", row_digest(row), who, row.created_at),)

    author = name_of(session, version.created_by)
    found: dict[str, Reference] = {
        "model": reference(model, "the model"),
        "version": reference(version, "the version"),
        "data": reference(dataset, "the data"),
        "run": (
            _reference(
                "record of the run", row_digest(run), name_of(session, run.created_by),
                run.started_at,
            ),
        ),
        "requests": tuple(
            _reference(
                "record of a request", row_digest(one), name_of(session, one.requested_by),
                one.requested_at,
            )
            for one in requests
        ),
    }  # fmt: skip
    found |= _records_of_use(session, version)
    found["holds"] = tuple(
        _reference(
            "record of a legal hold", row_digest(one), name_of(session, one.placed_by),
            one.placed_at,
        )
        for one in holds_on(session, version)
    )  # fmt: skip
    if version.manifest_root:
        root = version.manifest_root
        found["manifest"] = (_reference("manifest root", root, author, version.created_at),)
    if checkpoint is not None:
        found["checkpoint"] = (checkpoint_reference(checkpoint),)
    return found


def checkpoint_reference(checkpoint: AuditCheckpoint) -> EvidenceReference:
    """A checkpoint as a report's sections name it."""
    return _reference("checkpoint root", checkpoint.root, LOG, checkpoint.at)


def _records_of_use(session: Session, version: ModelVersion) -> dict[str, Reference]:
    """The records of the version's aliases, deployments, batches, and its data's withdrawal."""
    names = session.exec(
        select(Alias).where(Alias.version_id == version.id).order_by(col(Alias.id))
    ).all()
    places = session.exec(
        select(Deployment).where(Deployment.version_id == version.id).order_by(col(Deployment.id))
    ).all()
    batches = batches_of(session, version.id, MOST_BATCHES)
    said = withdrawal_under(session, version)
    found = {
        "batches": tuple(
            _reference(
                "record of a batch", row_digest(one), name_of(session, one.created_by),
                one.scored_at,
            )
            for one in batches
        ),
        "aliases": tuple(
            _reference(
                "record of an alias", row_digest(one), name_of(session, one.set_by), one.set_at
            )
            for one in names
        ),
        "deployments": tuple(
            _reference(
                "record of a deployment", row_digest(one), name_of(session, one.created_by),
                one.created_at,
            )
            for one in places
        ),
    }  # fmt: skip
    if said is not None:
        who = name_of(session, said.principal_id)
        found["withdrawal"] = (
            _reference("record of a withdrawal", row_digest(said), who, said.withdrawn_at),
        )
    return found


def _reference(kind: str, digest: str, author: str, date: datetime) -> EvidenceReference:
    return EvidenceReference(kind=kind, digest=digest, author=author, date=date)
