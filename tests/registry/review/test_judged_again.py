"""A row that was bent for a decision and put back is found by the decision; nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from registry import administration, enrolment, requiring, role_grants
from registry.act_views import ActView
from registry.describe import describe_model
from registry.erasure import erase_principal
from registry.tables import RoleBinding, utcnow
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, findings, submitted
from tests.registry.review.using import bound, label

HOUSE = """
name: house
version: 1
description: A policy of our own.
requires_key: false
stages: [{name: review, role: approver}]
rules:
  - {type: parity_passed}
"""
AS_DORAS = (
    "UPDATE role_binding SET principal_id = (SELECT id FROM principal WHERE name = 'dora')",
    "UPDATE role_binding SET principal_id = :who",
)
"""Makes a role look like dora's, and puts it back."""


@pytest.fixture
def house(tmp_path: Path) -> str:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE)
    return str(file)


@contextmanager
def bent(world: World, bend: str, put_back: str, **values: str) -> Iterator[None]:
    """What somebody does who can write to the database, without any right more than that."""

    def write(statements: str) -> None:
        with world.project.registry.write_engine.begin() as connection:
            for statement in statements.split("; "):
                connection.execute(text(statement), values)

    write(bend)
    assert findings(world), "bending it changed nothing"
    yield
    write(put_back)


def agreed(world: World, act: ActView, by: str = "dora") -> None:
    administration.settle(world.project.registry, by, act.id, agree=True)


def require(world: World, *policies: str, **scope: str) -> None:
    agreed(world, requiring.require_policies(world.project.registry, "root", policies, **scope))


def release(world: World) -> None:
    agreed(world, requiring.release_policies(world.project.registry, "root"))


def described(world: World, version: str, **fields: str) -> str:
    """The version's model, of which ana says this."""
    model = label(world, version).partition("/")[0]
    describe_model(world.project.registry, "ana", model, fields)
    return model


def the_finding(world: World, says: str) -> None:
    """There is this one alone, and it is about the decision."""
    (found,) = findings(world)
    assert found.startswith("approval_decision "), found
    assert "it was to be refused at event " in found
    assert says in found, found


def bindings(world: World) -> list[RoleBinding]:
    with world.project.registry.read() as session:
        return list(session.exec(select(RoleBinding).order_by("id")).all())


@pytest.mark.parametrize("scope", ["all models", "models of the tier high", "the model 'income1'"])
def test_a_requirement_that_was_taken_away_with_its_place_in_the_index(
    world: World, house: str, scope: str
) -> None:
    bound(world, "dora", "auditor")
    version = world.version()
    model = described(world, version, materiality_tier="high")
    kinds = {"all": {}, "models": {"tier": "high"}, "the": {"model": model}}
    require(world, house, **kinds[scope.partition(" ")[0]])
    index = "UPDATE audit_object SET table_name = '{}' WHERE table_name = '{}'"
    with bent(
        world,
        "CREATE TABLE kept AS SELECT * FROM policy_requirement; DELETE FROM policy_requirement; "
        + index.format("kept", "policy_requirement"),
        "INSERT INTO policy_requirement SELECT * FROM kept; DROP TABLE kept; "
        + index.format("policy_requirement", "kept"),
    ):
        decide(world, "bea", submitted(world, version))
    the_finding(world, f"approval of {scope} was required under house version 1.")


def test_standing_back_that_was_made_to_look_like_another_act(world: World) -> None:
    request = submitted(world, world.version())
    role_grants.recuse(world.project.registry, "carl", request, "a friend")
    put = "UPDATE administrative_act SET kind = '{}' WHERE kind = '{}'"
    with bent(
        world,
        put.format("hold.release", "review.recuse"),
        put.format("review.recuse", "hold.release"),
    ):
        decide(world, "carl", request)
    the_finding(world, "'carl' had stood back from the request at event ")


@pytest.mark.parametrize("verb", ["approve", "reject", "request_changes"])
def test_a_role_that_was_made_to_look_like_somebody_elses(world: World, verb: str) -> None:
    bound(world, "carl", "viewer")
    request = submitted(world, world.version())
    (viewer,) = bindings(world)
    with bent(world, *AS_DORAS, who=viewer.principal_id):
        decide(world, "carl", request, verb)
    the_finding(world, "it took the role approver or reviewer; 'carl' had for this model: viewer.")


