"""Requiring a policy: what can be required, by whom, and what it takes the place of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from registry import administration, requiring, role_grants
from registry.act_views import ActView
from registry.describe import describe_model
from registry.project import Project
from registry.requirements import requirement_views
from registry.tables import PolicyRequirement
from tests.registry.review.conftest import World
from tests.registry.review.deciding import enrolled, findings
from tests.registry.review.required.conftest import agree, chosen, model_of, propose, submit
from tests.registry.review.using import bound, refused


def test_it_takes_two_persons_of_whom_the_second_is_no_author(
    world: World, house: Callable[..., str]
) -> None:
    refused(lambda: propose(world, house(), by="ana"), "administration.not_administrator")
    act = propose(world, house())
    assert act.status == "open"
    assert "require of all models approval under house version 1" in act.summary
    for who in ("root", "ana", "bea"):
        refused(lambda who=who: agree(world, act, who), "administration.second_person")
    bound(world, "dora", "auditor")
    assert agree(world, act, "dora").status == "done"
    loosen = requiring.release_policies(world.project.registry, "root")
    assert loosen.status == "open"
    refused(lambda: agree(world, loosen, "bea"), "administration.second_person")
    assert chosen(world, world.version()) == "house 1"
    agree(world, loosen, "dora")
    assert chosen(world, world.version()) == "personal 1"
    refused(
        lambda: requiring.release_policies(world.project.registry, "root"), "policy.not_required"
    )


def test_another_administrator_may_agree(world: World, house: Callable[..., str]) -> None:
    world_registry = world.project.registry
    act = role_grants.promote(world_registry, "root", "carl")
    administration.settle(world_registry, "bea", act.id, agree=True)
    assert agree(world, propose(world, house()), "carl").status == "done"


def test_the_founder_alone_acts_alone(tmp_path: Path, house: Callable[..., str]) -> None:
    path = tmp_path / "alone"
    path.mkdir()
    with Project.create(path, "root") as project:
        act = requiring.require_policies(project.registry, "root", [house()])
        assert (act.status, act.alone) == ("done", True)


def test_a_later_requirement_takes_the_place_of_the_one_before(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required(house())
    required(house("strict", least="0.91"))
    assert chosen(world, version) == "strict 1"
    with world.project.registry.read() as session:
        rows = session.exec(select(PolicyRequirement)).all()
        assert [row.ended_at is None for row in sorted(rows, key=lambda row: row.id)] == [
            False, True,
        ]  # fmt: skip
        (view,) = requirement_views(session)
    assert (view.scope, view.policies) == ("all models", ("strict version 1",))
    refused(lambda: propose(world, house("strict", least="0.91")), "policy.required_already")
    assert findings(world) == []


def test_requirements_that_nothing_could_meet_together_are_refused(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    model = model_of(world, world.version())
    required(house(), tier="high")
    for scope in ({}, {"model": model}):
        error = refused(
            lambda scope=scope: propose(world, "standard", **scope), "policy.requirement"
        )
        assert "models of the tier high" in error.message
    required("standard", tier="low")
    assert len(propose(world, "standard", house()).summary) > 0


@pytest.mark.parametrize("last", ["all", "tier", "model"])
def test_three_requirements_that_only_each_two_could_meet_are_refused(
    world: World, house: Callable[..., str], required: Callable[..., ActView], last: str
) -> None:
    model = model_of(world, world.version())
    describe_model(world.project.registry, "ana", model, {"materiality_tier": "high"})
    wanted: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
        "all": (("standard", house()), {}),
        "tier": (("standard", "bank"), {"tier": "high"}),
        "model": (("bank", house()), {"model": model}),
    }
    policies, scope = wanted.pop(last)
    for others, where in wanted.values():
        required(*others, **where)
    error = refused(lambda: propose(world, *policies, **scope), "policy.requirement")
    assert error.message.count("(") == 2
    assert propose(world, "standard", "bank", house(), **scope).status == "open"
    describe_model(world.project.registry, "ana", model, {"materiality_tier": "low"})
    assert propose(world, *policies, **scope).status == "open"


@pytest.mark.parametrize(
    ("policies", "scope", "code"),
    [
        ((), {}, "policy.requirement"),
        (("standard", "standard"), {}, "policy.requirement"),
        (("lenient",), {}, "policy.unknown"),
        (("standard",), {"tier": "huge"}, "model.tier"),
        (("standard",), {"model": "nothing"}, "model.unknown"),
        (("standard",), {"model": "income1", "tier": "low"}, "policy.requirement"),
    ],
)
def test_what_cannot_be_required_is_refused(
    world: World, policies: tuple[str, ...], scope: dict[str, str], code: str
) -> None:
    world.version()
    refused(lambda: propose(world, *policies, **scope), code)


def test_who_is_to_agree_reads_which_rules_and_what_they_replace(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    assert "house version 1 (not shipped with Assay, " in propose(world, house()).summary
    required("standard")
    act = propose(world, "bank")
    assert "bank version 1 (shipped, " in act.summary
    assert act.summary.endswith(", in place of standard version 1")
    released = requiring.release_policies(world.project.registry, "root")
    assert released.summary.endswith(", in place of standard version 1")


def test_what_was_proposed_over_another_requirement_is_overtaken(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    required(house())
    registry = world.project.registry
    first, second = propose(world, "standard"), propose(world, "bank")
    release = requiring.release_policies(registry, "root")
    agree(world, first)
    for late in (second, release):
        refused(lambda late=late: agree(world, late), "policy.overtaken")
        administration.settle(registry, "root", late.id, agree=False, reason="overtaken")
    assert chosen(world, world.version()) == "standard 1"


def test_an_auditor_of_one_model_settles_for_no_other(
    world: World, house: Callable[..., str]
) -> None:
    one, other = (model_of(world, world.version()) for _ in range(2))
    registry = world.project.registry
    act = role_grants.bind_role(registry, "root", "dora", "auditor", model=one)
    administration.settle(registry, "bea", act.id, agree=True)
    for scope in ({}, {"tier": "low"}, {"model": other}):
        asked = propose(world, house(), **scope)
        refused(lambda asked=asked: agree(world, asked), "administration.second_person")
    assert agree(world, propose(world, house(), model=one)).status == "done"


def test_who_makes_models_or_decides_on_them_settles_nothing_as_an_auditor(
    world: World, house: Callable[..., str]
) -> None:
    world.version()
    for who, roles in (("dora", ("auditor", "reviewer")), ("ana", ("auditor",))):
        for role in roles:
            act = role_grants.bind_role(world.project.registry, "root", who, role)
            administration.settle(world.project.registry, "bea", act.id, agree=True)
    act = propose(world, house())
    for who in ("dora", "ana"):
        refused(lambda who=who: agree(world, act, who), "administration.second_person")


def test_who_has_a_key_signs_what_they_require(world: World, house: Callable[..., str]) -> None:
    key = enrolled(world, "root", by="bea")
    refused(lambda: propose(world, house()), "signature.required")
    promoted = role_grants.bind_role(world.project.registry, "root", "dora", "auditor", signer=key)
    administration.settle(world.project.registry, "bea", promoted.id, agree=True)
    act = propose(world, house(), signer=key)
    assert agree(world, act).status == "done"
    assert findings(world) == []


def test_where_requirements_have_nothing_in_common_it_is_said_what_each_wants(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    model = model_of(world, version)
    one, two, three = house("one"), house("two"), house("three")
    required(one, two)
    required(two, three, tier="low")
    describe_model(world.project.registry, "ana", model, {"materiality_tier": "high"})
    required(one, three, model=model)
    describe_model(world.project.registry, "ana", model, {"materiality_tier": "low"})
    for asked in (None, one):
        error = refused(lambda asked=asked: submit(world, version, asked), "policy.not_accepted")
        assert "no policy in common" in error.hint
        assert "models of the tier low under three version 1 or two version 1" in error.message
