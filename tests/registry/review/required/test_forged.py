"""Requirements that were changed or taken away behind the log let nothing pass."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlmodel import select

from registry.act_views import ActView
from registry.policy import load_policy
from registry.requirements import requirement_views
from registry.tables import Policy
from tests.registry.review.conftest import World
from tests.registry.review.deciding import findings
from tests.registry.review.required.conftest import submit
from tests.registry.review.using import refused


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE policy_requirement SET ended_at = required_at, ended_by_act = act_id",
        "DELETE FROM policy_requirement",
        "UPDATE administrative_act SET settled_by = proposed_by WHERE kind = 'policy.require'",
    ],
)
def test_a_requirement_that_was_taken_away_behind_the_log_is_missed(
    world: World, house: Callable[..., str], required: Callable[..., ActView], forgery: str
) -> None:
    version = world.version()
    required(house())
    world.attack(forgery)
    refused(lambda: submit(world, version, "personal"), "record.tampered")


def test_a_requirement_whose_policy_was_taken_away_is_missed(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required(house())
    delete = "DELETE FROM policy WHERE name = 'house'"
    url = world.project.registry.url
    if url.get_backend_name() == "postgresql":
        world.attack(delete)
    else:  # SQLite holds references for those only who ask it to
        world.attack("SELECT 1")
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as raw:
            raw.execute(delete)
    refused(lambda: submit(world, version, "personal"), "record.tampered")


def test_a_requirement_that_was_changed_behind_the_log_lets_nothing_pass(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required("personal", house())
    required(house(), tier="low")
    with world.project.registry.read() as session:
        personal = session.exec(select(Policy.id).where(Policy.name == "personal")).one()
    world.attack(
        "UPDATE policy_requirement SET policy_id = :policy WHERE tier IS NOT NULL", policy=personal
    )
    refused(lambda: submit(world, version, "personal"), "record.tampered")
    with world.project.registry.read() as session:
        assert [one.tampered for one in requirement_views(session)] == [False, True]
    assert any("policy_requirement" in str(one) for one in findings(world))


def test_a_required_policy_that_was_rewritten_lets_nothing_pass(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required(house())
    weak = load_policy(house(least="0.10"))
    world.attack(
        "UPDATE policy SET document_json = :document, digest = :digest WHERE name = 'house'",
        document=weak.canonical.decode(), digest=weak.digest,
    )  # fmt: skip
    refused(lambda: submit(world, version), "record.tampered")


def test_replacing_a_forged_requirement_does_not_make_it_the_log_s(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    required(house())
    required("personal", house(), tier="low")
    world.attack("UPDATE policy_requirement SET tier = 'high' WHERE tier IS NOT NULL")
    refused(lambda: required(house(), tier="high"), "record.tampered")
    assert any("policy_requirement" in str(one) for one in findings(world))
