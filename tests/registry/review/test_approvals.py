"""Submission and decision: four eyes, quorum, stages, frozen manifests, pinned policies."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select

from registry.errors import AssayError
from registry.principals import find_principal
from registry.tables import (
    ApprovalDecision,
    AuditCheckpoint,
    ModelVersion,
    PolicyEvaluation,
)
from registry.views.requests import RequestView
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.deciding import asked, decided, graph_file, refusal
from tests.registry.review.using import label

TWO_STAGES = """
name: strict
version: 1
description: Two stages, two reviewers at the first.
requires_key: false
stages: [{name: validation, quorum: 2}, {name: sign_off}]
rules: [{type: parity_passed}]
"""


@pytest.fixture
def strict(tmp_path: Path) -> str:
    file = tmp_path / "strict.yaml"
    file.write_text(TWO_STAGES, "utf-8")
    return str(file)


def test_submit_freezes_and_another_person_approves(world: World) -> None:
    version = world.version()
    request = asked(world, version, comment="please")
    assert request.status == "open"
    assert world.state(version) == "in_review"
    with world.project.registry.read() as session:
        assert session.get_one(ModelVersion, version).frozen
    done = decided(world, "bea", request.id, "approve", "read it all")
    assert done.status == "approved"
    assert done.closed_at is not None
    assert [(row.principal, row.authenticated) for row in done.decisions] == [("bea", False)]
    assert [row.moment for row in done.evaluations] == ["submission", "approval"]
    assert world.state(version) == "approved"


def test_a_decision_leaves_a_checkpoint(world: World) -> None:
    request = asked(world, world.version())
    with world.project.registry.read() as session:
        before = len(session.exec(select(AuditCheckpoint)).all())
    decided(world, "bea", request.id, "approve")
    with world.project.registry.read() as session:
        assert len(session.exec(select(AuditCheckpoint)).all()) == before + 1


def test_a_rejection_says_why_and_is_final(world: World) -> None:
    version = world.version()
    request = asked(world, version)
    with refusal("approval.comment"):
        decided(world, "bea", request.id, "reject", "  ")
    done = decided(world, "bea", request.id, "reject", "too little data")
    assert (done.status, world.state(version)) == ("rejected", "rejected")
    with refusal("request.closed"):
        decided(world, "carl", request.id, "approve")
    with refusal("lifecycle.illegal"):
        asked(world, version)


@pytest.mark.parametrize("word", ["", "maybe", "withdraw", "APPROVE"])
def test_only_decisions_that_have_a_verb_are_taken(world: World, word: str) -> None:
    request = asked(world, world.version())
    with refusal("approval.decision"):
        decided(world, "bea", request.id, word)


def test_a_stage_needs_its_quorum_of_distinct_people(world: World, strict: str) -> None:
    version = world.version()
    request = asked(world, version, actor="root", policy=strict)
    assert decided(world, "bea", request.id, "approve").stage == 1
    with refusal("approval.decided_already"):
        decided(world, "bea", request.id, "approve")
    assert decided(world, "carl", request.id, "approve").stage == 2
    for first in ("bea", "carl"):
        with refusal("approval.decided_already"):
            decided(world, first, request.id, "approve")
    assert world.state(version) == "in_review"
    assert decided(world, "dora", request.id, "approve").status == "approved"


def test_only_an_administrator_brings_in_a_policy_of_ones_own(world: World, strict: str) -> None:
    with refusal("policy.not_administrator"):
        asked(world, world.version(), policy=strict)
    asked(world, world.version(), actor="root", policy=strict)
    asked(world, world.version(), policy=strict)


def test_a_stored_version_of_a_policy_never_changes(world: World, strict: str) -> None:
    asked(world, world.version(), actor="root", policy=strict)
    Path(strict).write_text(TWO_STAGES.replace("quorum: 2", "quorum: 1"), "utf-8")
    with refusal("policy.immutable"):
        asked(world, world.version(), actor="root", policy=strict)


def test_a_policy_that_wants_keys_takes_no_unauthenticated_approval(
    world: World, strict: str
) -> None:
    Path(strict).write_text(TWO_STAGES.replace("requires_key: false", "requires_key: true"))
    request = asked(world, world.version(), actor="root", policy=strict)
    with refusal("approval.key_required"):
        decided(world, "bea", request.id, "approve")
    with world.project.registry.read() as session:
        assert len(session.exec(select(PolicyEvaluation)).all()) == 1


def test_evidence_added_in_review_voids_the_decisions(world: World, strict: str) -> None:
    version = world.version()
    request = asked(world, version, actor="root", policy=strict)
    decided(world, "bea", request.id, "approve")
    world.add_evidence(version, "ana", "note", {"text": "one more thing"})
    with refusal("approval.voided"):
        decided(world, "carl", request.id, "approve")
    assert world.state(version) == "changes_requested"
    with refusal("request.closed"):
        decided(world, "dora", request.id, "approve")
    with refusal("lifecycle.illegal"):
        asked(world, version)


def test_a_changed_manifest_voids_the_request(world: World) -> None:
    version = world.version()
    request = asked(world, version)
    world.change_manifest(version)
    with refusal("approval.voided"):
        decided(world, "bea", request.id, "approve")
    assert world.state(version) == "changes_requested"


def test_a_second_open_request_is_refused(world: World) -> None:
    version = world.version()
    asked(world, version)
    with refusal("approval.open"):
        asked(world, version, actor="carl")


def test_a_draft_is_refused_with_what_is_possible(world: World) -> None:
    with refusal("lifecycle.illegal") as refused:
        asked(world, world.version(state="draft"))
    assert "complete" not in refused.value.hint  # no verb does that
    assert "register a new version" in refused.value.hint


def test_a_draft_whose_parity_failed_is_refused_with_by_how_much(world: World) -> None:
    failed = {"passed": False, "largest_difference": "0.31", "bound": "1e-05"}
    with refusal("approval.parity_failed") as refused:
        asked(world, world.version(state="draft", evidence={"parity": failed}))
    assert "largest difference 0.31, bound 1e-05" in refused.value.message
    assert "another learner" in refused.value.hint


def test_without_a_parity_certificate_nothing_is_submitted(world: World) -> None:
    version = world.version(evidence={"metrics": {}}, state="draft")
    with refusal("approval.no_parity"):
        asked(world, version)


def test_an_incomplete_manifest_is_refused(world: World) -> None:
    with pytest.raises(AssayError, match="the explanation"):
        asked(world, world.version(leave_out=("explanation",)))


def test_every_rule_that_fails_is_explained(world: World) -> None:
    row = {"metric": "roc_auc", "value": "0.55", "low": "0.5", "high": "0.6"}
    evidence = {"parity": {"passed": False}, "metrics": {"rows": 10, "estimates": [row]}}
    version = world.version(evidence=evidence)
    with refusal("policy.failed") as refused:
        asked(world, version)
    assert "2 of 3 rules" in refused.value.message
    assert len(refused.value.message.splitlines()) == 3
    assert refused.value.hint.startswith("Bring the evidence that is missing to this version")
    assert "policy check VERSION --policy personal" in refused.value.hint
    assert "0.55" in refused.value.message
    assert "did not pass" in refused.value.message
    assert world.state(version) == "candidate"


@pytest.mark.parametrize("damage", ["deleted", "changed"])
def test_a_damaged_file_stops_submission_and_approval(world: World, damage: str) -> None:
    version = world.version()
    file = graph_file(world, version)
    original = file.read_bytes()
    file.chmod(0o644)

    def harm() -> None:
        if damage == "deleted":
            file.unlink()
        else:
            file.write_bytes(original.replace(b"graph", b"graft"))

    harm()
    with pytest.raises(AssayError, match=r"graph 'graph\.bin'"):
        asked(world, version)
    file.write_bytes(original)
    request = asked(world, version)
    harm()
    with refusal("manifest.file"):
        decided(world, "bea", request.id, "approve")
    file.write_bytes(original)
    assert decided(world, "bea", request.id, "approve").status == "approved"


def test_a_decision_that_was_slipped_in_does_not_count(world: World, strict: str) -> None:
    request = asked(world, world.version(), actor="root", policy=strict)
    with world.project.registry.read() as session:
        dora = find_principal(session, "dora").id
    world.attack(
        "INSERT INTO approval_decision (id, request_id, stage, principal_id, decision, comment,"
        " authenticated, decided_at) VALUES ('0', :request, 1, :who, 'approve', '', false,"
        " '2026-01-01 00:00:00.000000')",
        request=request.id,
        who=dora,
    )
    with refusal("record.tampered"):
        decided(world, "bea", request.id, "approve")


def test_unknown_people_versions_and_requests_are_named(world: World) -> None:
    version = world.version()
    with refusal("principal.unknown") as refused:
        asked(world, version, actor="zoe")
    assert "assay --as root principal add zoe" in refused.value.hint
    with refusal("version.unknown"):
        asked(world, "income/7")
    with refusal("request.unknown"):
        decided(world, "bea", "no-such-request", "approve")
    with refusal("policy.unknown"):
        asked(world, version, policy="lenient")


def test_a_version_goes_by_a_unique_beginning_of_its_id_a_decision_by_the_whole_id_or_its_end(
    world: World,
) -> None:
    world.version()
    assert asked(world, "income1/1").version == "income1/1"
    other = world.version()
    request = asked(world, other[:-1])
    with pytest.raises(AssayError) as refused:
        decided(world, "bea", request.id[:-2], "approve")
    assert refused.value.code == "request.whole_id"
    assert refused.value.instead == (request.id[:-2], request.id)
    with refusal("request.unknown"):
        decided(world, "bea", request.id[-5:], "approve")
    assert decided(world, "bea", request.id[-8:], "approve").id == request.id
    assert decided(world, "bea", "income1/1", "approve").version == "income1/1"
    with refusal("version.unknown"):
        decided(world, "bea", "income1/9", "approve")
    unasked = label(world, world.version())
    with refusal("request.unknown"):
        decided(world, "bea", unasked, "approve")
    with refusal("version.ambiguous"):
        asked(world, other[:4])


def test_a_principal_who_left_neither_submits_nor_decides(world: World) -> None:
    request = asked(world, world.version())
    with world.project.registry.transact("root", "principal.deactivated") as session:
        principal = find_principal(session, "bea")
        principal.active = False
        session.add(principal)
    with refusal("principal.inactive"):
        decided(world, "bea", request.id, "approve")


@pytest.mark.parametrize("name", ["", " bea", "be a", "béa", "-bea", "b" * 65, "bea\n", "\u0430na"])
def test_a_name_that_could_pass_for_another_is_refused(world: World, name: str) -> None:
    with refusal("principal.invalid_name"):
        add_people(world.project.registry, "root", name)


def test_only_an_administrator_adds_people(world: World) -> None:
    with refusal("administration.not_administrator"):
        add_people(world.project.registry, "ana", "eve")


def at_once(*acts: Callable[[], RequestView]) -> list[str]:
    """The outcomes of acts that start together: a status, or the code of a refusal."""

    def outcome(act: Callable[[], RequestView]) -> str:
        try:
            return act().status
        except AssayError as error:
            return error.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(outcome, acts))


def test_of_two_decisions_at_once_one_counts_and_the_other_is_told(world: World) -> None:
    version = world.version()
    request = asked(world, version)
    outcomes = at_once(
        lambda: decided(world, "bea", request.id, "approve"),
        lambda: decided(world, "carl", request.id, "reject", "no"),
    )
    assert outcomes in (["approved", "request.closed"], ["rejected", "request.closed"])
    with world.project.registry.read() as session:
        assert len(session.exec(select(ApprovalDecision)).all()) == 1


def test_of_two_submissions_at_once_one_is_made(world: World) -> None:
    version = world.version()
    outcomes = at_once(
        lambda: asked(world, version, actor="ana"),
        lambda: asked(world, version, actor="bea"),
    )
    assert outcomes == ["approval.open", "open"]


def test_an_edit_made_on_an_older_reading_is_refused(world: World) -> None:
    version = world.version()
    with world.project.registry.read() as session:
        read_before = session.get_one(ModelVersion, version)
    asked(world, version)
    with (
        refusal("record.stale"),
        world.project.registry.transact("ana", "version.changed") as session,
    ):
        read_before.state = "candidate"
        read_before.frozen = True
        session.add(read_before)