def test_a_stages_role_that_was_not_there(world: World, house: str) -> None:
    bound(world, "carl", "reviewer")
    request = submitted(world, world.version(), house)
    (reviewer,) = bindings(world)
    with bent(world, *AS_DORAS, who=reviewer.principal_id):
        decide(world, "carl", request)
    the_finding(world, "it took the role approver; 'carl' had for this model: reviewer.")


def test_the_same_graph_that_was_made_to_look_like_another(world: World) -> None:
    earlier = world.version("carl", "carl", graph_digest="d" * 64)
    request = submitted(world, world.version(graph_digest="d" * 64))
    put = "UPDATE model_version SET graph_digest = '{}' WHERE id = :earlier"
    with bent(world, put.format("e" * 64), put.format("d" * 64), earlier=earlier):
        decide(world, "carl", request)
    the_finding(world, "'carl' started its run under another number and registered it under")


def test_what_came_after_a_decision_says_nothing_of_it(world: World, house: str) -> None:
    registry = world.project.registry
    version = world.version(graph_digest="d" * 64)
    decide(world, "bea", submitted(world, version))
    bound(world, "dora", "auditor")
    require(world, house)
    world.version("bea", "bea", graph_digest="d" * 64)
    bound(world, "bea", "viewer")
    described(world, version, owner="bea")
    assert findings(world) == []
    enrolment.deactivate_principal(registry, "root", "bea", "left")
    for one in bindings(world):
        if one.role == "viewer":
            role_grants.end_role(registry, "root", one.id, "left")
    agreed(world, erase_principal(registry, "root", "bea", "asked for it"))
    assert findings(world) == []


def test_who_stands_back_after_deciding_was_free_to_decide(world: World, house: str) -> None:
    house_of_two = Path(house).read_text().replace("role: approver", "quorum: 2")
    Path(house).write_text(house_of_two)
    request = submitted(world, world.version("root", "root"), house)
    decide(world, "bea", request)
    role_grants.recuse(world.project.registry, "bea", request, "a friend")
    decide(world, "carl", request)
    decide(world, "dora", request)
    assert findings(world) == []


def test_what_was_required_before_or_of_others_says_nothing(world: World, house: str) -> None:
    bound(world, "dora", "auditor")
    require(world, house)
    release(world)
    version, other = world.version(), world.version()
    require(world, house, tier="low")
    require(world, house, model=label(world, other).partition("/")[0])
    described(world, version, materiality_tier="high")
    decide(world, "bea", submitted(world, version))
    described(world, version, materiality_tier="low")
    assert findings(world) == []


def test_a_role_that_ended_since_was_there(world: World) -> None:
    bound(world, "carl", "approver")
    decide(world, "carl", submitted(world, world.version()))
    (row,) = bindings(world)
    role_grants.end_role(world.project.registry, "root", row.id, "moved on")
    assert findings(world) == []


def test_the_time_that_a_role_had(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    registry, now = world.project.registry, utcnow()
    agreed(
        world,
        role_grants.bind_role(registry, "root", "carl", "approver", end=now + timedelta(days=1)),
    )
    in_time, too_late = submitted(world, world.version()), submitted(world, world.version())
    decide(world, "carl", in_time)
    for module in ("registry.audit", "registry.roles"):
        monkeypatch.setattr(f"{module}.utcnow", lambda: now + timedelta(days=2))
    assert findings(world) == []
    (approver,) = bindings(world)
    with bent(world, *AS_DORAS, who=approver.principal_id):
        decide(world, "carl", too_late)
    the_finding(world, "it took the role approver or reviewer; 'carl' had for this model: none.")


def test_who_made_the_same_graph_later_was_free_to_decide(world: World) -> None:
    request = submitted(world, world.version(graph_digest="d" * 64))
    world.version("carl", "carl", graph_digest="d" * 64)
    decide(world, "carl", request)
    assert findings(world) == []
