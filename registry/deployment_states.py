"""The states of a deployment and every legal transition between them, as one table."""

from __future__ import annotations

from enum import StrEnum

from registry.transitions import Machine, Transition


class DeploymentState(StrEnum):
    """Whether a version runs somewhere. Whether it is approved is the version's matter."""

    PENDING = "pending"
    ACTIVE = "active"
    DRAINING = "draining"
    ENDED = "ended"


class DeploymentAction(StrEnum):
    """What moves a deployment from one state to another."""

    ACTIVATE = "activate"
    DRAIN = "drain"
    END = "end"


def counted(state: str, *, suspended: bool, paused: bool) -> str:
    """The state as far as use goes: what stops a deployment stands before how it runs."""
    if state == DeploymentState.ENDED:
        return state
    return "suspended" if suspended else "paused" if paused else state


_S, _A = DeploymentState, DeploymentAction

DEPLOYMENT_TRANSITIONS: tuple[Transition[DeploymentState, DeploymentAction], ...] = (
    Transition(_S.PENDING, _A.ACTIVATE, _S.ACTIVE, "it takes requests"),
    Transition(_S.PENDING, _A.END, _S.ENDED, "it never came to run"),
    Transition(_S.ACTIVE, _A.DRAIN, _S.DRAINING, "it finishes what it has and takes no more"),
    Transition(_S.DRAINING, _A.END, _S.ENDED, "it runs no more"),
)

DEPLOYMENTS = Machine(
    "deployment",
    "request a new deployment",
    DeploymentState,
    DeploymentAction,
    DEPLOYMENT_TRANSITIONS,
)
