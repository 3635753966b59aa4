"""What a required policy lets pass, refuses, and leaves as it is."""

from __future__ import annotations

from collections.abc import Callable

from registry import waivers
from registry.act_views import ActView
from registry.describe import describe_model
from registry.falling_short import falling_short
from registry.reports.decision_sections import decisions
from registry.reports.source import gather
from registry.resolve import resolve_version
from registry.tables.base import utcnow
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, findings
from tests.registry.review.required.conftest import chosen, model_of, propose, submit
from tests.registry.review.using import approved, deploy, label, move, point, refused, step


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
