"""Which policies a project knows, and what a name that none has is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.act_views import ActView
from registry.errors import AssayError
from registry.named_policies import named_policy, policy_names
from registry.policy_list import PolicyView, policy_views
from tests.registry.review.conftest import World
from tests.registry.review.required.conftest import submit

SHIPPED = ["bank", "high-risk", "personal", "standard"]


def views(world: World) -> dict[str, PolicyView]:
    with world.project.registry.read() as session:
        return {f"{one.name} {one.version}": one for one in policy_views(session)}


def test_own_policies_are_listed_beside_the_shipped_with_their_use(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    assert [one.name for one in views(world).values()] == SHIPPED
    first, second = world.version(), world.version()
    submit(world, first, "personal")
    required(house(), "personal")
    submit(world, second, "house")
    found = views(world)
    assert [one.name for one in found.values()] == [*SHIPPED, "house"]
    own, shipped = found["house 1"], found["personal 1"]
    assert (own.shipped, own.stored_by, own.reviews, own.approvals) == (False, "dora", 1, 0)
    assert (shipped.shipped, shipped.stored_by, shipped.reviews) == (True, "ana", 1)
    assert [(one.model, one.tier) for one in own.required_of] == [(None, None)]
    assert found["bank 1"].required_of == () and found["bank 1"].stored_by is None
    with world.project.registry.read() as session:
        assert policy_names(session) == (*SHIPPED, "house")


def test_an_altered_policy_is_listed_as_that(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    required(house())
    world.attack("UPDATE policy SET document_json = '{}' WHERE name = 'house'")
    own = views(world)["house 1"]
    assert own.tampered and own.document is None


@pytest.mark.parametrize(
    ("asked", "version", "says"),
    [
        ("hause", None, "Did you mean 'house'?"),
        ("other", None, "stored in this project: house; or name a YAML file"),
        ("other", 3, "stored in this project: house; or name a YAML file"),
        ("house", 3, "Stored of it: version 1."),
    ],
)
def test_a_name_that_no_policy_has_is_told_both_kinds(
    world: World,
    house: Callable[..., str],
    required: Callable[..., ActView],
    asked: str,
    version: int | None,
    says: str,
) -> None:
    required(house())
    with world.project.registry.read() as session, pytest.raises(AssayError) as caught:
        named_policy(session, asked, version)
    assert caught.value.code == "policy.unknown"
    assert says in caught.value.hint


def test_a_shipped_policy_is_found_by_its_version_before_it_is_stored(world: World) -> None:
    with world.project.registry.read() as session:
        assert named_policy(session, "personal", 1).name == "personal"
