"""Whatever people do, in whatever order: nobody approves their own work, no stage is skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from registry.approvals import decide, submit
from registry.errors import AssayError
from registry.guards import contributions
from registry.tables import ApprovalDecision, ApprovalRequest, ModelVersion, Principal

PEOPLE = ("root", "ana", "bea", "carl", "dora")
STAGES = ((1, 2), (2, 1))
POLICY = """
name: staged
version: 1
description: Two at the first stage, one at the second.
requires_key: false
stages: [{name: validation, quorum: 2}, {name: sign_off, quorum: 1}]
rules: [{type: parity_passed}]
"""
ALLOWED = {
    "approval.contributor",
    "approval.decided_already",
    "approval.voided",
    "approval.open",
    "request.closed",
    "lifecycle.illegal",
    "policy.not_administrator",
}


def machine(make_world: Callable[[], Any], policy: str) -> type[RuleBasedStateMachine]:
    """The state machine over new worlds."""

    class Review(RuleBasedStateMachine):
        """One version; people submit, decide, add evidence and change the manifest."""

        @initialize(author=st.sampled_from(PEOPLE), importer=st.sampled_from(PEOPLE))
        def begin(self, author: str, importer: str) -> None:
            self.world = make_world()
            self.version = self.world.version(author, importer)
            self.request = ""
            self.changed = False

        def attempt(self, act: Callable[..., Any], *words: Any, **options: Any) -> Any:
            try:
                return act(
                    self.world.project.registry, self.world.project.artifacts, *words, **options
                )
            except AssayError as error:
                assert error.code in ALLOWED, error.code
                return None

        @rule(who=st.sampled_from(PEOPLE))
        def submit_it(self, who: str) -> None:
            request = self.attempt(submit, who, self.version, policy=policy)
            if request is not None:
                assert not self.request
                self.request = request.id

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE))
        def approve(self, who: str) -> None:
            done = self.attempt(decide, who, self.request, "approve")
            assert done is None or not self.changed

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE))
        def approve_again(self, who: str) -> None:
            self.approve(who)

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE))
        def reject(self, who: str) -> None:
            done = self.attempt(decide, who, self.request, "reject", "no")
            assert done is None or not self.changed

        @precondition(lambda self: self.in_review())
        @rule(who=st.sampled_from(PEOPLE))
        def add_evidence(self, who: str) -> None:
            self.world.add_evidence(self.version, who, "note", {"by": who})
            self.changed = True

        @precondition(lambda self: self.in_review())
        @rule()
        def change_manifest(self) -> None:
            self.world.change_manifest(self.version)
            self.changed = True

        def in_review(self) -> bool:
            return bool(self.request) and self.world.state(self.version) == "in_review"

        @invariant()
        def approved_means_every_stage_by_strangers_on_what_was_submitted(self) -> None:
            with self.world.project.registry.read() as session:
                version = session.get_one(ModelVersion, self.version)
                decisions = session.exec(select(ApprovalDecision)).all()
                contributors = set(contributions(session, version))
                deciders = [row.principal_id for row in decisions]
                assert len(deciders) == len(set(deciders))
                if not self.changed:
                    assert not contributors & set(deciders)
                if version.state != "approved":
                    return
                assert not contributors & set(deciders)
                assert not self.changed
                request = session.get_one(ApprovalRequest, self.request)
                assert request.status == "approved"
                assert request.manifest_root == version.manifest_root
                for stage, quorum in STAGES:
                    agreed = {
                        row.principal_id
                        for row in decisions
                        if row.stage == stage and row.decision == "approve"
                    }
                    assert len(agreed) >= quorum
                    assert all(session.get_one(Principal, who).active for who in agreed)

    return Review


@pytest.mark.slow
def test_no_path_leads_around_the_guards(make_world: Callable[[], Any], tmp_path: Path) -> None:
    file = tmp_path / "staged.yaml"
    file.write_text(POLICY, "utf-8")

    def seeded() -> Any:
        world = make_world()
        # An administrator's first submission brings the policy in, so that anybody may use it.
        submit(
            world.project.registry,
            world.project.artifacts,
            "root",
            world.version(),
            policy=str(file),
        )
        return world

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine(seeded, str(file)),
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
