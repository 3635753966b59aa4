"""What is in use by an approval under a policy that the project has come to find not enough."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import Session, col, select

from registry.deployment_states import DeploymentState
from registry.labels import labels_of
from registry.pinned import approvals
from registry.requirements import requirements, shortfall
from registry.tables import Alias, Deployment
from registry.use import APPROVAL
from registry.views.base import View


class ShortView(View):
    """A version in use, by what, and why nothing more could begin to use it."""

    version: str
    uses: tuple[str, ...]
    why: str


def falling_short(session: Session) -> tuple[ShortView, ...]:
    """Versions under protected aliases or deployed whose approval does not do any more.

    Nothing is taken out of use by a requirement: a person decides that.
    """
    if not requirements(session):
        return ()
    uses = _uses(session)
    requests = approvals(session, sorted(uses))
    labels = labels_of(session, uses)
    found = [
        ShortView(version=labels[key], uses=tuple(uses[key]), why=error.message)
        for key, request in requests.items()
        if (error := shortfall(session, request)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.version))


def _uses(session: Session) -> dict[str, list[str]]:
    uses: defaultdict[str, list[str]] = defaultdict(list)
    pointed = select(Alias).where(col(Alias.protected), col(Alias.version_id).is_not(None))
    for alias in session.exec(pointed.order_by(col(Alias.name))).all():
        if alias.version_id is not None:
            uses[alias.version_id].append(f"alias {alias.name}")
    deployed = select(Deployment).where(
        Deployment.state != DeploymentState.ENDED, Deployment.basis == APPROVAL
    )
    for row in session.exec(deployed.order_by(col(Deployment.id))).all():
        uses[row.version_id].append(f"deployment in {row.environment}")
    return uses
