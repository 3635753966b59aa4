"""Versions in use, for tests: approved ones, and others beside them on the same data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import select

from registry import administration, aliases, approvals, deployments, role_grants, standing
from registry.errors import AssayError
from registry.labels import label_of
from registry.tables import Artifact, Deployment, Evidence, ModelVersion, Run
from registry.use_queries import deployment_view
from registry.views.use import AliasView, DeploymentView
from tests.registry.review.conftest import World


def refused(work: Callable[[], object], code: str) -> AssayError:
    with pytest.raises(AssayError) as caught:
        work()
    assert caught.value.code == code, caught.value
    return caught.value


def sibling(world: World, of: str, *, same_run: bool = False) -> str:
    """Another candidate of the same model and data, out of the same run or another."""
    with world.project.registry.transact("ana", "run.recorded") as session:
        first = session.get_one(ModelVersion, of)
        run = session.get_one(Run, first.run_id)
        if not same_run:
            run = Run(**run.model_dump(exclude={"id", "job"}), job=f"again{len(world.versions)}")
            session.add(run)
        query = select(ModelVersion).where(ModelVersion.model_id == first.model_id)
        number = max(row.number for row in session.exec(query).all()) + 1
        left_out = {"id", "number", "run_id", "state", "frozen", "row_version"}
        version = ModelVersion(
            **first.model_dump(exclude=left_out), number=number, run_id=run.id, state="candidate"
        )
        session.add(version)
        for table in (Artifact, Evidence):
            for row in session.exec(select(table).where(table.version_id == of)).all():
                copy = row.model_dump(exclude={"id", "version_id"})
                session.add(table(**copy, version_id=version.id))
        world.versions.append(version.id)
        return version.id


def approved(world: World, version: str | None = None, by: str = "bea") -> str:
    """A version that somebody approved."""
    version = version or world.version()
    registry, artifacts = world.project.registry, world.project.artifacts
    request = approvals.submit(registry, artifacts, "ana", version)
    approvals.decide(registry, artifacts, by, request.id, "approve")
    return version


def label(world: World, version: str) -> str:
    with world.project.registry.read() as session:
        return label_of(session, session.get_one(ModelVersion, version))


def step(world: World, who: str, version: str, action: str, reason: str = "because") -> str:
    project = world.project
    return standing.take_step(
        project.registry, project.artifacts, who, version, action, reason
    ).state


def point(
    world: World,
    version: str,
    name: str = "champion",
    who: str = "bea",
    reason: str = "it won",
    **how: bool,
) -> AliasView:
    """Point an alias of the version's own model at it."""
    project = world.project
    model = label(world, version).split("/")[0]
    return aliases.set_alias(
        project.registry, project.artifacts, who, model, name, version, reason=reason, **how
    )


def deploy(
    world: World, version: str, who: str = "bea", to: str = "production", at: str = ""
) -> DeploymentView:
    project = world.project
    return deployments.request_deployment(
        project.registry, project.artifacts, who, version, to, endpoint=at
    )


def move(world: World, deployment: str, action: str, who: str = "bea") -> DeploymentView:
    project = world.project
    return deployments.move_deployment(
        project.registry, project.artifacts, who, deployment, action, reason="time"
    )


def bound(world: World, who: str, role: str) -> None:
    """Give somebody one role and so no other."""
    act = role_grants.bind_role(world.project.registry, "root", who, role)
    administration.settle(world.project.registry, "dora", act.id, agree=True)


def seen(world: World, key: str) -> DeploymentView:
    with world.project.registry.read() as session:
        return deployment_view(session, session.get_one(Deployment, key))


def pause(world: World, key: str, who: str = "bea", reason: str = "night") -> DeploymentView:
    return deployments.pause_deployment(world.project.registry, who, key, reason)


def resume(world: World, key: str, who: str = "bea") -> DeploymentView:
    return deployments.resume_deployment(world.project.registry, who, key)
