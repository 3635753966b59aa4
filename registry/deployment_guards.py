"""What a step of a deployment takes, and why somebody cannot take it now."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from sqlmodel import Session

from registry.altered import altered
from registry.artifacts import ArtifactStore
from registry.deployment_states import DEPLOYMENTS, DeploymentAction, DeploymentState
from registry.errors import AssayError
from registry.principals import find_principal
from registry.right_of_use import require_right_of_use
from registry.roles import Right, require_right
from registry.tables import Deployment, ModelVersion, Principal


class DeploymentStep(StrEnum):
    """Everything that can be done with a deployment: its moves, and the pause beside them."""

    ACTIVATE = "activate"
    PAUSE = "pause"
    RESUME = "resume"
    DRAIN = "drain"
    END = "end"


def require_may(session: Session, actor_id: str, version: ModelVersion, right: Right) -> None:
    """Raise AssayError `role.missing` for who has no role that gives the right for the model."""
    require_right(session, session.get_one(Principal, actor_id), right, version.model_id)


def require_movable(
    session: Session,
    artifacts: ArtifactStore,
    actor_id: str,
    row: Deployment,
    action: DeploymentAction | str,
) -> DeploymentState:
    """The state that a move leads to, where somebody may make it now.

    Raises AssayError `role.missing`, `lifecycle.illegal`, and for a move that puts the version into
    use `use.refused`, `dataset.withdrawn` or `deployment.changed`.
    """
    version = session.get_one(ModelVersion, row.version_id)
    require_may(session, actor_id, version, Right.DEPLOY)
    target = DEPLOYMENTS.target(row.state, action)
    if target is DeploymentState.ACTIVE:
        require_right_of_use(session, artifacts, version)
        require_pinned(row, version)
    return target


def require_flaggable(session: Session, actor_id: str, row: Deployment, *, paused: bool) -> None:
    """Raise AssayError `role.missing` or `deployment.state` where it cannot be paused, or resumed,
    by somebody now."""
    version = session.get_one(ModelVersion, row.version_id)
    require_may(session, actor_id, version, Right.PAUSE if paused else Right.DEPLOY)
    if row.state == DeploymentState.ENDED or bool(row.paused_reason) == paused:
        state = row.state if row.state == DeploymentState.ENDED else "paused"
        raise AssayError(
            "deployment.state",
            f"The deployment cannot {'pause' if paused else 'resume'}: it is "
            f"{'' if row.state == DeploymentState.ENDED or paused else 'not '}{state}.",
            "'assay deployment show ID' gives its history.",
        )


def require_pinned(deployment: Deployment, version: ModelVersion) -> None:
    """Raise AssayError `deployment.changed` where it was requested for another manifest."""
    if deployment.manifest_root != version.manifest_root:
        raise AssayError(
            "deployment.changed",
            "The version's manifest is not the one that the deployment was requested for.",
            "End it and request another.",
        )


def why_not_request(session: Session, artifacts: ArtifactStore, actor: str, version_id: str) -> str:
    """Why somebody cannot ask for a version to run anywhere now; empty where they can.

    Files are not hashed and the policy is not evaluated here. Raises AssayError as find_principal.
    """
    principal, version = find_principal(session, actor), session.get_one(ModelVersion, version_id)

    def check() -> None:
        require_may(session, principal.id, version, Right.DEPLOY)
        require_right_of_use(session, artifacts, version)

    return _sentence(check)


def refusals(
    session: Session, artifacts: ArtifactStore, actor: str, deployment_id: str
) -> dict[DeploymentStep, str]:
    """Why somebody cannot take each step with a deployment now; empty for those that they can.

    As for `why_not_request`, what takes long is left to the step itself.
    """
    principal, row = find_principal(session, actor), session.get_one(Deployment, deployment_id)
    if altered(session, Deployment, [row.id]):
        said = "The deployment was changed behind the audit log's back."
        return dict.fromkeys(DeploymentStep, said)

    def check(step: DeploymentStep) -> None:
        if step in (DeploymentStep.PAUSE, DeploymentStep.RESUME):
            paused = step is DeploymentStep.PAUSE
            require_flaggable(session, principal.id, row, paused=paused)
        else:
            require_movable(session, artifacts, principal.id, row, step.value)

    return {step: _sentence(partial(check, step)) for step in DeploymentStep}


def _sentence(check: Callable[[], None]) -> str:
    try:
        check()
    except AssayError as error:
        return error.message
    return ""
