"""Nobody decides on what they had a hand in."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry import enrolment, role_grants
from registry.approvals import who_may_decide
from registry.describe import describe_model
from registry.principals import find_principal
from registry.tables import (
    ApprovalRequest,
    Artifact,
    ModelVersion,
)
from registry.turns import turn_of
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.deciding import asked, decided, refusal
from tests.registry.review.test_approvals import TWO_STAGES


@pytest.mark.parametrize("author", ["ana", "root"])
def test_the_author_of_the_run_cannot_decide_not_even_as_administrator(
    world: World, author: str
) -> None:
    request = asked(world, world.version(author=author), actor="carl")
    for word in ("approve", "reject"):
        with refusal("approval.contributor"):
            decided(world, author, request.id, word, "mine")


def test_the_requester_cannot_decide(world: World) -> None:
    request = asked(world, world.version(), actor="bea")
    with refusal("approval.contributor"):
        decided(world, "bea", request.id, "approve")


def test_who_imported_the_data_cannot_decide(world: World) -> None:
    request = asked(world, world.version(importer="bea"))
    with refusal("approval.contributor"):
        decided(world, "bea", request.id, "approve")


def test_who_wrote_evidence_cannot_decide(world: World) -> None:
    version = world.version()
    world.add_evidence(version, "bea", "note", {"text": "fine"})
    request = asked(world, version)
    with refusal("approval.contributor"):
        decided(world, "bea", request.id, "approve")


def test_who_wrote_a_file_cannot_decide(world: World) -> None:
    version = world.version()
    with world.project.registry.transact("bea", "artifact.recorded") as session:
        stored = world.project.artifacts.put_bytes(b"a note")
        session.add(
            Artifact(
                sha256=stored.sha256,
                bytes=stored.bytes,
                media_type="text/plain",
                name="note.txt",
                role="note",
                version_id=version,
                created_by=find_principal(session, "bea").id,
            )
        )
    request = asked(world, version)
    with refusal("approval.contributor"):
        decided(world, "bea", request.id, "approve")


def test_the_case_of_a_name_makes_no_second_person(world: World) -> None:
    request = asked(world, world.version())
    with refusal("approval.contributor"):
        decided(world, "ANA", request.id, "approve")
    with refusal("principal.exists"):
        add_people(world.project.registry, "root", "Ana")


def test_an_author_who_edits_the_record_of_authorship_is_found_out(world: World) -> None:
    request = asked(world, world.version(), actor="root")
    with world.project.registry.read() as session:
        ana, dora = (find_principal(session, name).id for name in ("ana", "dora"))
    tables = ("run", "model_version", "artifact", "dataset_snapshot", "evidence")
    world.attack(
        *(f"UPDATE {table} SET created_by = :to WHERE created_by = :who" for table in tables),
        "UPDATE registered_model SET owner = :to WHERE owner = :who",
        to=dora,
        who=ana,
    )
    with refusal("record.tampered"):
        decided(world, "ana", request.id, "approve")


def test_who_made_a_graph_does_not_decide_on_it_under_a_later_number(world: World) -> None:
    first = world.version()
    with world.project.registry.read() as session:
        digest = session.get_one(ModelVersion, first).graph_digest
    later = world.version(author="bea", importer="bea", graph_digest=digest)
    request = asked(world, later, actor="bea")
    with refusal("approval.contributor"):
        decided(world, "ana", request.id, "approve")
    assert decided(world, "carl", request.id, "approve").status == "approved"


def test_who_was_only_named_as_an_owner_by_others_may_decide(world: World) -> None:
    registry, version = world.project.registry, world.version()
    for owner in ("bea", "carl"):
        describe_model(registry, "ana", "income1", {"owner": owner})
    request = asked(world, version)
    with registry.read() as session:
        able = who_may_decide(session, session.get_one(ApprovalRequest, request.id))
    assert "bea" in able.names
    with refusal("approval.contributor"):
        decided(world, "carl", request.id, "approve")


def two_stages(tmp_path: Path) -> str:
    file = tmp_path / "two.yaml"
    file.write_text(TWO_STAGES.replace("quorum: 2", "quorum: 1"), "utf-8")
    return str(file)


def test_who_stands_back_after_approving_has_not_approved(world: World, tmp_path: Path) -> None:
    request = asked(world, world.version(), actor="root", policy=two_stages(tmp_path)).id
    assert decided(world, "bea", request, "approve").stage == 2
    role_grants.recuse(world.project.registry, "bea", request, "I married ana")
    after = decided(world, "carl", request, "approve")
    assert (after.status, after.stage) == ("open", 1)
    with world.project.registry.read() as session:
        turn = turn_of(session, session.get_one(ApprovalRequest, request))
    assert turn is not None
    assert (turn.approved_by, turn.may_decide) == ((), ("dora",))
    assert decided(world, "dora", request, "approve").status == "approved"


def test_what_somebody_approved_before_they_left_stays(world: World, tmp_path: Path) -> None:
    request = asked(world, world.version(), actor="root", policy=two_stages(tmp_path)).id
    decided(world, "bea", request, "approve")
    enrolment.deactivate_principal(world.project.registry, "root", "bea", "she left")
    assert decided(world, "carl", request, "approve").status == "approved"


@pytest.mark.parametrize("kind", ["validation", "finding"])
def test_an_independent_validator_decides_on_what_they_reported_on(world: World, kind: str) -> None:
    version = world.version()
    world.add_evidence(version, "bea", kind, {"text": "sound"})
    assert decided(world, "bea", asked(world, version).id, "approve").status == "approved"


def test_an_author_who_brings_the_validation_does_not_decide(world: World) -> None:
    version = world.version()
    world.add_evidence(version, "ana", "validation", {"text": "sound"})
    request = asked(world, version, actor="carl")
    with refusal("approval.contributor"):
        decided(world, "ana", request.id, "approve")
