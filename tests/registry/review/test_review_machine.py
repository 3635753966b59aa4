"""Whatever people do, in whatever order: nobody approves their own work, no stage is skipped.

They comment, ask each other, stand back, waive rules, change what is under review, and take the
request back.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
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

from registry import administration, assignments, discussion, role_grants, waivers
from registry.approvals import decide, submit, withdraw
from registry.audit_verify import verify
from registry.contributors import contributions
from registry.errors import AssayError
from registry.tables import (
    AdministrativeAct,
    ApprovalDecision,
    ApprovalRequest,
    ModelVersion,
    PolicyEvaluation,
    Principal,
    ReviewComment,
    Waiver,
)
from registry.tables.base import utcnow
from tests.registry.review.conftest import EVIDENCE

PEOPLE = ("root", "ana", "bea", "carl", "dora")
STAGES = ((1, 2), (2, 1))
POLICY = """
name: staged
version: 1
description: Two at the first stage, one at the second.
requires_key: false
stages: [{name: validation, quorum: 2}, {name: sign_off, quorum: 1}]
rules:
  - {type: parity_passed}
  - {type: evidence_present, kind: risk}
"""
RISK = "2"
ALLOWED = {
    "approval.contributor",
    "approval.decided_already",
    "approval.voided",
    "approval.open",
    "approval.recused",
    "approval.not_requester",
    "administration.open",
    "administration.second_person",
    "administration.settled",
    "assignment.twice",
    "assignment.none",
    "policy.failed",
    "waiver.state",
    "waiver.twice",
    "waiver.ended",
    "request.closed",
    "lifecycle.illegal",
    "policy.not_administrator",
}


def machine(make_world: Callable[[], Any], policy: str) -> type[RuleBasedStateMachine]:
    """The state machine over new worlds."""

    class Review(RuleBasedStateMachine):
        """One version under a policy with a rule that it meets by a waiver only."""

        @initialize(author=st.sampled_from(PEOPLE), importer=st.sampled_from(PEOPLE))
        def begin(self, author: str, importer: str) -> None:
            self.world = make_world()
            self.version = self.world.version(author, importer)
            self.request = ""
            self.acts: list[str] = []
            self.asked: dict[str, str] = {}
            self.stood_back: set[str] = set()
            self.changed = False

        def attempt(self, act: Callable[..., Any], *words: Any, **options: Any) -> Any:
            return self.attempt_alone(act, self.world.project.artifacts, *words, **options)

        def attempt_alone(self, act: Callable[..., Any], *words: Any, **options: Any) -> Any:
            """Try what needs no files."""
            try:
                return act(self.world.project.registry, *words, **options)
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
            assert done is None or not (self.changed or who in self.stood_back)

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE))
        def approve_again(self, who: str) -> None:
            self.approve(who)

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE))
        def reject(self, who: str) -> None:
            done = self.attempt(decide, who, self.request, "reject", "no")
            assert done is None or not self.changed

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE), words=st.sampled_from(("Why?", "So.", "And this?")))
        def comment(self, who: str, words: str) -> None:
            was_open = self.in_review()
            done = self.attempt_alone(discussion.comment, who, self.request, words)
            assert done is None or was_open

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE), other=st.sampled_from(PEOPLE))
        def assign(self, who: str, other: str) -> None:
            done = self.attempt_alone(assignments.assign, who, self.request, other)
            assert done is None or other not in self.stood_back

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE), other=st.sampled_from(PEOPLE))
        def unassign(self, who: str, other: str) -> None:
            self.attempt_alone(assignments.unassign, who, self.request, other)

        @precondition(lambda self: self.request)
        @rule(who=st.sampled_from(PEOPLE))
        def recuse(self, who: str) -> None:
            if self.attempt_alone(role_grants.recuse, who, self.request, "kin") is not None:
                self.stood_back.add(who)

        @precondition(lambda self: self.in_review())
        @rule(who=st.sampled_from(PEOPLE), sure=st.integers(0, 3))
        def withdraw(self, who: str, sure: int) -> None:
            if sure == 0 or not self.changed:  # seldom, or little else would be reached
                self.attempt_alone(withdraw, who, self.request, "no")

        @rule(who=st.sampled_from(PEOPLE))
        def ask_waiver(self, who: str) -> None:
            act = self.attempt_alone(
                waivers.ask_waiver,
                who,
                self.version,
                RISK,
                policy=policy,
                reason="no time",
                control="a person looks at each case",
                until=utcnow() + timedelta(days=30),
            )
            if act is not None:
                assert act.status == "open"
                self.acts.append(act.id)
                self.asked[act.id] = who

        @precondition(lambda self: self.acts)
        @rule(who=st.sampled_from(PEOPLE), agree=st.sampled_from((True, True, True, False)))
        def settle(self, who: str, agree: bool) -> None:
            act = self.acts[-1]
            done = self.attempt_alone(
                administration.settle, who, act, agree=agree, reason="" if agree else "no"
            )
            assert done is None or not agree or who != self.asked[act]

        @precondition(lambda self: self.in_force())
        @rule(who=st.sampled_from(PEOPLE))
        def end_waiver(self, who: str) -> None:
            self.attempt_alone(waivers.end_waiver, who, self.in_force()[-1], "over")

        def in_force(self) -> list[str]:
            with self.world.project.registry.read() as session:
                rows = session.exec(select(Waiver)).all()
                return [row.id for row in rows if row.ended_at is None]

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
                decisions = session.exec(
                    select(ApprovalDecision).where(ApprovalDecision.request_id == self.request)
                ).all()
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

        @invariant()
        def a_waiver_stands_on_two_persons_and_the_second_had_no_hand_in_the_version(self) -> None:
            with self.world.project.registry.read() as session:
                for row in session.exec(select(Waiver)).all():
                    act = session.get_one(AdministrativeAct, row.act_id)
                    assert act.status == "done"
                    assert act.settled_by not in (None, act.proposed_by)
                    if row.version_id == self.version and not self.changed:
                        version = session.get_one(ModelVersion, self.version)
                        assert act.settled_by not in contributions(session, version)

        @invariant()
        def what_was_approved_passed_at_the_last_look_with_its_waivers(self) -> None:
            with self.world.project.registry.read() as session:
                if session.get_one(ModelVersion, self.version).state != "approved":
                    return
                looks = session.exec(
                    select(PolicyEvaluation)
                    .where(PolicyEvaluation.request_id == self.request)
                    .order_by(PolicyEvaluation.id)  # type: ignore[arg-type]
                ).all()
                last = looks[-1]
                assert (last.moment, last.verdict) == ("approval", "passed")
                rules = json.loads(last.rules_json)
                assert [one["passed"] for one in rules] == [True, True]
                assert [one["waived"] for one in rules] == [False, True]

        @invariant()
        def nobody_talks_into_a_closed_request(self) -> None:
            with self.world.project.registry.read() as session:
                for said in session.exec(select(ReviewComment)).all():
                    closed = session.get_one(ApprovalRequest, said.request_id).closed_at
                    assert closed is None or said.written_at <= closed

        def teardown(self) -> None:
            """After it all, the log and the rows agree."""
            if hasattr(self, "world"):
                assert verify(self.world.project.registry, self.world.project.artifacts).passed

    return Review


@pytest.mark.slow
def test_no_path_leads_around_the_guards(make_world: Callable[[], Any], tmp_path: Path) -> None:
    file = tmp_path / "staged.yaml"
    file.write_text(POLICY, "utf-8")

    def seeded() -> Any:
        world = make_world()
        # An administrator's first submission brings the policy in, so that anybody may use it.
        first = world.version(evidence={**EVIDENCE, "risk": {"level": "low"}})
        submit(world.project.registry, world.project.artifacts, "root", first, policy=str(file))
        return world

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine(seeded, str(file)),
        settings=settings(
            max_examples=6,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
