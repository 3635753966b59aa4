"""Policies that a project requires: who may, what they refuse, and that nothing slips past them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from registry import administration, approvals, requiring, role_grants, waivers
from registry.act_views import ActView
from registry.describe import describe_model
from registry.falling_short import falling_short
from registry.policy import load_policy
from registry.project import Project
from registry.reports.decision_sections import decisions
from registry.reports.source import gather
from registry.requirements import policy_of_version, requirement_views
from registry.resolve import resolve_version
from registry.tables import Policy, PolicyRequirement
from registry.tables.base import utcnow
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, findings
from tests.registry.review.using import approved, bound, deploy, label, move, point, refused, step

HOUSE = """
name: {name}
version: {version}
description: A policy of our own.
requires_key: false
stages: [{{name: review}}]
rules:
  - {{type: parity_passed}}
  - {{type: metric, task: binary, metric: roc_auc, at_least: "{least}"}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Callable[..., str]:
    """Writes policies of one's own; gives their files."""

    def write(name: str = "house", version: int = 1, least: str = "0.90") -> str:
        file = tmp_path / f"{name}-{version}-{least}.yaml"
        file.write_text(HOUSE.format(name=name, version=version, least=least))
        return str(file)

    return write


def propose(world: World, *policies: str, by: str = "root", **scope: Any) -> ActView:
    return requiring.require_policies(world.project.registry, by, policies, **scope)


def agree(world: World, act: ActView, by: str = "dora") -> ActView:
    return administration.settle(world.project.registry, by, act.id, agree=True)


@pytest.fixture
def required(world: World) -> Callable[..., ActView]:
    """Has policies required by root, to which dora agrees as an auditor."""
    bound(world, "dora", "auditor")

    def require(*policies: str, **scope: Any) -> ActView:
        return agree(world, propose(world, *policies, **scope))

    return require


def submit(world: World, version: str, policy: str | None = None, by: str = "ana") -> str:
    project = world.project
    return approvals.submit(project.registry, project.artifacts, by, version, policy=policy).id


def model_of(world: World, version: str) -> str:
    return label(world, version).split("/")[0]


def chosen(world: World, version: str, asked: str | None = None) -> str:
    with world.project.registry.read() as session:
        document = policy_of_version(session, resolve_version(session, version), asked)
    return f"{document.name} {document.version}"


def test_a_version_is_submitted_under_the_policy_that_is_required_and_no_other(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version, other = world.version(), world.version()
    required(house())
    error = refused(lambda: submit(world, version, "personal"), "policy.not_accepted")
    assert "personal version 1" in error.message
    assert "all models under house version 1" in error.message
    assert error.hint.endswith("--policy house")
    assert world.state(version) == "candidate"
    assert chosen(world, version) == "house 1"
    submit(world, version)  # an author brings in no policy: this one is here
    request = submit(world, other, "house")
    decide(world, "bea", request, "approve")
    assert world.state(other) == "approved"
    assert findings(world) == []


def test_another_version_of_a_required_policy_is_not_it(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required(house())
    refused(lambda: submit(world, version, house(version=2), by="root"), "policy.not_accepted")
    refused(lambda: submit(world, version, house(least="0.10"), by="root"), "policy.not_accepted")


def test_what_is_required_of_all_of_a_tier_and_of_a_model_is_all_required(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    low, high, one = world.version(), world.version(), world.version()
    for version, tier in ((low, "low"), (high, "high"), (one, "high")):
        describe_model(
            world.project.registry, "ana", model_of(world, version), {"materiality_tier": tier}
        )
    required("personal", house(), house("strict", least="0.91"))
    required(house(), house("strict", least="0.91"), tier="high")
    required(house("strict", least="0.91"), model=model_of(world, one))
    refused(lambda: chosen(world, low), "policy.choose")
    refused(lambda: chosen(world, high), "policy.choose")
    assert chosen(world, one) == "strict 1"
    submit(world, low, "personal")
    refused(lambda: submit(world, high, "personal"), "policy.not_accepted")
    submit(world, high, "house")
    said = refused(lambda: submit(world, one, "house"), "policy.not_accepted").message
    assert f"the model '{model_of(world, one)}' under strict version 1" in said
    assert "models of the tier high under house version 1 or strict version 1" in said
    submit(world, one)


def test_a_model_without_a_tier_waits_for_one_where_a_tier_has_to_meet_something(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required(house(), tier="high")
    error = refused(lambda: submit(world, version), "policy.tier_missing")
    assert "assay describe" in error.hint
    describe_model(
        world.project.registry, "ana", model_of(world, version), {"materiality_tier": "low"}
    )
    submit(world, version)
    assert chosen(world, version) == "personal 1"


def test_nobody_approves_under_a_policy_that_has_come_to_be_too_little(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    request = submit(world, version, "personal")
    required(house())
    refused(lambda: decide(world, "bea", request, "approve"), "policy.not_accepted")
    assert world.state(version) == "in_review"
    decide(world, "bea", request, "reject")
    assert world.state(version) == "rejected"


def test_what_is_approved_stays_in_use_but_comes_into_no_new_one(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    used, other = approved(world), approved(world)
    point(world, used)
    pending = deploy(world, other).id
    required(house())
    for again in (
        lambda: point(world, other),
        lambda: deploy(world, used),
        lambda: move(world, pending, "activate"),
    ):
        assert "personal version 1" in refused(again, "policy.not_accepted").message
    assert world.state(used) == "approved"
    with world.project.registry.read() as session:
        model = model_of(world, used)
        assert resolve_version(session, f"{model}@champion").id == used
        short = {one.version: one.uses for one in falling_short(session)}
    assert short == {
        label(world, used): ("alias champion",),
        label(world, other): ("deployment in production",),
    }


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


def test_a_shipped_policys_name_stands_for_what_ships_alone(
    world: World, house: Callable[..., str]
) -> None:
    version = world.version()
    for weak in (house("bank", least="0.10"), house("bank", version=2)):
        error = refused(
            lambda weak=weak: submit(world, version, weak, by="root"), "policy.reserved"
        )
        assert "a name of its own" in error.hint
        refused(lambda weak=weak: propose(world, weak), "policy.reserved")


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


def test_nothing_is_reinstated_under_a_policy_that_does_not_do_any_more(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = approved(world)
    point(world, version)
    step(world, "ana", version, "suspend")
    required(house())
    error = refused(lambda: step(world, "bea", version, "reinstate"), "policy.not_accepted")
    assert "train it again" in error.hint
    assert world.state(version) == "suspended"


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


def test_a_waiver_is_asked_for_under_the_policy_that_is_required(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = world.version()
    required(house(least="0.99"))
    act = waivers.ask_waiver(
        world.project.registry, "ana", version, "2", policy=None, reason="too few rows",
        control="a person looks", until=utcnow().replace(year=utcnow().year + 1, day=1),
    )  # fmt: skip
    assert "0.99" in act.summary


def test_who_has_a_key_signs_what_they_require(world: World, house: Callable[..., str]) -> None:
    key = enrolled(world, "root", by="bea")
    refused(lambda: propose(world, house()), "signature.required")
    promoted = role_grants.bind_role(world.project.registry, "root", "dora", "auditor", signer=key)
    administration.settle(world.project.registry, "bea", promoted.id, agree=True)
    act = propose(world, house(), signer=key)
    assert agree(world, act).status == "done"
    assert findings(world) == []


def test_the_report_says_what_is_required_and_where_an_approval_falls_short(
    world: World, house: Callable[..., str], required: Callable[..., ActView]
) -> None:
    version = approved(world)
    assert "none: who submits a version chooses its policy" in decided(world, version)
    required(house())
    said = decided(world, version)
    assert "all models under house version 1" in said
    assert "The policy personal version 1 is not enough" in said


def decided(world: World, version: str) -> str:
    """The report's section of decisions, as text."""
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        blocks, _ = decisions(gather(session, world.project.artifacts, row))
    return "\n".join(block.model_dump_json() for block in blocks)
