"""What becomes of a version's aliases and deployments when its standing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.deployment_states import DeploymentState
from registry.emergency_use import emergency_of
from registry.errors import AssayError
from registry.pinned import Standing, standings
from registry.reading import rows_by_id
from registry.tables import (
    Alias,
    AliasChange,
    Deployment,
    DeploymentChange,
    ModelVersion,
    Record,
)

RecordT = TypeVar("RecordT", bound=Record)

CHAMPION = "champion"
"""The alias of the version that a model is used by: it is always protected."""
APPROVAL = "approval"
"""The basis of a deployment whose version is approved."""
EMERGENCY = "emergency"
"""The basis of one whose version is not, and which two persons let be used for some hours."""
OVER = "The emergency use of the version is over."


def suspend_use(
    session: Session,
    version: ModelVersion,
    principal_id: str,
    reason: str,
    *,
    everything: bool = False,
) -> None:
    """Suspend what rests on a version's approval: protected aliases and deployments.

    `everything` takes in other aliases and deployments too, as for withdrawn data. What is
    suspended already keeps its reason.
    """
    for alias in _aliases(session, version):
        if not alias.suspended_reason and (alias.protected or everything):
            alias.suspended_reason = reason
            session.add(alias)
            session.add(_alias_change(alias, "suspend", principal_id, reason))
    for deployment in _deployments(session, version):
        if not deployment.suspended_reason and (deployment.basis == APPROVAL or everything):
            deployment.suspended_reason = reason
            session.add(deployment)
            session.add(_deployment_change(deployment, "suspend", principal_id, reason))


def lift_suspension(
    session: Session, version: ModelVersion, principal_id: str, reason: str
) -> None:
    """Let a version's aliases and deployments be used again; what a person paused stays so."""
    for alias in _aliases(session, version):
        if alias.suspended_reason:
            alias.suspended_reason = ""
            session.add(alias)
            session.add(_alias_change(alias, "lift", principal_id, reason))
    for deployment in _deployments(session, version):
        if deployment.suspended_reason and deployment.basis == APPROVAL:
            deployment.suspended_reason = ""
            session.add(deployment)
            session.add(_deployment_change(deployment, "lift", principal_id, reason))


def alias_fault(session: Session, alias: Alias) -> str:
    """Why an alias must not be followed; empty where it may.

    A protected one needs its version's approval at this moment, whatever its own row says.
    """
    return alias_faults(session, [alias])[alias.id]


def alias_faults(session: Session, aliases: Sequence[Alias]) -> dict[str, str]:
    """The same for many by id, in as few queries as for one."""
    resting = {
        alias.id: alias.version_id
        for alias in aliases
        if not alias.suspended_reason and alias.protected and alias.version_id is not None
    }
    faults = approval_faults(session, set(resting.values()))
    return {
        alias.id: faults[resting[alias.id]] if alias.id in resting else alias.suspended_reason
        for alias in aliases
    }


def deployment_fault(session: Session, deployment: Deployment) -> str:
    """Why a deployment must not serve, as far as its version goes; empty where it may."""
    return deployment_faults(session, [deployment])[deployment.id]


def deployment_faults(session: Session, deployments: Sequence[Deployment]) -> dict[str, str]:
    """The same for many by id; but for emergencies, in as few queries as for one."""
    resting = {
        row.version_id for row in deployments if not row.suspended_reason and row.basis != EMERGENCY
    }
    faults = approval_faults(session, resting)

    def fault(row: Deployment) -> str:
        if row.suspended_reason:
            return row.suspended_reason
        return faults[row.version_id] if row.basis != EMERGENCY else _emergency_fault(session, row)

    return {row.id: fault(row) for row in deployments}


def _emergency_fault(session: Session, deployment: Deployment) -> str:
    version = session.get_one(ModelVersion, deployment.version_id)
    try:
        return OVER if emergency_of(session, version) is None else ""
    except AssayError as error:
        return error.message


def approval_fault(session: Session, version: ModelVersion) -> str:
    """Why a version does not stand as approved, by its row; empty where it does."""
    return approval_faults(session, [version.id])[version.id]


def approval_faults(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The same for many versions by id, in as few queries as for one."""
    versions = list(rows_by_id(session, ModelVersion, ids).values())
    outside = altered(session, ModelVersion, [version.id for version in versions])
    stand = standings(session, versions)
    return {one.id: _fault(one, stand, altered=one.id in outside) for one in versions}


def _fault(version: ModelVersion, stand: Mapping[str, Standing], *, altered: bool) -> str:
    if altered:
        return "The version was changed behind the audit log's back."
    if version.id in stand:  # where its policy was altered a list tells that, and goes on
        return stand[version.id].fault
    return f"The version is {version.state.replace('_', ' ')}, not approved."


def _aliases(session: Session, version: ModelVersion) -> list[Alias]:
    query = select(Alias).where(Alias.version_id == version.id).order_by(col(Alias.id))
    return _as_logged(session, Alias, list(session.exec(query).all()))


def _deployments(session: Session, version: ModelVersion) -> list[Deployment]:
    query = (
        select(Deployment)
        .where(Deployment.version_id == version.id, Deployment.state != DeploymentState.ENDED)
        .order_by(col(Deployment.id))
    )
    return _as_logged(session, Deployment, list(session.exec(query).all()))


# A forged row is followed by nobody and cannot be written over: it must not keep a version from
# being stopped either.
def _as_logged(session: Session, table: type[RecordT], rows: list[RecordT]) -> list[RecordT]:
    outside = altered(session, table, [row.id for row in rows])
    return [row for row in rows if row.id not in outside]


def _alias_change(alias: Alias, action: str, principal_id: str, reason: str) -> AliasChange:
    return AliasChange(
        alias_id=alias.id,
        action=action,
        source_id=alias.version_id,
        target_id=alias.version_id,
        reason=reason,
        principal_id=principal_id,
    )


def _deployment_change(
    deployment: Deployment, action: str, principal_id: str, reason: str
) -> DeploymentChange:
    return DeploymentChange(
        deployment_id=deployment.id,
        action=action,
        source=deployment.state,
        target=deployment.state,
        reason=reason,
        principal_id=principal_id,
    )
