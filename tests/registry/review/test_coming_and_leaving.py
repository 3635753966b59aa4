"""How people come in, leave and come back, and who has to agree."""

from __future__ import annotations

from pathlib import Path

from registry import administration, enrolment
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, findings, refused, submitted


def test_who_leaves_loses_their_key_and_comes_back_by_two_persons(world: World) -> None:
    key = enrolled(world, "bea")
    registry = world.project.registry
    request = submitted(world, world.version())
    refused(
        "administration.not_administrator",
        lambda: enrolment.deactivate_principal(registry, "ana", "bea", "left"),
    )
    enrolment.deactivate_principal(registry, "root", "bea", "left the bank")
    refused("principal.inactive", lambda: decide(world, "bea", request, signer=key))
    back = enrolment.reactivate_principal(registry, "root", "bea", "is back")
    assert back.status == "open"
    administration.settle(registry, "carl", back.id, agree=True)
    refused("signature.revoked", lambda: decide(world, "bea", request, signer=key))
    assert findings(world) == []


def test_the_last_administrator_cannot_leave(world: World) -> None:
    refused(
        "principal.last_administrator",
        lambda: enrolment.deactivate_principal(world.project.registry, "root", "root", "bye"),
    )


def test_the_second_principal_comes_by_one_person_and_the_third_by_two(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "ana") as project:
        first = enrolment.add_principal(project.registry, "ana", "rita")
        assert (first.status, first.alone) == ("done", True)
        second = enrolment.add_principal(project.registry, "ana", "tom", administrator=True)
        assert second.status == "open"
        refused(
            "administration.second_person",
            lambda: administration.settle(project.registry, "ana", second.id, agree=True),
        )
        done = administration.settle(project.registry, "rita", second.id, agree=True)
        assert (done.status, done.alone) == ("done", False)


def test_a_proposal_of_who_left_is_not_agreed_to(world: World) -> None:
    registry = world.project.registry
    act = enrolment.enrol_key(registry, "bea", PrivateKey.generate())
    enrolment.deactivate_principal(registry, "root", "bea", "left")
    refused(
        "principal.inactive", lambda: administration.settle(registry, "root", act.id, agree=True)
    )
