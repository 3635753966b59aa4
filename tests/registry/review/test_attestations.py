"""Checks that anybody with the right makes: what they void, whom they bind, who signs them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlmodel import select

from registry import administration, approvals, audit_verify, erasure
from registry.attestations import RecordedCheck, record_check
from registry.contributors import contributions
from registry.errors import AssayError
from registry.evidence import add_evidence
from registry.outcomes import Outcome, log_outcome
from registry.personal_names import people_named
from registry.principals import find_principal, names_by_id
from registry.signatures.ed25519 import PrivateKey
from registry.tables import Attestation, Evidence, ModelVersion
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.deciding import enrolled
from tests.registry.review.personal import leave


def outcome(world: World, version: str, /, **said: Any) -> dict[str, Any]:
    with world.project.registry.read() as session:
        root = session.get_one(ModelVersion, version).manifest_root
    return {"version": version, "manifest_root": root, "passed": True, **said}


def check(
    world: World, version: str, /, who: str = "bea", key: PrivateKey | None = None, **said: Any
) -> RecordedCheck:
    project = world.project
    found = Outcome("reproduction", outcome(world, version, **said))
    log_outcome(project.registry, who, "job", found)
    return record_check(project.registry, project.artifacts, who, found, job="job", signer=key)


def submit(world: World, version: str) -> str:
    project = world.project
    return approvals.submit(project.registry, project.artifacts, "ana", version).id


def decide(world: World, request: str, who: str) -> str:
    project = world.project
    return approvals.decide(project.registry, project.artifacts, who, request, "approve").status


def verified(world: World) -> tuple[str, ...]:
    found = audit_verify.verify(world.project.registry, world.project.artifacts)
    return tuple(f"{one.place}: {one.message}" for one in found.findings)


def test_a_reviewer_who_reproduces_under_review_may_still_decide(world: World) -> None:
    version = world.version()
    request = submit(world, version)
    assert check(world, version).after_review
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        assert find_principal(session, "bea").id not in contributions(session, row)
    assert decide(world, request, "bea") == "approved"
    assert verified(world) == ()


def test_who_reproduces_before_submission_is_no_contributor(world: World) -> None:
    version = world.version()
    assert not check(world, version).after_review
    assert decide(world, submit(world, version), "bea") == "approved"


def test_a_check_after_the_approval_leaves_it_in_force(world: World) -> None:
    version = world.version()
    request = submit(world, version)
    decide(world, request, "bea")
    check(world, version, "carl", passed=False)
    with world.project.registry.read() as session:
        assert session.get_one(ModelVersion, version).state == "approved"
    assert verified(world) == ()


def test_evidence_that_is_no_check_still_voids_a_request(world: World) -> None:
    version = world.version()
    request = submit(world, version)
    registry = world.project.registry
    with registry.transact("carl", "test.evidence") as session:
        carl = find_principal(session, "carl").id
        row = Evidence(
            version_id=version, kind="quality", payload_json="{}", digest="d", created_by=carl
        )
        session.add(row)
        session.add(Attestation(evidence_id=row.id, principal_id=carl, request_id=request))
    with pytest.raises(AssayError) as refused:
        decide(world, request, "bea")
    assert refused.value.code == "approval.voided"


def test_nobody_brings_a_check_as_a_file(world: World, tmp_path: Any) -> None:
    file = tmp_path / "it.json"
    file.write_text('{"passed": true}')
    project = world.project
    with pytest.raises(AssayError) as refused:
        add_evidence(
            project.registry, project.artifacts, "ana", world.version(), "reproduction", file
        )
    assert refused.value.code == "evidence.kind"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"manifest_root": "0" * 64}, "evidence.other_version"),
        ({"version": "none"}, "evidence.other_version"),
        ({"passed": "yes"}, "evidence.invalid"),
        ({"difference": b"raw"}, "evidence.invalid"),
    ],
)
def test_an_outcome_that_does_not_fit_is_refused(
    world: World, said: dict[str, Any], code: str
) -> None:
    with pytest.raises(AssayError) as refused:
        check(world, world.version(), **said)
    assert refused.value.code == code


def test_only_what_the_job_found_is_recorded_by_who_ran_it(world: World) -> None:
    version, project = world.version(), world.project
    found = outcome(world, version, passed=False, difference=0.25)
    log_outcome(project.registry, "bea", "one", Outcome("reproduction", found))
    for who, job, kind, said in (
        ("bea", "one", "reproduction", found | {"passed": True}),
        ("bea", "one", "reperformance", found),
        ("bea", "other", "reproduction", found),
        ("carl", "one", "reproduction", found),
    ):
        assert refused_as(world, who, job, Outcome(kind, said)) == "evidence.altered"
    again = Outcome("reproduction", json.loads(json.dumps(found)))
    recorded = record_check(project.registry, project.artifacts, "bea", again, job="one")
    assert not recorded.passed


def test_what_a_job_found_is_one_piece_of_evidence(world: World) -> None:
    version, project = world.version(), world.project
    found = Outcome("reproduction", outcome(world, version))
    for job in ("one", "other"):
        log_outcome(project.registry, "bea", job, found)
    first = record_check(project.registry, project.artifacts, "bea", found, job="one")
    with pytest.raises(AssayError, match=first.evidence) as refused:
        record_check(project.registry, project.artifacts, "bea", found, job="one")
    assert refused.value.code == "evidence.recorded"
    record_check(project.registry, project.artifacts, "bea", found, job="other")


def test_who_came_or_was_erased_since_the_check_changes_nothing_of_its_outcome(
    world: World,
) -> None:
    version, project = world.version(), world.project
    add_people(project.registry, "root", "Leaver.One")
    told = [{"label": "Evidence", "said": "parity by Leaver.One", "due": "parity by New.One"}]
    with project.registry.read() as session:
        people = people_named(told, names_by_id(session))
        leaver = find_principal(session, "Leaver.One").id
    assert people == {leaver: "Leaver.One"}
    found = Outcome("reperformance", outcome(world, version, statements=told), people)
    log_outcome(project.registry, "bea", "job", found)
    add_people(project.registry, "root", "New.One")
    leave(world, "Leaver.One")
    act = erasure.erase_principal(project.registry, "root", "Leaver.One", "they asked")
    administration.settle(project.registry, "carl", act.id, agree=True)
    record_check(project.registry, project.artifacts, "bea", found, job="job")
    with project.registry.read() as session:
        kept = session.exec(select(Evidence).where(Evidence.kind == "reperformance")).one()
    assert "Leaver" not in kept.payload_json
    assert leaver in kept.payload_json


def refused_as(world: World, who: str, job: str, said: Outcome) -> str:
    project = world.project
    with pytest.raises(AssayError) as refused:
        record_check(project.registry, project.artifacts, who, said, job=job)
    return refused.value.code


def test_who_has_a_key_signs_and_the_signature_is_verified(world: World) -> None:
    version = world.version()
    key = enrolled(world, "bea")
    with pytest.raises(AssayError) as refused:
        check(world, version)
    assert refused.value.code == "signature.required"
    assert check(world, version, key=key).key == key.fingerprint
    assert verified(world) == ()


def test_a_word_moved_to_other_evidence_does_not_hold(world: World) -> None:
    one, other = world.version(), world.version()
    key = enrolled(world, "bea")
    check(world, one, key=key)
    registry = world.project.registry
    with registry.read() as session:
        envelope = session.exec(select(Attestation)).one().envelope_json
    with registry.transact("root", "test.forged") as session:
        bea = find_principal(session, "bea").id
        row = Evidence(
            version_id=other, kind="reproduction", payload_json="{}", digest="d", created_by=bea
        )
        session.add(row)
        session.add(Attestation(evidence_id=row.id, principal_id=bea, envelope_json=envelope))
    assert any("not what the row says" in line for line in verified(world))


def test_a_word_does_not_become_one_of_after_the_request(world: World) -> None:
    version = world.version()
    check(world, version, key=enrolled(world, "bea"))
    world.attack("UPDATE attestation SET request_id = :one", one=submit(world, version))
    assert any("not what the row says" in line for line in verified(world))
