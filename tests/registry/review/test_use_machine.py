"""No path of verbs leads to a version in use that is not in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from registry import aliases, deployments, withdrawals
from registry.deployment_states import DEPLOYMENT_TRANSITIONS
from registry.errors import AssayError
from registry.resolve import resolve_version
from registry.right_of_use import in_force
from registry.tables import Alias, Deployment, DeploymentChange, ModelVersion
from registry.use_queries import deployments as listed
from tests.registry.review.conftest import World
from tests.registry.review.using import approved, deploy, move, point, sibling, step

ALLOWED = {
    "alias.reason",
    "alias.unchanged",
    "alias.unknown",
    "approval.contributor",
    "approval.open",
    "dataset.withdrawn",
    "dataset.withdrawn_already",
    "deployment.exists",
    "deployment.state",
    "lifecycle.illegal",
    "use.refused",
}
LEGAL = {(one.source.value, one.target.value) for one in DEPLOYMENT_TRANSITIONS} | {("", "pending")}
VERSIONS = st.integers(0, 2)
PLACES = st.sampled_from(["production", "staging"])


def machine(make_world: Callable[[], World]) -> type[RuleBasedStateMachine]:
    """The state machine over new worlds."""

    class Use(RuleBasedStateMachine):
        """Two versions of one data set and model, and one of another; all verbs in any order."""

        @initialize()
        def begin(self) -> None:
            self.world = make_world()
            first = self.world.version()
            self.versions = [first, sibling(self.world, first), self.world.version()]

        def attempt(self, act: Callable[..., Any], *given: Any, **how: Any) -> None:
            try:
                act(self.world, *given, **how)
            except AssayError as error:
                assert error.code in ALLOWED, error.code

        def places(self) -> list[str]:
            with self.world.project.registry.read() as session:
                return [one.id for one in listed(session)]

        @rule(at=VERSIONS)
        def approve(self, at: int) -> None:
            self.attempt(approved, self.versions[at])

        @rule(at=VERSIONS, action=st.sampled_from(["suspend", "reinstate", "revoke", "retire"]))
        def take_step(self, at: int, action: str) -> None:
            who = "ana" if action == "retire" else "carl"
            self.attempt(step, who, self.versions[at], action)

        @rule(at=VERSIONS, name=st.sampled_from(["champion", "challenger"]))
        def set_alias(self, at: int, name: str) -> None:
            self.attempt(point, self.versions[at], name)

        @rule(at=VERSIONS, protect=st.booleans())
        def protect(self, at: int, protect: bool) -> None:
            self.attempt(point, self.versions[at], "shadow", protect=protect)

        @rule(name=st.sampled_from(["champion", "challenger"]))
        def clear_alias(self, name: str) -> None:
            registry = self.world.project.registry
            self.attempt(lambda _: aliases.clear_alias(registry, "bea", "income1", name, "enough"))

        @rule(at=VERSIONS, place=PLACES)
        def request(self, at: int, place: str) -> None:
            self.attempt(deploy, self.versions[at], to=place)

        @rule(pick=st.integers(0, 9), action=st.sampled_from(["activate", "drain", "end"]))
        def move_one(self, pick: int, action: str) -> None:
            found = self.places()
            if found:
                self.attempt(move, found[pick % len(found)], action)

        @rule(pick=st.integers(0, 9), stop=st.booleans())
        def pause_or_resume(self, pick: int, stop: bool) -> None:
            found, registry = self.places(), self.world.project.registry
            if found:
                verb = deployments.pause_deployment if stop else deployments.resume_deployment
                self.attempt(lambda _: verb(registry, "bea", found[pick % len(found)], "r"))

        @rule(data=st.sampled_from(["people1", "people2", "people2"]))
        def withdraw(self, data: str) -> None:
            registry = self.world.project.registry
            self.attempt(lambda _: withdrawals.withdraw_data(registry, "ana", data, "r"))

        @invariant()
        def what_is_in_use_is_in_force(self) -> None:
            artifacts = self.world.project.artifacts
            with self.world.project.registry.read() as session:
                for alias in session.exec(select(Alias)).all():
                    if alias.version_id and alias.protected and not alias.suspended_reason:
                        version = session.get_one(ModelVersion, alias.version_id)
                        assert in_force(session, artifacts, version)
                        model = "income2" if version.id == self.versions[2] else "income1"
                        assert resolve_version(session, f"{model}@{alias.name}").id == version.id
                    assert alias.name != "champion" or alias.protected
                for one in session.exec(select(Deployment)).all():
                    version = session.get_one(ModelVersion, one.version_id)
                    if one.state != "ended" and not one.suspended_reason:
                        assert in_force(session, artifacts, version)
                for view in listed(session):
                    if view.serving:
                        version = session.get_one(ModelVersion, view.version_id)
                        assert in_force(session, artifacts, version)
                        assert not view.paused_reason
                for moved in session.exec(select(DeploymentChange)).all():
                    same = moved.source == moved.target
                    assert same or (moved.source, moved.target) in LEGAL

    return Use


@pytest.mark.slow
def test_no_path_leads_to_the_use_of_what_is_not_in_force(
    make_world: Callable[[], World],
) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine(make_world),
        settings=settings(
            max_examples=12,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
