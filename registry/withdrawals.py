"""Withdrawing data: everything that was made from it is stopped, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from registry.altered import ALTERED, altered
from registry.approvals.parts import close
from registry.database import Registry
from registry.deployment_states import DeploymentState
from registry.errors import AssayError
from registry.labels import label_of
from registry.lifecycle import VersionAction, VersionState
from registry.moves import move
from registry.principals import find_principal
from registry.queries import name_of
from registry.resolve import resolve_dataset
from registry.roles import PROJECT, Role, roles_of
from registry.tables import (
    Alias,
    ApprovalRequest,
    DatasetSnapshot,
    DatasetSource,
    DatasetWithdrawal,
    Deployment,
    ModelVersion,
    PredictionBatch,
    Principal,
    RegisteredModel,
    Run,
)
from registry.use import suspend_use
from registry.views.base import View
from registry.withdrawn import withdrawal_of

REASON_CHARACTERS = 4000
_BECOMES = {
    VersionState.APPROVED: VersionState.SUSPENDED,
    VersionState.IN_REVIEW: VersionState.CHANGES_REQUESTED,
}


class AffectedVersion(View):
    """A version that was trained on the data, its state before and what it becomes."""

    id: str
    label: str
    state: str
    becomes: str


class AffectedAlias(View):
    """An alias of such a version; `suspended_reason` is what it was suspended for before."""

    id: str
    alias: str
    version: str
    protected: bool
    suspended_reason: str


class AffectedDeployment(View):
    """A deployment of such a version that has not ended."""

    id: str
    version: str
    environment: str
    endpoint: str
    state: str
    suspended_reason: str


class AffectedRequest(View):
    """An open request for approval of such a version, which is voided."""

    id: str
    version: str
    requested_by: str


class AffectedBatch(View):
    """Rows that were scored with such a version, or are of the data: somebody must know."""

    id: str
    version: str
    output: str
    output_sha256: str
    rows: int
    scored_at: datetime


class BlastRadius(View):
    """All that a withdrawal of data reaches; `withdrawn_at` is None where it was only looked at.

    `snapshots` are the ids of the snapshot and of all others with the same content.
    """

    dataset: str
    dataset_id: str
    snapshots: tuple[str, ...]
    runs: tuple[str, ...]
    versions: tuple[AffectedVersion, ...]
    aliases: tuple[AffectedAlias, ...]
    deployments: tuple[AffectedDeployment, ...]
    requests: tuple[AffectedRequest, ...]
    batches: tuple[AffectedBatch, ...]
    reason: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None


def blast_radius(session: Session, dataset: str) -> BlastRadius:
    """What a withdrawal of a data snapshot reaches, as things stand; changes nothing.

    Raises AssayError `dataset.unknown` or `dataset.ambiguous`.
    """
    return _radius(session, resolve_dataset(session, dataset))


def withdraw_data(registry: Registry, actor: str, dataset: str, reason: str) -> BlastRadius:
    """Withdraw a data snapshot for good, and stop all that was made from the same content.

    Approved versions are suspended, requests in review voided, and every alias and deployment of
    any of its versions is suspended with the reason. What was changed behind the log's back
    cannot be written over: it counts as altered, so nobody may use it, and does not stand in the
    way.

    Gives what was reached, as it stood before. Raises AssayError `withdrawal.reason`,
    `withdrawal.not_allowed`, `dataset.withdrawn_already`, `role.missing`, `dataset.unknown`.
    """
    if not reason.strip() or len(reason) > REASON_CHARACTERS:
        raise AssayError(
            "withdrawal.reason",
            f"A withdrawal needs a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say why in a sentence, with --reason: everybody who is stopped by it reads it.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        dataset_id = resolve_dataset(session, dataset).id
    details = {"dataset": dataset_id}
    with registry.transact(actor_id, "dataset.withdrawn", details, checkpoint=True) as session:
        row = session.get_one(DatasetSnapshot, dataset_id)
        principal = session.get_one(Principal, actor_id)
        _require_allowed(session, row, principal)
        _require_not_yet(session, row)
        radius = _radius(session, row)
        said = DatasetWithdrawal(dataset_id=row.id, reason=reason.strip(), principal_id=actor_id)
        session.add(said)
        why = f"The data '{row.name}' was withdrawn: {said.reason}"
        for version in _versions(session, row):
            _stop(session, version, actor_id, why)
        told = {
            "reason": said.reason,
            "withdrawn_at": said.withdrawn_at,
            "withdrawn_by": principal.name,
        }
    return radius.model_copy(update=told)


def _stop(session: Session, version: ModelVersion, actor_id: str, why: str) -> None:
    suspend_use(session, version, actor_id, why, everything=True)
    if altered(session, ModelVersion, [version.id]):
        return
    if version.state == VersionState.APPROVED:
        move(session, version, VersionAction.SUSPEND, actor_id, reason=why)
    for request in _open_requests(session, version):
        if not altered(session, ApprovalRequest, [request.id]):
            action = VersionAction.REQUEST_CHANGES
            close(session, request, version, action, actor_id, reason=why, voided=True)


def _require_allowed(session: Session, dataset: DatasetSnapshot, principal: Principal) -> None:
    """Who imported the data, or answers for the whole project: a binding for one model does not."""
    for_all = roles_of(session, principal, PROJECT)
    if dataset.created_by == principal.id or for_all & {Role.APPROVER, Role.ADMINISTRATOR}:
        return
    raise AssayError(
        "withdrawal.not_allowed",
        f"'{principal.name}' cannot withdraw the data '{dataset.name}', which "
        f"'{name_of(session, dataset.created_by)}' imported.",
        "Who imported it, an approver for all models, or an administrator can. Anybody may "
        "suspend a version: assay suspend VERSION",
    )


def _require_not_yet(session: Session, dataset: DatasetSnapshot) -> None:
    earlier = withdrawal_of(session, dataset.id)
    if earlier is not None:
        raise AssayError(
            "dataset.withdrawn_already",
            f"The data '{dataset.name}' was withdrawn on {earlier.withdrawn_at:%Y-%m-%d} by "
            f"'{name_of(session, earlier.principal_id)}': {earlier.reason}",
            "A withdrawal is for good. What it reaches: assay withdraw-data DATASET --dry-run",
        )


def _radius(session: Session, dataset: DatasetSnapshot) -> BlastRadius:
    said = withdrawal_of(session, dataset.id)
    same = DatasetSnapshot.fingerprint == dataset.fingerprint
    snapshots = session.exec(
        select(DatasetSnapshot.id).where(same).order_by(col(DatasetSnapshot.id))
    ).all()
    runs = session.exec(
        select(Run.id)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(Run.dataset_id))
        .where(same)
        .order_by(col(Run.id))
    ).all()
    versions = _versions(session, dataset)
    outside = altered(session, ModelVersion, [version.id for version in versions])
    labels = {version.id: label_of(session, version) for version in versions}
    return BlastRadius(
        dataset=dataset.name,
        dataset_id=dataset.id,
        snapshots=tuple(snapshots),
        runs=tuple(runs),
        versions=tuple(
            AffectedVersion(
                id=version.id,
                label=labels[version.id],
                state=ALTERED if version.id in outside else version.state,
                becomes=ALTERED if version.id in outside else _becomes(version),
            )
            for version in versions
        ),
        aliases=tuple(one for version in versions for one in _aliases(session, version)),
        deployments=tuple(
            AffectedDeployment(
                **row.model_dump(
                    include={"id", "environment", "endpoint", "state", "suspended_reason"}
                ),
                version=labels[version.id],
            )
            for version in versions
            for row in _deployments(session, version)
        ),
        requests=tuple(
            AffectedRequest(
                id=row.id,
                version=labels[version.id],
                requested_by=name_of(session, row.requested_by),
            )
            for version in versions
            for row in _open_requests(session, version)
        ),
        batches=tuple(
            AffectedBatch(
                **row.model_dump(include={"id", "output", "output_sha256", "rows", "scored_at"}),
                version=label_of(session, session.get_one(ModelVersion, row.version_id)),
            )
            for row in _batches(session, dataset)
        ),
        reason=said.reason if said else "",
        withdrawn_at=said.withdrawn_at if said else None,
        withdrawn_by=name_of(session, said.principal_id) if said else None,
    )


def _becomes(version: ModelVersion) -> str:
    state = VersionState(version.state)
    return _BECOMES.get(state, state).value


def _versions(session: Session, dataset: DatasetSnapshot) -> Sequence[ModelVersion]:
    """The versions that were trained on the same content, the oldest first."""
    return session.exec(
        select(ModelVersion)
        .join(Run, col(Run.id) == col(ModelVersion.run_id))
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(Run.dataset_id))
        .where(DatasetSnapshot.fingerprint == dataset.fingerprint)
        .order_by(col(ModelVersion.id))
    ).all()


def _aliases(session: Session, version: ModelVersion) -> list[AffectedAlias]:
    model = session.get_one(RegisteredModel, version.model_id).name
    rows = session.exec(
        select(Alias).where(Alias.version_id == version.id).order_by(col(Alias.name))
    ).all()
    return [
        AffectedAlias(
            **row.model_dump(include={"id", "protected", "suspended_reason"}),
            alias=f"{model}@{row.name}",
            version=f"{model}/{version.number}",
        )
        for row in rows
    ]


def _deployments(session: Session, version: ModelVersion) -> Sequence[Deployment]:
    return session.exec(
        select(Deployment)
        .where(Deployment.version_id == version.id, Deployment.state != DeploymentState.ENDED)
        .order_by(col(Deployment.id))
    ).all()


def _batches(session: Session, dataset: DatasetSnapshot) -> Sequence[PredictionBatch]:
    """Batches that a version made from the content scored, or that the content itself is in."""
    versions = (
        select(ModelVersion.id)
        .join(Run, col(Run.id) == col(ModelVersion.run_id))
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(Run.dataset_id))
        .where(DatasetSnapshot.fingerprint == dataset.fingerprint)
    )
    files = (
        select(DatasetSource.sha256)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(DatasetSource.dataset_id))
        .where(DatasetSnapshot.fingerprint == dataset.fingerprint)
    )
    return session.exec(
        select(PredictionBatch)
        .where(
            or_(
                col(PredictionBatch.version_id).in_(versions),
                col(PredictionBatch.source_sha256).in_(files),
            )
        )
        .order_by(col(PredictionBatch.id))
    ).all()


def _open_requests(session: Session, version: ModelVersion) -> Sequence[ApprovalRequest]:
    return session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.version_id == version.id, ApprovalRequest.status == "open")
        .order_by(col(ApprovalRequest.id))
    ).all()
